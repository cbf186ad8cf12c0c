import { type UserId, userId } from '../../core/base'
import type { Membership } from '../../core/policy'
import type { Database } from './database'
import { membershipOf } from './members'
import type { Person } from './people'

/** A signed-in device, whose it is, and where they are members. */
export interface LiveSession {
  readonly id: string
  readonly person: Person
  /** 1 to 12: their disc where no seminar gives one. */
  readonly colour: number
  readonly memberships: readonly Membership[]
}

/** Signs a device in until `expiresAt`; the answer is the session's id. */
export const createSession = async (db: Database, user: UserId, expiresAt: Date): Promise<string> => {
  const { id } = await db.session.create({ data: { userId: user, expiresAt }, select: { id: true } })
  return id
}

/** The sessions with these ids that live; one that expired at `now` or was ended is left out. */
export const findSessions = async (
  db: Database,
  ids: readonly string[],
  now: Date,
): Promise<ReadonlyMap<string, LiveSession>> => {
  const rows = await db.session.findMany({
    where: { id: { in: [...ids] }, expiresAt: { gt: now } },
    select: {
      id: true,
      user: {
        select: {
          id: true,
          name: true,
          email: true,
          teaches: true,
          sample: true,
          members: {
            where: { leftAt: null },
            select: {
              id: true,
              seminarId: true,
              role: true,
              groupId: true,
              colour: true,
              sights: { select: { groupId: true } },
            },
          },
        },
      },
    },
  })
  return new Map(
    rows.map(({ id, user: { members, ...person } }): [string, LiveSession] => [
      id,
      {
        id,
        person: { ...person, id: userId(person.id) },
        colour: members[0]?.colour ?? 1,
        memberships: members.map(membershipOf),
      },
    ]),
  )
}

/** The session with this id, while it lives; `undefined` once it expired at `now` or was ended. */
export const findSession = async (db: Database, id: string, now: Date): Promise<LiveSession | undefined> =>
  (await findSessions(db, [id], now)).get(id)

/** Ends one session. Ended already: nothing happens. */
export const deleteSession = async (db: Database, id: string): Promise<void> => {
  await db.session.deleteMany({ where: { id } })
}

/** Ends every session of a person; says how many there were. */
export const deleteSessionsOf = async (db: Database, user: UserId): Promise<number> => {
  const { count } = await db.session.deleteMany({ where: { userId: user } })
  return count
}

/** Forgets sessions that expired before `now`. */
export const deleteExpiredSessions = async (db: Database, now: Date): Promise<void> => {
  await db.session.deleteMany({ where: { expiresAt: { lte: now } } })
}
