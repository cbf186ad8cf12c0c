import { publish } from '../bus'
import type { Database, RootDatabase } from '../store/database'
import { type Person, bindAccount, createPerson, findByAccount, findByEmail, normalEmail } from '../store/people'
import { dropPassword, writeEmailProven } from '../store/roster'
import { AppError } from '../errors'
import { claimPlaces } from './claim-places'

/**
 * Who somebody is that an identity provider vouches for: the person bound to
 * that sign-in, else the one with the same e-mail (given only where the provider
 * verified it), else a new one, who teaches nothing yet. Bound from then on, and
 * a member wherever a roster waits for their e-mail. A password that somebody set
 * for this e-mail before it was proven to be theirs is worth nothing any more, nor
 * is what was opened with it: sessions, sockets, access tokens.
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
    if (bound !== undefined) {
      await prove(tx, bound, entry.email)
      return bound
    }
    const known = entry.email === undefined ? undefined : (await findByEmail(tx, entry.email))?.person
    const person =
      known ??
      (await createPerson(tx, { name: entry.name, email: entry.email ?? null, passwordHash: null, teaches: false }))
    if (person === undefined) throw new AppError('conflict')
    const isProvenNow = known !== undefined && (await writeEmailProven(tx, known.id))
    if (isProvenNow && (await dropPassword(tx, known.id, new Date())))
      await publish(tx, { kind: 'signed-out', user: known.id })
    await bindAccount(tx, entry.provider, entry.subject, person.id)
    await prove(tx, person, entry.email)
    return person
  })

const prove = async (tx: Database, person: Person, email: string | undefined): Promise<void> => {
  if (email !== undefined && person.email === normalEmail(email)) await claimPlaces(tx, person.id, person.email)
}
