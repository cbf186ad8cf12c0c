import type { ParagraphRole } from '../document'

/** How a run of text is set. `href` is a safe address; absent where the text is no link. */
export interface Style {
  readonly em?: true
  readonly strong?: true
  readonly sup?: true
  readonly sub?: true
  readonly href?: string
}

/** Text as the paper has it, not yet cleaned of doubled spaces. */
export interface TextRun {
  readonly kind: 'text'
  readonly text: string
  readonly style: Style
}

/**
 * What may be the marker of a note: `written` is what stands there if no note
 * with this label turns up. One object is one place, whatever block holds it.
 */
export interface Marker {
  readonly kind: 'marker'
  readonly label: string
  readonly written: string
  readonly style: Style
}

/** A line of the file ended here, inside a paragraph. */
export interface LineEnd {
  readonly kind: 'line'
}

export type Inline = TextRun | Marker | LineEnd

/** `line` is the first line of the block in the file, from 1. */
export interface HeadingBlock {
  readonly kind: 'heading'
  readonly level: number
  readonly inlines: readonly Inline[]
  readonly line: number
}
export interface ParagraphBlock {
  readonly kind: 'paragraph'
  readonly role: ParagraphRole
  readonly inlines: readonly Inline[]
  readonly line: number
}
export interface CaptionBlock {
  readonly kind: 'caption'
  readonly inlines: readonly Inline[]
  readonly line: number
}
export interface ListBlock {
  readonly kind: 'list'
  readonly ordered: boolean
  readonly start: number
  /** The sign before its first item, as the file has it: `-`, `*`, `1.`. */
  readonly sign: string
  readonly items: readonly (readonly Block[])[]
  readonly line: number
}
export interface QuoteBlock {
  readonly kind: 'quote'
  readonly blocks: readonly Block[]
  readonly line: number
}
export interface TableBlock {
  readonly kind: 'table'
  readonly rows: readonly { readonly header: boolean; readonly cells: readonly (readonly Inline[])[] }[]
  readonly line: number
}
export type Block = HeadingBlock | ParagraphBlock | CaptionBlock | ListBlock | QuoteBlock | TableBlock

/** One note: `detached` where the file defines it away from its page (`[^1]: …`). */
export interface Note {
  readonly kind: 'note'
  readonly label: string
  readonly paragraphs: readonly (readonly Inline[])[]
  readonly line: number
  readonly detached: boolean
}

/** A page ends here. */
export interface PageBreak {
  readonly kind: 'break'
  readonly line: number
}

/** What the file is made of, in its order. */
export type Item = Block | Note | PageBreak

/** What the importer should look at. `line` counts from 1; 0 where no line can be named. */
export interface IntakeWarning {
  readonly code: WarningCode
  /** One plain sentence, with the words concerned. */
  readonly message: string
  readonly line: number
}

export type WarningCode =
  | 'stray-line'
  | 'page-number'
  | 'running-head'
  | 'notes-heading'
  | 'note-without-marker'
  | 'marker-without-note'
  | 'picture'
  | 'unsafe-link'
  | 'metadata'
  | 'definition'
  | 'plain-text'
  | 'nesting'
  | 'no-title'
  | 'more'

// Every stage asks for the words of the same stretches; a stretch never changes.
const words = new WeakMap<readonly Inline[], string>()

/** The words of a stretch, with markers left out and line ends as spaces. */
export const plainOf = (inlines: readonly Inline[]): string => {
  const known = words.get(inlines)
  if (known !== undefined) return known
  const text = inlines
    .map((inline) => (inline.kind === 'text' ? inline.text : inline.kind === 'line' ? ' ' : ''))
    .join('')
    .replace(/\s+/g, ' ')
    .trim()
  words.set(inlines, text)
  return text
}

/** Two stretches of one paragraph: a space between them, none where the first ends in a hyphen (see `healHyphens`). */
export const joinInlines = (first: readonly Inline[], second: readonly Inline[]): readonly Inline[] => [
  ...first,
  { kind: 'line' },
  ...second,
]

/** What stands between two cells of one line: a space as any other, except between names. */
export const WIDE_SPACE = '\u2003'

/** All words of a block, those of its parts joined by spaces. */
export const plainOfBlock = (block: Block): string => {
  switch (block.kind) {
    case 'heading':
    case 'paragraph':
    case 'caption':
      return plainOf(block.inlines)
    case 'list':
      return block.items.map((item) => item.map(plainOfBlock).join(' ')).join(' ')
    case 'quote':
      return block.blocks.map(plainOfBlock).join(' ')
    case 'table':
      return block.rows.map((row) => row.cells.map(plainOf).join(' ')).join(' ')
  }
}

/** The markers in a block, in order. */
export const markersOf = (block: Block): readonly Marker[] => {
  switch (block.kind) {
    case 'heading':
    case 'paragraph':
    case 'caption':
      return block.inlines.filter((inline) => inline.kind === 'marker')
    case 'list':
      return block.items.flatMap((item) => item.flatMap(markersOf))
    case 'quote':
      return block.blocks.flatMap(markersOf)
    case 'table':
      return block.rows.flatMap((row) =>
        row.cells.flatMap((cell) => cell.filter((inline): inline is Marker => inline.kind === 'marker')),
      )
  }
}

/** At most 80 characters of a text, for a warning. */
export const clip = (text: string): string => (text.length <= 80 ? text : `${text.slice(0, 79)}…`)
