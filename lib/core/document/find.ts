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
 * Tells where words stand in a text, in order and not overlapping; at most
 * `FOUND_MAX`. Case, accents and the kind of white space and quotation marks do
 * not count. None for words without a letter or sign. The text is read once, when
 * it is first asked: who types asks at every letter.
 */
export const finderIn = (text: string): ((words: string) => readonly Found[]) => {
  let read: ReturnType<typeof fold> | undefined
  return (words) => {
    const wanted = fold(words.trim()).text
    if (wanted === '') return []
    read ??= fold(text)
    return placesOf(wanted, read, text.length)
  }
}

const placesOf = (
  wanted: string,
  { text: whole, origins }: ReturnType<typeof fold>,
  length: number,
): readonly Found[] => {
  const found: Found[] = []
  for (
    let at = whole.indexOf(wanted);
    at >= 0 && found.length < FOUND_MAX;
    at = whole.indexOf(wanted, at + wanted.length)
  ) {
    const start = origins[at] ?? 0
    const end = origins[at + wanted.length] ?? length
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
  // A text has few letters, each many times.
  const compared = new Map<string, string>()
  let whole = ''
  const origins: number[] = []
  let at = 0
  for (const letter of text) {
    let same = compared.get(letter)
    if (same === undefined) {
      same = comparedLetter(letter)
      compared.set(letter, same)
    }
    // White space runs together, whatever it is.
    if (!(same === ' ' && whole.endsWith(' '))) {
      whole += same
      while (origins.length < whole.length) origins.push(at)
    }
    at += letter.length
  }
  origins.push(at)
  return { text: whole, origins }
}

const comparedLetter = (letter: string): string =>
  SAME.reduce((same, [kind, one]) => same.replaceAll(kind, one), folded(letter))
