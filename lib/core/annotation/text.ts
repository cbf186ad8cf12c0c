import { type Shape, text } from '../base'

// Half a surrogate pair is no character, and Postgres keeps neither it nor U+0000.
const UNKEEPABLE = /[\0\p{Surrogate}]/u
const EACH_UNKEEPABLE = /[\0\p{Surrogate}]/gu

/** Text of a record: `min` to `max` UTF-16 units, each of a character that a database keeps, that passes every test. */
export const keepableText = (
  min: number,
  max: number,
  ...tests: readonly ((text: string) => boolean)[]
): Shape<string> => text(min, max, (words) => !UNKEEPABLE.test(words), ...tests)

/** `words` without U+0000 and halves of surrogate pairs, which no record may have. */
export const keepable = (words: string): string => words.replace(EACH_UNKEEPABLE, '')
