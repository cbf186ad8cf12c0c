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
import { type Membership, type NameViewer, type PseudonymMode, type Role, shownName } from '../../core/policy'
import type { Database } from './database'
import { membershipOf } from './layers'
import { NAMED, namedMember } from './names'

/** A seminar without its people. */
export interface Seminar {
  readonly id: SeminarId
  readonly name: string
  readonly classCode: string
  readonly classCodeOpen: boolean
  /** Over so many students the class code lets nobody in; `null` sets no limit. */
  readonly studentLimit: number | null
  readonly pseudonyms: PseudonymMode
  /** How often the groups were cut anew, from 1. */
  readonly cut: number
  readonly codebookVersion: number
  readonly sample: boolean
  /** Milliseconds since 1970 (UTC); `null` while it is not archived. */
  readonly archivedAt: number | null
  /** When it is archived or deleted by itself; `null` for never. */
  readonly retainUntil: number | null
  readonly retainThen: 'archive' | 'delete'
}

export interface SeminarGroup {
  readonly id: GroupId
  readonly name: string
  /** How many members of any role are in it. */
  readonly size: number
}

export interface SeminarMember {
  readonly id: MemberId
  readonly user: UserId
  /** As the viewer may have it. */
  readonly name: string
  /** What the others see instead; only for who knows. */
  readonly alias: string | undefined
  readonly pronouns: string | undefined
  /** That of their account, or of the roster. */
  readonly email: string | null
  readonly role: Role
  readonly group: GroupId | null
  /** 1 to 12. */
  readonly colour: number
  /** As the roster has them; `null` for who is on none. */
  readonly rosterEmail: string | null
  readonly rosterName: string | null
  /** Stands for somebody on the roster who has not come yet. */
  readonly isAwaited: boolean
  /** When they last had a page of the seminar open; `null` for never. */
  readonly seenAt: Date | null
  /** Groups that they see beside their own. */
  readonly sees: readonly GroupId[]
}

const SEMINAR = {
  id: true,
  name: true,
  classCode: true,
  classCodeOpen: true,
  studentLimit: true,
  pseudonyms: true,
  cut: true,
  codebookVersion: true,
  sample: true,
  archivedAt: true,
  retainUntil: true,
  retainThen: true,
} as const

interface SeminarRow extends Omit<Seminar, 'id' | 'archivedAt' | 'retainUntil'> {
  readonly id: string
  readonly archivedAt: Date | null
  readonly retainUntil: Date | null
}

const seminarOf = (row: SeminarRow): Seminar => ({
  ...row,
  id: seminarId(row.id),
  archivedAt: row.archivedAt?.getTime() ?? null,
  retainUntil: row.retainUntil?.getTime() ?? null,
})

/** How many colours a member's disc can have. */
const COLOURS = 12

/** `undefined` where there is none. */
export const findSeminar = async (db: Database, id: string): Promise<Seminar | undefined> => {
  const row = await db.seminar.findUnique({ where: { id }, select: SEMINAR })
  return row === null ? undefined : seminarOf(row)
}

/** The seminar of a class code (six characters, upper case), open or closed. */
export const findSeminarByCode = async (db: Database, classCode: string): Promise<Seminar | undefined> => {
  const row = await db.seminar.findUnique({ where: { classCode }, select: SEMINAR })
  return row === null ? undefined : seminarOf(row)
}

/**
 * The seminar that somebody at the command line means: by id, by class code, or
 * by name. `undefined` where there is none, or several of that name.
 */
export const findSeminarMeant = async (db: Database, text: string): Promise<Seminar | undefined> => {
  const exact = await db.seminar.findFirst({
    where: { OR: [{ id: text }, { classCode: text.toUpperCase() }] },
    select: SEMINAR,
  })
  if (exact !== null) return seminarOf(exact)
  const named = await db.seminar.findMany({ where: { name: text }, select: SEMINAR, take: 2 })
  const [only] = named
  return only === undefined || named.length > 1 ? undefined : seminarOf(only)
}

/** The sample seminar; `undefined` where this server has none. */
export const findSampleSeminar = async (db: Database): Promise<Seminar | undefined> => {
  const row = await db.seminar.findFirst({ where: { sample: true }, select: SEMINAR })
  return row === null ? undefined : seminarOf(row)
}

/** Writes a seminar without members, groups and tags. A class code that is taken: `undefined`, nothing is written. */
export const createSeminar = async (
  db: Database,
  seminar: { readonly name: string; readonly classCode: string; readonly sample?: boolean },
): Promise<Seminar | undefined> => {
  const [row] = await db.seminar.createManyAndReturn({ data: [seminar], select: SEMINAR, skipDuplicates: true })
  return row === undefined ? undefined : seminarOf(row)
}

/** Makes others who would change the seminar's people wait until this transaction ends. */
export const lockSeminar = async (db: Database, seminar: SeminarId): Promise<void> => {
  await db.$queryRaw`select 1 from "Seminar" where "id" = ${seminar} for update`
}

/** Puts a new class code in place of the old one; false where another seminar has it. */
export const writeClassCode = async (db: Database, seminar: SeminarId, classCode: string): Promise<boolean> => {
  if ((await findSeminarByCode(db, classCode)) !== undefined) return false
  await db.seminar.update({ where: { id: seminar }, data: { classCode } })
  return true
}

/** Opens or closes the seminar to people with the class code. */
export const writeClassCodeOpen = async (db: Database, seminar: SeminarId, isOpen: boolean): Promise<void> => {
  await db.seminar.update({ where: { id: seminar }, data: { classCodeOpen: isOpen } })
}

/** The groups of the present cut in their order. */
export const groupsOf = async (db: Database, seminar: SeminarId): Promise<readonly SeminarGroup[]> => {
  const rows = await db.group.findMany({
    where: { seminarId: seminar, cut: await cutOf(db, seminar) },
    select: { id: true, name: true, _count: { select: { members: true } } },
    orderBy: [{ position: 'asc' }, { id: 'asc' }],
  })
  return rows.map((row) => ({ id: groupId(row.id), name: row.name, size: row._count.members }))
}

/** How often the groups of a seminar were cut anew, from 1. */
const cutOf = async (db: Database, seminar: SeminarId): Promise<number> =>
  (await db.seminar.findUnique({ where: { id: seminar }, select: { cut: true } }))?.cut ?? 1

/** The members, by name; without who left. Names are those that `viewer` gets: without one, what members see of each other. */
export const membersOf = (
  db: Database,
  seminar: SeminarId,
  viewer: NameViewer = 'peer',
): Promise<readonly SeminarMember[]> => membersWhere(db, { seminarId: seminar, leftAt: null }, viewer)

/** Those who left, as `membersOf` gives the others; who was erased is not there. */
export const leftMembersOf = (
  db: Database,
  seminar: SeminarId,
  viewer: NameViewer = 'peer',
): Promise<readonly SeminarMember[]> => membersWhere(db, { seminarId: seminar, leftAt: { not: null } }, viewer)

const membersWhere = async (
  db: Database,
  where: { readonly seminarId: string; readonly leftAt: null | { readonly not: null } },
  viewer: NameViewer,
): Promise<readonly SeminarMember[]> => {
  const rows = await db.member.findMany({
    where,
    select: {
      id: true,
      groupId: true,
      colour: true,
      rosterEmail: true,
      rosterName: true,
      seenAt: true,
      sights: { select: { groupId: true } },
      seminar: { select: { pseudonyms: true } },
      ...NAMED,
      user: { select: { ...NAMED.user.select, id: true, email: true, placeholder: true } },
    },
  })
  return rows
    .map((row) => {
      const { name, alias, pronouns } = shownName(viewer, row.seminar.pseudonyms, namedMember(row))
      return {
        id: memberId(row.id),
        user: userId(row.user.id),
        name,
        alias,
        pronouns,
        email: row.user.email ?? row.rosterEmail,
        role: row.role,
        group: row.groupId === null ? null : groupId(row.groupId),
        colour: row.colour,
        rosterEmail: row.rosterEmail,
        rosterName: row.rosterName,
        isAwaited: row.user.placeholder,
        seenAt: row.seenAt,
        sees: row.sights.map((sight) => groupId(sight.groupId)),
      }
    })
    .toSorted((a, b) => a.name.localeCompare(b.name, 'en') || (a.id < b.id ? -1 : 1))
}

/** Adds groups to the present cut, after those there are. Names that are taken are passed over; the answer is the new ones. */
export const createGroups = async (
  db: Database,
  seminar: SeminarId,
  names: readonly string[],
): Promise<readonly GroupId[]> => {
  const cut = await cutOf(db, seminar)
  const last = await db.group.aggregate({ where: { seminarId: seminar, cut }, _max: { position: true } })
  const first = (last._max.position ?? -1) + 1
  const rows = await db.group.createManyAndReturn({
    data: names.map((name, at) => ({ seminarId: seminar, name, position: first + at, cut })),
    select: { id: true },
    skipDuplicates: true,
  })
  return rows.map((row) => groupId(row.id))
}

/** Gives a group another name; false where a group of the seminar has it already. */
export const writeGroupName = async (
  db: Database,
  seminar: SeminarId,
  group: GroupId,
  name: string,
): Promise<boolean> => {
  const cut = await cutOf(db, seminar)
  const taken = await db.group.findFirst({ where: { seminarId: seminar, cut, name, id: { not: group } } })
  if (taken !== null) return false
  await db.group.updateMany({ where: { id: group, seminarId: seminar }, data: { name } })
  return true
}

/** How many notes and verdicts lie in the layers of a group. */
export const recordsOfGroup = async (db: Database, group: GroupId): Promise<number> => {
  const where = { layer: { groupId: group } }
  const counts = await Promise.all([
    db.annotationRow.count({ where }),
    db.taggingRow.count({ where }),
    db.commentRow.count({ where }),
  ])
  return counts.reduce((sum, count) => sum + count, 0)
}

/** Removes a group and its layers, with all that is in them: the caller makes sure that they are empty. */
export const deleteGroup = async (db: Database, group: GroupId): Promise<void> => {
  await db.layer.deleteMany({ where: { groupId: group } })
  await db.group.delete({ where: { id: group } })
}

/** The group of a seminar with the fewest students, the first of several; `null` where there is no group. */
export const smallestGroup = async (db: Database, seminar: SeminarId): Promise<GroupId | null> => {
  const rows = await db.group.findMany({
    where: { seminarId: seminar, cut: await cutOf(db, seminar) },
    select: { id: true, _count: { select: { members: { where: { role: 'student' } } } } },
    orderBy: [{ position: 'asc' }, { id: 'asc' }],
  })
  const smallest = rows.toSorted((a, b) => a._count.members - b._count.members)[0]
  return smallest === undefined ? null : groupId(smallest.id)
}

/** The member colour that a seminar uses least, the lowest of several: 1 to 12. */
export const rarestColour = async (db: Database, seminar: SeminarId): Promise<number> => {
  const rows = await db.member.groupBy({ by: ['colour'], where: { seminarId: seminar }, _count: { _all: true } })
  const used = new Map(rows.map((row) => [row.colour, row._count._all]))
  const colours = Array.from({ length: COLOURS }, (_, at) => at + 1)
  return colours.toSorted((a, b) => (used.get(a) ?? 0) - (used.get(b) ?? 0))[0] ?? 1
}

/** What holds of somebody from when they are back; absent, it stays as it was. A pseudonym is for who has none. */
export interface Back {
  readonly role: Role
  readonly group: GroupId | null
  readonly pseudonym?: string | null
  readonly rosterEmail?: string | null
  readonly rosterName?: string | null
  readonly seenAt?: Date | null
}

/** Lets somebody who left be a member again, as who they were; `undefined` where nobody of the kind left. */
export const bringBack = async (
  db: Database,
  who: { readonly id: MemberId } | { readonly seminarId: SeminarId; readonly userId: UserId },
  { role, group, pseudonym, rosterEmail, rosterName, seenAt }: Back,
): Promise<MemberId | undefined> => {
  const [row] = await db.member.updateManyAndReturn({
    where: { ...who, leftAt: { not: null } },
    data: {
      leftAt: null,
      role,
      groupId: group,
      ...(rosterEmail == null ? {} : { rosterEmail }),
      ...(rosterName == null ? {} : { rosterName }),
      ...(seenAt == null ? {} : { seenAt }),
    },
    select: { id: true, pseudonym: true },
  })
  if (row === undefined) return undefined
  if (row.pseudonym === null && pseudonym != null) {
    await db.member.update({ where: { id: row.id }, data: { pseudonym } })
  }
  return memberId(row.id)
}

/** Makes a user a member; who left is back as who they were. A member already: `undefined`, and nothing is written. */
export const createMember = async (
  db: Database,
  member: {
    readonly seminar: SeminarId
    readonly user: UserId
    readonly role: Role
    readonly group: GroupId | null
    readonly colour: number
    readonly pseudonym?: string
    readonly rosterEmail?: string
    readonly rosterName?: string
    /** Absent: they have not come yet. */
    readonly seenAt?: Date
  },
): Promise<MemberId | undefined> => {
  const { seminar, user, group, ...rest } = member
  const back = await bringBack(db, { seminarId: seminar, userId: user }, member)
  if (back !== undefined) return back
  const [row] = await db.member.createManyAndReturn({
    data: [
      {
        seminarId: seminar,
        userId: user,
        groupId: group,
        ...rest,
      },
    ],
    select: { id: true },
    skipDuplicates: true,
  })
  return row === undefined ? undefined : memberId(row.id)
}

/** The user's place in the seminar; `undefined` where they have none. */
export const findMembershipOf = async (
  db: Database,
  seminar: SeminarId,
  user: UserId,
): Promise<Membership | undefined> => {
  const row = await db.member.findUnique({
    where: { seminarId_userId: { seminarId: seminar, userId: user } },
    include: { sights: { select: { groupId: true } } },
  })
  return row?.leftAt === null ? membershipOf(row) : undefined
}

/** Puts a member into a group of the same seminar, or into none. */
export const writeMemberGroup = async (db: Database, member: MemberId, group: GroupId | null): Promise<void> => {
  await db.member.update({ where: { id: member }, data: { groupId: group } })
}

/** Gives a member another role. */
export const writeMemberRole = async (db: Database, member: MemberId, role: Role): Promise<void> => {
  await db.member.update({ where: { id: member }, data: { role } })
}

/** The colours of the next newcomers of a seminar, those used least first: that of the newcomer `at`, from 0. */
export const coloursOf = async (db: Database, seminar: SeminarId): Promise<(at: number) => number> => {
  const rows = await db.member.groupBy({ by: ['colour'], where: { seminarId: seminar }, _count: { _all: true } })
  const used = new Map(rows.map((row) => [row.colour, row._count._all]))
  const colours = Array.from({ length: COLOURS }, (_, at) => at + 1).toSorted(
    (a, b) => (used.get(a) ?? 0) - (used.get(b) ?? 0),
  )
  return (at) => colours[at % COLOURS] ?? 1
}
