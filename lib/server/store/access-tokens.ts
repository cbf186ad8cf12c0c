import { type MemberId, type SeminarId, memberId, seminarId, userId, type UserId } from '../../core/base'
import type { Membership } from '../../core/policy'
import type { Database } from './database'
import { membershipOf } from './members'

/** A token without its secret, as its member sees it. Moments are milliseconds since 1970 (UTC). */
export interface AccessToken {
  readonly id: string
  readonly member: MemberId
  readonly name: string
  readonly canWrite: boolean
  readonly createdAt: number
  readonly expiresAt: number
  /** To the minute; `null` until it is used. */
  readonly lastUsedAt: number | null
}

/** A token that holds, and whose it is. */
export interface LiveAccessToken {
  readonly id: string
  readonly canWrite: boolean
  readonly user: UserId
  readonly membership: Membership
}

/** Keeps a new token's hash and says the token's id. */
export const createAccessToken = async (
  db: Database,
  token: {
    readonly member: MemberId
    readonly hash: string
    readonly name: string
    readonly canWrite: boolean
    readonly expiresAt: Date
  },
): Promise<string> => {
  const { member, hash, ...rest } = token
  const { id } = await db.accessToken.create({ data: { memberId: member, tokenHash: hash, ...rest } })
  return id
}

/** How many tokens of a member hold at `now`. */
export const countAccessTokens = (db: Database, member: MemberId, now: Date): Promise<number> =>
  db.accessToken.count({ where: { memberId: member, ...holding(now) } })

const holding = (now: Date) => ({ revokedAt: null, expiresAt: { gt: now } })

/** The tokens of a seminar, or of one member, that hold at `now`, newest first. Asks nobody for leave. */
export const accessTokensOf = async (
  db: Database,
  whose: { readonly member: MemberId } | { readonly seminar: SeminarId },
  now: Date,
): Promise<readonly AccessToken[]> => {
  const of = 'member' in whose ? { memberId: whose.member } : { member: { seminarId: whose.seminar } }
  const rows = await db.accessToken.findMany({ where: { ...of, ...holding(now) }, orderBy: { createdAt: 'desc' } })
  return rows.map((row) => ({
    id: row.id,
    member: memberId(row.memberId),
    name: row.name,
    canWrite: row.canWrite,
    createdAt: row.createdAt.getTime(),
    expiresAt: row.expiresAt.getTime(),
    lastUsedAt: row.lastUsedAt?.getTime() ?? null,
  }))
}

/** A token that was not revoked yet, and whose it is; `undefined` where there is none. */
export const findAccessToken = async (
  db: Database,
  id: string,
): Promise<{ readonly member: MemberId; readonly seminar: SeminarId } | undefined> => {
  const row = await db.accessToken.findFirst({
    where: { id, revokedAt: null },
    select: { memberId: true, member: { select: { seminarId: true } } },
  })
  return row === null ? undefined : { member: memberId(row.memberId), seminar: seminarId(row.member.seminarId) }
}

/** Ends a token. */
export const writeRevoked = async (db: Database, id: string, at: Date): Promise<void> => {
  await db.accessToken.update({ where: { id }, data: { revokedAt: at } })
}

/** The token with this hash while it holds and its member has not left; `undefined` for any other. */
export const findLiveAccessToken = async (
  db: Database,
  hash: string,
  now: Date,
): Promise<LiveAccessToken | undefined> => {
  const row = await db.accessToken.findFirst({
    where: { tokenHash: hash, ...holding(now), member: { leftAt: null } },
    select: {
      id: true,
      canWrite: true,
      member: {
        select: {
          id: true,
          userId: true,
          seminarId: true,
          role: true,
          groupId: true,
          sights: { select: { groupId: true } },
        },
      },
    },
  })
  if (row === null) return undefined
  return { id: row.id, canWrite: row.canWrite, user: userId(row.member.userId), membership: membershipOf(row.member) }
}

/** What is kept of when a token was used last is at most so old. */
const USED_GRAIN_MS = 60_000

/** Notes that a token was used, once a minute at most. */
export const noteAccessTokenUsed = async (db: Database, id: string, now: Date): Promise<void> => {
  const before = new Date(now.getTime() - USED_GRAIN_MS)
  await db.accessToken.updateMany({
    where: { id, OR: [{ lastUsedAt: null }, { lastUsedAt: { lt: before } }] },
    data: { lastUsedAt: now },
  })
}
