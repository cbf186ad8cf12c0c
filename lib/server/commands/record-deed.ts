import type { MemberId, SeminarId } from '../../core/base'
import { type Actor, type Deed, membershipIn } from '../../core/policy'
import { appendAudit } from '../store/audit'
import type { Database } from '../store/database'

/** What a deed was done to. */
export interface DeedObject {
  /** Whom it concerns. */
  readonly member?: MemberId
  /** The id of what it was done to. */
  readonly subject?: string
  /** A word of ours: never a name, nothing that anybody wrote. */
  readonly detail?: string
}

/** Writes down in the log of the seminar what the actor does. Pass the transaction that does it. */
export const recordDeed = async (
  tx: Database,
  actor: Actor,
  seminar: SeminarId,
  deed: Deed,
  object: DeedObject = {},
): Promise<void> => {
  await appendAudit(tx, { seminar, deed, by: membershipIn(actor, seminar)?.member ?? null, ...object })
}
