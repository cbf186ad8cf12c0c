import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestDatabase, type TestDatabase } from '../launch/test-database'
import { signOut } from '../commands/sign-out'
import { createMember } from '../store/members'
import { createPerson } from '../store/people'
import { createSeminar } from '../store/seminars'
import { actorOfCookie, beginSession, LONG_SESSION_S, SESSION_S, sessionOfCookie } from './session'
import { writeToken } from './token'

const secret = 'a secret of the tests'
let testing: TestDatabase
beforeAll(async () => {
  testing = await openTestDatabase()
  // Parsed at first use, which is in these tests.
  process.env.DATABASE_URL = testing.url
  process.env.NEXTAUTH_SECRET = secret
  delete process.env.NEXTAUTH_URL
})
afterAll(() => testing.close())

const newPerson = async () => {
  const person = await createPerson(testing.db, { name: 'Zara Malik', email: null, passwordHash: null, teaches: false })
  if (person === undefined) throw new Error('no person')
  return person.id
}
const cookieOf = (token: string) => `theme=dark; next-auth.session-token=${token}`

test('the cookie of a live session is a user with their memberships', async () => {
  const { db } = testing
  const user = await newPerson()
  const seminar = await createSeminar(db, { name: 'South Asian Security', classCode: 'KPR7Q4' })
  if (seminar === undefined) throw new Error('no seminar')
  const member = await createMember(db, { seminar: seminar.id, user, role: 'student', group: null, colour: 7 })
  const { token, maxAgeS } = await beginSession(db, user)
  expect(maxAgeS).toBe(SESSION_S)
  expect(await actorOfCookie(db, cookieOf(token))).toEqual({
    kind: 'user',
    user,
    teaches: false,
    memberships: [{ member, seminar: seminar.id, role: 'student', group: null }],
  })
  expect((await sessionOfCookie(db, cookieOf(token)))?.colour).toBe(7)
})

test('without a cookie, or with one that is not ours, it is a guest', async () => {
  const { db } = testing
  const user = await newPerson()
  const stolen = await writeToken({ sub: user, sid: 'unknown' }, 60, { secret })
  const forged = await writeToken({ sub: user, sid: 'unknown' }, 60, { secret: 'another secret of sixteen' })
  for (const cookie of [undefined, null, '', 'a=b', cookieOf('nonsense'), cookieOf(stolen), cookieOf(forged)]) {
    expect(await actorOfCookie(db, cookie)).toEqual({ kind: 'guest' })
  }
})

test('a token is worth nothing once its session ended, and nothing for another person', async () => {
  const { db } = testing
  const user = await newPerson()
  const { token } = await beginSession(db, user)
  const session = await sessionOfCookie(db, cookieOf(token))
  if (session === undefined) throw new Error('no session')
  const asOther = await writeToken({ sub: await newPerson(), sid: session.id }, 60, { secret })
  expect(await actorOfCookie(db, cookieOf(asOther))).toEqual({ kind: 'guest' })
  await signOut(db, session.id)
  expect(await actorOfCookie(db, cookieOf(token))).toEqual({ kind: 'guest' })
})

test('who could not sign in again stays signed in for long', async () => {
  expect((await beginSession(testing.db, await newPerson(), true)).maxAgeS).toBe(LONG_SESSION_S)
})
