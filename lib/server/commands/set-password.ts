import type { Actor } from '../../core/policy'
import { publish } from '../bus'
import { hashPassword } from '../auth/password'
import { AppError } from '../errors'
import type { RootDatabase } from '../store/database'
import { findByEmail, writePasswordHash } from '../store/people'
import { deleteSessionsOf } from '../store/sessions'
import { mustBePassword } from './create-user'

/**
 * Gives somebody a new password and signs them out everywhere, since the old
 * one may be in wrong hands. Only the administrator may. Throws `not-found`
 * where nobody has the e-mail, `bad-input` for a bad password.
 */
export const setPassword = async (
  db: RootDatabase,
  actor: Actor,
  { email, password }: { readonly email: string; readonly password: string },
): Promise<void> => {
  if (actor.kind !== 'administrator') throw new AppError('forbidden')
  mustBePassword(password)
  const passwordHash = await hashPassword(password)
  await db.$transaction(async (tx) => {
    const found = await findByEmail(tx, email)
    if (found === undefined) throw new AppError('not-found', 'Nobody has this e-mail. Check it.')
    await writePasswordHash(tx, email, passwordHash)
    await deleteSessionsOf(tx, found.person.id)
    await publish(tx, { kind: 'signed-out', user: found.person.id })
  })
}
