import type { SeminarId } from '../../core/base'
import type { Actor } from '../../core/policy'
import { newClassCode } from '../auth/class-code'
import { AppError } from '../errors'
import type { Database } from '../store/database'
import { writeClassCode } from '../store/seminars'
import { mustManage } from './seminar-access'

const TRIES = 20

/** Gives the seminar a new class code; the old one lets nobody in any more. Who is in stays in. */
export const rotateClassCode = async (db: Database, actor: Actor, seminar: SeminarId): Promise<string> => {
  mustManage(actor, seminar)
  for (let tries = 0; tries < TRIES; tries += 1) {
    const code = newClassCode()
    if (await writeClassCode(db, seminar, code)) return code
  }
  throw new AppError('unavailable', 'No class code was free. Try again.')
}
