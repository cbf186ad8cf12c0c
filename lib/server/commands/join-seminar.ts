import type { SeminarId, UserId } from '../../core/base'
import { hashPassword } from '../auth/password'
import { AppError } from '../errors'
import { appendAudit } from '../store/audit'
import type { Database, RootDatabase } from '../store/database'
import { createPerson } from '../store/people'
import {
  createMember,
  findMembershipOf,
  findSeminarByCode,
  lockSeminar,
  rarestColour,
  smallestGroup,
} from '../store/seminars'
import { mustBePassword } from './create-user'

/** Who joins: somebody signed in, or somebody new. E-mail and password together let a new person come back. */
export type Joiner =
  | { readonly kind: 'user'; readonly user: UserId }
  | {
      readonly kind: 'new'
      readonly name: string
      readonly login: { readonly email: string; readonly password: string } | undefined
    }

const CLOSED = 'This class code is closed. Ask your instructor to open it.'
const UNKNOWN = 'No seminar has this class code. Check it on the board.'

/**
 * Makes somebody a student of the seminar with this class code (six characters,
 * upper case), in the group with the fewest students and with the disc colour
 * that is used least. A member already: they stay what they are, even where the
 * code is closed. Throws `not-found` for an unknown code, `closed` for a closed
 * one, `conflict` where a new person's e-mail is taken, `bad-input` for a bad password.
 */
export const joinSeminar = async (
  db: RootDatabase,
  classCode: string,
  joiner: Joiner,
): Promise<{ readonly seminar: SeminarId; readonly user: UserId; readonly isNew: boolean }> => {
  const login = joiner.kind === 'new' ? joiner.login : undefined
  if (login !== undefined) mustBePassword(login.password)
  const passwordHash = login === undefined ? null : await hashPassword(login.password)
  return db.$transaction(async (tx) => {
    const seminar = await findSeminarByCode(tx, classCode)
    if (seminar === undefined) throw new AppError('not-found', UNKNOWN)
    if (joiner.kind === 'user' && (await findMembershipOf(tx, seminar.id, joiner.user)) !== undefined) {
      return { seminar: seminar.id, user: joiner.user, isNew: false }
    }
    // Two who join at once would both see the same group as the smallest, and one may press while the code closes.
    await lockSeminar(tx, seminar.id)
    const now = await findSeminarByCode(tx, classCode)
    if (now?.classCodeOpen !== true || now.archivedAt !== null) throw new AppError('closed', CLOSED)
    const user = joiner.kind === 'user' ? joiner.user : await newStudent(tx, joiner.name, login?.email, passwordHash)
    const member = await createMember(tx, {
      seminar: seminar.id,
      user,
      role: 'student',
      group: await smallestGroup(tx, seminar.id),
      colour: await rarestColour(tx, seminar.id),
    })
    if (member !== undefined) {
      await appendAudit(tx, { seminar: seminar.id, deed: 'member.joined', by: member, member })
    }
    return { seminar: seminar.id, user, isNew: true }
  })
}

const newStudent = async (
  tx: Database,
  name: string,
  email: string | undefined,
  passwordHash: string | null,
): Promise<UserId> => {
  const person = await createPerson(tx, { name, email: email ?? null, passwordHash, teaches: false })
  if (person === undefined) {
    throw new AppError('conflict', 'Somebody has this e-mail already. Sign in with it, then type the class code.')
  }
  return person.id
}
