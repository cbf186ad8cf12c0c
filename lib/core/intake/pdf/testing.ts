import { TextIndex } from '../../document'
import { intakePdf, type PdfIntake } from './intake-pdf'
import type { Glyph, PdfPage, PdfText } from './page'

/** For tests: every letter is half an em wide. */
const LETTER_EM = 0.5
const PLAIN = 0
const BOLD = 1
const ITALIC = 2

/** Text at a place of a page: spaces are gaps; `^12^` is raised. */
export interface Set {
  readonly x: number
  readonly y: number
  readonly text: string
  readonly size?: number
  readonly font?: 'plain' | 'bold' | 'italic'
}

const glyphsOf = ({ x, y, text, size = 10, font = 'plain' }: Set): readonly Glyph[] => {
  const glyphs: Glyph[] = []
  let at = x
  let isRaised = false
  for (const letter of Array.from(text)) {
    if (letter === '^') {
      isRaised = !isRaised
      continue
    }
    const em = isRaised ? size * 0.6 : size
    const width = LETTER_EM * em
    if (letter !== ' ') {
      glyphs.push({
        text: letter,
        left: at,
        right: at + width,
        baseline: isRaised ? y + 0.35 * size : y,
        size: em,
        font: font === 'bold' ? BOLD : font === 'italic' ? ITALIC : PLAIN,
        isAfterSpace: false,
      })
    }
    at += width
  }
  return glyphs
}

/** A page of 400 by 600 points. */
export const page = (...sets: readonly Set[]): PdfPage => ({
  left: 0,
  bottom: 0,
  right: 400,
  top: 600,
  rotation: 0,
  glyphs: sets.flatMap(glyphsOf),
  turned: 0,
})

/** Lines below each other from a place on, 12 points apart. */
export const lines = (x: number, y: number, texts: readonly string[], more: Partial<Set> = {}): readonly Set[] =>
  texts.map((text, nth) => ({ x, y: y - nth * 12, text, ...more }))

/** A file of these pages. */
export const pdf = (...pages: readonly PdfPage[]): PdfText => ({
  pages,
  fonts: [
    { bold: false, italic: false },
    { bold: true, italic: false },
    { bold: false, italic: true },
  ],
  outline: [],
  title: '',
  author: '',
  annotations: 0,
})

/** A PDF read in a test: each block with what it is, markers as `[label]`. */
export const readPages = (
  text: PdfText,
): PdfIntake & { readonly blocks: readonly string[]; readonly index: TextIndex } => {
  const result = intakePdf(text)
  if (!result.ok) throw new Error(result.reason.sentence)
  const blocks: string[] = []
  result.value.document.descendants((node, _pos, parent) => {
    if (!node.isTextblock) return true
    const words = node.textBetween(0, node.content.size, undefined, (leaf) => `[${String(leaf.attrs.label)}]`)
    const holder = parent?.type.name === 'footnote' ? `note ${String(parent.attrs.label)}` : parent?.type.name
    const kind = node.type.name === 'heading' ? `h${String(node.attrs.level)}` : holder === 'doc' ? 'p' : holder
    blocks.push(`${kind ?? ''}: ${words}`)
    return false
  })
  return { ...result.value, blocks, index: new TextIndex(result.value.document) }
}
