import { type Server, createServer } from 'node:http'
import { text } from 'node:stream/consumers'
import NextAuth from 'next-auth'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { seminarId } from '../../core/base'
import { importRoster } from '../commands/import-roster'
import { type TestDatabase, openTestDatabase } from '../launch/test-database'
import { makeSeminar, setTestEnv } from '../realtime/testing'
import { database } from '../store/database'
import { type TestIssuer, openIssuer } from './issuer-testing'
import { authOptions } from './options'
import { actorOfCookie } from './session'

// The real next-auth with our options, behind a server of this test's, against an issuer that answers over HTTP.

let testing: TestDatabase
let issuer: TestIssuer
let app: Server
let url = ''

beforeAll(async () => {
  testing = await openTestDatabase()
  setTestEnv(testing)
  vi.stubEnv('DATABASE_URL', testing.url)
  issuer = await openIssuer()
  vi.stubEnv('OIDC_ISSUER', issuer.url)
  vi.stubEnv('OIDC_CLIENT_ID', issuer.client.id)
  vi.stubEnv('OIDC_CLIENT_SECRET', issuer.client.secret)
  app = createServer((request, response) => {
    ;(async () => {
      const { pathname, searchParams } = new URL(request.url ?? '/', url)
      const body = Object.fromEntries(new URLSearchParams(await text(request)))
      const cookies = Object.fromEntries(
        (request.headers.cookie ?? '').split('; ').flatMap((pair) => {
          const at = pair.indexOf('=')
          return at < 0 ? [] : [[pair.slice(0, at), decodeURIComponent(pair.slice(at + 1))] as const]
        }),
      )
      request.headers['x-forwarded-proto'] = 'http'
      const query = { nextauth: pathname.split('/').slice(3), ...Object.fromEntries(searchParams) }
      const status = (code: number) => Object.assign(response, { statusCode: code })
      const handler: unknown = NextAuth(authOptions())
      if (typeof handler !== 'function') throw new Error('no handler')
      const answer: unknown = Reflect.apply(handler, undefined, [
        Object.assign(request, { query, body, cookies }),
        Object.assign(response, {
          status,
          json: (value: unknown) => response.setHeader('Content-Type', 'application/json').end(JSON.stringify(value)),
          send: (value: unknown) => response.end(typeof value === 'string' ? value : JSON.stringify(value)),
          redirect: (place: string) => response.writeHead(302, { Location: place }).end(),
        }),
      ])
      await answer
    })().catch((error: unknown) => response.destroy(error instanceof Error ? error : undefined))
  })
  await new Promise<void>((resolve) => app.listen(0, '127.0.0.1', resolve))
  const address = app.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  url = `http://127.0.0.1:${address.port}`
})
afterAll(async () => {
  app.closeAllConnections()
  app.close()
  await issuer.close()
  await database().$disconnect()
  vi.unstubAllEnvs()
  await testing.close()
})

/** A browser of its own: it keeps cookies and goes where it is sent, as far as the callback. */
const browser = () => {
  const jar = new Map<string, string>()
  const go = async (place: string, form?: Readonly<Record<string, string>>): Promise<Response> => {
    const response = await fetch(place, {
      redirect: 'manual',
      headers: { cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; ') },
      ...(form === undefined ? {} : { method: 'POST', body: new URLSearchParams(form) }),
    })
    for (const line of response.headers.getSetCookie()) {
      const [name = '', value = ''] = (line.split(';', 1)[0] ?? '').split(/=(.*)/s)
      jar.set(name, value)
    }
    return response
  }
  const cookie = (): string => [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
  /** Signs in; the answer is where the callback leads. `meddle` changes what comes back from the issuer. */
  const signIn = async (meddle: (back: URL) => void = () => undefined): Promise<string> => {
    const csrf: unknown = await (await go(`${url}/api/auth/csrf`)).json()
    const csrfToken = typeof csrf === 'object' && csrf !== null && 'csrfToken' in csrf ? String(csrf.csrfToken) : ''
    const sent = await go(`${url}/api/auth/signin/oidc`, { csrfToken, callbackUrl: `${url}/seminars` })
    const asked = await fetch(sent.headers.get('location') ?? '', { redirect: 'manual' })
    const back = new URL(asked.headers.get('location') ?? '')
    meddle(back)
    let place = (await go(back.href)).headers.get('location') ?? ''
    // next-auth's own pages of errors lead on to ours.
    while (place.includes('/api/auth/')) place = (await go(place)).headers.get('location') ?? ''
    return place
  }
  return { signIn, actor: () => actorOfCookie(testing.db, cookie()) }
}

test('[SI1] somebody comes in through their university, and finds the place that a roster keeps for them', async () => {
  const seminar = await makeSeminar(testing.db, 'oidc')
  await importRoster(
    testing.db,
    { kind: 'administrator' },
    {
      seminar: seminarId(seminar.id),
      text: 'Leila Haddad; leila@uni.example; One',
      isTrial: false,
    },
  )
  issuer.next({ sub: 'leila', name: 'Leila H.', email: 'Leila@uni.example', email_verified: true })
  const leila = browser()
  expect(await leila.signIn()).toBe(`${url}/seminars`)
  const actor = await leila.actor()
  expect(actor).toMatchObject({ kind: 'user', memberships: [{ seminar: seminar.id, role: 'student' }] })
  const again = browser()
  await again.signIn()
  expect((await again.actor()).kind === 'user' && (await again.actor())).toMatchObject({
    user: actor.kind === 'user' ? actor.user : '',
  })
})

test('[SI2] an e-mail that the university does not vouch for is nobody’s', async () => {
  const known = await testing.db.user.create({ data: { name: 'Mei', email: 'mei@uni.example', emailProven: true } })
  issuer.next({ sub: 'mallory', name: 'Mallory', email: 'mei@uni.example', email_verified: false })
  const mallory = browser()
  await mallory.signIn()
  const actor = await mallory.actor()
  expect(actor.kind).toBe('user')
  expect(actor.kind === 'user' && actor.user).not.toBe(known.id)
})

test('[SI3] an answer with another state, nonce, audience or issuer, or from another browser, lets nobody in', async () => {
  const who = { sub: 'omar', name: 'Omar', email: 'omar@uni.example', email_verified: true }
  const tries: [Readonly<Record<string, unknown>>, ((back: URL) => void)?][] = [
    [
      {},
      (back) => {
        back.searchParams.set('state', 'another')
      },
    ],
    [
      {},
      (back) => {
        back.searchParams.set('code', 'another')
      },
    ],
    [{ nonce: 'another' }],
    [{ aud: 'another' }],
    [{ iss: 'https://another.example' }],
    [{ exp: 1_000 }],
  ]
  const quiet = vi.spyOn(console, 'error').mockImplementation(() => undefined)
  for (const [spoil, meddle] of tries) {
    issuer.next(who, spoil)
    const omar = browser()
    expect(await omar.signIn(meddle)).toMatch(/^\/sign-in\?.*error=/)
    expect(await omar.actor()).toEqual({ kind: 'guest' })
  }
  quiet.mockRestore()
  expect(await testing.db.user.count({ where: { name: 'Omar' } })).toBe(0)
})
