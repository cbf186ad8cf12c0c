import type { Result } from '../../core/base'
import { type ExportRefusal, type ExportedFile, exportReading } from '../commands/export-reading'
import { withTicket } from '../commands/export-tickets'
import type { ExportRequest } from '../commands/gather-paper'
import { gatherReading } from '../commands/gather-reading'
import { warmPress } from '../commands/warm-press'
import { currentLanguage } from '../language'
import { asking } from './asking'

export { type ExportRefusal, bytesOf, mediaTypeOf } from '../commands/export-reading'
export { type ExportProgress, exportProgress } from '../commands/export-tickets'
export { EXPORT_FORMATS, type ExportFormat, layoutFrom } from '../commands/gather-paper'

/**
 * The annotated paper as a file, as whoever asks may see it and in their language. An abort stops the
 * work. With a ticket, `exportProgress` says how far it is.
 */
export const exportedFile = async (
  request: ExportRequest,
  signal: AbortSignal,
  ticket?: string,
): Promise<Result<ExportedFile, ExportRefusal>> => {
  const { db, actor } = await asking()
  const asked = { ...request, language: await currentLanguage() }
  if (ticket === undefined) return exportReading(db, actor, asked, { signal })
  return withTicket(ticket, (onProgress) => exportReading(db, actor, asked, { signal, onProgress }))
}

/** As `exportedFile`, but only says whether there is such a file, and makes the press ready where it is one of its. */
export const announcedFile = async (request: ExportRequest): Promise<Result<void, 'not-found'>> => {
  const { db, actor } = await asking()
  if (request.format === 'pdf') return warmPress(db, actor, { ...request, language: await currentLanguage() })
  const gathered = await gatherReading(db, actor, request, Date.now())
  return gathered.ok ? { ok: true, value: undefined } : gathered
}
