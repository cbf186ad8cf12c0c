import { phaseOf } from '../../core/policy'
import type { Actor } from '../../core/policy'
import type { RootDatabase } from '../store/database'
import { writeRound } from '../store/rounds'
import { recordDeed } from './record-deed'
import { accessChanged, managedRound } from './seminar-access'

/**
 * Gives a round so many more milliseconds: one that closes by itself closes so
 * much later, and one that is closed is open for so long from now. One that
 * nothing closes stays as it is.
 */
export const extendRound = async (db: RootDatabase, actor: Actor, id: string, ms: number): Promise<void> => {
  await db.$transaction(async (tx) => {
    const round = await managedRound(tx, actor, id)
    const now = Date.now()
    if (round.closedAt === null || phaseOf(round, now) === 'waiting') return
    await writeRound(tx, id, { closedAt: new Date(Math.max(now, round.closedAt) + ms) })
    await recordDeed(tx, actor, round.seminar, 'round.extended', { subject: id })
    await accessChanged(tx, round.seminar)
  })
}
