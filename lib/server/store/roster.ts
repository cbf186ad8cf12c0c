import { randomUUID } from 'node:crypto'
import {
  type GroupId,
  type MemberId,
  type SeminarId,
  type UserId,
  groupId,
  memberId,
  seminarId,
  userId,
} from '../../core/base'
import type { Database } from './database'
import { bringBack } from './members'

/** A place that a roster keeps for somebody who has not come yet. */
export interface AwaitedPlace {
  readonly member: MemberId
  readonly seminar: SeminarId
  readonly name: string
  readonly email: string | null
}

const AWAITED = { id: true, seminarId: true, rosterEmail: true, user: { select: { name: true } } } as const

/** The places of a seminar that wait for somebody; of all seminars those of an e-mail (lower case), with `email` given. */
export const awaitedPlaces = async (
  db: Database,
  where: { readonly seminar: SeminarId } | { readonly email: string } | { readonly member: MemberId },
): Promise<readonly AwaitedPlace[]> => {
  const rows = await db.member.findMany({
    where: {
      user: { placeholder: true },
      ...('seminar' in where
        ? { seminarId: where.seminar }
        : 'member' in where
          ? { id: where.member }
          : { rosterEmail: where.email }),
    },
    select: AWAITED,
    orderBy: { id: 'asc' },
  })
  return rows.map((row) => ({
    member: memberId(row.id),
    seminar: seminarId(row.seminarId),
    name: row.user.name,
    email: row.rosterEmail,
  }))
}

/**
 * Gives a place to the person it waited for; the answer is who they are there.
 * Who had left is back as who they were, in the place's group. `undefined`, and
 * nothing is written, where somebody took it meanwhile or they are a member there already.
 */
export const takePlace = async (
  db: Database,
  { member, seminar }: Pick<AwaitedPlace, 'member' | 'seminar'>,
  user: UserId,
  seenAt: Date | null,
): Promise<MemberId | undefined> => {
  const own = await db.member.findUnique({
    where: { seminarId_userId: { seminarId: seminar, userId: user } },
    select: { leftAt: true },
  })
  if (own?.leftAt === null) return undefined
  const place = await db.member.findUnique({
    where: { id: member },
    select: { userId: true, groupId: true, pseudonym: true, rosterEmail: true, rosterName: true },
  })
  if (place === null) return undefined
  if (own !== null) {
    // With its row goes its e-mail, which no two of a seminar have.
    const { count } = await db.user.deleteMany({ where: { id: place.userId, placeholder: true } })
    if (count === 0) return undefined
    const { groupId: group, pseudonym, rosterEmail, rosterName } = place
    return bringBack(
      db,
      { seminarId: seminar, userId: user },
      { role: 'student', group: group === null ? null : groupId(group), pseudonym, rosterEmail, rosterName, seenAt },
    )
  }
  const { count } = await db.member.updateMany({
    where: { id: member, user: { placeholder: true } },
    data: { userId: user, seenAt },
  })
  if (count === 0) return undefined
  await db.user.deleteMany({ where: { id: place.userId, placeholder: true } })
  return member
}

/** Takes these e-mails (lower case) of a roster from who left, but from those whom `but` names: they are somebody else's now. */
export const freeRosterEmails = async (
  db: Database,
  seminar: SeminarId,
  emails: readonly string[],
  but: readonly MemberId[],
): Promise<void> => {
  await db.member.updateMany({
    where: {
      seminarId: seminar,
      leftAt: { not: null },
      rosterEmail: { in: [...emails] },
      id: { notIn: [...but] },
    },
    data: { rosterEmail: null, rosterName: null },
  })
}

/** A place to be kept for somebody on a roster. */
export interface NewPlace {
  readonly name: string
  readonly email: string
  readonly group: GroupId | null
  readonly colour: number
  readonly pseudonym: string | null
  /** Who it is where that is sure; else somebody who has not come yet stands in. */
  readonly user: UserId | undefined
}

/** Makes students of those on a roster, all in a few statements. */
export const createPlaces = async (db: Database, seminar: SeminarId, places: readonly NewPlace[]): Promise<void> => {
  const rows = places.map((place) => ({ ...place, userId: place.user ?? randomUUID() }))
  await db.user.createMany({
    data: rows
      .filter(({ user }) => user === undefined)
      .map(({ userId: id, name }) => ({ id, name, placeholder: true })),
  })
  await db.member.createMany({
    data: rows.map((row) => ({
      seminarId: seminar,
      userId: row.userId,
      role: 'student' as const,
      groupId: row.group,
      colour: row.colour,
      pseudonym: row.pseudonym,
      rosterEmail: row.email,
      rosterName: row.name,
    })),
  })
}

/** Writes what a roster says of a member it knows. `name` is their name here from now on; absent, it stays. */
export const writePlace = async (
  db: Database,
  member: MemberId,
  place: { readonly email: string; readonly rosterName: string; readonly name?: string; readonly group?: GroupId },
): Promise<void> => {
  const { userId: user } = await db.member.update({
    where: { id: member },
    data: {
      rosterEmail: place.email,
      rosterName: place.rosterName,
      ...(place.group === undefined ? {} : { groupId: place.group }),
    },
    select: { userId: true },
  })
  if (place.name === undefined) return
  const { count } = await db.user.updateMany({ where: { id: user, placeholder: true }, data: { name: place.name } })
  if (count === 0) await db.member.update({ where: { id: member }, data: { ownName: place.name } })
}

/** Removes a place that nobody took; false where there is none. */
export const deletePlace = async (db: Database, seminar: SeminarId, member: MemberId): Promise<boolean> => {
  const row = await db.member.findFirst({
    where: { id: member, seminarId: seminar, user: { placeholder: true } },
    select: { userId: true },
  })
  if (row === null) return false
  await db.user.delete({ where: { id: row.userId } })
  return true
}

/** Whose these e-mails (lower case) are for sure: an identity provider or the administrator said so. */
export const provenUsers = async (db: Database, emails: readonly string[]): Promise<ReadonlyMap<string, UserId>> => {
  const rows = await db.user.findMany({
    where: { email: { in: [...emails] }, emailProven: true },
    select: { id: true, email: true },
  })
  return new Map(rows.flatMap((row) => (row.email === null ? [] : [[row.email, userId(row.id)] as const])))
}

/** Keeps that an e-mail is its user's. True where it was not known before. */
export const writeEmailProven = async (db: Database, user: UserId): Promise<boolean> => {
  const { count } = await db.user.updateMany({
    where: { id: user, emailProven: false, email: { not: null } },
    data: { emailProven: true },
  })
  return count > 0
}

/** Takes a password away, and ends what was opened with it. */
export const dropPassword = async (db: Database, user: UserId): Promise<void> => {
  const { count } = await db.user.updateMany({
    where: { id: user, passwordHash: { not: null } },
    data: { passwordHash: null },
  })
  if (count > 0) await db.session.deleteMany({ where: { userId: user } })
}

/** Keeps the hash of a link into a place; links into it made before are worth nothing any more. */
export const writePlaceToken = async (db: Database, member: MemberId, tokenHash: string): Promise<void> => {
  await db.setupToken.deleteMany({ where: { memberId: member } })
  await db.setupToken.create({ data: { tokenHash, memberId: member } })
}

/** The place that an unused link with this token hash, made after `since`, leads to. */
export const findPlaceByToken = async (
  db: Database,
  tokenHash: string,
  since: Date,
): Promise<(AwaitedPlace & { readonly seminarName: string }) | undefined> => {
  const row = await db.setupToken.findFirst({
    where: { tokenHash, usedAt: null, createdAt: { gt: since }, member: { user: { placeholder: true } } },
    select: { member: { select: { ...AWAITED, seminar: { select: { name: true } } } } },
  })
  if (row?.member === null || row === null) return undefined
  const { member } = row
  return {
    member: memberId(member.id),
    seminar: seminarId(member.seminarId),
    name: member.user.name,
    email: member.rosterEmail,
    seminarName: member.seminar.name,
  }
}

/** How long a member counts as seen just now, so that not every page writes. */
const SEEN_EVERY_MS = 20_000

/** Keeps that these members are here at `now`. */
export const writeSeen = async (db: Database, members: readonly MemberId[], now: Date): Promise<void> => {
  if (members.length === 0) return
  await db.member.updateMany({
    where: {
      id: { in: [...members] },
      OR: [{ seenAt: null }, { seenAt: { lt: new Date(now.getTime() - SEEN_EVERY_MS) } }],
    },
    data: { seenAt: now },
  })
}

/** Sets the most students that the class code lets in; `null` sets no limit. */
export const writeStudentLimit = async (db: Database, seminar: SeminarId, limit: number | null): Promise<void> => {
  await db.seminar.update({ where: { id: seminar }, data: { studentLimit: limit } })
}

/** How many students a seminar has, those who are awaited too. */
export const countStudents = (db: Database, seminar: SeminarId): Promise<number> =>
  db.member.count({ where: { seminarId: seminar, role: 'student', leftAt: null } })

/** Removes every place that nobody took; says how many. */
export const deletePlaces = async (db: Database, seminar: SeminarId): Promise<number> => {
  const { count } = await db.user.deleteMany({
    where: { placeholder: true, members: { some: { seminarId: seminar } } },
  })
  return count
}
