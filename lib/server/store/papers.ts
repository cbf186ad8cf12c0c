import { type PaperId, type UserId, type VersionId, paperId, versionId } from '../../core/base'
import { type Document, parseDocument, serializeDocument } from '../../core/document'
import type { Database } from './database'
import type { Prisma } from './generated/client'

/** A version of a paper, by name. */
export interface StoredVersion {
  readonly paper: PaperId
  readonly version: VersionId
  /** The paper's title. */
  readonly title: string
}

/** A paper that is to be written, with its first version. */
export interface NewPaper {
  readonly title: string
  readonly authors: readonly string[]
  /** Where the text comes from, as a line to show; empty when not known. */
  readonly source: string
  readonly createdBy: UserId | null
  readonly document: Document
  /** The document's content hash (`hashDocument`). */
  readonly hash: string
}

/** The oldest version with this content hash, of any paper; `undefined` where the text is new. */
export const findVersionByHash = async (db: Database, hash: string): Promise<StoredVersion | undefined> => {
  const row = await db.paperVersion.findFirst({
    where: { hash },
    orderBy: { createdAt: 'asc' },
    select: { id: true, paperId: true, paper: { select: { title: true } } },
  })
  if (row === null) return undefined
  return { paper: paperId(row.paperId), version: versionId(row.id), title: row.paper.title }
}

/** The document of a version; `undefined` where there is no such version. Throws where what is stored is no document. */
export const findDocument = async (db: Database, version: VersionId): Promise<Document | undefined> => {
  const row = await db.paperVersion.findUnique({ where: { id: version }, select: { document: true } })
  if (row === null) return undefined
  const document = parseDocument(row.document)
  if (!document.ok) throw new Error(`version ${version} holds no document: ${document.reason}`)
  return document.value
}

/** The title of the paper of a version; `undefined` where there is no such version. */
export const titleOfVersion = async (db: Database, version: VersionId): Promise<string | undefined> => {
  const row = await db.paperVersion.findUnique({
    where: { id: version },
    select: { paper: { select: { title: true } } },
  })
  return row?.paper.title
}

/** Makes others who would lock the same text (a content hash, a name) wait until this transaction ends. */
export const lockText = async (db: Database, text: string): Promise<void> => {
  await db.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${text}, 0))`
}

/** Plain data as Prisma takes it; what JSON does not have is `null`. */
const storable = (value: unknown): Prisma.InputJsonValue | null => {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value
  if (Array.isArray(value)) return value.map(storable)
  if (typeof value !== 'object' || value === null) return null
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, storable(member)]))
}

/** Writes a paper and its first version, which never changes after. */
export const createPaper = async (db: Database, paper: NewPaper): Promise<StoredVersion> => {
  const row = await db.paper.create({
    data: {
      title: paper.title,
      authors: [...paper.authors],
      source: paper.source,
      createdById: paper.createdBy,
      versions: {
        create: { number: 1, hash: paper.hash, document: storable(serializeDocument(paper.document)) ?? {} },
      },
    },
    select: { id: true, title: true, versions: { select: { id: true } } },
  })
  const version = row.versions[0]
  if (version === undefined) throw new Error(`paper ${row.id} was written without its version`)
  return { paper: paperId(row.id), version: versionId(version.id), title: row.title }
}
