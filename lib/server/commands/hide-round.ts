import type { Actor } from '../../core/policy'
import type { RootDatabase } from '../store/database'
import { hideFromAll, writeRound } from '../store/rounds'
import { recordDeed } from './record-deed'
import { accessChanged, managedRound } from './seminar-access'

/**
 * Takes the reveal of a round back: nobody reads another's layer any more, and
 * from now on only a hand reveals it. What was seen was seen.
 */
export const hideRound = async (db: RootDatabase, actor: Actor, id: string): Promise<void> => {
  await db.$transaction(async (tx) => {
    const round = await managedRound(tx, actor, id)
    await writeRound(tx, id, { revealedAt: null, revealRule: 'hand', revealCount: null })
    await hideFromAll(tx, id)
    await recordDeed(tx, actor, round.seminar, 'round.hidden', { subject: id })
    await accessChanged(tx, round.seminar)
  })
}
