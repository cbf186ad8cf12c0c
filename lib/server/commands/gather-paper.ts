import { type ReadingId, type Result, type SeminarId, ok } from '../../core/base'
import type { AnnotatedPaper, LayerThread } from '../../core/export'
import type { Actor } from '../../core/policy'
import type { Database } from '../store/database'
import { type ReadingChoice, gatherReading } from './gather-reading'

/** The formats in which a reading leaves, by their names in addresses and on the command line. */
export const EXPORT_FORMATS = ['pdf', 'docx', 'html', 'markdown', 'csv', 'xlsx', 'jsonld', 'qdpx'] as const
export type ExportFormat = (typeof EXPORT_FORMATS)[number]

/** What is to be exported. */
export interface ExportRequest extends ReadingChoice {
  readonly format: ExportFormat
}

/** A paper with its notes, and the name of its file without the ending: ASCII letters, digits and hyphens. */
export interface GatheredPaper {
  readonly paper: AnnotatedPaper
  readonly fileStem: string
  readonly seminar: SeminarId
  readonly reading: ReadingId
}

/** As `gatherReading`, with all notes at once: what the press needs. */
export const gatherPaper = async (
  db: Database,
  actor: Actor,
  choice: ReadingChoice,
  at: number,
): Promise<Result<GatheredPaper, 'not-found'>> => {
  const gathered = await gatherReading(db, actor, choice, at)
  if (!gathered.ok) return gathered
  const { frame, threads: coming, ...named } = gathered.value
  const threads: LayerThread[] = []
  for await (const thread of coming) threads.push(thread)
  return ok({ ...named, paper: { ...frame, threads } })
}
