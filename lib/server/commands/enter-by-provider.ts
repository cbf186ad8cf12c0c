import type { RootDatabase } from '../store/database'
import { type Person, bindAccount, createPerson, findByAccount, findByEmail } from '../store/people'
import { AppError } from '../errors'

/**
 * Who somebody is that an identity provider vouches for: the person bound to
 * that sign-in, else the one with the same e-mail (given only where the provider
 * verified it), else a new one, who teaches nothing yet. Bound from then on.
 */
export const enterByProvider = (
  db: RootDatabase,
  entry: {
    readonly provider: string
    readonly subject: string
    readonly name: string
    readonly email: string | undefined
  },
): Promise<Person> =>
  db.$transaction(async (tx) => {
    const bound = await findByAccount(tx, entry.provider, entry.subject)
    if (bound !== undefined) return bound
    const known = entry.email === undefined ? undefined : (await findByEmail(tx, entry.email))?.person
    const person =
      known ??
      (await createPerson(tx, { name: entry.name, email: entry.email ?? null, passwordHash: null, teaches: false }))
    if (person === undefined) throw new AppError('conflict')
    await bindAccount(tx, entry.provider, entry.subject, person.id)
    return person
  })
