import type { SeminarId } from '../../core/base'
import type { Actor } from '../../core/policy'
import { AppError } from '../errors'
import type { RootDatabase } from '../store/database'
import { importPaper } from './import-paper'
import { importPdf } from './import-pdf'
import { mustManage } from './seminar-access'
import { setReading } from './set-reading'

/** What a reading is made from: a text, or the bytes of a PDF. */
export type PaperSource = { readonly markdown: string } | { readonly pdf: Uint8Array }

/**
 * Reads a text or a PDF as a paper, keeps it, and sets it as a reading of the
 * seminar. The answer is the reading's slug. Throws `bad-input` where it is no
 * paper; as `setReading` for who may not.
 */
export const addReading = async (
  db: RootDatabase,
  actor: Actor,
  { seminar, ...source }: { readonly seminar: SeminarId } & PaperSource,
): Promise<string> => {
  mustManage(actor, seminar)
  const createdBy = actor.kind === 'user' ? actor.user : null
  if ('pdf' in source) {
    const imported = await importPdf(db, { bytes: source.pdf, createdBy })
    if (!imported.ok) throw new AppError('bad-input', imported.reason.sentence)
    const { version, original } = imported.value
    return setReading(db, actor, { seminar, version, original })
  }
  const imported = await importPaper(db, { markdown: source.markdown, createdBy })
  if (!imported.ok) throw new AppError('bad-input', imported.reason.sentence)
  return setReading(db, actor, { seminar, version: imported.value.version })
}
