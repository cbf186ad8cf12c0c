import type { SeminarId, UserId } from '../../core/base'
import { hashPassword } from '../auth/password'
import { AppError } from '../errors'
import type { Database, RootDatabase } from '../store/database'
import { appendAudit } from '../store/audit'
import { createPerson } from '../store/people'
import { findPlaceByToken, takePlace } from '../store/roster'
import { lockSeminar } from '../store/seminars'
import { mustBePassword } from './create-user'
import { PLACE_LINK_MS } from './make-place-link'
import { setupTokenHash } from './make-setup-link'

const WORN = 'This link was used, or there is a newer one. Ask your instructor for a new link.'

/** Who comes through the link: somebody signed in, or somebody new. */
export type PlaceTaker =
  | { readonly kind: 'user'; readonly user: UserId }
  | { readonly kind: 'new'; readonly name: string; readonly password: string }

/**
 * Brings somebody on a roster to the place that waits for them, with the account
 * they are signed in with or a new one under the roster's e-mail. Throws
 * `not-found` for a link that is unknown, used or too old, `conflict` where the
 * e-mail has an account already or who is signed in is a member there,
 * `bad-input` for a bad password. Refused, the link stays good.
 */
export const takePlaceLink = async (
  db: RootDatabase,
  token: string,
  taker: PlaceTaker,
): Promise<{ readonly seminar: SeminarId; readonly user: UserId }> => {
  if (taker.kind === 'new') mustBePassword(taker.password)
  const passwordHash = taker.kind === 'new' ? await hashPassword(taker.password) : null
  const find = (tx: Database) => findPlaceByToken(tx, setupTokenHash(token), new Date(Date.now() - PLACE_LINK_MS))
  return db.$transaction(async (tx) => {
    const found = await find(tx)
    if (found === undefined) throw new AppError('not-found', WORN)
    await lockSeminar(tx, found.seminar)
    const place = await find(tx)
    if (place === undefined) throw new AppError('not-found', WORN)
    const user = taker.kind === 'user' ? taker.user : await newPerson(tx, taker.name, place.email, passwordHash)
    const taken = await takePlace(tx, place, user, new Date())
    if (taken === undefined) {
      throw new AppError('conflict', 'You are in this seminar already. Go to your seminars.')
    }
    await appendAudit(tx, { seminar: place.seminar, deed: 'member.joined', by: taken, member: taken })
    return { seminar: place.seminar, user }
  })
}

const newPerson = async (tx: Database, name: string, email: string | null, passwordHash: string | null) => {
  // The link shows that somebody has it, not whose the e-mail is: so nothing is proven by it.
  const person = await createPerson(tx, { name, email, passwordHash, teaches: false })
  if (person === undefined) {
    throw new AppError('conflict', 'There is an account with this e-mail. Sign in with it, then open the link again.')
  }
  return person.id
}
