import type { Result } from '../../core/base'
import { type ExportRefusal, type ExportedFile, exportReading } from '../commands/export-reading'
import type { ExportRequest } from '../commands/gather-paper'
import { warmPress } from '../commands/warm-press'
import { asking } from './asking'

export type { ExportRefusal } from '../commands/export-reading'

/** The annotated paper as a file, as whoever asks may see it. An abort stops the work. */
export const exportedFile = async (
  request: ExportRequest,
  signal: AbortSignal,
): Promise<Result<ExportedFile, ExportRefusal>> => {
  const { db, actor } = await asking()
  return exportReading(db, actor, request, { signal })
}

/** As `exportedFile`, but only makes the press ready for it. */
export const announcedFile = async (request: ExportRequest): Promise<Result<void, 'not-found'>> => {
  const { db, actor } = await asking()
  return warmPress(db, actor, request)
}
