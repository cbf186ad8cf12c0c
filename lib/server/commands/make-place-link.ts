import { randomBytes } from 'node:crypto'
import type { MemberId, SeminarId } from '../../core/base'
import type { Actor } from '../../core/policy'
import { AppError } from '../errors'
import type { RootDatabase } from '../store/database'
import { awaitedPlaces, writePlaceToken } from '../store/roster'
import { setupTokenHash } from './make-setup-link'
import { recordDeed } from './record-deed'
import { mustManage } from './seminar-access'

/** How long a link to a place is good: 30 days. */
export const PLACE_LINK_MS = 30 * 24 * 60 * 60 * 1000

/**
 * A one-time link for somebody on the roster who has not come yet: the path of a
 * page, as `/setup/TOKEN`, where they choose a password or come in with the
 * account they have. A new one ends the one before. Throws `not-found` where
 * nobody is awaited there.
 */
export const makePlaceLink = (
  db: RootDatabase,
  actor: Actor,
  { seminar, member }: { readonly seminar: SeminarId; readonly member: MemberId },
): Promise<string> => {
  mustManage(actor, seminar)
  return db.$transaction(async (tx) => {
    const [place] = await awaitedPlaces(tx, { member })
    if (place?.seminar !== seminar) {
      throw new AppError('not-found', 'They have come already, or are not on the roster any more. Load the page again.')
    }
    const token = randomBytes(24).toString('base64url')
    await writePlaceToken(tx, member, setupTokenHash(token))
    await recordDeed(tx, actor, seminar, 'member.invited', { member })
    return `/setup/${token}`
  })
}
