import type { ReadingId } from '../../core/base'
import type { Actor } from '../../core/policy'
import { AppError } from '../errors'
import type { RootDatabase } from '../store/database'
import { findReadingById, writeFiguresOpen } from '../store/readings'
import { recordDeed } from './record-deed'
import { accessChanged, mustManage } from './seminar-access'

/** Lets students see their own verdicts against the class's, or ends that. Throws `not-found` where there is no such reading. */
export const openFigures = async (
  db: RootDatabase,
  actor: Actor,
  reading: ReadingId,
  isOpen: boolean,
): Promise<void> => {
  await db.$transaction(async (tx) => {
    const found = await findReadingById(tx, reading)
    if (found === undefined) throw new AppError('not-found')
    mustManage(actor, found.seminar)
    await writeFiguresOpen(tx, reading, isOpen)
    await recordDeed(tx, actor, found.seminar, isOpen ? 'reading.figured' : 'reading.unfigured', { subject: reading })
    await accessChanged(tx, found.seminar)
  })
}
