import { hashPassword } from '../auth/password'
import { AppError } from '../errors'
import type { RootDatabase } from '../store/database'
import { type Person, createPerson, hasTeacher, takeSetupToken } from '../store/people'
import { claimPlaces } from './claim-places'
import { mustBePassword } from './create-user'
import { SETUP_LINK_MS, setupTokenHash } from './make-setup-link'

/**
 * Makes the first instructor. Throws `not-found` for a link that is unknown,
 * used or too old, and where somebody may open seminars already; `bad-input` for
 * a bad password; `conflict` where the e-mail is taken. Refused, the link stays good.
 */
export const takeSetupLink = async (
  db: RootDatabase,
  instructor: { readonly token: string; readonly name: string; readonly email: string; readonly password: string },
): Promise<Person> => {
  mustBePassword(instructor.password)
  const passwordHash = await hashPassword(instructor.password)
  return db.$transaction(async (tx) => {
    const now = new Date()
    const since = new Date(now.getTime() - SETUP_LINK_MS)
    const isFirst = await takeSetupToken(tx, setupTokenHash(instructor.token), since, now)
    if (!isFirst || (await hasTeacher(tx))) {
      throw new AppError('not-found', 'This setup link was used, or a newer one was printed. Look at the console.')
    }
    const person = await createPerson(tx, {
      name: instructor.name,
      email: instructor.email,
      passwordHash,
      teaches: true,
    })
    if (person === undefined) throw new AppError('conflict', 'Somebody has this e-mail already. Give another.')
    if (person.email !== null) await claimPlaces(tx, person.id, person.email)
    return person
  })
}
