import { readsAsCaption } from '../blocks'
import { namesFront } from '../headings'
import type { BodyEntry, Entry } from '../pages'
import type { Block, Inline, IntakeWarning, Note } from '../piece'
import { plainOf } from '../piece'
import { outlineOf } from './headings'
import { lettersOf } from './letters'
import { type Line, commonGutter, isOutside, linesOf } from './lines'
import { withoutContents, withoutMargins } from './margins'
import { type Measures, measuresOf } from './measure'
import { NoteGatherer, footOf, noteStartOf } from './notes'
import { type Chunk, chunksOf } from './paragraphs'
import type { PdfText } from './page'
import { type Reading, inlinesOf, joinLines, shiftOf, spaceEmOf, textOf } from './words'

/** A PDF in the order of reading. */
export interface Flow {
  readonly entries: readonly Entry[]
  /** All lines that are in the entries. */
  readonly lines: readonly Line[]
  /** Their words, line by line. */
  readonly words: string
}

/** Makes entries of a PDF's glyphs: the PF rules in SPEC.md. */
export const flowOf = (text: PdfText, warnings: IntakeWarning[]): Flow => {
  const gutter = commonGutter(text.pages)
  const all = text.pages.map((page, number) => linesOf(page, number, gutter))
  const reading: Reading = { fonts: text.fonts, spaceEm: spaceEmOf(all.flat()) }
  const pages = withoutContents(withoutMargins(all, reading, warnings), reading, warnings)
  const measures = measuresOf(pages.flat())
  warnOfLeftOut(text, warnings)
  const columns = pages.flatMap((lines) => columnsOf(lines))
  const { parts, notes } = partNotes(columns, measures, reading)
  const chunks = parts.flatMap((part) => part.chunks)
  const inlines = new Map(chunks.map((chunk) => [chunk, inlinesOfChunk(chunk, reading)]))
  const words = new Map(chunks.map((chunk) => [chunk, plainOf(inlines.get(chunk) ?? [])]))
  const wordsOf = (chunk: Chunk): string => words.get(chunk) ?? ''
  const outline = outlineOf(chunks, wordsOf, text.outline, measures)
  const entries: Entry[] = []
  let hasText = false
  let isEndnotes = false
  let isAbstract = false
  for (const { chunks: own, foot } of parts) {
    own.forEach((chunk, at) => {
      const content = inlines.get(chunk) ?? []
      const level = chunk === outline.title ? 1 : outline.levels.get(chunk)
      const line = (chunk.lines[0]?.column.page ?? 0) + 1
      if (level !== undefined) isEndnotes = /^(?:end)?notes(?: and references)?$/i.test(wordsOf(chunk))
      if (level !== undefined) isAbstract = namesFront(wordsOf(chunk))
      const endnote = isEndnotes && level === undefined ? endnoteOf(chunk, reading, notes.known) : undefined
      if (endnote !== undefined) {
        entries.push(endnote)
        return
      }
      // An abstract stands in, and is no quotation.
      const block = blockOf(chunk, content, level, line, hasText && !isAbstract, measures)
      if (block.kind === 'paragraph' && chunk.lines.length > 2 && !chunk.isIndented) hasText = true
      const before = entries.findLast((entry): entry is BodyEntry => entry.kind === 'body')
      if (at > 0 && before?.block.kind === block.kind && (block.kind === 'list' || block.kind === 'quote')) {
        entries[entries.lastIndexOf(before)] = { ...before, block: joined(before.block, block) }
        return
      }
      entries.push({ kind: 'body', block, isBroken: at === 0, isStray: false })
    })
    for (const note of foot) entries.push(notes.latest(note))
  }
  const lines = pages.flat()
  // The halves of a cut word are no words of the file: hundreds of them would make compounds of each other.
  const allWords = lines
    .map((line) => textOf(line, reading))
    .join('\n')
    .replace(/[\p{L}-]+-\n[\p{L}-]+/gu, '')
  return { entries, lines, words: allWords }
}

const warnOfLeftOut = (text: PdfText, warnings: IntakeWarning[]): void => {
  text.pages.forEach((box, page) => {
    const { turned, glyphs } = box
    const left = (count: number, which: string): void => {
      if (count === 0) return
      const message = `Page ${page + 1} has letters that ${which} (${count}); they were left out.`
      warnings.push({ code: 'stray-line', message, line: page + 1 })
    }
    left(turned, 'do not stand upright')
    left(lettersOf(glyphs).filter((letter) => isOutside(box, letter)).length, 'stand outside what is shown of it')
  })
}

/** The runs of lines that stand in one column, in the order of reading. */
const columnsOf = (lines: readonly Line[]): readonly (readonly Line[])[] => {
  const columns: Line[][] = []
  for (const line of lines) {
    const open = columns.at(-1)
    const last = open?.at(-1)
    if (open !== undefined && last !== undefined && goesOn(last, line)) open.push(line)
    else columns.push([line])
  }
  return columns
}

const goesOn = (last: Line, line: Line): boolean =>
  last.column.left === line.column.left && last.column.right === line.column.right && line.baseline < last.baseline

interface Part {
  readonly chunks: readonly Chunk[]
  readonly foot: readonly Note[]
}

/** Parts each column into its text and the notes at its foot. */
const partNotes = (
  columns: readonly (readonly Line[])[],
  measures: Measures,
  reading: Reading,
): {
  readonly parts: readonly Part[]
  readonly notes: { readonly known: (label: string) => boolean; readonly latest: (note: Note) => Note }
} => {
  const markers = new Set<string>()
  const known = (label: string): boolean => markers.has(label)
  const gatherer = new NoteGatherer(reading)
  const longer = new Map<Note, Note>()
  const parts = columns.map((lines): Part => {
    for (const line of lines) for (const label of markersIn(line, measures)) markers.add(label)
    const from = footOf(lines, measures, known, gatherer.isOpen)
    const gathered = gatherer.gather(lines.slice(from), known)
    if (gathered.longer !== undefined) longer.set(gathered.longer.was, gathered.longer.is)
    const body = [...lines.slice(0, from), ...gathered.stray]
    return { chunks: chunksOf(body, measures, reading), foot: gathered.notes }
  })
  const latest = (note: Note): Note => {
    let last = note
    for (let next = longer.get(last); next !== undefined; next = longer.get(last)) last = next
    return last
  }
  return { parts, notes: { known, latest } }
}

/** The raised labels within a line of the text. */
const markersIn = (line: Line, measures: Measures): readonly string[] => {
  if (line.size < 0.93 * measures.size) return []
  const labels: string[] = []
  let open = ''
  line.letters.forEach((letter, at) => {
    const isRaised = at > 0 && shiftOf(letter, line) === 'sup' && /^[\p{Nd}*†‡§¶∗a-z]$/iu.test(letter.text)
    if (isRaised) open += letter.text === '∗' ? '*' : letter.text
    else {
      if (open !== '') labels.push(open)
      open = ''
    }
  })
  return open === '' ? labels : [...labels, open]
}

const inlinesOfChunk = (chunk: Chunk, reading: Reading): readonly Inline[] => {
  let all: readonly Inline[] = []
  chunk.lines.forEach((line, at) => {
    const own = inlinesOf(line, reading, at === 0 && chunk.isList ? 1 : 0)
    all = at === 0 ? own : [...all, ...joinLines(all, own), ...own]
  })
  return all
}

const endnoteOf = (chunk: Chunk, reading: Reading, known: (label: string) => boolean): Note | undefined => {
  const [first, ...rest] = chunk.lines
  const start = first === undefined ? undefined : noteStartOf(first, known)
  if (first === undefined || start === undefined || !known(start.label)) return undefined
  const inlines = inlinesOf(first, reading, start.letters)
  const more = rest.flatMap((line): readonly Inline[] => [{ kind: 'line' }, ...inlinesOf(line, reading)])
  const [lead, ...others] = inlines
  const head = lead?.kind === 'text' ? [{ ...lead, text: lead.text.trimStart() }, ...others] : inlines
  return {
    kind: 'note',
    label: start.label,
    paragraphs: [[...head, ...more]],
    line: first.column.page + 1,
    detached: true,
  }
}

const blockOf = (
  chunk: Chunk,
  inlines: readonly Inline[],
  level: number | undefined,
  line: number,
  hasText: boolean,
  measures: Measures,
): Block => {
  if (level !== undefined) return { kind: 'heading', level, inlines, line }
  const paragraph: Block = { kind: 'paragraph', role: null, inlines, line }
  if (chunk.isList) return { kind: 'list', ordered: false, start: 1, sign: '-', items: [[paragraph]], line }
  if (
    readsAsCaption(plainOf(inlines)) &&
    (chunk.size < 0.97 * measures.size || chunk.lines.length <= 3 || chunk.isCentred)
  ) {
    return { kind: 'caption', inlines, line }
  }
  if (hasText && chunk.isIndented && !chunk.isCentred && chunk.lines.length > 1 && chunk.size <= 1.05 * measures.size) {
    return { kind: 'quote', blocks: [paragraph], line }
  }
  return paragraph
}

const joined = (before: Block, block: Block): Block => {
  if (before.kind === 'list' && block.kind === 'list') return { ...before, items: [...before.items, ...block.items] }
  if (before.kind === 'quote' && block.kind === 'quote')
    return { ...before, blocks: [...before.blocks, ...block.blocks] }
  return before
}
