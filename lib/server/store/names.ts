import {
  type NamedMember,
  type NameViewer,
  type PseudonymMode,
  type Role,
  nameLine,
  shownName,
} from '../../core/policy'

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
