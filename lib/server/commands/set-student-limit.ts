import type { SeminarId } from '../../core/base'
import type { Actor } from '../../core/policy'
import type { Database } from '../store/database'
import { writeStudentLimit } from '../store/roster'
import { mustManage } from './seminar-access'

/** The most students that a limit can name. */
export const STUDENT_LIMIT_MAX = 2_000

/** Sets how many students the class code lets in, `null` for no limit. Who is in stays in, and so does a roster. */
export const setStudentLimit = async (
  db: Database,
  actor: Actor,
  seminar: SeminarId,
  limit: number | null,
): Promise<void> => {
  mustManage(actor, seminar)
  await writeStudentLimit(db, seminar, limit)
}
