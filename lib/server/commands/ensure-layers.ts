import type { ReadingId } from '../../core/base'
import { currentRoundOf } from '../../core/policy'
import type { Database } from '../store/database'
import { ensureSharedLayers } from '../store/make-layers'
import { type Round, roundsOf } from '../store/rounds'

/**
 * Makes what is missing of the layers of a reading's current round, and the
 * instructors'. Calling it again changes nothing. The answer is that round;
 * `undefined` for a reading that has none. Asks nobody for leave: the layers are
 * there for whoever the policy lets in.
 */
export const ensureLayers = async (db: Database, reading: ReadingId): Promise<Round | undefined> => {
  const rounds = await roundsOf(db, reading)
  const round = currentRoundOf(rounds, Date.now())
  const first = rounds[0]
  if (round !== undefined && first !== undefined) await ensureSharedLayers(db, reading, round, first.id)
  return round
}
