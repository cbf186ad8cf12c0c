import type { SeminarId } from '../../core/base'
import type { Actor } from '../../core/policy'
import type { RootDatabase } from '../store/database'
import { writeStudentLimit } from '../store/roster'
import { recordDeed } from './record-deed'
import { mustManage } from './seminar-access'

/** The most students that a limit can name. */
export const STUDENT_LIMIT_MAX = 2_000

/** Sets how many students the class code lets in, `null` for no limit. Who is in stays in, and so does a roster. */
export const setStudentLimit = async (
  db: RootDatabase,
  actor: Actor,
  seminar: SeminarId,
  limit: number | null,
): Promise<void> => {
  mustManage(actor, seminar)
  await db.$transaction(async (tx) => {
    await writeStudentLimit(tx, seminar, limit)
    await recordDeed(tx, actor, seminar, 'seminar.limit', { detail: limit === null ? 'none' : String(limit) })
  })
}
