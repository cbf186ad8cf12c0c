import type { SeminarId } from '../../core/base'
import type { Actor } from '../../core/policy'
import { AppError } from '../errors'
import type { RootDatabase } from '../store/database'
import { importPaper } from './import-paper'
import { mustManage } from './seminar-access'
import { setReading } from './set-reading'

/**
 * Reads a text as a paper, keeps it, and sets it as a reading of the seminar. The
 * answer is the reading's slug. Throws `bad-input` where the text is no paper;
 * as `setReading` for who may not.
 */
export const addReading = async (
  db: RootDatabase,
  actor: Actor,
  { seminar, markdown }: { readonly seminar: SeminarId; readonly markdown: string },
): Promise<string> => {
  mustManage(actor, seminar)
  const createdBy = actor.kind === 'user' ? actor.user : null
  const imported = await importPaper(db, { markdown, createdBy })
  if (!imported.ok) throw new AppError('bad-input', imported.reason.sentence)
  return setReading(db, actor, { seminar, version: imported.value.version })
}
