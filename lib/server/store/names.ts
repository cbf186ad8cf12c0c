import { type MemberId, type SeminarId, type UserId, memberId } from '../../core/base'
import {
  type NamedMember,
  type NameViewer,
  type PseudonymMode,
  type Role,
  nameLine,
  shownName,
} from '../../core/policy'
import type { Database } from './database'

/** What a query selects of a member, so that `namedMember` can say who they are. */
export const NAMED = {
  role: true,
  ownName: true,
  pseudonym: true,
  user: { select: { name: true, pronouns: true } },
} as const

/** A member as `NAMED` selects them. */
export interface NamedRow {
  readonly role: Role
  readonly ownName: string | null
  readonly pseudonym: string | null
  readonly user: { readonly name: string; readonly pronouns: string | null }
}

/** Who a member is, for `shownName`. */
export const namedMember = ({ role, ownName, pseudonym, user }: NamedRow): NamedMember => ({
  real: ownName ?? user.name,
  pronouns: user.pronouns,
  pseudonym,
  role,
})

/** The name of a member in one line, as a viewer may have it. */
export const nameOfRow = (viewer: NameViewer, mode: PseudonymMode, row: NamedRow): string =>
  nameLine(shownName(viewer, mode, namedMember(row)))

/** The names of a seminar's members in one line each, as a viewer may have them. */
export const namesOf = async (
  db: Database,
  seminar: SeminarId,
  viewer: NameViewer,
): Promise<ReadonlyMap<MemberId, string>> => {
  const rows = await db.member.findMany({
    where: { seminarId: seminar },
    select: { id: true, ...NAMED, seminar: { select: { pseudonyms: true } } },
  })
  return new Map(rows.map((row) => [memberId(row.id), nameOfRow(viewer, row.seminar.pseudonyms, row)]))
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
        join "Layer" l on l."readingId" = r.id and l.kind not in ('private', 'aside')
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

/** The pronouns of a member; `null` where they say none. */
export const pronounsOf = async (db: Database, member: MemberId): Promise<string | null> =>
  (await db.member.findUnique({ where: { id: member }, select: { user: { select: { pronouns: true } } } }))?.user
    .pronouns ?? null
