import type { Actor } from '../../core/policy'
import { rateLimit } from '../auth/rate-limit'
import { env } from '../env'
import { AppError } from '../errors'
import type { Database } from '../store/database'
import { writeConfirmAsked } from '../store/mailing'
import { findPerson } from '../store/people'

const asked = rateLimit({ limit: 3, windowMs: 24 * 60 * 60_000 })

/**
 * Has a letter sent to the actor's own address that lets them show that it is
 * theirs; gives the address. Throws `conflict` where no mail is sent or they have
 * no address, `too-many` after three within a day.
 */
export const askConfirmation = async (db: Database, actor: Actor): Promise<string> => {
  if (actor.kind !== 'user') throw new AppError('signed-out')
  const email = (await findPerson(db, actor.user))?.email ?? null
  if (env().mail === undefined || email === null) {
    throw new AppError(
      'conflict',
      'No letter can go to you: your account has no e-mail address, or this server sends none.',
    )
  }
  if (!asked.allows(actor.user)) {
    throw new AppError('too-many', 'Three letters were asked for today. Look for them in your mail, or try tomorrow.')
  }
  asked.count(actor.user)
  await writeConfirmAsked(db, actor.user, new Date())
  return email
}
