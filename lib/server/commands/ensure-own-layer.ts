import type { LayerId, MemberId, ReadingId } from '../../core/base'
import type { Database } from '../store/database'
import { ensureMemberLayer } from '../store/make-layers'

/** Makes the member's layer of an independent round where it is missing, and gives its id. */
export const ensureOwnLayer = (db: Database, reading: ReadingId, round: string, member: MemberId): Promise<LayerId> =>
  ensureMemberLayer(db, reading, round, 'member', member)
