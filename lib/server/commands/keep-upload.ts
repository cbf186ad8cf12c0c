import type { SeminarId } from '../../core/base'
import type { Actor } from '../../core/policy'
import { AppError } from '../errors'
import type { Database } from '../store/database'
import { writeUpload } from '../store/originals'
import { mustManage } from './seminar-access'

/** Keeps a file while its user looks at the preview, for an hour at most. The answer is the id by which only they get it again. */
export const keepUpload = async (
  db: Database,
  actor: Actor,
  seminar: SeminarId,
  bytes: Uint8Array,
): Promise<string> => {
  mustManage(actor, seminar)
  if (actor.kind !== 'user') throw new AppError('forbidden')
  return writeUpload(db, actor.user, bytes, Date.now())
}
