import { type Result, ok } from '../../core/base'
import { type IntakeRefusal, intake } from '../../core/intake'
import type { RootDatabase } from '../store/database'
import { type ImportedPaper, type PaperFacts, keepPaper } from './keep-paper'

export { type ImportedPaper } from './keep-paper'

/** A text that is to become a paper. */
export interface PaperToImport extends PaperFacts {
  /** Markdown or plain text. */
  readonly markdown: string
}

/**
 * Reads a text as a paper and keeps it as an immutable version. The same text
 * gives the same version, whoever brings it and however many do at once. Asks
 * nobody for leave: the caller does.
 */
export const importPaper = async (
  db: RootDatabase,
  { markdown, ...facts }: PaperToImport,
): Promise<Result<ImportedPaper, IntakeRefusal>> => {
  const read = intake(markdown)
  if (!read.ok) return read
  return ok(await db.$transaction((tx) => keepPaper(tx, read.value, facts)))
}
