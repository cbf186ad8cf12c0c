import type { Actor } from '../../core/policy'
import { AppError } from '../errors'
import type { RootDatabase } from '../store/database'
import { type RoundChange, writeRound } from '../store/rounds'
import { recordDeed } from './record-deed'
import { accessChanged, managedRound } from './seminar-access'

/** Changes what a round asks for, when it opens and closes by itself, and what reveals it. */
export const changeRound = async (db: RootDatabase, actor: Actor, id: string, change: RoundChange): Promise<void> => {
  await db.$transaction(async (tx) => {
    const round = await managedRound(tx, actor, id)
    const opens = change.openedAt === undefined ? round.openedAt : (change.openedAt?.getTime() ?? null)
    const closes = change.closedAt === undefined ? round.closedAt : (change.closedAt?.getTime() ?? null)
    if (opens !== null && closes !== null && closes <= opens) {
      throw new AppError('conflict', 'A round closes after it opens. Choose a later time.')
    }
    await writeRound(tx, id, change)
    await recordDeed(tx, actor, round.seminar, 'round.changed', { subject: id })
    await accessChanged(tx, round.seminar)
  })
}
