import type { Actor } from '../../core/policy'
import { isConfirmToken } from '../auth/mail-token'
import { env } from '../env'
import { AppError } from '../errors'
import type { RootDatabase } from '../store/database'
import { findPerson } from '../store/people'
import { claimPlaces } from './claim-places'

/**
 * Keeps that the actor's address is theirs, which the token of a letter to it
 * shows; rosters that wait for the address find them. They are signed in: else
 * who opens a stranger's letter would vouch for the stranger. Throws `not-found`
 * for a token that is too old or of somebody else.
 */
export const confirmAddress = async (db: RootDatabase, actor: Actor, token: string): Promise<string> => {
  if (actor.kind !== 'user') throw new AppError('signed-out')
  const { user } = actor
  const email = (await findPerson(db, user))?.email ?? null
  if (email === null || !isConfirmToken(token, user, email, Date.now(), env())) {
    throw new AppError(
      'not-found',
      'This link is too old, or for another account. Ask for a new letter on the page of your notices.',
    )
  }
  await db.$transaction((tx) => claimPlaces(tx, user, email))
  return email
}
