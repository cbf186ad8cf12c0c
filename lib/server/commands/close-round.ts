import { phaseOf } from '../../core/policy'
import type { Actor } from '../../core/policy'
import { AppError } from '../errors'
import type { RootDatabase } from '../store/database'
import { writeRound } from '../store/rounds'
import { recordDeed } from './record-deed'
import { accessChanged, managedRound } from './seminar-access'

/** Closes a round: from now on its layers are read only, on the server too. */
export const closeRound = async (db: RootDatabase, actor: Actor, id: string): Promise<void> => {
  await db.$transaction(async (tx) => {
    const round = await managedRound(tx, actor, id)
    const now = new Date()
    if (phaseOf(round, now.getTime()) !== 'open')
      throw new AppError('conflict', 'This round is not open, so there is nothing to close. Load the page again.')
    await writeRound(tx, id, { closedAt: now })
    await recordDeed(tx, actor, round.seminar, 'round.closed', { subject: id })
    await accessChanged(tx, round.seminar)
  })
}
