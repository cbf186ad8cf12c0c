import type { SeminarId } from '../../core/base'
import type { Actor } from '../../core/policy'
import type { RootDatabase } from '../store/database'
import { writeClassCodeOpen } from '../store/seminars'
import { recordDeed } from './record-deed'
import { mustManage } from './seminar-access'

/** Opens the seminar to people with the class code, or closes it to them. Who is in stays in. */
export const openClassCode = async (
  db: RootDatabase,
  actor: Actor,
  seminar: SeminarId,
  isOpen: boolean,
): Promise<void> => {
  mustManage(actor, seminar)
  await db.$transaction(async (tx) => {
    await writeClassCodeOpen(tx, seminar, isOpen)
    await recordDeed(tx, actor, seminar, isOpen ? 'code.opened' : 'code.closed')
  })
}
