import { type UserId, userId } from '../../core/base'
import type { Database } from './database'

/** A person who can sign in. */
export interface Person {
  readonly id: UserId
  readonly name: string
  /** `null` for a student who joined with a class code alone. */
  readonly email: string | null
  /** May open seminars. */
  readonly teaches: boolean
  /** One of the sample's accounts. */
  readonly sample: boolean
}

const PERSON = { id: true, name: true, email: true, teaches: true, sample: true } as const

const personOf = (row: Omit<Person, 'id'> & { readonly id: string }): Person => ({ ...row, id: userId(row.id) })

/** E-mail addresses are kept and compared in lower case, without blanks around them. */
export const normalEmail = (email: string): string => email.trim().toLowerCase()

/** `undefined` where nobody has this id. */
export const findPerson = async (db: Database, id: string): Promise<Person | undefined> => {
  const row = await db.user.findUnique({ where: { id }, select: PERSON })
  return row === null ? undefined : personOf(row)
}

/** The person with this e-mail, and the hash of their password; `null` where they have none. */
export const findByEmail = async (
  db: Database,
  email: string,
): Promise<{ readonly person: Person; readonly passwordHash: string | null } | undefined> => {
  const row = await db.user.findUnique({
    where: { email: normalEmail(email) },
    select: { ...PERSON, passwordHash: true },
  })
  if (row === null) return undefined
  const { passwordHash, ...person } = row
  return { person: personOf(person), passwordHash }
}

export interface NewPerson {
  readonly name: string
  readonly email: string | null
  readonly passwordHash: string | null
  readonly teaches: boolean
  readonly sample?: boolean
}

/** Writes a person. Two with one e-mail: `undefined`, and nothing is written. */
export const createPerson = async (db: Database, person: NewPerson): Promise<Person | undefined> => {
  const email = person.email === null ? null : normalEmail(person.email)
  // Not a caught unique violation: that would spoil the transaction that we may stand in.
  const [row] = await db.user.createManyAndReturn({
    data: [{ ...person, email }],
    select: PERSON,
    skipDuplicates: true,
  })
  return row === undefined ? undefined : personOf(row)
}

/** Puts a new password hash in place of the old; false where nobody has this e-mail. */
export const writePasswordHash = async (db: Database, email: string, passwordHash: string): Promise<boolean> => {
  const { count } = await db.user.updateMany({ where: { email: normalEmail(email) }, data: { passwordHash } })
  return count > 0
}

/** Gives a person without an e-mail this one, which must be nobody's, and a password hash; false where they have one. */
export const writeLogin = async (db: Database, user: UserId, email: string, passwordHash: string): Promise<boolean> => {
  const { count } = await db.user.updateMany({
    where: { id: user, email: null },
    data: { email: normalEmail(email), passwordHash },
  })
  return count > 0
}

/** The person bound to a sign-in of an identity provider. */
export const findByAccount = async (db: Database, provider: string, subject: string): Promise<Person | undefined> => {
  const row = await db.account.findUnique({
    where: { provider_subject: { provider, subject } },
    select: { user: { select: PERSON } },
  })
  return row === null ? undefined : personOf(row.user)
}

/** Binds a sign-in of an identity provider to a person. Bound already: nothing happens. */
export const bindAccount = async (db: Database, provider: string, subject: string, user: UserId): Promise<void> => {
  await db.account.createMany({ data: [{ provider, subject, userId: user }], skipDuplicates: true })
}

/** Is there someone who may open seminars, the sample's people left out? */
export const hasTeacher = async (db: Database): Promise<boolean> =>
  (await db.user.findFirst({ where: { teaches: true, sample: false }, select: { id: true } })) !== null

/** A sample account as the way in offers it. */
export interface SampleAccount {
  readonly id: UserId
  readonly name: string
  readonly role: 'instructor' | 'assistant' | 'student'
  readonly group: string | null
  /** 1 to 12. */
  readonly colour: number
}

/** The people of the sample seminar, instructor first, then by group and name; none where there is no sample. */
export const sampleAccounts = async (db: Database): Promise<readonly SampleAccount[]> => {
  const members = await db.member.findMany({
    where: { seminar: { sample: true }, user: { sample: true } },
    select: {
      role: true,
      colour: true,
      group: { select: { name: true, position: true } },
      user: { select: { id: true, name: true } },
    },
  })
  const rank = { instructor: 0, assistant: 1, student: 2 }
  return members
    .toSorted(
      (a, b) =>
        rank[a.role] - rank[b.role] ||
        (a.group?.position ?? -1) - (b.group?.position ?? -1) ||
        a.user.name.localeCompare(b.user.name, 'en'),
    )
    .map((member) => ({
      id: userId(member.user.id),
      name: member.user.name,
      role: member.role,
      group: member.group?.name ?? null,
      colour: member.colour,
    }))
}

/** Keeps the hash of the token of a link that makes the first instructor; those made before are worth nothing any more. */
export const writeSetupToken = async (db: Database, tokenHash: string): Promise<void> => {
  await db.setupToken.deleteMany({ where: { memberId: null } })
  await db.setupToken.create({ data: { tokenHash } })
}

/** Is there an unused setup link with this token hash, made after `since`? */
export const isSetupTokenOpen = async (db: Database, tokenHash: string, since: Date): Promise<boolean> =>
  (await db.setupToken.findFirst({ where: { tokenHash, memberId: null, usedAt: null, createdAt: { gt: since } } })) !==
  null

/** Marks a setup link as used. False where it was used already, or is older than `since`: one caller alone gets true. */
export const takeSetupToken = async (db: Database, tokenHash: string, since: Date, at: Date): Promise<boolean> => {
  const { count } = await db.setupToken.updateMany({
    where: { tokenHash, memberId: null, usedAt: null, createdAt: { gt: since } },
    data: { usedAt: at },
  })
  return count === 1
}
