import type { UserId } from '../../core/base'
import { hashPassword } from '../auth/password'
import { AppError } from '../errors'
import type { Database } from '../store/database'
import { findByEmail, writeLogin } from '../store/people'
import { mustBePassword } from './create-user'

/**
 * Gives somebody who came in by a class code alone an e-mail and a password, so
 * that they can come back from another device. Nothing is proven by it: a place
 * that a roster keeps for the e-mail stays as it is. Throws `conflict` where the
 * e-mail is somebody's, or they have one already, and `bad-input` for a bad password.
 */
export const addLogin = async (
  db: Database,
  user: UserId,
  { email, password }: { readonly email: string; readonly password: string },
): Promise<void> => {
  mustBePassword(password)
  const passwordHash = await hashPassword(password)
  if ((await findByEmail(db, email)) !== undefined) {
    throw new AppError('conflict', 'Somebody has this e-mail already. Give another.')
  }
  if (!(await writeLogin(db, user, email, passwordHash))) {
    throw new AppError('conflict', 'You have an e-mail here already. Sign in with that.')
  }
}
