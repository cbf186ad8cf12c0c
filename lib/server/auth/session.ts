import type { UserId } from '../../core/base'
import type { Actor } from '../../core/policy'
import { env } from '../env'
import { AppError } from '../errors'
import { type Database, database } from '../store/database'
import { type LiveSession, createSession, findSession } from '../store/sessions'
import { readToken, tokenOfCookies, writeToken } from './token'

/** How long a device stays signed in: 30 days. */
export const SESSION_S = 30 * 24 * 60 * 60
/** How long for somebody without e-mail and password, who could not come back: 400 days, the longest a browser keeps a cookie. */
export const LONG_SESSION_S = 400 * 24 * 60 * 60

/** Who is signed in, as pages show them. */
export interface CurrentUser {
  readonly id: UserId
  readonly name: string
  /** `null` for a student who came in with a class code alone. */
  readonly email: string | null
  readonly teaches: boolean
  readonly sample: boolean
  /** 1 to 12, for their disc. */
  readonly colour: number
}

/** Finds a live session by its id; `undefined` where there is none. */
export type FindSession = (id: string) => Promise<LiveSession | undefined>

/** The live session that a `Cookie` header proves; `undefined` where it proves none. */
export const sessionOfCookie = async (
  db: Database,
  header: string | null | undefined,
  find: FindSession = (id) => findSession(db, id, new Date()),
): Promise<LiveSession | undefined> => {
  const settings = env()
  const token = tokenOfCookies(header, settings)
  if (token === undefined) return undefined
  const said = await readToken(token, settings)
  if (said === undefined) return undefined
  const session = await find(said.sid)
  return session?.person.id === said.sub ? session : undefined
}

const actorOf = (session: LiveSession | undefined): Actor =>
  session === undefined
    ? { kind: 'guest' }
    : {
        kind: 'user',
        user: session.person.id,
        teaches: session.person.teaches,
        memberships: session.memberships,
      }

/** Who asks, by their `Cookie` header: a user with a live session, else a guest. Sockets and pages ask alike. */
export const actorOfCookie = async (
  db: Database,
  header: string | null | undefined,
  find?: FindSession,
): Promise<Actor> => actorOf(await sessionOfCookie(db, header, find))

// next/headers is loaded when a request asks, so that the socket process never loads Next's request store.
const currentSession = async (): Promise<LiveSession | undefined> => {
  const { headers } = await import('next/headers')
  return sessionOfCookie(database(), (await headers()).get('cookie'))
}

/** Who asks for this page or sent this form. */
export const currentActor = async (): Promise<Actor> => actorOf(await currentSession())

/** Who is signed in; `undefined` for a guest. */
export const currentUser = async (): Promise<CurrentUser | undefined> => {
  const session = await currentSession()
  return session === undefined ? undefined : { ...session.person, colour: session.colour }
}

/** The session of this request; `undefined` for a guest. */
export const currentSessionId = async (): Promise<string | undefined> => (await currentSession())?.id

/** Who asks, where a guest may not: throws `signed-out`. */
export const requireActor = async (): Promise<Extract<Actor, { readonly kind: 'user' }>> => {
  const actor = await currentActor()
  if (actor.kind !== 'user') throw new AppError('signed-out')
  return actor
}

/** A session just begun: the token for the cookie, and how long both live. */
export interface NewSession {
  readonly token: string
  readonly maxAgeS: number
}

/** Begins a session: the row and the token that names it. `isLong` for somebody who could not sign in again. */
export const beginSession = async (db: Database, user: UserId, isLong = false): Promise<NewSession> => {
  const maxAgeS = isLong ? LONG_SESSION_S : SESSION_S
  const sid = await createSession(db, user, new Date(Date.now() + maxAgeS * 1000))
  return { token: await writeToken({ sub: user, sid }, maxAgeS, env()), maxAgeS }
}
