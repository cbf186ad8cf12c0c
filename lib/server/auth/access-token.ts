import { createHash, randomBytes } from 'node:crypto'
import type { Actor } from '../../core/policy'
import { type LiveAccessToken, findLiveAccessToken } from '../store/access-tokens'
import type { Database } from '../store/database'

/** What every access token begins with, so that one that leaked is found. */
const PREFIX = 'scholion_'
const PATTERN = /^scholion_[A-Za-z0-9_-]{43}$/

/** A new token, of 256 random bits. */
export const newAccessToken = (): string => `${PREFIX}${randomBytes(32).toString('base64url')}`

/** As which a token is kept: from 256 random bits, so one round of SHA-256 is enough. */
export const accessTokenHash = (token: string): string => createHash('sha256').update(token).digest('hex')

/** The token in an `Authorization` header (RFC 6750); `undefined` where there is none of ours. */
export const tokenOfHeader = (header: string | undefined): string | undefined => {
  const token = /^bearer +(\S+) *$/i.exec(header ?? '')?.[1]
  return token !== undefined && PATTERN.test(token) ? token : undefined
}

/** Who a token is: a member of one seminar and of no other, whatever else its user may do. */
export interface TokenHolder {
  readonly token: LiveAccessToken
  readonly actor: Extract<Actor, { readonly kind: 'user' }>
}

/** Who a token proves; `undefined` for one that never was, was revoked, is too old, or whose member left. */
export const holderOfToken = async (db: Database, token: string, now: Date): Promise<TokenHolder | undefined> => {
  const live = await findLiveAccessToken(db, accessTokenHash(token), now)
  if (live === undefined) return undefined
  return { token: live, actor: { kind: 'user', user: live.user, teaches: false, memberships: [live.membership] } }
}
