import type { UserId } from '../../core/base'
import { TextIndex, hashDocument } from '../../core/document'
import type { Intake, IntakeWarning } from '../../core/intake'
import type { Database } from '../store/database'
import { type StoredVersion, createPaper, findVersionByHash, lockText } from '../store/papers'

/** The longest title of a paper, in UTF-16 units. */
const TITLE_MAX_CHARS = 300

/** A paper that is in the database now. */
export interface ImportedPaper extends StoredVersion {
  /** False where this very text was there already: then no paper was written, and its title stays. */
  readonly isNew: boolean
  readonly warnings: readonly IntakeWarning[]
}

/** What is said of a paper beside its text. */
export interface PaperFacts {
  /** In place of the title that the text has; absent or blank, that one. */
  readonly title?: string
  /** Where the text comes from, as a line to show. */
  readonly source?: string
  /** `null` for the command line and the sample. */
  readonly createdBy: UserId | null
}

/**
 * Keeps a paper that was read as an immutable version, within a transaction. The
 * same text gives the same version, whoever brings it and however many do at once.
 */
export const keepPaper = async (
  tx: Database,
  read: Intake,
  { title, source, createdBy }: PaperFacts,
): Promise<ImportedPaper> => {
  const { document, authors, warnings } = read
  const hash = hashDocument(document)
  await lockText(tx, hash)
  const known = await findVersionByHash(tx, hash)
  if (known !== undefined) return { ...known, isNew: false, warnings }
  const named = [title, read.title, new TextIndex(document).text].map((text) => oneLine(text ?? ''))
  const created = await createPaper(tx, {
    title: named.find((text) => text !== '') ?? 'Untitled',
    authors,
    source: oneLine(source ?? ''),
    createdBy,
    document,
    hash,
  })
  return { ...created, isNew: true, warnings }
}

const oneLine = (text: string): string => {
  const line = text.split('\n').find((candidate) => candidate.trim() !== '') ?? ''
  const clean = line.replace(/\s+/g, ' ').trim()
  return clean.length <= TITLE_MAX_CHARS ? clean : `${clean.slice(0, TITLE_MAX_CHARS - 1).trimEnd()}…`
}
