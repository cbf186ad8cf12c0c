import type { SeminarId, UserId } from '../../core/base'
import { nameKey } from '../../core/people'
import { hashPassword } from '../auth/password'
import { AppError } from '../errors'
import { appendAudit } from '../store/audit'
import type { Database, RootDatabase } from '../store/database'
import { coloursOf, createMember, findMembershipOf } from '../store/members'
import { createPerson, findPerson, normalEmail } from '../store/people'
import { awaitedPlaces, countStudents, takePlace } from '../store/roster'
import { smallestGroup } from '../store/groups'
import { findSeminarByCode, lockSeminar } from '../store/seminars'
import { mustBePassword } from './create-user'
import { pseudonymsFor } from './pseudonym-for'

/** Who joins: somebody signed in, or somebody new. E-mail and password together let a new person come back. */
export type Joiner =
  | { readonly kind: 'user'; readonly user: UserId }
  | {
      readonly kind: 'new'
      readonly name: string
      readonly login: { readonly email: string; readonly password: string } | undefined
    }

const CLOSED = 'This class code is closed. Ask your instructor to open it.'
const FULL = 'This seminar is full. Ask your instructor to make room.'
const UNKNOWN = 'No seminar has this class code. Check it on the board.'

/**
 * Makes somebody a student of the seminar with this class code (six characters,
 * upper case), in the group with the fewest students and with the disc colour
 * that is used least. Who is on the roster, by e-mail or by a name that nobody
 * else there has, comes to the place that waits for them. A member already: they
 * stay what they are, even where the code is closed. Throws `not-found` for an
 * unknown code, `closed` for a closed one and for a seminar that is full, `conflict` where a new person's e-mail is taken, `bad-input` for a bad password.
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
    const place = await placeFor(tx, seminar.id, user, joiner)
    const taken = place === undefined ? undefined : await takePlace(tx, place, user, new Date())
    if (taken !== undefined) {
      await appendAudit(tx, { seminar: seminar.id, deed: 'member.joined', by: taken, member: taken })
      return { seminar: seminar.id, user, isNew: true }
    }
    if (now.studentLimit !== null && (await countStudents(tx, seminar.id)) >= now.studentLimit) {
      throw new AppError('closed', FULL)
    }
    const [pseudonym] = now.pseudonyms === 'required' ? await pseudonymsFor(tx, seminar.id, 1) : []
    const member = await createMember(tx, {
      seminar: seminar.id,
      user,
      role: 'student',
      group: await smallestGroup(tx, seminar.id),
      colour: (await coloursOf(tx, seminar.id))(0),
      seenAt: new Date(),
      ...(pseudonym === undefined ? {} : { pseudonym }),
    })
    if (member !== undefined) {
      await appendAudit(tx, { seminar: seminar.id, deed: 'member.joined', by: member, member })
    }
    return { seminar: seminar.id, user, isNew: true }
  })
}

/** The place of the roster that waits for who joins: the code is leave to come in, so a typed e-mail or name will do. */
const placeFor = async (tx: Database, seminar: SeminarId, user: UserId, joiner: Joiner) => {
  const places = await awaitedPlaces(tx, { seminar })
  if (places.length === 0) return undefined
  const person = await findPerson(tx, user)
  const email = person?.email ?? undefined
  const byEmail = email === undefined ? undefined : places.find((place) => place.email === normalEmail(email))
  if (byEmail !== undefined) return byEmail
  const name = nameKey(joiner.kind === 'new' ? joiner.name : (person?.name ?? ''))
  const [named, another] = places.filter((place) => nameKey(place.name) === name)
  return another === undefined ? named : undefined
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
