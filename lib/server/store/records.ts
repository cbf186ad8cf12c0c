import { type LayerId, type MemberId, layerId, memberId, tagId, versionId } from '../../core/base'
import {
  REACTIONS,
  type RecordKey,
  type RecordKind,
  commentBodySchema,
  parseRecordKey,
  recordKey,
} from '../../core/annotation'
import { offset } from '../../core/document'
import type { AnnotationRow, CommentRow, ReactionRow, Rows, TaggingRow } from '../../core/projection'
import type { Database } from './database'

/**
 * The rows of these layers, each kind in the order of its keys. Asks nobody for
 * leave: pass only layers that the actor may read. Throws where a stored row is
 * none of ours.
 */
export const rowsOfLayers = async (db: Database, layers: readonly LayerId[]): Promise<Rows> => {
  const where = { layerId: { in: [...layers] } }
  const orderBy = [{ layerId: 'asc' as const }, { key: 'asc' as const }]
  const [annotations, taggings, comments, reactions] = await Promise.all([
    db.annotationRow.findMany({ where, orderBy }),
    db.taggingRow.findMany({ where, orderBy }),
    db.commentRow.findMany({ where, orderBy }),
    db.reactionRow.findMany({ where, orderBy }),
  ])
  return {
    annotations: annotations.map(annotationRow),
    taggings: taggings.map(taggingRow),
    comments: comments.map(commentRow),
    reactions: reactions.map(reactionRow),
  }
}

/** Stored highlights as rows, in the order given, with all that is said on them. */
export const rowsOfHighlights = async (db: Database, highlights: readonly StoredAnnotation[]): Promise<Rows> => {
  const where = {
    layerId: { in: [...new Set(highlights.map(({ layerId: layer }) => layer))] },
    annotationKey: { in: highlights.map(({ key }) => key) },
  }
  const [taggings, comments, reactions] = await Promise.all([
    db.taggingRow.findMany({ where }),
    db.commentRow.findMany({ where }),
    db.reactionRow.findMany({ where }),
  ])
  return {
    annotations: highlights.map(annotationRow),
    taggings: taggings.map(taggingRow),
    comments: comments.map(commentRow),
    reactions: reactions.map(reactionRow),
  }
}

/** The rows of these records of a layer, in no particular order; those that are not there are left out. */
export const rowsByKeys = async (db: Database, layer: LayerId, keys: readonly RecordKey[]): Promise<Rows> => {
  const named = (kind: RecordKind) => ({
    where: { layerId: layer, key: { in: keys.filter((key) => parseRecordKey(key)?.kind === kind) } },
  })
  const [annotations, taggings, comments, reactions] = await Promise.all([
    db.annotationRow.findMany(named('annotation')),
    db.taggingRow.findMany(named('tagging')),
    db.commentRow.findMany(named('comment')),
    db.reactionRow.findMany(named('reaction')),
  ])
  return {
    annotations: annotations.map(annotationRow),
    taggings: taggings.map(taggingRow),
    comments: comments.map(commentRow),
    reactions: reactions.map(reactionRow),
  }
}

/** How many records a member has in a layer. */
export const recordCount = async (db: Database, layer: LayerId, member: MemberId): Promise<number> => {
  const which = { where: { layerId: layer, memberId: member } }
  const counts = await Promise.all([
    db.annotationRow.count(which),
    db.taggingRow.count(which),
    db.commentRow.count(which),
    db.reactionRow.count(which),
  ])
  return counts.reduce((sum, count) => sum + count, 0)
}

/** So many keys are asked for at once: a statement has a limit. */
const KEYS_PER_QUESTION = 5_000

/** Which of these records a layer has. */
export const keysThere = async (
  db: Database,
  layer: LayerId,
  keys: readonly RecordKey[],
): Promise<ReadonlySet<RecordKey>> => {
  const there = new Set<string>()
  for (let at = 0; at < keys.length; at += KEYS_PER_QUESTION) {
    const which = {
      where: { layerId: layer, key: { in: keys.slice(at, at + KEYS_PER_QUESTION) } },
      select: { key: true },
    }
    const found = await Promise.all([
      db.annotationRow.findMany(which),
      db.taggingRow.findMany(which),
      db.commentRow.findMany(which),
      db.reactionRow.findMany(which),
    ])
    for (const { key } of found.flat()) there.add(key)
  }
  return new Set(keys.filter((key) => there.has(key)))
}

type StoredAnnotation = Awaited<ReturnType<Database['annotationRow']['findMany']>>[number]
type StoredTagging = Awaited<ReturnType<Database['taggingRow']['findMany']>>[number]
type StoredComment = Awaited<ReturnType<Database['commentRow']['findMany']>>[number]
type StoredReaction = Awaited<ReturnType<Database['reactionRow']['findMany']>>[number]

const annotationRow = (row: StoredAnnotation): AnnotationRow => ({
  layer: layerId(row.layerId),
  key: keyOf('annotation', row.key),
  member: memberId(row.memberId),
  version: versionId(row.versionId),
  start: offset(row.start),
  end: offset(row.end),
  exact: row.exact,
  prefix: row.prefix,
  suffix: row.suffix,
  at: row.at.getTime(),
  editedAt: row.editedAt?.getTime() ?? null,
  removedAt: row.removedAt?.getTime() ?? null,
})

const taggingRow = (row: StoredTagging): TaggingRow => ({
  layer: layerId(row.layerId),
  key: keyOf('tagging', row.key),
  member: memberId(row.memberId),
  annotation: keyOf('annotation', row.annotationKey),
  tag: tagId(row.tagId),
  rationale: row.rationale,
  at: row.at.getTime(),
  editedAt: row.editedAt?.getTime() ?? null,
})

const commentRow = (row: StoredComment): CommentRow => ({
  layer: layerId(row.layerId),
  key: keyOf('comment', row.key),
  member: memberId(row.memberId),
  annotation: keyOf('annotation', row.annotationKey),
  parent: row.parentKey === null ? null : keyOf('comment', row.parentKey),
  body: row.body === null ? null : commentBodySchema.parse(row.body),
  text: row.text,
  at: row.at.getTime(),
  editedAt: row.editedAt?.getTime() ?? null,
  removedAt: row.removedAt?.getTime() ?? null,
})

const reactionRow = (row: StoredReaction): ReactionRow => {
  const reaction = REACTIONS.find((known) => known === row.reaction)
  if (reaction === undefined) throw new Error('a stored reaction is none of ours')
  return {
    layer: layerId(row.layerId),
    key: keyOf('reaction', row.key),
    member: memberId(row.memberId),
    annotation: keyOf('annotation', row.annotationKey),
    comment: row.commentKey === null ? null : keyOf('comment', row.commentKey),
    reaction,
    at: row.at.getTime(),
    editedAt: row.editedAt?.getTime() ?? null,
  }
}

const keyOf = (kind: RecordKind, text: string): RecordKey => {
  const parts = parseRecordKey(text)
  if (parts?.kind !== kind) throw new Error(`a stored row has not the key of a ${kind}`)
  return recordKey(kind, parts.owner, parts.local)
}

/** True where a layer has this record, and its author has not removed it. */
export const isNoteThere = async (db: Database, layer: LayerId, key: RecordKey): Promise<boolean> => {
  const name = { layerId_key: { layerId: layer, key } }
  switch (parseRecordKey(key)?.kind) {
    case 'annotation': {
      const row = await db.annotationRow.findUnique({ where: name, select: { removedAt: true } })
      return row !== null && row.removedAt === null
    }
    case 'comment': {
      const row = await db.commentRow.findUnique({ where: name, select: { removedAt: true } })
      return row !== null && row.removedAt === null
    }
    case 'tagging':
      return (await db.taggingRow.findUnique({ where: name, select: { key: true } })) !== null
    case 'reaction':
      return (await db.reactionRow.findUnique({ where: name, select: { key: true } })) !== null
    case undefined:
      return false
  }
}

/** The words of a note that is there; `undefined` where it is not, empty where it has none. */
export const noteWords = async (db: Database, layer: LayerId, key: RecordKey): Promise<string | undefined> => {
  const name = { layerId_key: { layerId: layer, key } }
  if (!(await isNoteThere(db, layer, key))) return undefined
  switch (parseRecordKey(key)?.kind) {
    case 'annotation':
      return (await db.annotationRow.findUnique({ where: name, select: { exact: true } }))?.exact ?? ''
    case 'comment':
      return (await db.commentRow.findUnique({ where: name, select: { text: true } }))?.text ?? ''
    case 'tagging':
      return (await db.taggingRow.findUnique({ where: name, select: { rationale: true } }))?.rationale ?? ''
    case 'reaction':
    case undefined:
      return ''
  }
}
