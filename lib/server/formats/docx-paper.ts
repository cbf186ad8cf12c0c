import {
  CommentRangeEnd,
  CommentRangeStart,
  CommentReference,
  ExternalHyperlink,
  type FileChild,
  FootnoteReferenceRun,
  HeadingLevel,
  type IRunOptions,
  Paragraph,
  type ParagraphChild,
  Table,
  TableCell,
  TableRow,
  TextRun,
} from 'docx'
import type { Node } from 'prosemirror-model'
import type { TextIndex } from '../../core/document'
import { xmlWords } from '../../core/exchange'
import { running, textRuns, wayOf } from './docx-text'

/** Where a note is (UTF-16 units of the plain text), and its comments. */
export interface Passage {
  readonly start: number
  readonly end: number
  readonly ids: readonly number[]
}

/** What the paper's blocks are written with. */
export interface Writing {
  readonly index: TextIndex
  /** Where each textblock begins in the plain text. */
  readonly starts: ReadonlyMap<Node, number>
  /** The number of each footnote by its id. */
  readonly footnotes: ReadonlyMap<string, number>
  readonly hasNote: (number: number) => boolean
  /** The comments that stand at a footnote's marker. */
  readonly atFootnote: ReadonlyMap<number, readonly number[]>
  /** The footnotes whose marker has been written: Word has one marker a footnote. */
  readonly written: Set<number>
}

const HEADINGS = [
  HeadingLevel.TITLE,
  HeadingLevel.HEADING_1,
  HeadingLevel.HEADING_2,
  HeadingLevel.HEADING_3,
  HeadingLevel.HEADING_4,
  HeadingLevel.HEADING_5,
] as const

interface Look {
  readonly quoted?: boolean
  readonly list?: 'bullet' | 'number'
}

/** The paragraphs and tables of one top-level node, with the ranges of the comments in it. */
export const blockChildren = (
  node: Node,
  notes: readonly Passage[],
  writing: Writing,
  look: Look = {},
): readonly FileChild[] => {
  const inner = (more: Look): readonly FileChild[] =>
    node.children.flatMap((child) => blockChildren(child, notes, writing, { ...look, ...more }))
  switch (node.type.name) {
    case 'heading':
      return [
        new Paragraph({
          heading: HEADINGS[Number(node.attrs.level) - 1] ?? HeadingLevel.HEADING_6,
          spacing: { before: 280, after: 120 },
          ...running(wayOf(node.textContent)),
          children: inline(node, notes, writing),
        }),
      ]
    case 'blockquote':
      return inner({ quoted: true })
    case 'bulletList':
      return inner({ list: 'bullet' })
    case 'orderedList':
      return inner({ list: 'number' })
    case 'table':
      return [
        new Table({
          visuallyRightToLeft: wayOf(node.textContent) === 'backward',
          rows: node.children.map(
            (row) => new TableRow({ children: row.children.map((cell) => cellOf(cell, notes, writing)) }),
          ),
        }),
      ]
    case 'paragraph':
    case 'figureCaption':
      return [
        new Paragraph({
          spacing: { after: 160 },
          ...running(wayOf(node.textContent)),
          ...(look.list === undefined
            ? {}
            : look.list === 'bullet'
              ? { bullet: { level: 0 } }
              : { numbering: { reference: 'numbers', level: 0 } }),
          ...(look.quoted === true ? { indent: { left: 720, right: 720 } } : {}),
          children: inline(node, notes, writing),
        }),
      ]
    default:
      return inner({})
  }
}

/** A footnote of the paper as one of Word; comments have no place there. */
export const footnoteChildren = (node: Node): readonly Paragraph[] =>
  node.children.map((paragraph) => {
    const words = paragraph.children.map((child) => child.text ?? '').join('')
    let at = 0
    const runs = paragraph.children.flatMap((child) => {
      const from = at
      at += child.text?.length ?? 0
      return child.isText ? runsOf(child, words, from, at) : []
    })
    return new Paragraph({ ...running(wayOf(words)), children: runs })
  })

const cellOf = (cell: Node, notes: readonly Passage[], writing: Writing): TableCell =>
  new TableCell({
    children: cell.children.map(
      (paragraph) =>
        new Paragraph({
          ...running(wayOf(paragraph.textContent)),
          children: inline(paragraph, notes, writing),
        }),
    ),
  })

/** The runs of a textblock, cut where the passages of notes begin and end. */
const inline = (node: Node, notes: readonly Passage[], writing: Writing): readonly ParagraphChild[] => {
  const { index, starts } = writing
  const start = starts.get(node)
  if (start === undefined) return []
  const end = start + index.text.slice(start).search(/\n|$/u)
  const here = notes
    .filter((note) => note.start < end && note.end > start)
    // A range ends where Word can have comments: before the footnotes.
    .map((note) => ({ from: note.start, to: Math.min(note.end, index.bodyEnd), ids: note.ids }))
  const cuts = [...new Set(here.flatMap(({ from, to }) => [from, to]))].toSorted((a, b) => a - b)
  const children: ParagraphChild[] = []
  const words = index.text.slice(start, end)
  let at = start
  node.forEach((child) => {
    if (child.type.name === 'footnoteRef') {
      children.push(...footnoteMarker(child, writing))
      return
    }
    if (!child.isText || child.text === undefined) return
    const last = at + child.text.length
    for (const cut of [...cuts.filter((one) => one > at && one < last), last]) {
      for (const note of here) if (note.from === at) children.push(...note.ids.map((id) => new CommentRangeStart(id)))
      children.push(...runsOf(child, words, at - start, cut - start))
      for (const note of here) if (note.to === cut) children.push(...note.ids.flatMap(rangeEnd))
      at = cut
    }
  })
  return children
}

const rangeEnd = (id: number): readonly ParagraphChild[] => [
  new CommentRangeEnd(id),
  new TextRun({ children: [new CommentReference(id)] }),
]

/** Runs that comments are on. */
export const commented = (runs: readonly ParagraphChild[], ids: readonly number[]): readonly ParagraphChild[] => [
  ...ids.map((id) => new CommentRangeStart(id)),
  ...runs,
  ...ids.flatMap(rangeEnd),
]

const footnoteMarker = (node: Node, writing: Writing): readonly ParagraphChild[] => {
  const number = writing.footnotes.get(String(node.attrs.footnote))
  const label = xmlWords(String(node.attrs.label))
  if (number === undefined || !writing.hasNote(number) || writing.written.has(number)) {
    return [new TextRun({ text: label, superScript: true })]
  }
  writing.written.add(number)
  return commented([new FootnoteReferenceRun(number)], writing.atFootnote.get(number) ?? [])
}

/** A part of the words of a textblock, from `from` to `to`, in the look of `node`. */
const runsOf = (node: Node, words: string, from: number, to: number): readonly ParagraphChild[] => {
  const has = (name: string): boolean => node.marks.some((mark) => mark.type.name === name)
  const link = node.marks.find((mark) => mark.type.name === 'link')
  // What a run does not say its paragraph's style decides.
  const look: IRunOptions = {
    ...(has('em') ? { italics: true } : {}),
    ...(has('strong') ? { bold: true } : {}),
    ...(has('sup') ? { superScript: true } : {}),
    ...(has('sub') ? { subScript: true } : {}),
    ...(link === undefined ? {} : { style: 'Hyperlink' }),
  }
  const runs = textRuns(words, look, wayOf(words), from, to)
  return link === undefined ? runs : [new ExternalHyperlink({ link: String(link.attrs.href), children: runs })]
}
