import { LANGUAGE_FACTS } from '../base'
import { heldIn, withoutTurns } from './direction'
import type { AnnotatedPaper, CanShow } from './paper'

/** Control characters, noncharacters and lone surrogates: nothing that a font could show. */
const UNPRINTABLE = /[\p{Cc}\p{Cs}\p{Noncharacter_Code_Point}]/gu

/** A longer run without a place to break gets one: a line of the margin holds about so many letters. */
const RUN_MAX_CHARS = 30
const BREAKS_AFTER = /[\s/\u00ad\u200b-]/u
const COMBINES = /[\p{M}\p{Cf}]/u

/**
 * Text as a Typst string literal, quotes included (Typst reference, "Strings").
 * It is the only way by which words of people reach the source: a literal is
 * never read as markup or code. White space of any kind but a no-break space
 * becomes a space; what no font can show at all is left out; a run too long
 * for a line gets places to break (zero width spaces); a character without a
 * glyph is printed by its number, `[U+4E2D]`, so that nothing turns into a box.
 */
export const typstString = (text: string, canShow: CanShow = () => true): string => {
  const clean = text.replaceAll(/[\t\n\v\f\r\u0085\u2028\u2029]+/gu, ' ').replaceAll(UNPRINTABLE, '')
  let literal = ''
  let run = 0
  for (const character of clean) {
    const code = character.codePointAt(0) ?? 0
    run = BREAKS_AFTER.test(character) ? 0 : run + 1
    if (run > RUN_MAX_CHARS && !COMBINES.test(character)) {
      literal += '\\u{200b}'
      run = 1
    }
    if (character === '\\' || character === '"') literal += `\\${character}`
    else if (isIgnorable(character)) literal += `\\u{${code.toString(16)}}`
    else if (canShow(code)) literal += character
    else literal += codePointText(code)
  }
  return `"${literal}"`
}

/** A character that has no glyph, as it is printed: `[U+4E2D]`. */
export const codePointText = (code: number): string => `[U+${code.toString(16).toUpperCase().padStart(4, '0')}]`

/** Characters that leave no mark on paper: white space, controls, joiners, and what no font shows at all. */
export const isMarkless = (character: string): boolean => MARKLESS.test(character)
const MARKLESS = /[\s\p{Cc}\p{Cs}\p{Cf}\p{Variation_Selector}\p{Noncharacter_Code_Point}]/u

/** A name, a tag or a title as a literal: as `typstString`, without outer space and what would turn the words after it. */
export const typstLabel = (text: string, canShow?: CanShow): string => typstString(withoutTurns(text).trim(), canShow)

/** A label among the file's own words, held together where it runs the other way. */
export const typstSheetLabel = ({ words, canShow }: Pick<AnnotatedPaper, 'words' | 'canShow'>, text: string): string =>
  typstLabel(heldIn(LANGUAGE_FACTS[words.language].direction, withoutTurns(text)), canShow)

/** Format characters and variation selectors: shaping swallows them, so no glyph is needed. */
const isIgnorable = (character: string): boolean => /[\p{Cf}\p{Variation_Selector}]/u.test(character)

/** Typst arrays need a comma after a single item; an empty one is `()`. */
export const typstArray = (items: readonly string[]): string => (items.length === 0 ? '()' : `(${items.join(', ')},)`)

/** A block of code whose values are joined: content, in order. */
export const typstBlock = (parts: readonly string[]): string => (parts.length === 0 ? '[]' : `{${parts.join(';')}}`)
