import type { Actor } from '../../core/policy'
import { AppError } from '../errors'
import type { RootDatabase } from '../store/database'
import { deleteEmptyRound, roundsOf } from '../store/rounds'
import { recordDeed } from './record-deed'
import { accessChanged, managedRound } from './seminar-access'

/** Removes a round in which nothing was ever written. The first stays: private notes are kept with it. */
export const removeRound = async (db: RootDatabase, actor: Actor, id: string): Promise<void> => {
  await db.$transaction(async (tx) => {
    const round = await managedRound(tx, actor, id)
    const [first] = await roundsOf(tx, round.reading)
    if (first?.id === id) throw new AppError('conflict', 'The first round stays. Change what it is instead.')
    if (!(await deleteEmptyRound(tx, id))) {
      throw new AppError('conflict', 'Something was written in this round, so it stays. Close it instead.')
    }
    await recordDeed(tx, actor, round.seminar, 'round.removed', { subject: id })
    await accessChanged(tx, round.seminar)
  })
}
