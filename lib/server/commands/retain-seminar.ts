import type { SeminarId } from '../../core/base'
import type { Actor } from '../../core/policy'
import { AppError } from '../errors'
import type { RootDatabase } from '../store/database'
import { writeRetention } from '../store/law'
import { recordDeed } from './record-deed'
import { mustManage } from './seminar-access'

/**
 * Sets until when a seminar is kept, and whether it is archived or deleted then;
 * `null` keeps it for good. Throws `bad-input` for a moment that has passed.
 */
export const retainSeminar = async (
  db: RootDatabase,
  actor: Actor,
  seminar: SeminarId,
  { until, then }: { readonly until: Date | null; readonly then: 'archive' | 'delete' },
): Promise<void> => {
  mustManage(actor, seminar)
  if (until !== null && until.getTime() <= Date.now()) {
    throw new AppError('bad-input', 'Choose a day that is still to come.')
  }
  await db.$transaction(async (tx) => {
    await writeRetention(tx, seminar, until, then)
    await recordDeed(tx, actor, seminar, 'seminar.changed', {
      detail: until === null ? 'kept' : `${then} ${until.toISOString().slice(0, 10)}`,
    })
  })
}
