import { randomUUID } from 'node:crypto'
import { type GroupId, type MemberId, type SeminarId, type UserId, memberId, seminarId, userId } from '../../core/base'
import type { PseudonymMode } from '../../core/policy'
import type { Database } from './database'

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
 * Gives a place to the person it waited for. False, and nothing is written,
 * where somebody took it meanwhile or the person is a member there already.
 */
export const takePlace = async (
  db: Database,
  { member, seminar }: Pick<AwaitedPlace, 'member' | 'seminar'>,
  user: UserId,
  seenAt: Date | null,
): Promise<boolean> => {
  const isMember = await db.member.count({ where: { seminarId: seminar, userId: user } })
  if (isMember > 0) return false
  const place = await db.member.findUnique({ where: { id: member }, select: { userId: true } })
  if (place === null) return false
  const { count } = await db.member.updateMany({
    where: { id: member, user: { placeholder: true } },
    data: { userId: user, seenAt },
  })
  if (count === 0) return false
  await db.user.deleteMany({ where: { id: place.userId, placeholder: true } })
  return true
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

/** The pseudonyms of a seminar and the real names in it: what a new pseudonym must differ from. */
export const takenNames = async (
  db: Database,
  seminar: SeminarId,
): Promise<readonly { readonly member: MemberId; readonly name: string; readonly isPseudonym: boolean }[]> => {
  const rows = await db.member.findMany({
    where: { seminarId: seminar },
    select: { id: true, pseudonym: true, ownName: true, user: { select: { name: true } } },
  })
  return rows.flatMap(({ id, pseudonym, ownName, user }) => [
    { member: memberId(id), name: ownName ?? user.name, isPseudonym: false },
    ...(pseudonym === null ? [] : [{ member: memberId(id), name: pseudonym, isPseudonym: true }]),
  ])
}

/** The students of a seminar who have no pseudonym. */
export const withoutPseudonym = async (db: Database, seminar: SeminarId): Promise<readonly MemberId[]> => {
  const rows = await db.member.findMany({
    where: { seminarId: seminar, role: 'student', pseudonym: null },
    select: { id: true },
    orderBy: { id: 'asc' },
  })
  return rows.map(({ id }) => memberId(id))
}

/** Gives a member a pseudonym, or takes it away. */
export const writePseudonym = async (db: Database, member: MemberId, pseudonym: string | null): Promise<void> => {
  await db.member.update({ where: { id: member }, data: { pseudonym } })
}

/** Has a student who has a pseudonym written anything in the seminar that others may see? */
export const isWrittenUnderPseudonym = async (db: Database, seminar: SeminarId): Promise<boolean> => {
  const [row] = await db.$queryRaw<{ found: boolean }[]>`
    select exists (
      select 1 from "Member" m
        join "Reading" r on r."seminarId" = m."seminarId"
        join "Layer" l on l."readingId" = r.id and l.kind <> 'private'
        join "LayerUpdate" u on u."layerId" = l.id and u."memberId" = m.id
       where m."seminarId" = ${seminar} and m.role = 'student' and m.pseudonym is not null) as found`
  return row?.found === true
}

/** Changes how a seminar handles pseudonyms. */
export const writePseudonymMode = async (db: Database, seminar: SeminarId, mode: PseudonymMode): Promise<void> => {
  await db.seminar.update({ where: { id: seminar }, data: { pseudonyms: mode } })
}

/** Names changed: open windows are to come back for them. */
export const nextNamesVersion = async (db: Database, seminar: SeminarId): Promise<void> => {
  await db.seminar.update({ where: { id: seminar }, data: { namesVersion: { increment: 1 } } })
}

/** What a member is called here (`null`: as their account says), and their pronouns everywhere (`null`: none said). */
export const writeOwnName = async (
  db: Database,
  member: MemberId,
  user: UserId,
  said: { readonly name: string | null; readonly pronouns: string | null },
): Promise<void> => {
  await db.member.update({ where: { id: member }, data: { ownName: said.name } })
  await db.user.update({ where: { id: user }, data: { pronouns: said.pronouns } })
}

/** Sets the most students that the class code lets in; `null` sets no limit. */
export const writeStudentLimit = async (db: Database, seminar: SeminarId, limit: number | null): Promise<void> => {
  await db.seminar.update({ where: { id: seminar }, data: { studentLimit: limit } })
}

/** How many students a seminar has, those who are awaited too. */
export const countStudents = (db: Database, seminar: SeminarId): Promise<number> =>
  db.member.count({ where: { seminarId: seminar, role: 'student' } })

/** How often each student gave each tag in the layers of a seminar but private ones. */
export const verdictsByStudent = async (
  db: Database,
  seminar: SeminarId,
): Promise<ReadonlyMap<MemberId, ReadonlyMap<string, number>>> => {
  const rows = await db.taggingRow.groupBy({
    by: ['memberId', 'tagId'],
    where: { layer: { kind: { not: 'private' }, reading: { seminarId: seminar } } },
    _count: { _all: true },
  })
  const found = new Map<MemberId, Map<string, number>>()
  for (const row of rows) {
    const own = found.get(memberId(row.memberId)) ?? new Map<string, number>()
    own.set(row.tagId, row._count._all)
    found.set(memberId(row.memberId), own)
  }
  return found
}

/** Who has written an update in a layer of a seminar, private ones left out. */
export const writersOf = async (db: Database, seminar: SeminarId): Promise<ReadonlySet<MemberId>> => {
  const rows = await db.$queryRaw<{ id: string }[]>`
    select m.id from "Member" m
     where m."seminarId" = ${seminar}
       and exists (
         select 1 from "Reading" r
           join "Layer" l on l."readingId" = r.id and l.kind <> 'private'
           join "LayerUpdate" u on u."layerId" = l.id and u."memberId" = m.id
          where r."seminarId" = ${seminar})`
  return new Set(rows.map(({ id }) => memberId(id)))
}

/**
 * Begins a new cut of the groups: those there are become former, their members
 * keep them in sight and are in none; the answer is the number of the cut.
 */
export const beginCut = async (db: Database, seminar: SeminarId): Promise<void> => {
  await db.$executeRaw`
    insert into "GroupSight" ("memberId", "groupId")
    select id, "groupId" from "Member" where "seminarId" = ${seminar} and "groupId" is not null
        on conflict do nothing`
  await db.member.updateMany({ where: { seminarId: seminar }, data: { groupId: null } })
  await db.seminar.update({ where: { id: seminar }, data: { cut: { increment: 1 } } })
}

/** Removes every place that nobody took; says how many. */
export const deletePlaces = async (db: Database, seminar: SeminarId): Promise<number> => {
  const { count } = await db.user.deleteMany({
    where: { placeholder: true, members: { some: { seminarId: seminar } } },
  })
  return count
}

/** The pronouns of a member; `null` where they say none. */
export const pronounsOf = async (db: Database, member: MemberId): Promise<string | null> =>
  (await db.member.findUnique({ where: { id: member }, select: { user: { select: { pronouns: true } } } }))?.user
    .pronouns ?? null
