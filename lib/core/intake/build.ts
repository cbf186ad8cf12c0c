import type { Mark, Node } from 'prosemirror-model'
import { type Document, documentSchema } from '../document'
import { styleOf } from './headings'
import { type Ids, type LinkedNote, type Target, freeId } from './link'
import { type Block, type Inline, type Marker, type Style, plainOf } from './piece'

/** What building needs beside the blocks. */
interface Context {
  readonly targets: ReadonlyMap<Marker, Target>
  readonly words: WordCounts
  readonly ids: Ids
}

/** How often each word stands in the file, in lower case, words with hyphens whole. */
export type WordCounts = ReadonlyMap<string, number>

export const countWords = (text: string): WordCounts => {
  const counts = new Map<string, number>()
  for (const [word] of text.toLowerCase().matchAll(/\p{L}+(?:-\p{L}+)*/gu))
    counts.set(word, (counts.get(word) ?? 0) + 1)
  return counts
}

const { nodes, marks } = documentSchema

/** The document of framed blocks and linked notes; `undefined` where no block has text. */
export const buildDocument = (
  blocks: readonly Block[],
  notes: readonly LinkedNote[],
  targets: ReadonlyMap<Marker, Target>,
  words: WordCounts,
): Document | undefined => {
  const context: Context = { targets, words, ids: new Map(notes.map((note) => [note.id, 2])) }
  const children = blocks.flatMap((block) => buildBlock(block, context))
  if (children.length === 0) return notes.length === 0 ? undefined : notesAlone(notes, context)
  const footnotes = notes.map((note) => {
    const paragraphs = note.paragraphs
      .map((inlines) => buildInline(inlines, context))
      .filter((content, nth) => content.length > 0 || nth === 0)
      .map((content) => nodes.paragraph.create(null, content))
    return nodes.footnote.create(
      { id: note.id, label: note.label },
      paragraphs.length > 0 ? paragraphs : [nodes.paragraph.create()],
    )
  })
  const all = footnotes.length === 0 ? children : [...children, nodes.footnotes.create(null, footnotes)]
  const document = nodes.doc.create(null, all)
  document.check()
  return document
}

/** A file of notes and nothing else: they are its text. */
const notesAlone = (notes: readonly LinkedNote[], context: Context): Document | undefined => {
  const blocks = notes.flatMap((note) =>
    note.paragraphs.map((inlines): Block => ({ kind: 'paragraph', role: null, inlines, line: note.line })),
  )
  const children = blocks.flatMap((block) => buildBlock(block, context))
  return children.length === 0 ? undefined : nodes.doc.create(null, children)
}

const buildBlock = (block: Block, context: Context): readonly Node[] => {
  switch (block.kind) {
    case 'heading': {
      const content = buildInline(plainStyle(block.inlines), context)
      if (content.length === 0) return []
      const id = freeId(`sec-${slug(plainOf(block.inlines))}`, context.ids)
      return [nodes.heading.create({ level: block.level, id }, content)]
    }
    case 'paragraph': {
      const inlines = block.role === 'byline' ? plainStyle(block.inlines) : dropCap(block.inlines)
      const content = buildInline(inlines, context)
      return content.length === 0 ? [] : [nodes.paragraph.create({ role: block.role }, content)]
    }
    case 'caption': {
      const content = buildInline(block.inlines, context)
      return content.length === 0 ? [] : [nodes.figureCaption.create(null, content)]
    }
    case 'quote': {
      const inner = block.blocks.flatMap((child) => buildBlock(child, context))
      return inner.length === 0 ? [] : [nodes.blockquote.create(null, inner)]
    }
    case 'list': {
      const items = block.items.flatMap((item) => {
        const inner = item.flatMap((child) => buildBlock(child, context))
        if (inner.length === 0) return []
        const lead = inner[0]?.type === nodes.paragraph ? [] : [nodes.paragraph.create()]
        return [nodes.listItem.create(null, [...lead, ...inner])]
      })
      if (items.length === 0) return []
      return [
        block.ordered ? nodes.orderedList.create({ start: block.start }, items) : nodes.bulletList.create(null, items),
      ]
    }
    case 'table': {
      const rows = block.rows.map((row) =>
        nodes.tableRow.create(
          null,
          row.cells.map((cell) =>
            nodes.tableCell.create({ header: row.header }, nodes.paragraph.create(null, buildInline(cell, context))),
          ),
        ),
      )
      return [nodes.table.create(null, rows)]
    }
  }
}

/** A heading or byline that is strong or slanted as a whole is plain: its look is the page's matter. */
const plainStyle = (inlines: readonly Inline[]): readonly Inline[] => {
  const { isStrong, isSlanted } = styleOf(inlines)
  return inlines.map((inline): Inline => {
    // A marker is known by its identity and has no style of its own.
    if (inline.kind !== 'text') return inline
    const { em, strong, ...rest } = inline.style
    const style: Style = { ...rest, ...(em && !isSlanted ? { em } : {}), ...(strong && !isStrong ? { strong } : {}) }
    return { ...inline, style }
  })
}

/** `**I**n the` is a drop cap: one strong capital, and the word goes on. */
const dropCap = (inlines: readonly Inline[]): readonly Inline[] => {
  const at = inlines.findIndex((inline) => inline.kind === 'text' && inline.text !== '')
  const first = inlines[at]
  const next = inlines[at + 1]
  if (first?.kind !== 'text' || next?.kind !== 'text') return inlines
  if (first.style.strong !== true || next.style.strong === true) return inlines
  if (!/^\s*\p{Lu}$/u.test(first.text) || !/^\p{L}/u.test(next.text)) return inlines
  return [...inlines.slice(0, at), { ...first, style: next.style }, ...inlines.slice(at + 1)]
}

type Segment = { text: string; readonly style: Style } | { readonly target: Target }

/** The inline content of a textblock: markers in their places, single spaces, none at the ends. */
const buildInline = (inlines: readonly Inline[], context: Context): readonly Node[] => {
  const segments: Segment[] = []
  inlines.forEach((inline, at) => {
    if (inline.kind === 'line') pushLineEnd(segments, inlines[at + 1], context.words)
    else if (inline.kind === 'text') segments.push({ text: inline.text, style: inline.style })
    else {
      const target = context.targets.get(inline)
      segments.push(target === undefined ? { text: inline.written, style: inline.style } : { target })
    }
  })
  tidySpaces(segments)
  return segments.flatMap((segment): readonly Node[] => {
    if ('target' in segment) return [nodes.footnoteRef.create(segment.target)]
    return segment.text === '' ? [] : [documentSchema.text(segment.text, marksOf(segment.style))]
  })
}

const marksOf = (style: Style): readonly Mark[] => [
  ...(style.href === undefined ? [] : [marks.link.create({ href: style.href })]),
  ...(style.em === true ? [marks.em.create()] : []),
  ...(style.strong === true ? [marks.strong.create()] : []),
  ...(style.sup === true ? [marks.sup.create()] : []),
  ...(style.sub === true && style.sup !== true ? [marks.sub.create()] : []),
]

/** An em dash between two words without spaces: JO5. */
const ENDS_IN_DASH = /[\p{L}\p{N}\p{Pf}\p{Pe}"']\u2014$/u
const BEGINS_WITH_DASH = /^\u2014[\p{L}\p{N}\p{Pi}\p{Ps}"']/u
/** The line before an attribution (`—Angell`) ends its sentence. */
const GOES_ON = /[\p{L}\p{N}\p{Pe}]$/u

/** A line's end is a space, and none where it cut a word or stands at a dash: see JO4 and JO5 in SPEC.md. */
const pushLineEnd = (segments: Segment[], next: Inline | undefined, words: WordCounts): void => {
  const last = segments.at(-1)
  const style = last !== undefined && 'style' in last ? last.style : {}
  if (last === undefined || !('text' in last) || next?.kind !== 'text') {
    segments.push({ text: ' ', style: {} })
    return
  }
  if (ENDS_IN_DASH.test(last.text) || (GOES_ON.test(last.text) && BEGINS_WITH_DASH.test(next.text))) return
  const left = /(\p{L}+)-\s*$/u.exec(last.text)?.[1]?.toLowerCase()
  const right = /^\s*(\p{Ll}\p{L}*)/u.exec(next.text)?.[1]?.toLowerCase()
  if (left === undefined || right === undefined) {
    segments.push({ text: ' ', style: sameStyle(next.style, style) ? style : {} })
    return
  }
  // The halves themselves were counted once each.
  const isCompound = words.has(`${left}-${right}`) || ((words.get(left) ?? 0) > 1 && (words.get(right) ?? 0) > 1)
  const keepsHyphen = !words.has(left + right) && isCompound
  last.text = keepsHyphen ? last.text.trimEnd() : last.text.trimEnd().slice(0, -1)
}

const sameStyle = (a: Style, b: Style): boolean =>
  a.em === b.em && a.strong === b.strong && a.sup === b.sup && a.sub === b.sub && a.href === b.href

/** Single spaces, none at the ends; of two around a marker the one after it stays. */
const tidySpaces = (segments: Segment[]): void => {
  let isAfterSpace = true
  let lastText: Extract<Segment, { text: string }> | undefined
  let isAfterMarker = false
  for (const segment of segments) {
    if (!('text' in segment)) {
      isAfterMarker = true
      continue
    }
    segment.text = segment.text.replace(/\s+/g, ' ')
    if (isAfterSpace && segment.text.startsWith(' ')) {
      if (isAfterMarker && lastText !== undefined) lastText.text = lastText.text.trimEnd()
      else segment.text = segment.text.slice(1)
    }
    if (segment.text === '') continue
    isAfterSpace = segment.text.endsWith(' ')
    isAfterMarker = false
    lastText = segment
  }
  if (lastText !== undefined) lastText.text = lastText.text.trimEnd()
}

const SLUG_MAX_CHARS = 60

/** Letters and digits of any script, the rest as single hyphens. */
const slug = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .slice(0, SLUG_MAX_CHARS)
    .replace(/^-|-$/g, '') || 'part'
