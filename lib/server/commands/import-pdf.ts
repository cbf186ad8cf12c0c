import { createHash } from 'node:crypto'
import { type Result, ok } from '../../core/base'
import { type ExtractRefusal, extractPdf } from '../extract/extract'
import type { RootDatabase } from '../store/database'
import { writeOriginal } from '../store/originals'
import { type ImportedPaper, type PaperFacts, keepPaper } from './keep-paper'

/** A PDF that is in the database now, with its paper. */
export interface ImportedPdf extends ImportedPaper {
  /** The id of the file itself: a reading that is set from it can be taken home on its own pages. */
  readonly original: string
}

/** Thirty megabytes take longer to write than a form does. */
const KEEPING_TIMEOUT_MS = 30_000

/**
 * Reads a PDF as a paper and keeps both: the text as an immutable version, as
 * `importPaper` does, and the file byte for byte with the places of the text on
 * its pages. Asks nobody for leave: the caller does.
 */
export const importPdf = async (
  db: RootDatabase,
  { bytes, ...facts }: PaperFacts & { readonly bytes: Uint8Array },
): Promise<Result<ImportedPdf, ExtractRefusal>> => {
  const read = await extractPdf(bytes)
  if (!read.ok) return read
  const hash = createHash('sha256').update(bytes).digest('hex')
  const kept = await db.$transaction(
    async (tx) => {
      const paper = await keepPaper(tx, read.value, facts)
      const original = await writeOriginal(tx, { version: paper.version, hash, bytes, places: read.value.places })
      return { ...paper, original }
    },
    { timeout: KEEPING_TIMEOUT_MS },
  )
  return ok(kept)
}
