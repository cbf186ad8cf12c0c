import type { ReadingId } from '../../core/base'
import type { Actor } from '../../core/policy'
import type { Grading } from '../../core/statistics'
import { AppError } from '../errors'
import type { RootDatabase } from '../store/database'
import { writeDue, writeGrading } from '../store/grading'
import { findReadingById } from '../store/readings'
import { recordDeed } from './record-deed'
import { mustManage } from './seminar-access'

/**
 * Sets how participation in a reading becomes points, and when its rounds are
 * due (by their ids; `null` for never). Throws `not-found` where there is no such
 * reading, or none that the actor may know of.
 */
export const setGrading = async (
  db: RootDatabase,
  actor: Actor,
  reading: ReadingId,
  { due, ...grading }: Grading & { readonly due: ReadonlyMap<string, Date | null> },
): Promise<void> => {
  await db.$transaction(async (tx) => {
    const found = await findReadingById(tx, reading)
    if (found === undefined) throw new AppError('not-found')
    mustManage(actor, found.seminar)
    await writeGrading(tx, reading, grading)
    for (const [round, at] of due) await writeDue(tx, reading, round, at)
    await recordDeed(tx, actor, found.seminar, 'grading.changed', {
      subject: reading,
      detail: `${grading.points} ${grading.rule} ${Math.round(grading.lateShare * 100)}%`,
    })
  })
}
