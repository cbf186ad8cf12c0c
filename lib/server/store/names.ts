import { type MemberId, type SeminarId, memberId } from '../../core/base'
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
