import { type Actor, currentRoundOf, phaseOf } from '../../core/policy'
import { AppError } from '../errors'
import type { RootDatabase } from '../store/database'
import { roundsOf, writeRound } from '../store/rounds'
import { lockSeminar } from '../store/seminars'
import { recordDeed } from './record-deed'
import { accessChanged, managedRound } from './seminar-access'

/**
 * Moves the room on in one act: closes the round and opens the one after it, which has not been
 * open yet, so that no moment lies between in which nobody can write. Throws
 * `conflict` where the round is not the one that members work in, or no round waits after it.
 */
export const moveOn = async (db: RootDatabase, actor: Actor, id: string): Promise<void> => {
  await db.$transaction(async (tx) => {
    const { seminar } = await managedRound(tx, actor, id)
    await lockSeminar(tx, seminar)
    const round = await managedRound(tx, actor, id)
    const now = new Date()
    const rounds = await roundsOf(tx, round.reading)
    const phase = phaseOf(round, now.getTime())
    if (phase === 'waiting' || currentRoundOf(rounds, now.getTime())?.id !== id) {
      throw new AppError('conflict', 'The room has moved on already. Load the page again.')
    }
    const next = rounds.find(({ position }) => position > round.position)
    if (next === undefined || phaseOf(next, now.getTime()) !== 'waiting') {
      throw new AppError('conflict', 'No round waits after this one. Add a round first.')
    }
    if (phase === 'open') {
      await writeRound(tx, id, { closedAt: now })
      await recordDeed(tx, actor, seminar, 'round.closed', { subject: id })
    }
    // A moment at which it was to close, and which is past, would shut it at once.
    const isOver = next.closedAt !== null && next.closedAt <= now.getTime()
    await writeRound(tx, next.id, { openedAt: now, ...(isOver ? { closedAt: null } : {}) })
    await recordDeed(tx, actor, seminar, 'round.opened', { subject: next.id })
    await accessChanged(tx, seminar)
  })
}
