import { type PaperId, type Result, type UserId, type VersionId, ok } from '../../core/base'
import { TextIndex, hashDocument } from '../../core/document'
import { type IntakeRefusal, type IntakeWarning, intake } from '../../core/intake'
import type { RootDatabase } from '../store/database'
import { createPaper, findVersionByHash, lockText } from '../store/papers'

/** The longest title of a paper, in UTF-16 units. */
export const TITLE_MAX_CHARS = 300

/** A text that is to become a paper. */
export interface PaperToImport {
  /** Markdown or plain text. */
  readonly markdown: string
  /** In place of the title that the text has; absent or blank, that one. */
  readonly title?: string
  /** Where the text comes from, as a line to show. */
  readonly source?: string
  /** `null` for the command line and the sample. */
  readonly createdBy: UserId | null
}

/** A paper that is in the database now. */
export interface ImportedPaper {
  readonly paper: PaperId
  readonly version: VersionId
  readonly title: string
  /** False where this very text was there already: then nothing was written, and its title stays. */
  readonly isNew: boolean
  readonly warnings: readonly IntakeWarning[]
}

/**
 * Reads a text as a paper and keeps it as an immutable version. The same text
 * gives the same version, whoever brings it and however many do at once. Asks
 * nobody for leave: the caller does.
 */
export const importPaper = async (
  db: RootDatabase,
  { markdown, title, source, createdBy }: PaperToImport,
): Promise<Result<ImportedPaper, IntakeRefusal>> => {
  const read = intake(markdown)
  if (!read.ok) return read
  const { document, authors, warnings } = read.value
  const hash = hashDocument(document)
  return db.$transaction(async (tx) => {
    await lockText(tx, hash)
    const known = await findVersionByHash(tx, hash)
    if (known !== undefined) return ok({ ...known, isNew: false, warnings })
    const named = [title, read.value.title, new TextIndex(document).text].map((text) => oneLine(text ?? ''))
    const created = await createPaper(tx, {
      title: named.find((text) => text !== '') ?? 'Untitled',
      authors,
      source: oneLine(source ?? ''),
      createdBy,
      document,
      hash,
    })
    return ok({ ...created, isNew: true, warnings })
  })
}

const oneLine = (text: string): string => {
  const line = text.split('\n').find((candidate) => candidate.trim() !== '') ?? ''
  const clean = line.replace(/\s+/g, ' ').trim()
  return clean.length <= TITLE_MAX_CHARS ? clean : `${clean.slice(0, TITLE_MAX_CHARS - 1).trimEnd()}…`
}
