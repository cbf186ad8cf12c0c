import { afterAll, beforeAll, expect, test } from 'vitest'
import { checkPassword } from '../commands/check-password'
import { openTestDatabase, type TestDatabase } from '../launch/test-database'
import { run } from './user'
import { runVerb } from './verb-testing'

let testing: TestDatabase
beforeAll(async () => {
  testing = await openTestDatabase()
})
afterAll(() => testing.close())

const user = (args: readonly string[], input?: string) => runVerb(testing.db, run, args, input)
const check = (email: string, password: string) => checkPassword(testing.db, { email, password, address: '' })

test('create makes a password, prints it once, and it works', async () => {
  const made = await user(['create', '--email', 'a@example.edu', '--name', 'Ann Example', '--instructor'])
  expect(made).toMatchObject({ status: 0, err: ['Ann Example can sign in with a@example.edu, and open seminars.'] })
  expect(await check('a@example.edu', made.out[0] ?? '')).toMatchObject({ ok: true, value: { teaches: true } })
})

test('a piped password is taken from the first line and never printed', async () => {
  const made = await user(
    ['create', '--email', 'b@example.edu', '--name', 'B', '--password-stdin'],
    'three plain words\n',
  )
  expect(made).toMatchObject({ status: 0, out: [] })
  const changed = await user(['password', '--email', 'b@example.edu', '--password-stdin'], 'quite other words\r\nmore')
  expect(changed).toMatchObject({ status: 0, out: [] })
  expect((await check('b@example.edu', 'quite other words')).ok).toBe(true)
})

test.each([
  [[], ''],
  [['make'], ''],
  [['create', '--email', 'x@example.edu'], ''],
  [['create', '--email', 'x@example.edu', '--name', ' '], ''],
  [['create', '--email', 'nobody', '--name', 'X'], ''],
  [['create', '--email', 'x@example.edu', '--name', 'X', '--loud'], ''],
  [['password', '--email', 'b@example.edu', '--name', 'X'], ''],
  [['password', '--email', 'b@example.edu', '--password-stdin'], 'short\n'],
])('bad use is one sentence and status 2: %j', async (args, input) => {
  const answer = await user(args, input)
  expect(answer).toMatchObject({ status: 2, out: [] })
  expect(answer.err).toHaveLength(1)
})
