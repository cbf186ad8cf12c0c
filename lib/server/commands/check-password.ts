import { type Result, ok, refused } from '../../core/base'
import { wrongPasswords, wrongPasswordsFrom } from '../auth/limits'
import { verifyPassword } from '../auth/password'
import type { Database } from '../store/database'
import { type Person, findByEmail, normalEmail } from '../store/people'

/**
 * Whose e-mail and password these are. `wrong` says and takes the same for an
 * unknown e-mail as for a wrong password. `too-many` after ten wrong ones for an
 * e-mail, or two hundred from an address, within a quarter of an hour.
 */
export const checkPassword = async (
  db: Database,
  { email, password, address }: { readonly email: string; readonly password: string; readonly address: string },
): Promise<Result<Person, 'wrong' | 'too-many'>> => {
  const key = normalEmail(email)
  if (!wrongPasswords.allows(key) || !wrongPasswordsFrom.allows(address)) return refused('too-many')
  // Counted before it is known, so that many tries at once cannot slip through together.
  wrongPasswords.count(key)
  const found = await findByEmail(db, email)
  if (!(await verifyPassword(found?.passwordHash, password)) || found === undefined) {
    wrongPasswordsFrom.count(address)
    return refused('wrong')
  }
  wrongPasswords.clear(key)
  return ok(found.person)
}
