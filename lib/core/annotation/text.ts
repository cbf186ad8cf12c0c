import * as z from 'zod/mini'
import { ID_PATTERN, type MemberId, memberId } from '../base'

// Half a surrogate pair is no character, and Postgres keeps neither it nor U+0000.
const UNKEEPABLE = /[\0\p{Surrogate}]/u
const EACH_UNKEEPABLE = /[\0\p{Surrogate}]/gu

/** What text in a record must be: `min` to `max` UTF-16 units, each part of a character that a database keeps. */
export const keepableText = (min: number, max: number) =>
  z.string().check(
    z.minLength(min),
    z.maxLength(max),
    z.refine((text) => !UNKEEPABLE.test(text), 'a character that no database keeps'),
  )

/** `text` without U+0000 and halves of surrogate pairs, which no record may have. */
export const keepable = (text: string): string => text.replace(EACH_UNKEEPABLE, '')

/** The text of an id. */
export const idText = z.string().check(z.regex(ID_PATTERN))

/** A member, as records name them. */
export const memberIdSchema = z.pipe(
  idText,
  z.transform((text: string): MemberId => memberId(text)),
)
