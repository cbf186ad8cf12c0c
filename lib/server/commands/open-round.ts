import { phaseOf } from '../../core/policy'
import type { Actor } from '../../core/policy'
import type { RootDatabase } from '../store/database'
import { writeRound } from '../store/rounds'
import { recordDeed } from './record-deed'
import { accessChanged, managedRound } from './seminar-access'

/** Opens a round now, or again; one that is open stays so. */
export const openRound = async (db: RootDatabase, actor: Actor, id: string): Promise<void> => {
  await db.$transaction(async (tx) => {
    const round = await managedRound(tx, actor, id)
    const now = new Date()
    const phase = phaseOf(round, now.getTime())
    if (phase === 'open') return
    await writeRound(tx, id, { ...(phase === 'waiting' ? { openedAt: now } : {}), closedAt: null })
    await recordDeed(tx, actor, round.seminar, 'round.opened', { subject: id })
    await accessChanged(tx, round.seminar)
  })
}
