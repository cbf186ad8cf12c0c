import { type MemberId, type SeminarId, memberId } from '../../core/base'
import { type Actor, membershipIn } from '../../core/policy'
import { accessTokenHash, newAccessToken } from '../auth/access-token'
import { AppError } from '../errors'
import { countAccessTokens, createAccessToken } from '../store/access-tokens'
import type { RootDatabase } from '../store/database'
import { findMembership } from '../store/members'
import { lockSeminar } from '../store/seminars'
import { recordDeed } from './record-deed'

/** For how long a token may be asked for, in days. */
export const TOKEN_MAX_DAYS = 366
/** How many tokens of a member may hold at once. */
export const TOKENS_MAX = 20
/** The longest name of a token, in UTF-16 units. */
export const TOKEN_NAME_MAX_CHARS = 60
const DAY_MS = 24 * 60 * 60 * 1000

/** What a token is to be. */
export interface TokenToMake {
  readonly seminar: SeminarId
  /** For the administrator alone: whose it is. */
  readonly member?: MemberId
  readonly name: string
  readonly canWrite: boolean
  readonly days: number
}

/**
 * Makes an access token of the actor's in a seminar and gives its text, which is
 * kept nowhere. It reads, and writes where `canWrite`, what its member may, in
 * this seminar alone. The log says that there is one. Throws `not-found`,
 * `bad-input`, or `conflict` where the member has as many as they may.
 */
export const makeAccessToken = async (
  db: RootDatabase,
  actor: Actor,
  { seminar, member: named, name, canWrite, days }: TokenToMake,
): Promise<string> => {
  const member = actor.kind === 'administrator' ? named : membershipIn(actor, seminar)?.member
  if (member === undefined) throw new AppError('not-found')
  if ((await findMembership(db, memberId(member)))?.seminar !== seminar) throw new AppError('not-found')
  const called = name.trim()
  if (called === '' || called.length > TOKEN_NAME_MAX_CHARS) {
    throw new AppError('bad-input', 'Give the token a name of 60 characters at most, after the program that uses it.')
  }
  if (!Number.isInteger(days) || days < 1 || days > TOKEN_MAX_DAYS) {
    throw new AppError('bad-input', 'A token holds for 1 to 366 days. Choose how many.')
  }
  const token = newAccessToken()
  const now = new Date()
  await db.$transaction(async (tx) => {
    await lockSeminar(tx, seminar)
    if ((await countAccessTokens(tx, member, now)) >= TOKENS_MAX) {
      throw new AppError('conflict', 'You have 20 tokens already. Revoke one first.')
    }
    const id = await createAccessToken(tx, {
      member,
      hash: accessTokenHash(token),
      name: called,
      canWrite,
      expiresAt: new Date(now.getTime() + days * DAY_MS),
    })
    await recordDeed(tx, actor, seminar, 'member.token', {
      member,
      subject: id,
      detail: canWrite ? 'read and write' : 'read',
    })
  })
  return token
}
