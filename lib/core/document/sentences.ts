import { type Offset, offset } from './positions'
import type { TextIndex } from './text-index'

/** A sentence as a stretch of the plain text, without the space around it. */
export interface Sentence {
  readonly start: Offset
  readonly end: Offset
}

/** A full stop after one of these ends no sentence. Lower case, without the stop. */
const ABBREVIATIONS = new Set(
  'mr mrs ms dr prof col gen lt capt sgt st jr sr no nos vol vols pp p ed eds cf vs etc al fig figs ch sec e.g i.e u.s u.k'.split(
    ' ',
  ),
)

const BOUNDARY = /[.!?…]+["'”’)\]]*(?=\s+["'“‘([]*[\p{Lu}\p{N}])/gu

/**
 * The sentences of every block, in order. The rule is ours and the same in
 * every browser (`Intl.Segmenter` follows the engine's ICU and may differ): a
 * sentence ends at `.`, `!`, `?` or `…`, with its closing quotes, before white
 * space and a capital or a digit, unless the word is a known abbreviation or a
 * single initial; and at the end of its block.
 */
export const sentences = (index: TextIndex): readonly Sentence[] =>
  index.blocks.flatMap((block) => {
    const text = index.text.slice(block.start, block.end)
    const found: Sentence[] = []
    let from = 0
    const push = (to: number): void => {
      const raw = text.slice(from, to)
      const lead = raw.length - raw.trimStart().length
      const body = raw.trim().length
      if (body > 0) {
        const start = block.start + from + lead
        found.push({ start: offset(start), end: offset(start + body) })
      }
      from = to
    }
    for (const match of text.matchAll(BOUNDARY)) {
      const before = /([\p{L}.]+)$/u.exec(text.slice(from, match.index))?.[1]?.toLowerCase() ?? ''
      const isInitial = match[0] === '.' && /^\p{L}$/u.test(before)
      if (match[0] === '.' && (ABBREVIATIONS.has(before) || isInitial)) continue
      push(match.index + match[0].length)
    }
    push(text.length)
    return found
  })
