import type { SeminarId } from '../../core/base'
import type { Actor } from '../../core/policy'
import { newClassCode } from '../auth/class-code'
import { AppError } from '../errors'
import type { RootDatabase } from '../store/database'
import { writeClassCode } from '../store/seminars'
import { recordDeed } from './record-deed'
import { mustManage } from './seminar-access'

const TRIES = 20

/** Gives the seminar a new class code; the old one lets nobody in any more. Who is in stays in. */
export const rotateClassCode = async (db: RootDatabase, actor: Actor, seminar: SeminarId): Promise<string> => {
  mustManage(actor, seminar)
  return db.$transaction(async (tx) => {
    for (let tries = 0; tries < TRIES; tries += 1) {
      const code = newClassCode()
      if (!(await writeClassCode(tx, seminar, code))) continue
      await recordDeed(tx, actor, seminar, 'code.changed')
      return code
    }
    throw new AppError('unavailable', 'No class code was free. Try again.')
  })
}
