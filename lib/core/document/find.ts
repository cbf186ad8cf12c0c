import { folded } from '../base'
import { type Offset, offset } from './positions'

/** A place where the words stand. */
export interface Found {
  readonly start: Offset
  readonly end: Offset
}

/** The most places that are told; more help nobody. */
export const FOUND_MAX = 2_000

/**
 * Where `words` stand in a text, in order and not overlapping; at most
 * `FOUND_MAX`. Case, accents and the kind of white space and quotation marks do
 * not count. None for words without a letter or sign.
 */
export const findWords = (text: string, words: string): readonly Found[] => {
  const wanted = fold(words.trim()).text
  if (wanted === '') return []
  const { text: whole, origins } = fold(text)
  const found: Found[] = []
  for (
    let at = whole.indexOf(wanted);
    at >= 0 && found.length < FOUND_MAX;
    at = whole.indexOf(wanted, at + wanted.length)
  ) {
    const start = origins[at] ?? 0
    const end = origins[at + wanted.length] ?? text.length
    found.push({ start: offset(start), end: offset(end) })
  }
  return found
}

const SAME: readonly (readonly [RegExp, string])[] = [
  [/\s+/gu, ' '],
  [/[‘’‚′]/gu, "'"],
  [/[“”„″]/gu, '"'],
  [/[‐‑‒–—]/gu, '-'],
]

/** The text as it is compared, and for each of its UTF-16 units the offset of the letter it came from. */
const fold = (text: string): { readonly text: string; readonly origins: readonly number[] } => {
  let whole = ''
  const origins: number[] = []
  let at = 0
  for (const letter of text) {
    let same = folded(letter)
    for (const [kind, one] of SAME) same = same.replaceAll(kind, one)
    // White space runs together, whatever it is.
    if (!(same === ' ' && whole.endsWith(' '))) {
      whole += same
      origins.push(...new Array<number>(same.length).fill(at))
    }
    at += letter.length
  }
  origins.push(at)
  return { text: whole, origins }
}
