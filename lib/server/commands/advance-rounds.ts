import type { SeminarId } from '../../core/base'
import { isRevealedToAll, nextMoment } from '../../core/policy'
import type { Database, RootDatabase } from '../store/database'
import { type Round, postedIn, revealTo, roundsAlive, writeRound } from '../store/rounds'
import { recordDeed } from './record-deed'
import { accessChanged } from './seminar-access'

/**
 * Does what rounds do by themselves since `since` (milliseconds, UTC): tells the
 * rooms of those that opened, closed or were revealed by a moment, reveals those
 * whose quorum is reached, and to each member those for which they have posted
 * enough. Twice at once does no harm.
 */
export const advanceRounds = async (db: RootDatabase, since: number, now: number): Promise<void> => {
  for (const round of await roundsAlive(db, new Date(since))) {
    const moment = nextMoment([round], since)
    await db.$transaction(async (tx) => {
      const isRevealed = await revealByPosts(tx, round, now)
      if (isRevealed || (moment !== undefined && moment <= now)) await accessChanged(tx, round.seminar)
    })
  }
}

/** Nobody's deed: the round's own rule. */
const BY_ITSELF = { kind: 'administrator' } as const

/** True where something was revealed. */
const revealByPosts = async (
  db: Database,
  round: Round & { readonly seminar: SeminarId },
  now: number,
): Promise<boolean> => {
  const { kind, revealRule, revealCount } = round
  if (kind !== 'independent' || revealRule === 'hand' || revealCount === null || isRevealedToAll(round, now)) {
    return false
  }
  if (round.openedAt === null || round.openedAt > now) return false
  const students = await postedIn(db, round.id)
  if (revealRule === 'posted') {
    const fresh = students.filter(({ posts, isRevealed }) => posts >= revealCount && !isRevealed)
    await revealTo(
      db,
      round.id,
      fresh.map(({ member }) => member),
    )
    for (const { member } of fresh) {
      const object = { member, subject: round.id, detail: 'posted' }
      await recordDeed(db, BY_ITSELF, round.seminar, 'round.revealed', object)
    }
    return fresh.length > 0
  }
  const posted = students.filter(({ posts }) => posts > 0).length
  if (students.length === 0 || posted * 100 < revealCount * students.length) return false
  await writeRound(db, round.id, { revealedAt: new Date(now) })
  await recordDeed(db, BY_ITSELF, round.seminar, 'round.revealed', { subject: round.id, detail: 'quorum' })
  return true
}
