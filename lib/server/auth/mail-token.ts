import { createHmac, timingSafeEqual } from 'node:crypto'
import { type UserId, ID_PATTERN, userId } from '../../core/base'
import type { Env } from '../env'

type Secret = Pick<Env, 'secret'>

const sign = (words: string, { secret }: Secret): string =>
  createHmac('sha256', secret).update(words).digest('base64url')

const isSame = (given: string, right: string): boolean => {
  const [one, other] = [Buffer.from(given), Buffer.from(right)]
  return one.byteLength === other.byteLength && timingSafeEqual(one, other)
}

/** The token by which a letter's reader ends mail to them without a sign-in. It is good for that alone, for as long as the server's secret stands. */
export const writeMailToken = (user: UserId, settings: Secret): string =>
  `${user}.${sign(`no more mail to ${user}`, settings)}`

/** Whose token it is; `undefined` for one that is not ours or was changed. */
export const readMailToken = (token: string, settings: Secret): UserId | undefined => {
  const [user = '', signature = '', ...more] = token.split('.')
  if (more.length > 0 || !ID_PATTERN.test(user)) return undefined
  return isSame(token, writeMailToken(userId(user), settings)) && signature !== '' ? userId(user) : undefined
}

/** How long the letter that confirms an address is good, in ms. */
const CONFIRM_MS = 24 * 60 * 60_000

/** The token that shows, in the hands of this user, that the address is theirs. Made at `now` (milliseconds, UTC). */
export const writeConfirmToken = (user: UserId, email: string, now: number, settings: Secret): string => {
  const until = (now + CONFIRM_MS).toString(36)
  return `${until}.${sign(`${user} reads ${email} until ${until}`, settings)}`
}

/** Is it such a token of this user and this address, and not too old at `now`? */
export const isConfirmToken = (token: string, user: UserId, email: string, now: number, settings: Secret): boolean => {
  const until = Number.parseInt(token.split('.', 1)[0] ?? '', 36)
  return until >= now && isSame(token, writeConfirmToken(user, email, until - CONFIRM_MS, settings))
}
