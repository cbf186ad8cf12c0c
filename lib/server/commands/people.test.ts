import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { userId } from '../../core/base'
import { openTestDatabase, type TestDatabase } from '../launch/test-database'
import { createSession, findSession } from '../store/sessions'
import { checkPassword } from './check-password'
import { createUser } from './create-user'
import { enterByProvider } from './enter-by-provider'
import { makeSetupLink } from './make-setup-link'
import { setPassword } from './set-password'
import { signOut } from './sign-out'
import { signOutEverywhere } from './sign-out-everywhere'
import { takeSetupLink } from './take-setup-link'

const administrator = { kind: 'administrator' } as const
const address = '192.0.2.1'
let testing: TestDatabase
beforeAll(async () => {
  testing = await openTestDatabase()
})
afterAll(() => testing.close())

const person = (email: string) => ({ email, name: 'Zara Malik', password: 'three plain words', teaches: false })

describe('the first instructor', () => {
  test('a setup link works once, and the one before it no more', async () => {
    const { db } = testing
    const old = (await makeSetupLink(db)) ?? ''
    const link = (await makeSetupLink(db)) ?? ''
    expect(link).toMatch(/^\/setup\/[\w-]{32}$/)
    const first = { name: 'Samina Qureshi', email: 'Samina@Example.edu', password: 'three plain words' }
    const tokenOf = (path: string) => path.replace('/setup/', '')
    await expect(takeSetupLink(db, { ...first, token: tokenOf(old) })).rejects.toMatchObject({ code: 'not-found' })
    await expect(takeSetupLink(db, { ...first, token: tokenOf(link), password: 'short' })).rejects.toMatchObject({
      code: 'bad-input',
    })
    const both = await Promise.allSettled(
      ['a', 'b'].map((name) => takeSetupLink(db, { ...first, email: `${name}@example.edu`, token: tokenOf(link) })),
    )
    expect(both.filter((answer) => answer.status === 'fulfilled')).toHaveLength(1)
    expect(await makeSetupLink(db)).toBeUndefined()
    expect(await db.setupToken.count({ where: { tokenHash: { contains: tokenOf(link) } } })).toBe(0)
  })
})

describe('accounts', () => {
  test('only the administrator makes them, one for an e-mail', async () => {
    const { db } = testing
    await expect(createUser(db, { kind: 'guest' }, person('g@example.edu'))).rejects.toMatchObject({
      code: 'forbidden',
    })
    await createUser(db, administrator, person('Zara@Example.edu'))
    await expect(createUser(db, administrator, person(' zara@example.edu'))).rejects.toMatchObject({ code: 'conflict' })
  })

  test('a password opens its own e-mail, in any case; an unknown e-mail is as wrong as a wrong password', async () => {
    const { db } = testing
    await createUser(db, administrator, person('ben@example.edu'))
    const check = (email: string, password: string) => checkPassword(db, { email, password, address })
    expect(await check('BEN@example.edu ', 'three plain words')).toMatchObject({
      ok: true,
      value: { name: 'Zara Malik' },
    })
    expect(await check('ben@example.edu', 'other words here')).toEqual({ ok: false, reason: 'wrong' })
    expect(await check('nobody@example.edu', 'three plain words')).toEqual({ ok: false, reason: 'wrong' })
  })

  test('ten wrong passwords close an e-mail for a while, also to the right one, and no other', async () => {
    const { db } = testing
    await createUser(db, administrator, person('ivo@example.edu'))
    const check = (email: string, password: string) => checkPassword(db, { email, password, address })
    const answers = await Promise.all(Array.from({ length: 15 }, () => check('ivo@example.edu', 'guess')))
    expect(answers.filter((answer) => !answer.ok && answer.reason === 'wrong')).toHaveLength(10)
    expect(await check('ivo@example.edu', 'three plain words')).toEqual({ ok: false, reason: 'too-many' })
    expect((await check('ben@example.edu', 'three plain words')).ok).toBe(true)
  })

  test('a new password replaces the old one and ends every session', async () => {
    const { db } = testing
    const { id } = await createUser(db, administrator, person('mei@example.edu'))
    const session = await createSession(db, id, new Date(Date.now() + 60_000))
    await setPassword(db, administrator, { email: 'mei@example.edu', password: 'quite other words' })
    expect(await findSession(db, session, new Date())).toBeUndefined()
    const check = (password: string) => checkPassword(db, { email: 'mei@example.edu', password, address })
    expect((await check('three plain words')).ok).toBe(false)
    expect((await check('quite other words')).ok).toBe(true)
    await expect(
      setPassword(db, administrator, { email: 'no@example.edu', password: 'quite other words' }),
    ).rejects.toMatchObject({ code: 'not-found' })
  })

  test('an identity provider is bound to the same e-mail only where it is verified, and to one person ever after', async () => {
    const { db } = testing
    const known = await createUser(db, administrator, person('hana@example.edu'))
    const entry = { provider: 'oidc', subject: '42', name: 'Hana Suzuki', email: 'hana@example.edu' }
    const entered = await Promise.all([enterByProvider(db, entry), enterByProvider(db, entry)])
    expect(entered.map(({ id }) => id)).toEqual([known.id, known.id])
    const stranger = await enterByProvider(db, { ...entry, subject: '43', email: undefined })
    expect(stranger.id).not.toBe(known.id)
    expect(stranger).toMatchObject({ name: 'Hana Suzuki', email: null, teaches: false })
    expect((await enterByProvider(db, { ...entry, email: 'elsewhere@example.edu' })).id).toBe(known.id)
  })
})

describe('sessions', () => {
  const signedIn = async (email: string) => {
    const { id } = await createUser(testing.db, administrator, person(email))
    const open = () => createSession(testing.db, id, new Date(Date.now() + 60_000))
    return { id, here: await open(), there: await open() }
  }
  const lives = async (session: string) => (await findSession(testing.db, session, new Date())) !== undefined

  test('signing out ends one session', async () => {
    const { here, there } = await signedIn('clara@example.edu')
    await signOut(testing.db, here)
    expect([await lives(here), await lives(there)]).toEqual([false, true])
  })

  test('signing out everywhere ends all of one person and nobody else', async () => {
    const { id, here, there } = await signedIn('yusuf@example.edu')
    const other = await signedIn('sofia@example.edu')
    expect(await signOutEverywhere(testing.db, id)).toBe(2)
    expect([await lives(here), await lives(there), await lives(other.here)]).toEqual([false, false, true])
    expect(await signOutEverywhere(testing.db, userId('nobody'))).toBe(0)
  })

  test('a session ends by itself', async () => {
    const { id } = await signedIn('minh@example.edu')
    const session = await createSession(testing.db, id, new Date(1_000))
    expect(await findSession(testing.db, session, new Date(999))).toBeDefined()
    expect(await findSession(testing.db, session, new Date(1_000))).toBeUndefined()
  })
})
