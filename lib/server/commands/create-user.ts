import type { Actor } from '../../core/policy'
import { PASSWORD_MAX_CHARS, PASSWORD_MIN_CHARS, hashPassword } from '../auth/password'
import { AppError } from '../errors'
import type { Database } from '../store/database'
import { type Person, createPerson } from '../store/people'
import { claimPlaces } from './claim-places'

/** Throws `bad-input` where a password is too short or too long. */
export const mustBePassword = (password: string): void => {
  if (password.length < PASSWORD_MIN_CHARS) {
    throw new AppError('bad-input', `A password needs ${PASSWORD_MIN_CHARS} characters or more. Choose a longer one.`)
  }
  if (password.length > PASSWORD_MAX_CHARS) {
    throw new AppError('bad-input', `A password has ${PASSWORD_MAX_CHARS} characters at most. Choose a shorter one.`)
  }
}

/**
 * Makes a person with e-mail and password, who is a member wherever a roster
 * waits for that e-mail. Only the administrator may. Throws
 * `bad-input` for a bad password, `conflict` where the e-mail is taken.
 */
export const createUser = async (
  db: Database,
  actor: Actor,
  user: { readonly email: string; readonly name: string; readonly password: string; readonly teaches: boolean },
): Promise<Person> => {
  if (actor.kind !== 'administrator') throw new AppError('forbidden')
  mustBePassword(user.password)
  const person = await createPerson(db, {
    name: user.name,
    email: user.email,
    passwordHash: await hashPassword(user.password),
    teaches: user.teaches,
  })
  if (person === undefined) {
    throw new AppError('conflict', 'Somebody has this e-mail already. Give another, or set a new password for it.')
  }
  if (person.email !== null) await claimPlaces(db, person.id, person.email)
  return person
}
