import type { SeminarId } from '../../core/base'
import type { Actor } from '../../core/policy'
import { publish } from '../bus'
import { AppError } from '../errors'
import type { RootDatabase } from '../store/database'
import { deleteLoneUsers, deleteSeminarWhole } from '../store/law'
import { findSeminar, lockSeminar } from '../store/seminars'
import { mustManage } from './seminar-access'

/**
 * Deletes a seminar for good: its readings, layers, history, log and members,
 * papers that nothing else reads, and the accounts of those who came in with its
 * class code alone and are nowhere else. `typed` must be its name. Throws
 * `bad-input` where it is not.
 */
export const deleteSeminar = async (
  db: RootDatabase,
  actor: Actor,
  seminar: SeminarId,
  typed: string,
): Promise<void> => {
  mustManage(actor, seminar)
  await db.$transaction(
    async (tx) => {
      await lockSeminar(tx, seminar)
      const found = await findSeminar(tx, seminar)
      if (found === undefined) throw new AppError('not-found')
      if (typed.trim() !== found.name.trim()) {
        throw new AppError('bad-input', 'That is not its name. Type the name of the seminar as it stands above.')
      }
      const users = await deleteSeminarWhole(tx, seminar)
      await deleteLoneUsers(tx, users, { withLogin: false })
      await publish(tx, { kind: 'access-changed', seminar })
    },
    { timeout: 300_000, maxWait: 20_000 },
  )
}
