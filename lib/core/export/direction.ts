import type { TextIndex } from '../document'

const STRONG = /\p{L}/u
const ARABIC = /\p{Script=Arabic}/u
const HEBREW = /\p{Script=Hebrew}/u
/** Letters that Urdu has and Arabic has not. */
const URDU = /[\u0679\u0688\u0691\u06ba\u06be\u06c1\u06d2]/u

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
