import type { VersionId } from '../../core/base'
import { type Document, TextIndex } from '../../core/document'
import type { Database } from './database'
import { findDocument } from './papers'

/** A version of a paper, and the plain text in which the positions on it count. */
export interface IndexedVersion {
  readonly document: Document
  readonly index: TextIndex
}

/** How many are kept; the text of a long book is about a megabyte. */
const KEPT_MAX = 16

const kept = new Map<VersionId, Promise<IndexedVersion>>()

/** Reads a version once; those that were asked for last are kept. A version never changes, so nothing here grows old. */
export const indexedVersion = (db: Database, version: VersionId): Promise<IndexedVersion> => {
  const known = kept.get(version) ?? readVersion(db, version)
  kept.delete(version)
  kept.set(version, known)
  known.catch(() => kept.delete(version))
  const [oldest] = kept.keys()
  if (kept.size > KEPT_MAX && oldest !== undefined) kept.delete(oldest)
  return known
}

const readVersion = async (db: Database, version: VersionId): Promise<IndexedVersion> => {
  const document = await findDocument(db, version)
  if (document === undefined) throw new Error(`there is no version ${version}`)
  return { document, index: new TextIndex(document) }
}

/** The plain text of a version, read once. Throws where the version is missing or its document is none. */
export const versionText = async (db: Database, version: VersionId): Promise<string> =>
  (await indexedVersion(db, version)).index.text
