import type { Mark, Node } from 'prosemirror-model'
import { isSafeHref } from '../document'
import type { Note } from './notes'
import type { AnnotatedPaper } from './paper'
import type { Stretch } from './stretches'
import { STRETCH_SCHEME, type TypeStyle, TYPE } from './typst-template'
import { typstBlock, typstLabel, typstString } from './typst-text'

/** The body of the paper as Typst code, and the addresses that the links inside highlights lead to. */
export interface TypstBody {
  readonly code: string
  /** A link inside a highlight names its address by its place here. */
  readonly hrefs: readonly string[]
}

/** The document as calls of the template's functions. Words of people stand in string literals only. */
export const typstBody = (paper: AnnotatedPaper, notes: readonly Note[], stretches: readonly Stretch[]): TypstBody =>
  new BodyWriter(paper, notes, stretches).write()

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
  private readonly opens = new Map<number, Note[]>()
  private readonly closes = new Map<number, Note[]>()
  private level = 0

  constructor(
    private readonly paper: AnnotatedPaper,
    notes: readonly Note[],
    private readonly stretches: readonly Stretch[],
  ) {
    for (const block of paper.index.blocks) this.blocks.set(block.node, block)
    paper.document.descendants((node) => {
      if (node.type.name !== 'footnote') return true
      this.footnotes.set(String(node.attrs.id), node)
      return false
    })
    for (const note of notes) {
      if (note.place === null) continue
      append(this.opens, note.place.start, note)
      append(this.closes, note.place.end, note)
    }
  }

  write(): TypstBody {
    const parts: string[] = []
    const blocks: Node[] = []
    this.paper.document.forEach((node) => blocks.push(node))
    const hasTitle = blocks[0]?.type.name === 'heading'
    if (!hasTitle) {
      this.level = 1
      parts.push(`heading(level: 1, ${typstLabel(this.paper.title, this.paper.canShow)})`)
    }
    for (const block of blocks) if (block.type.name !== 'footnotes') parts.push(this.block(block, 'body'))
    parts.push(...this.unmarkedFootnotes())
    return { code: parts.join('\n'), hrefs: this.hrefs }
  }

  private block(node: Node, style: TypeStyle): string {
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
    return `heading(level: ${level}, ${this.inline(node, style)})`
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
    let at = start
    for (const stretch of this.stretchesIn(start, end)) {
      if (stretch.start > at) parts.push(this.piece(text.slice(at - start, stretch.start - start), marks, style))
      const from = Math.max(stretch.start, start)
      const to = Math.min(stretch.end, end)
      if (from === stretch.start) parts.push(...(this.opens.get(from) ?? []).map((note) => `start(${note.number})`))
      parts.push(this.piece(text.slice(from - start, to - start), marks, style, stretch))
      if (to === stretch.end) parts.push(...this.numbersAt(to, style))
      at = to
    }
    if (at < end) parts.push(this.piece(text.slice(at - start), marks, style))
    return parts
  }

  private *stretchesIn(start: number, end: number): Generator<Stretch> {
    let low = 0
    let high = this.stretches.length
    while (low < high) {
      const middle = (low + high) >>> 1
      const stretch = this.stretches[middle]
      if (stretch !== undefined && stretch.end <= start) low = middle + 1
      else high = middle
    }
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

  /** `"scholion:STRETCH/STYLE"`, and `/LINK` where the words lead out as well: links cannot lie in links. */
  private stretchAddress(stretch: Stretch, style: TypeStyle, href: string | undefined): string {
    const address = `${STRETCH_SCHEME}${stretch.id}/${style}`
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
    return `[#footnote(${numbering}, ${this.children(note, 'note')})#label("footnote-${number}")]`
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

/** Every type style by name, for those who read the links back. */
export const typeStyle = (name: string): (typeof TYPE)[TypeStyle] | undefined =>
  Object.entries(TYPE).find(([style]) => style === name)?.[1]
