import type { LayerId, MemberId, ReadingId } from '../../core/base'
import type { Database } from '../store/database'
import { ensureMemberLayer } from '../store/make-layers'
import { roundsOf } from '../store/rounds'

/**
 * Makes the member's private layer of a reading where it is missing, and gives
 * its id; `undefined` for a reading that has no round. It is of the first round
 * and lasts through all of them.
 */
export const ensurePrivateLayer = async (
  db: Database,
  reading: ReadingId,
  member: MemberId,
): Promise<LayerId | undefined> => {
  const [first] = await roundsOf(db, reading)
  return first === undefined ? undefined : ensureMemberLayer(db, reading, first.id, 'private', member)
}
