import { isRevealedToAll } from '../../core/policy'
import type { Actor } from '../../core/policy'
import { AppError } from '../errors'
import type { RootDatabase } from '../store/database'
import { writeRound } from '../store/rounds'
import { recordDeed } from './record-deed'
import { accessChanged, managedRound } from './seminar-access'

/** Reveals an independent round: from now on the members of a group read each other's layers. It copies nothing. */
export const revealRound = async (db: RootDatabase, actor: Actor, id: string): Promise<void> => {
  await db.$transaction(async (tx) => {
    const round = await managedRound(tx, actor, id)
    if (round.kind !== 'independent')
      throw new AppError('conflict', 'Only an independent round is revealed. Load the page again.')
    const now = new Date()
    if (isRevealedToAll(round, now.getTime())) return
    await writeRound(tx, id, { revealedAt: now })
    await recordDeed(tx, actor, round.seminar, 'round.revealed', { subject: id })
    await accessChanged(tx, round.seminar)
  })
}
