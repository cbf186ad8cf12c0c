import type { MemberId, ReadingId } from '../../core/base'
import { type Actor, membershipIn } from '../../core/policy'
import type { Adjustment } from '../../core/statistics'
import { AppError } from '../errors'
import type { RootDatabase } from '../store/database'
import { writeAdjustment } from '../store/grading'
import { membersOf } from '../store/members'
import { findReadingById } from '../store/readings'
import { recordDeed } from './record-deed'
import { mustManage } from './seminar-access'

/**
 * Adds to a member's counted points in a reading, or takes from them, with a
 * reason that the member reads; `null` takes the adjustment back. Throws
 * `not-found` where there is no such reading or member.
 */
export const adjustPoints = async (
  db: RootDatabase,
  actor: Actor,
  {
    reading,
    member,
    adjustment,
  }: { readonly reading: ReadingId; readonly member: MemberId; readonly adjustment: Adjustment | null },
): Promise<void> => {
  await db.$transaction(async (tx) => {
    const found = await findReadingById(tx, reading)
    if (found === undefined) throw new AppError('not-found')
    mustManage(actor, found.seminar)
    if (!(await membersOf(tx, found.seminar)).some(({ id }) => id === member)) {
      throw new AppError('not-found', 'That member is not here any more. Load the page again.')
    }
    await writeAdjustment(tx, reading, member, membershipIn(actor, found.seminar)?.member ?? null, adjustment)
    await recordDeed(tx, actor, found.seminar, 'grade.adjusted', {
      member,
      subject: reading,
      detail: adjustment === null ? 'none' : String(adjustment.points),
    })
  })
}
