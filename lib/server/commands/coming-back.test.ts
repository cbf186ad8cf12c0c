import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { MemberId, SeminarId, UserId } from '../../core/base'
import type { Actor } from '../../core/policy'
import { signedIn } from '../auth/actor-testing'
import { type TestDatabase, openTestDatabase } from '../launch/test-database'
import { findMembershipOf, membersOf } from '../store/members'
import { createPerson } from '../store/people'
import { groupsOf } from '../store/groups'
import { findSeminar } from '../store/seminars'
import { addLogin } from './add-login'
import { assignGroups } from './assign-groups'
import { changeRole } from './change-role'
import { checkPassword } from './check-password'
import { enterByProvider } from './enter-by-provider'
import { importRoster } from './import-roster'
import { joinSeminar } from './join-seminar'
import { leaveSeminar } from './leave-seminar'
import { makePlaceLink } from './make-place-link'
import { openSeminar } from './open-seminar'
import { takePlaceLink } from './take-place-link'

let testing: TestDatabase
beforeAll(async () => {
  testing = await openTestDatabase()
})
afterAll(() => testing.close())

const actorOf = (user: UserId): Promise<Actor> => signedIn(testing.db, user)

let seminar: SeminarId
let instructor: Actor
let code: string
let run = 0
const mail = (name: string): string => `${name}.${String(run)}@example.edu`

beforeEach(async () => {
  run += 1
  const person = await createPerson(testing.db, { name: 'Samina', email: null, passwordHash: null, teaches: true })
  if (person === undefined) throw new Error('no person')
  seminar = await openSeminar(testing.db, await actorOf(person.id), { name: 'Security', tags: [] })
  instructor = await actorOf(person.id)
  code = (await findSeminar(testing.db, seminar))?.classCode ?? ''
})

const list = async (...lines: readonly string[]) => {
  const result = await importRoster(testing.db, instructor, { seminar, text: lines.join('\n'), isTrial: false })
  if (!result.ok) throw new Error(JSON.stringify(result.reason))
  return result.value.steps.map(({ what }) => what)
}
const students = async () => {
  const groups = new Map((await groupsOf(testing.db, seminar)).map(({ id, name }) => [id, name]))
  return (await membersOf(testing.db, seminar, 'knows'))
    .filter(({ role }) => role === 'student')
    .map(({ id, group, isAwaited, rosterEmail }) => ({
      id,
      group: group === null ? null : groups.get(group),
      isAwaited,
      rosterEmail,
    }))
}
const join = (name: string, email?: string) =>
  joinSeminar(testing.db, code, {
    kind: 'new',
    name,
    login: email === undefined ? undefined : { email, password: 'four words do well' },
  })
const rejoin = (user: UserId) => joinSeminar(testing.db, code, { kind: 'user', user })
const memberOf = async (user: UserId): Promise<MemberId | undefined> =>
  (await findMembershipOf(testing.db, seminar, user))?.member
const leave = async (user: UserId) => {
  await leaveSeminar(testing.db, await actorOf(user), seminar)
}

test('[CB1] the class code brings back who left as who they were, once, however often it is typed', async () => {
  const { user } = await join('Leila Haddad')
  const was = await memberOf(user)
  await leave(user)
  expect(await students()).toEqual([])
  await Promise.all([rejoin(user), rejoin(user)])
  await rejoin(user)
  expect((await students()).map(({ id }) => id)).toEqual([was])
})

test('[CB2] a roster brings back who left, with the group it says, and never doubles them', async () => {
  const { user } = await join('Leila Haddad', mail('leila'))
  const was = await memberOf(user)
  expect(await list(`Leila Haddad; ${mail('leila')}; Red`)).toEqual(['changed'])
  await leave(user)
  expect(await list(`Leila Haddad; ${mail('leila')}; Blue`, `Mei Tan; ${mail('mei')}; Red`)).toEqual(['came', 'new'])
  expect(await students()).toMatchObject([
    { id: was, group: 'Blue', isAwaited: false, rosterEmail: mail('leila') },
    { group: 'Red', isAwaited: true },
  ])
  expect(await list(`Leila Haddad; ${mail('leila')}; Blue`)).toEqual(['same'])
})

test('[CB2] also who came by sign-in, was on no roster, or has another address on an older one', async () => {
  const sign = (subject: string, email: string) =>
    enterByProvider(testing.db, { provider: 'oidc', subject: `${subject} ${String(run)}`, name: subject, email })
  const ana = await sign('Ana', mail('ana'))
  await rejoin(ana.id)
  const was = await memberOf(ana.id)
  await leave(ana.id)
  expect(await list(`Ana; ${mail('ana')}; Red`)).toEqual(['came'])
  expect(await memberOf(ana.id)).toBe(was)
  await testing.db.member.update({ where: { id: was ?? '' }, data: { rosterEmail: mail('old') } })
  expect(await list(`Ana; ${mail('ana')}; Red`)).toEqual(['changed'])
  expect(await students()).toMatchObject([{ id: was, rosterEmail: mail('ana') }])
})

test('[CB3] who left and comes to a place that waits for them is one member: by code and by link', async () => {
  const { db } = testing
  const { user } = await join('Leila Haddad')
  const was = await memberOf(user)
  await leave(user)
  await list(`Leila Haddad; ${mail('leila')}; Red`)
  expect(await students()).toMatchObject([{ isAwaited: true }])
  await rejoin(user)
  expect(await students()).toMatchObject([{ id: was, group: 'Red', isAwaited: false, rosterEmail: mail('leila') }])

  const other = await join('Zara Malik')
  const zara = await memberOf(other.user)
  await leave(other.user)
  await list(`Z. Malik; ${mail('zara')}; Red`)
  const awaited = (await students()).find(({ isAwaited }) => isAwaited)
  if (awaited === undefined) throw new Error('nobody is awaited')
  const link = await makePlaceLink(db, instructor, { seminar, member: awaited.id })
  await takePlaceLink(db, link.split('/').at(-1) ?? '', { kind: 'user', user: other.user })
  expect((await students()).map(({ id }) => id).toSorted()).toEqual([was, zara].toSorted())
})

test('[CB4] who comes back is a student, whatever they were, and reads no group that they looked after', async () => {
  const { db } = testing
  await list(`Mei Tan; ${mail('mei')}; Red`, `Zara; ${mail('zara')}; Blue`, `Omar; ${mail('omar')}; Green`)
  const { user } = await join('Dara Lind')
  const member = await memberOf(user)
  if (member === undefined) throw new Error('no member')
  const idOf = async (name: string) =>
    (await groupsOf(db, seminar)).filter((group) => group.name === name).map(({ id }) => id)
  const groups = [...(await idOf('Red')), ...(await idOf('Blue'))]
  const sights = async () => (await findMembershipOf(db, seminar, user))?.sees ?? []
  await changeRole(db, instructor, { seminar, member, role: 'assistant' })
  await assignGroups(db, instructor, { seminar, member, groups })
  expect(await sights()).toHaveLength(1)
  await changeRole(db, instructor, { seminar, member, role: 'student' })
  expect(await sights()).toEqual([])
  await changeRole(db, instructor, { seminar, member, role: 'assistant' })
  await assignGroups(db, instructor, { seminar, member, groups })
  await leave(user)
  await rejoin(user)
  expect(await findMembershipOf(db, seminar, user)).toMatchObject({ member, role: 'student' })
  expect(await sights()).toEqual([])
})

test('[CB5] who came in by the code alone takes an e-mail and a password later, once, and nobody else’s', async () => {
  const { db } = testing
  const { user } = await join('Leila Haddad')
  await join('Zara Malik', mail('zara'))
  const password = 'four other words'
  const sign = async (email: string) => {
    const answer = await checkPassword(db, { email, password, address: '127.0.0.1' })
    return answer.ok ? answer.value.id : answer.reason
  }
  await expect(addLogin(db, user, { email: mail('leila'), password: 'short' })).rejects.toThrow('characters or more')
  await expect(addLogin(db, user, { email: mail('zara').toUpperCase(), password })).rejects.toThrow('Give another')
  expect(await sign(mail('leila'))).toBe('wrong')

  await addLogin(db, user, { email: ` ${mail('leila').toUpperCase()} `, password })
  expect(await sign(mail('leila'))).toBe(user)
  expect((await students()).map(({ id }) => id)).toContain(await memberOf(user))
  await expect(addLogin(db, user, { email: mail('another'), password })).rejects.toThrow('already')
  expect(await sign(mail('another'))).toBe('wrong')
})
