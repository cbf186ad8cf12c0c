import type { Result } from '../../core/base'
import { type ExportRefusal, type ExportedFile, exportReading } from '../commands/export-reading'
import type { ExportRequest } from '../commands/gather-paper'
import { gatherReading } from '../commands/gather-reading'
import { warmPress } from '../commands/warm-press'
import { asking } from './asking'

export { type ExportRefusal, bytesOf, mediaTypeOf } from '../commands/export-reading'
export { EXPORT_FORMATS, type ExportFormat } from '../commands/gather-paper'

/** The annotated paper as a file, as whoever asks may see it. An abort stops the work. */
export const exportedFile = async (
  request: ExportRequest,
  signal: AbortSignal,
): Promise<Result<ExportedFile, ExportRefusal>> => {
  const { db, actor } = await asking()
  return exportReading(db, actor, request, { signal })
}

/** As `exportedFile`, but only says whether there is such a file, and makes the press ready where it is one of its. */
export const announcedFile = async (request: ExportRequest): Promise<Result<void, 'not-found'>> => {
  const { db, actor } = await asking()
  if (request.format === 'pdf') return warmPress(db, actor, request)
  const gathered = await gatherReading(db, actor, request, Date.now())
  return gathered.ok ? { ok: true, value: undefined } : gathered
}
