import type { ReadingId } from '../../core/base'
import { type CurrentRound, currentRound, ensureSharedLayers } from '../store/layers'
import type { Database } from '../store/database'

/**
 * Makes what is missing of the layers of a reading's current round: the
 * seminar's, the instructors', one a group. Calling it again changes nothing.
 * The answer is that round; `undefined` for a reading that has none. Asks nobody
 * for leave: the layers are there for whoever the policy lets in.
 */
export const ensureLayers = async (db: Database, reading: ReadingId): Promise<CurrentRound | undefined> => {
  const round = await currentRound(db, reading)
  if (round !== undefined) await ensureSharedLayers(db, reading, round.id)
  return round
}
