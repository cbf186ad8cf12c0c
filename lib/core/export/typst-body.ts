import type { Mark, Node } from 'prosemirror-model'
import { isSafeHref } from '../document'
import type { Note } from './notes'
import { type AnnotatedPaper, layoutOf } from './paper'
import type { Stretch } from './stretches'
import { backwardLanguage } from './direction'
import { type TypeStyle, typeScale } from './layout'
import { STRETCH_SCHEME } from './typst-template'
import { typstBlock, typstLabel, typstString } from './typst-text'

/** The body of the paper as Typst code, and the addresses that the links inside highlights lead to. */
export interface TypstBody {
  readonly code: string
  /** A link inside a highlight names its address by its place here. */
  readonly hrefs: readonly string[]
  /** The sections and their parts, each with the label that stands on its heading. */
  readonly contents: readonly ContentsEntry[]
}

/** A heading in the table of contents. */
export interface ContentsEntry {
  readonly level: number
  readonly words: string
  readonly label: string
}

/** How the body shows its notes. */
export interface BodyNotes {
  readonly notes: readonly Note[]
  /** A numbered box behind each passage. */
  readonly areNumbered: boolean
  /** Each stretch as a link, by which it is found again; empty where places are found by the text itself. */
  readonly stretches: readonly Stretch[]
}

/** The document as calls of the template's functions. Words of people stand in string literals only. */
export const typstBody = (paper: AnnotatedPaper, notes: BodyNotes): TypstBody => new BodyWriter(paper, notes).write()

/** The name of a tag's look in the template; `none` for a note without a verdict. */
export const lookOf = (note: Note): string => note.counts[0]?.tag.pigment ?? 'none'

/** Words of so many letters are worth a hyphen: shorter ones seldom need one, and each costs time (`long` in the template). */
const LONG_WORD = /(\p{L}{9,})/u

class BodyWriter {
  private readonly hrefs: string[] = []
  private readonly footnotes = new Map<string, Node>()
  /** The numbers in the file of the footnotes that were set, by id. */
  private readonly footnoteNumbers = new Map<string, number>()
  private readonly blocks = new Map<Node, { readonly start: number }>()
  private readonly contents: ContentsEntry[] = []
  /** Footnotes whose markers stand over both columns. */
  private readonly moved: string[] = []
  private isFloating = false
  private readonly stretches: readonly Stretch[]
  private readonly closes = new Map<number, Note[]>()
  private readonly cuts: readonly number[]
  private level = 0

  constructor(
    private readonly paper: AnnotatedPaper,
    { notes, areNumbered, stretches }: BodyNotes,
  ) {
    this.stretches = stretches
    for (const block of paper.index.blocks) this.blocks.set(block.node, block)
    paper.document.descendants((node) => {
      if (node.type.name !== 'footnote') return true
      this.footnotes.set(String(node.attrs.id), node)
      return false
    })
    for (const note of areNumbered ? notes : []) if (note.place !== null) append(this.closes, note.place.end, note)
    this.cuts = [...this.closes.keys()].sort((a, b) => a - b)
  }

  write(): TypstBody {
    const parts: string[] = []
    const blocks: Node[] = []
    this.paper.document.forEach((node) => blocks.push(node))
    const hasTitle = blocks[0]?.type.name === 'heading'
    const opening: string[] = []
    if (!hasTitle) {
      this.level = 1
      opening.push(`heading(level: 1, ${typstLabel(this.paper.title, this.paper.canShow)})`)
    }
    let isOpening = true
    for (const block of blocks) {
      if (block.type.name === 'footnotes') continue
      isOpening = isOpening && (opening.length === 0 || isFrontMatter(block))
      this.isFloating = isOpening && layoutOf(this.paper).columns === 2
      ;(isOpening ? opening : parts).push(this.block(block, 'body'))
    }
    this.isFloating = false
    parts.push(...this.unmarkedFootnotes())
    const code = [`opening(${typstBlock(opening)})`, ...this.moved, ...parts].join('\n')
    return { code, hrefs: this.hrefs, contents: this.contents }
  }

  /** A block whose first letter runs from the right is set from the right. */
  private block(node: Node, style: TypeStyle): string {
    const language = node.isTextblock ? backwardLanguage(node.textContent) : undefined
    const code = this.plainBlock(node, style)
    return language === undefined ? code : `backward("${language}", ${code})`
  }

  private plainBlock(node: Node, style: TypeStyle): string {
    switch (node.type.name) {
      case 'heading':
        return this.heading(node)
      case 'paragraph':
        return this.paragraph(node, style)
      case 'figureCaption':
        return `caption(${this.inline(node, 'small')})`
      case 'blockquote':
        return `quote(block: true, ${this.children(node, 'small')})`
      case 'bulletList':
        return `list(tight: true, ${this.items(node, style)})`
      case 'orderedList':
        return `enum(tight: true, start: ${wholeNumber(node.attrs.start)}, ${this.items(node, style)})`
      case 'table':
        return this.table(node)
      default:
        throw new Error(`no setting for a block of type ${node.type.name}`)
    }
  }

  private children(parent: Node, style: TypeStyle): string {
    const parts: string[] = []
    parent.forEach((child) => parts.push(this.block(child, style)))
    return typstBlock(parts)
  }

  private items(list: Node, style: TypeStyle): string {
    const items: string[] = []
    list.forEach((item) => items.push(this.children(item, style)))
    return items.join(', ')
  }

  /** PDF/UA wants a sane outline: the first heading is of level 1 and no level is skipped. */
  private heading(node: Node): string {
    const level = Math.max(1, Math.min(wholeNumber(node.attrs.level), this.level + 1, 6))
    this.level = level
    const style: TypeStyle = level === 1 ? 'title' : level === 2 ? 'section' : 'part'
    const code = `heading(level: ${level}, ${this.inline(node, style)})`
    if (level === 1 || level > 3) return code
    const label = `section-${this.contents.length + 1}`
    this.contents.push({ level, words: node.textContent, label })
    return `[#${code}#label("${label}")]`
  }

  private paragraph(node: Node, style: TypeStyle): string {
    switch (node.attrs.role) {
      case 'byline':
        return `byline(${this.inline(node, 'body')})`
      case 'abstract':
        return `abstract(${this.inline(node, 'small')})`
      case 'keywords':
        return `keywords(${this.inline(node, 'small')})`
      default:
        return `par(${this.inline(node, style)})`
    }
  }

  private table(node: Node): string {
    const rows: Node[][] = []
    node.forEach((row) => {
      const cells: Node[] = []
      row.forEach((cell) => cells.push(cell))
      rows.push(cells)
    })
    const columns = Math.max(...rows.map((row) => row.length))
    const set = rows.map((row) => [
      ...row.map((cell) => {
        const inner = this.children(cell, 'note')
        return cell.attrs.header === true ? `strong(${inner})` : inner
      }),
      ...Array.from({ length: columns - row.length }, () => '[]'),
    ])
    const hasHead = rows[0]?.every((cell) => cell.attrs.header === true) === true && rows.length > 1
    const head = hasHead ? [`table.header(${(set[0] ?? []).join(', ')})`] : []
    return `table(columns: ${columns}, ${[...head, ...set.slice(hasHead ? 1 : 0).flat()].join(', ')})`
  }

  /** The inline content of a textblock, cut at the stretches. */
  private inline(block: Node, style: TypeStyle): string {
    const parts: string[] = []
    let at = this.blocks.get(block)?.start ?? 0
    block.forEach((child) => {
      if (child.type.name === 'footnoteRef') parts.push(outOfOutline(this.footnote(child), style))
      if (!child.isText || child.text === undefined) return
      parts.push(...this.run(child.text, child.marks, at, style))
      at += child.text.length
    })
    return typstBlock(parts)
  }

  private run(text: string, marks: readonly Mark[], start: number, style: TypeStyle): readonly string[] {
    const parts: string[] = []
    const end = start + text.length
    const plain = (from: number, to: number, covering?: Stretch): void => {
      let at = from
      for (const cut of this.cutsIn(from, to)) {
        if (cut > at) parts.push(this.piece(text.slice(at - start, cut - start), marks, style, covering))
        parts.push(...this.numbersAt(cut, style))
        at = cut
      }
      if (at < to) parts.push(this.piece(text.slice(at - start, to - start), marks, style, covering))
    }
    let at = start
    for (const stretch of this.stretchesIn(start, end)) {
      const from = Math.max(stretch.start, start)
      const to = Math.min(stretch.end, end)
      if (from > at) plain(at, from)
      plain(from, to, stretch)
      at = to
    }
    if (at < end) plain(at, end)
    return parts
  }

  /** Where notes end in a piece of text, behind its first character. */
  private cutsIn(start: number, end: number): readonly number[] {
    return this.cuts.slice(firstAbove(this.cuts, start), firstAbove(this.cuts, end))
  }

  private *stretchesIn(start: number, end: number): Generator<Stretch> {
    const low = firstAbove(this.stretches, start, (stretch) => stretch.end)
    for (let at = low; at < this.stretches.length; at += 1) {
      const stretch = this.stretches[at]
      if (stretch === undefined || stretch.start >= end) return
      yield stretch
    }
  }

  /** Number boxes of the notes that end here; a word joiner keeps them at their passage. */
  private numbersAt(at: number, style: TypeStyle): readonly string[] {
    return (this.closes.get(at) ?? []).map((note) =>
      outOfOutline(`{"\\u{2060}"; number(${note.number}, "${lookOf(note)}")}`, style),
    )
  }

  private piece(text: string, marks: readonly Mark[], style: TypeStyle, covering?: Stretch): string {
    let code = this.words(text, style)
    let href: string | undefined
    for (const mark of marks) {
      if (mark.type.name === 'em') code = `emph(${code})`
      else if (mark.type.name === 'strong') code = `strong(${code})`
      else if (mark.type.name === 'sup') code = `super(${code})`
      else if (mark.type.name === 'sub') code = `sub(${code})`
      else if (mark.type.name === 'link') href = safeHref(String(mark.attrs.href))
    }
    if (covering !== undefined) return `link(${this.stretchAddress(covering, style, href)}, ${code})`
    return href === undefined ? code : `link(${typstString(href)}, ${code})`
  }

  /** Text whose long words may be broken at the end of a line, where lines are set to one width. */
  private words(text: string, style: TypeStyle): string {
    const literal = (part: string): string => typstString(part, this.paper.canShow)
    if (style !== 'body' && style !== 'small') return literal(text)
    const parts = text.split(LONG_WORD).map((part, at) => (at % 2 === 0 ? literal(part) : `long(${literal(part)})`))
    return parts.length === 1 ? literal(text) : typstBlock(parts.filter((code) => code !== '""'))
  }

  /** `"scholion:STRETCH/EM"`, and `/LINK` where the words lead out as well: links cannot lie in links. */
  private stretchAddress(stretch: Stretch, style: TypeStyle, href: string | undefined): string {
    const address = `${STRETCH_SCHEME}${stretch.id}/${typeScale(layoutOf(this.paper))[style].em}`
    if (href === undefined) return `"${address}"`
    this.hrefs.push(href)
    return `"${address}/${this.hrefs.length - 1}"`
  }

  private footnote(ref: Node): string {
    const label = typstLabel(String(ref.attrs.label), this.paper.canShow)
    const numbering = `numbering: (..) => ${label}`
    const id = String(ref.attrs.footnote)
    const set = this.footnoteNumbers.get(id)
    if (set !== undefined) return `footnote(${numbering}, label("footnote-${set}"))`
    const note = this.footnotes.get(id)
    if (note === undefined) return `super(${label})`
    const number = this.footnoteNumbers.size + 1
    this.footnoteNumbers.set(id, number)
    const code = `[#footnote(${numbering}, ${this.children(note, 'note')})#label("footnote-${number}")]`
    if (!this.isFloating) return code
    // Typst loses a footnote over both columns: its marker stays there, the note itself moves below.
    this.moved.push(`unseen(${code})`)
    return `footnote(${numbering}, label("footnote-${number}"))`
  }

  /** Footnotes whose marker the text has lost stand after the body, so that nothing is. */
  private unmarkedFootnotes(): readonly string[] {
    const lost = [...this.footnotes].filter(([id]) => !this.footnoteNumbers.has(id))
    return lost.map(([, note]) => {
      const label = typstLabel(`${String(note.attrs.label)} `, this.paper.canShow)
      return `block(above: 2mm, below: 0pt, small({super(${label}); h(2pt); ${this.children(note, 'small')}}))`
    })
  }
}

/** The outline takes a heading's text as it is written; what only `context` gives stays out of it. */
const outOfOutline = (code: string, style: TypeStyle): string =>
  style === 'title' || style === 'section' || style === 'part' ? `context ${code}` : code

const isFrontMatter = (block: Node): boolean => block.type.name === 'paragraph' && block.attrs.role !== null

/** The place of the first item whose value is above `limit`; values ascend. */
const firstAbove = <Item>(items: readonly Item[], limit: number, valueOf: (item: Item) => number = Number): number => {
  let low = 0
  let high = items.length
  while (low < high) {
    const middle = (low + high) >>> 1
    const item = items[middle]
    if (item !== undefined && valueOf(item) <= limit) low = middle + 1
    else high = middle
  }
  return low
}

const append = <Key, Item>(map: Map<Key, Item[]>, key: Key, item: Item): void => {
  const list = map.get(key)
  if (list === undefined) map.set(key, [item])
  else list.push(item)
}

const safeHref = (href: string): string | undefined => (isSafeHref(href) ? href.trim() : undefined)

const wholeNumber = (value: unknown): number => {
  const number = Number(value)
  return Number.isSafeInteger(number) && number >= 0 ? number : 1
}
