import type { LayerId, MemberId, ReadingId } from '../../core/base'
import { currentRound, ensureMemberLayer } from '../store/layers'
import type { Database } from '../store/database'

/**
 * Makes the member's private layer of the reading's current round where it is
 * missing, and gives its id; `undefined` for a reading that has no round.
 */
export const ensurePrivateLayer = async (
  db: Database,
  reading: ReadingId,
  member: MemberId,
): Promise<LayerId | undefined> => {
  const round = await currentRound(db, reading)
  return round === undefined ? undefined : ensureMemberLayer(db, reading, round.id, member)
}
