import type { SeminarId } from '../base'
import { type Actor, can } from './policy'
import type { Role } from './table'

/** Whether the students of a seminar appear to each other under pseudonyms: nobody, who likes to, or all. */
export type PseudonymMode = 'off' | 'allowed' | 'required'

/** Who a member is, before anybody looks: it goes to no page, socket or file but through `shownName`. */
export interface NamedMember {
  /** As they or the roster write it. */
  readonly real: string
  /** As they write them; `null` where they say nothing. */
  readonly pronouns: string | null
  /** `null` for who has none. */
  readonly pseudonym: string | null
  readonly role: Role
}

/** Who looks at a name: one who may know who is who, or another member. */
export type NameViewer = 'knows' | 'peer'

/** A name as it may be sent to a viewer. */
export interface ShownName {
  readonly name: string
  /** What the others see in its place; only for who knows, and only where it differs. */
  readonly alias?: string
  /** Only where the name is the real one and they say some. */
  readonly pronouns?: string
}

/** What stands for a student who must have a pseudonym and has none yet: a missing one never shows the name. */
export const NAMELESS = 'A student'

/** How `actor` sees the names of a seminar. */
export const nameViewer = (actor: Actor, seminar: SeminarId): NameViewer =>
  can(actor, 'names.read', { kind: 'seminar', seminar }).ok ? 'knows' : 'peer'

/** What the other members see of a member: their pseudonym, or `undefined` where it is the real name. */
const aliasOf = (mode: PseudonymMode, { role, pseudonym }: NamedMember): string | undefined => {
  if (mode === 'off' || role !== 'student') return undefined
  return pseudonym ?? (mode === 'required' ? NAMELESS : undefined)
}

/**
 * The one place where it is decided which name of a member a viewer gets. A
 * member sees themself as the others see them.
 */
export const shownName = (viewer: NameViewer, mode: PseudonymMode, member: NamedMember): ShownName => {
  const alias = aliasOf(mode, member)
  if (alias !== undefined && viewer === 'peer') return { name: alias }
  return {
    name: member.real,
    ...(alias === undefined ? {} : { alias }),
    ...(member.pronouns === null ? {} : { pronouns: member.pronouns }),
  }
}

/** A shown name in one line: who knows gets both, `Leila Haddad (Amber Heron)`. */
export const nameLine = ({ name, alias }: ShownName): string => (alias === undefined ? name : `${name} (${alias})`)
