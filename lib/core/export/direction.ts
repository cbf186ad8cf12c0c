import type { TextIndex } from '../document'

/** Embeddings and overrides, which go on to the end of a paragraph (Unicode 17, UAX 9). */
const EMBEDDINGS = /[\u202a-\u202e]/gu
const ISOLATES = /[\u2066-\u2069]/u
const POP_ISOLATE = '\u2069'

/**
 * A name, a tag or a title that cannot turn the words after it: its direction
 * controls are taken out, but for isolates that it closes itself. In the paper's
 * text they all stay, a paragraph bounds them.
 */
export const withoutTurns = (text: string): string => {
  const plain = text.replaceAll(EMBEDDINGS, '')
  if (!ISOLATES.test(plain)) return plain
  const kept = Array.from(plain)
  const open: number[] = []
  kept.forEach((character, at) => {
    if (!ISOLATES.test(character)) return
    if (character !== POP_ISOLATE) open.push(at)
    else if (open.pop() === undefined) kept[at] = ''
  })
  for (const at of open) kept[at] = ''
  return kept.join('')
}

const STRONG = /\p{L}/u
const ARABIC = /\p{Script=Arabic}/u
const HEBREW = /\p{Script=Hebrew}/u
/** Letters that Urdu has and Arabic has not. */
const URDU = /[\u0679\u0688\u0691\u06ba\u06be\u06c1\u06d2]/u

/**
 * Words that stand in a line of the other direction, held together (a first
 * strong isolate) so that neither turns the other; as they are where they run
 * the same way, have no letter, or are held already.
 */
export const heldIn = (direction: Direction, words: string): string => {
  if (ISOLATES.test(words) || !STRONG.test(words)) return words
  const own: Direction = backwardLanguage(words) === undefined ? 'ltr' : 'rtl'
  return own === direction ? words : `\u2068${words}\u2069`
}

/** Which way lines run. */
export type Direction = 'ltr' | 'rtl'

/** The language of words by their script, as far as a setter must know it: `undefined` for scripts that run from left to right. */
export type BackwardLanguage = 'ur' | 'ar' | 'he'

/** The language of a block that begins from the right, by its first letter (Unicode, UAX 9, rules P2 and P3). */
export const backwardLanguage = (text: string): BackwardLanguage | undefined => {
  const first = STRONG.exec(text)?.[0]
  if (first === undefined) return undefined
  if (HEBREW.test(first)) return 'he'
  if (!ARABIC.test(first)) return undefined
  return URDU.test(text) ? 'ur' : 'ar'
}

/** The language of a paper: of most of its blocks. What runs from left to right is taken for English, as long as papers do not say theirs. */
export const languageOf = ({ index }: { readonly index: TextIndex }): 'en' | BackwardLanguage => {
  const counts = new Map<'en' | BackwardLanguage, number>()
  for (const block of index.blocks) {
    const language = backwardLanguage(index.text.slice(block.start, block.end)) ?? 'en'
    counts.set(language, (counts.get(language) ?? 0) + block.end - block.start)
  }
  return [...counts].toSorted((a, b) => b[1] - a[1])[0]?.[0] ?? 'en'
}
