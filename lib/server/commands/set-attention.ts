import type { SeminarId } from '../../core/base'
import { type Actor, membershipIn } from '../../core/policy'
import { AppError } from '../errors'
import { type Wishes, writeAttention } from '../store/attention'
import type { Database } from '../store/database'

/** Sets what the actor wants to hear of in a seminar, or that they have read everything up to `readAt`. */
export const setAttention = async (
  db: Database,
  actor: Actor,
  seminar: SeminarId,
  change: Partial<Wishes> & { readonly readAt?: Date },
): Promise<void> => {
  const me = membershipIn(actor, seminar)?.member
  if (me === undefined) throw new AppError('not-found')
  await writeAttention(db, me, change)
}
