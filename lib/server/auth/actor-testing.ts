import { type UserId, userId } from '../../core/base'
import type { Actor } from '../../core/policy'
import type { Database } from '../store/database'
import { createSession, findSession } from '../store/sessions'

/** Who signs in as this person just now, as pages and commands meet them: with all their memberships. */
export const signedIn = async (db: Database, user: UserId | string): Promise<Actor> => {
  const id = await createSession(db, userId(user), new Date(Date.now() + 60_000))
  const session = await findSession(db, id, new Date())
  if (session === undefined) throw new Error('no session')
  const { person, memberships } = session
  return { kind: 'user', user: person.id, teaches: person.teaches, memberships }
}
