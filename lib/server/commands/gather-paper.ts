import { type ReadingId, type Result, type SeminarId, ok } from '../../core/base'
import { type AnnotatedPaper, type LayerThread, PDF_LAYOUT, type PdfLayout } from '../../core/export'
import type { Actor } from '../../core/policy'
import type { Database } from '../store/database'
import { type ReadingChoice, gatherReading } from './gather-reading'

/** The formats in which a reading leaves, by their names in addresses and on the command line. */
export const EXPORT_FORMATS = ['pdf', 'original', 'docx', 'html', 'markdown', 'csv', 'xlsx', 'jsonld', 'qdpx'] as const
export type ExportFormat = (typeof EXPORT_FORMATS)[number]

/** What is to be exported. */
export interface ExportRequest extends ReadingChoice {
  readonly format: ExportFormat
  /** How a PDF is set. */
  readonly layout?: Partial<Omit<PdfLayout, 'names'>> | undefined
}

/** A paper with its notes, and the name of its file without the ending: ASCII letters, digits and hyphens. */
export interface GatheredPaper {
  readonly paper: AnnotatedPaper
  readonly fileStem: string
  readonly seminar: SeminarId
  readonly reading: ReadingId
  /** The id of the PDF that the reading was set from. */
  readonly original: string | undefined
}

/** A layout from what an address or a command line says; what it does not say is as `PDF_LAYOUT`. */
export const layoutFrom = (said: {
  readonly paper?: PdfLayout['paper'] | undefined
  readonly columns?: '1' | '2' | undefined
  readonly marginNotes?: boolean | undefined
}): NonNullable<ExportRequest['layout']> => ({
  paper: said.paper ?? PDF_LAYOUT.paper,
  columns: said.columns === '2' ? 2 : 1,
  marginNotes: said.marginNotes ?? PDF_LAYOUT.marginNotes,
})

/** As `gatherReading`, with all notes at once: what the press needs. */
export const gatherPaper = async (
  db: Database,
  actor: Actor,
  choice: ReadingChoice & Pick<ExportRequest, 'layout'>,
  at: number,
): Promise<Result<GatheredPaper, 'not-found'>> => {
  const gathered = await gatherReading(db, actor, choice, at)
  if (!gathered.ok) return gathered
  const { frame, threads: coming, told, people, ...named } = gathered.value
  const threads: LayerThread[] = []
  for await (const thread of coming) threads.push(thread)
  const { version, address, ...rest } = frame
  return ok({
    ...named,
    paper: {
      ...rest,
      threads,
      layout: { ...PDF_LAYOUT, ...choice.layout, names: choice.names !== 'hidden' },
      choice: told,
      data: { version, address },
      ...(people === undefined ? {} : { people }),
    },
  })
}
