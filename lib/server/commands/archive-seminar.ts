import type { SeminarId } from '../../core/base'
import type { Actor } from '../../core/policy'
import type { RootDatabase } from '../store/database'
import { writeArchived } from '../store/law'
import { findSeminar, lockSeminar } from '../store/seminars'
import { recordDeed } from './record-deed'
import { accessChanged, mustManage } from './seminar-access'

/** Archives a seminar: everything in it is read and nothing written, and nobody joins; or takes it out again. */
export const archiveSeminar = async (
  db: RootDatabase,
  actor: Actor,
  seminar: SeminarId,
  isArchived: boolean,
): Promise<void> => {
  mustManage(actor, seminar)
  await db.$transaction(async (tx) => {
    await lockSeminar(tx, seminar)
    const found = await findSeminar(tx, seminar)
    if (found === undefined || (found.archivedAt !== null) === isArchived) return
    await writeArchived(tx, seminar, isArchived ? new Date() : null)
    await recordDeed(tx, actor, seminar, isArchived ? 'seminar.archived' : 'seminar.woken')
    await accessChanged(tx, seminar)
  })
}
