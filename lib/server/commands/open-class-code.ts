import type { SeminarId } from '../../core/base'
import type { Actor } from '../../core/policy'
import type { Database } from '../store/database'
import { writeClassCodeOpen } from '../store/seminars'
import { mustManage } from './seminar-access'

/** Opens the seminar to people with the class code, or closes it to them. Who is in stays in. */
export const openClassCode = async (db: Database, actor: Actor, seminar: SeminarId, isOpen: boolean): Promise<void> => {
  mustManage(actor, seminar)
  await writeClassCodeOpen(db, seminar, isOpen)
}
