import { afterAll, beforeAll, expect, test } from 'vitest'
import { holderOfToken } from '../auth/access-token'
import { type TestDatabase, openTestDatabase } from '../launch/test-database'
import { type TestSeminar, makeSeminar, setTestEnv } from '../realtime/testing'
import { run } from './token'
import { runVerb } from './verb-testing'

let database: TestDatabase
let seminar: TestSeminar
beforeAll(async () => {
  database = await openTestDatabase()
  setTestEnv(database)
  seminar = await makeSeminar(database.db, 'tokens')
})
afterAll(() => database.close())

const cli = async (...args: readonly string[]) => {
  const { err, ...answer } = await runVerb(database.db, run, args)
  return { ...answer, err: err.join('\n') }
}

test('[AT7] make prints the token alone, list shows it without its text, revoke ends it', async () => {
  const made = await cli(
    'make',
    seminar.id,
    '--member',
    seminar.ada.name,
    '--name',
    'notes in R',
    '--write',
    '--days',
    '7',
  )
  expect(made.status).toBe(0)
  const [token = '', ...more] = made.out
  expect(more).toEqual([])
  const holder = await holderOfToken(database.db, token, new Date())
  expect(holder?.token).toMatchObject({ canWrite: true, membership: { member: seminar.ada.id } })
  const listed = await cli('list', seminar.id)
  expect(listed.out).toHaveLength(1)
  expect(listed.out[0]).toContain('"notes in R"')
  expect(listed.out.join()).not.toContain(token)
  expect((await cli('revoke', seminar.id, holder?.token.id ?? '')).status).toBe(0)
  expect(await holderOfToken(database.db, token, new Date())).toBeUndefined()
  expect((await cli('list', seminar.id)).out).toEqual([])
})

test('[AT7] without --write it reads; what cannot be is said', async () => {
  const { out } = await cli('make', seminar.id, '--member', seminar.ben.id, '--name', 'reader')
  const holder = await holderOfToken(database.db, out[0] ?? '', new Date())
  expect(holder?.token.canWrite).toBe(false)
  expect(holder?.actor).toMatchObject({ teaches: false, memberships: [{ member: seminar.ben.id }] })
  expect((await cli('make', seminar.id, '--member', 'Nobody', '--name', 'x')).status).toBe(1)
  expect((await cli('make', seminar.id, '--member', seminar.ben.id)).status).toBe(2)
  expect((await cli('make', seminar.id, '--member', seminar.ben.id, '--name', 'x', '--days', '4000')).status).toBe(2)
  expect((await cli('make', 'no such seminar', '--member', 'x', '--name', 'x')).status).toBe(1)
})
