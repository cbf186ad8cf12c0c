import { z } from 'zod'
import { type SeminarId, ID_PATTERN, seminarId } from '../../core/base'
import { PERSON_NAME_MAX_CHARS } from '../../core/people'
import { PASSWORD_MAX_CHARS, PASSWORD_MIN_CHARS } from '../auth/password'
import { AppError } from '../errors'

// Control characters and the marks that turn text round have no place in a name. Joiners have: Persian, Urdu and Hindi
// write names with them.
const ODD = /[\u0000-\u001f\u007f\u200b\u200e\u200f\u2028-\u202e\u2066-\u2069]/g
const oneLine = z.string().transform((text) => text.replace(ODD, ' ').replace(/\s+/g, ' ').trim())

/** A line of 1 to `max` characters. The sentences say what to do. */
export const line = (empty: string, max: number) =>
  oneLine.pipe(z.string().min(1, empty).max(max, `That is longer than ${max} characters. Shorten it.`))

/** The name of a person. */
export const personName = line('Type your name, as your group knows you.', PERSON_NAME_MAX_CHARS)

/** An e-mail address. */
export const emailAddress = oneLine.pipe(
  z.email('That is not an e-mail address. It looks like name@example.edu.').max(320, 'That address is too long.'),
)

/** A password to be set. */
export const newPassword = z
  .string()
  .min(PASSWORD_MIN_CHARS, `Use ${PASSWORD_MIN_CHARS} characters or more. Three or four words do well.`)
  .max(PASSWORD_MAX_CHARS, `Use ${PASSWORD_MAX_CHARS} characters or fewer.`)

/** A path of our own to go on to; anything else becomes `/`, so that no link leads away. */
export const ownPath = (text: string | undefined): string => {
  if (text === undefined || !/^\/(?![/\\])[\w\-./?=&%]*$/.test(text)) return '/'
  return text
}

/** An id, as a form sends it. */
export const idText = z.string().regex(ID_PATTERN)

/** The seminar of an action's bound argument: it comes from the browser, so it is parsed like anything else. */
export const parseSeminar = (given: unknown): SeminarId => {
  const parsed = idText.safeParse(given)
  if (!parsed.success) throw new AppError('not-found')
  return seminarId(parsed.data)
}
