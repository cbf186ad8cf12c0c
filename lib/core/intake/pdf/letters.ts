import type { Glyph } from './page'

/** A letter of a page: one code point with its box. */
export interface Letter {
  readonly text: string
  readonly left: number
  readonly right: number
  readonly baseline: number
  readonly size: number
  readonly font: number
  readonly isAfterSpace: boolean
}

/** Letters of a presentation form: ligatures, and the shapes of Arabic letters. */
const FORMS = /[\ufb00-\ufb4f\ufb50-\ufdcf\ufdf0-\ufdff\ufe70-\ufefe\u0132\u0133]/u

const HIDDEN = /[\u0000-\u001f\u007f-\u009f\u200b\u2060\ufdd0-\ufdef\ufeff\ufffe\uffff]/gu

/** Accents that older files paint by themselves over their letter, and what they are as combining signs. */
const ACCENTS: Readonly<Record<string, string>> = {
  '`': '\u0300',
  '´': '\u0301',
  ˆ: '\u0302',
  '^': '\u0302',
  '˜': '\u0303',
  '~': '\u0303',
  '¯': '\u0304',
  '˘': '\u0306',
  '˙': '\u0307',
  '¨': '\u0308',
  '˚': '\u030a',
  '˝': '\u030b',
  ˇ: '\u030c',
  '¸': '\u0327',
  '˛': '\u0328',
}

/**
 * The letters of glyphs: a ligature is its letters side by side, an accent that
 * stands over a letter belongs to it, and what cannot be seen goes. PF2.
 */
export const lettersOf = (glyphs: readonly Glyph[]): readonly Letter[] => {
  const letters: Letter[] = []
  for (const glyph of glyphs) {
    const text = plain(glyph.text)
    if (text === '') continue
    const last = letters.at(-1)
    if (last !== undefined && joinAccent(letters, last, glyph, text)) continue
    const parts = Array.from(text)
    const step = (glyph.right - glyph.left) / parts.length
    parts.forEach((part, nth) => {
      // A sign that combines stands on the letter before it.
      const before = letters.at(-1)
      if (/^\p{M}$/u.test(part) && before !== undefined && nth > 0) {
        letters[letters.length - 1] = { ...before, text: (before.text + part).normalize('NFC') }
        return
      }
      letters.push({
        text: part,
        left: glyph.left + nth * step,
        right: glyph.left + (nth + 1) * step,
        baseline: glyph.baseline,
        size: glyph.size,
        font: glyph.font,
        isAfterSpace: glyph.isAfterSpace && nth === 0,
      })
    })
  }
  return letters
}

const plain = (text: string): string => {
  const shown = text.replace(HIDDEN, '').replace(/\p{Surrogate}/gu, '\ufffd')
  return (FORMS.test(shown) ? shown.normalize('NFKC') : shown.normalize('NFC')).replace(/[\u00a0\s]+/gu, '')
}

/** Puts an accent and its letter together, whichever of the two came first. */
const joinAccent = (letters: Letter[], last: Letter, glyph: Glyph, text: string): boolean => {
  const isNear = Math.abs(last.baseline - glyph.baseline) < glyph.size * 0.5
  if (!isNear) return false
  const covers = (accent: { readonly left: number; readonly right: number }, letter: typeof accent): boolean => {
    const middle = (accent.left + accent.right) / 2
    return middle > letter.left - 0.1 && middle < letter.right + 0.1
  }
  const own = ACCENTS[text]
  if (own !== undefined && /^\p{L}$/u.test(last.text) && covers(glyph, last) && glyph.left < last.right - 0.5) {
    letters[letters.length - 1] = { ...last, text: (last.text + own).normalize('NFC') }
    return true
  }
  const before = ACCENTS[last.text]
  if (before !== undefined && /^\p{L}$/u.test(text) && covers(last, glyph) && last.right > glyph.left + 0.5) {
    letters[letters.length - 1] = {
      ...last,
      text: ((text === 'ı' ? 'i' : text) + before).normalize('NFC'),
      left: glyph.left,
      right: glyph.right,
      baseline: glyph.baseline,
      size: glyph.size,
      font: glyph.font,
    }
    return true
  }
  if (/^\p{M}+$/u.test(text)) {
    letters[letters.length - 1] = { ...last, text: (last.text + text).normalize('NFC') }
    return true
  }
  return false
}
