import type { MemberId, SeminarId } from '../../core/base'
import type { Actor } from '../../core/policy'
import { AppError } from '../errors'
import type { RootDatabase } from '../store/database'
import { deletePlace, deletePlaces } from '../store/roster'
import { lockSeminar } from '../store/seminars'
import { recordDeed } from './record-deed'
import { accessChanged, mustManage } from './seminar-access'

/**
 * Takes somebody off the roster who has not come, or all of them. Throws
 * `not-found` where the one who is meant has come, or is not on it.
 */
export const removeAwaited = async (
  db: RootDatabase,
  actor: Actor,
  { seminar, member }: { readonly seminar: SeminarId; readonly member: MemberId | 'all' },
): Promise<void> => {
  mustManage(actor, seminar)
  await db.$transaction(async (tx) => {
    await lockSeminar(tx, seminar)
    if (member === 'all') await deletePlaces(tx, seminar)
    else if (!(await deletePlace(tx, seminar, member))) {
      throw new AppError('not-found', 'They have come already, or are not on the roster any more. Load the page again.')
    }
    await recordDeed(tx, actor, seminar, 'member.unlisted', member === 'all' ? {} : { member })
    await accessChanged(tx, seminar)
  })
}
