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
import { type Membership, type NameViewer, type Role, shownName } from '../../core/policy'
import type { Database } from './database'
import { NAMED, nameOfRow, namedMember } from './names'

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

/** A member as the others see them, never as only an instructor may. */
export interface MemberFace {
  readonly name: string
  /** 1 to 12. */
  readonly colour: number
}

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

/** How members look to others; who is not there is left out. */
export const findMemberFaces = async (
  db: Database,
  members: readonly MemberId[],
): Promise<ReadonlyMap<MemberId, MemberFace>> => {
  const rows = await db.member.findMany({
    where: { id: { in: [...members] } },
    select: { id: true, colour: true, ...NAMED, seminar: { select: { pseudonyms: true } } },
  })
  return new Map(
    rows.map((row) => [memberId(row.id), { name: nameOfRow('peer', row.seminar.pseudonyms, row), colour: row.colour }]),
  )
}

/** A row of a member, with the groups seen beside their own, as the policy takes it. */
export const membershipOf = (row: {
  readonly id: string
  readonly seminarId: string
  readonly role: Membership['role']
  readonly groupId: string | null
  readonly sights: readonly { readonly groupId: string }[]
}): Membership => ({
  member: memberId(row.id),
  seminar: seminarId(row.seminarId),
  role: row.role,
  group: row.groupId === null ? null : groupId(row.groupId),
  ...(row.sights.length === 0 ? {} : { sees: row.sights.map((sight) => groupId(sight.groupId)) }),
})

/** A member's place in their seminar; `undefined` where there is none. */
export const findMembership = async (
  db: Database,
  member: MemberId,
): Promise<(Membership & { readonly user: string }) | undefined> => {
  const row = await db.member.findUnique({ where: { id: member }, include: { sights: { select: { groupId: true } } } })
  return row === null ? undefined : { ...membershipOf(row), user: row.userId }
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

/** How many colours a member's disc can have. */
const COLOURS = 12

/** The colours of the next newcomers of a seminar, those used least first: that of the newcomer `at`, from 0. */
export const coloursOf = async (db: Database, seminar: SeminarId): Promise<(at: number) => number> => {
  const rows = await db.member.groupBy({ by: ['colour'], where: { seminarId: seminar }, _count: { _all: true } })
  const used = new Map(rows.map((row) => [row.colour, row._count._all]))
  const colours = Array.from({ length: COLOURS }, (_, at) => at + 1).toSorted(
    (a, b) => (used.get(a) ?? 0) - (used.get(b) ?? 0),
  )
  return (at) => colours[at % COLOURS] ?? 1
}
