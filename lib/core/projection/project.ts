import type { LayerId } from '../base'
import {
  type Annotation,
  type Comment,
  type LayerRecord,
  type Reaction,
  type RecordKey,
  type RecordKind,
  type Tagging,
  bodyText,
  parseRecordKey,
} from '../annotation'
import { type Change, readRecords } from '../layer'
import type { AnnotationRow, CommentRow, ReactionRow, Rows, TaggingRow } from './rows'

/** The tables of rows; the names are those of `Rows`. */
export type RowTable = keyof Rows

/** What is to be done to one row. A row's name is its layer and key. */
export type RowChange =
  | { readonly kind: 'upsert'; readonly table: 'annotations'; readonly row: AnnotationRow }
  | { readonly kind: 'upsert'; readonly table: 'taggings'; readonly row: TaggingRow }
  | { readonly kind: 'upsert'; readonly table: 'comments'; readonly row: CommentRow }
  | { readonly kind: 'upsert'; readonly table: 'reactions'; readonly row: ReactionRow }
  | { readonly kind: 'delete'; readonly table: RowTable; readonly layer: LayerId; readonly key: RecordKey }

const TABLES: Readonly<Record<RecordKind, RowTable>> = {
  annotation: 'annotations',
  tagging: 'taggings',
  comment: 'comments',
  reaction: 'reactions',
}

/** The row changes that keep the projection of `layer` equal to it, in the order of `changes`. */
export const project = (layer: LayerId, changes: readonly Change[]): readonly RowChange[] =>
  changes.flatMap((change): readonly RowChange[] => {
    if (change.kind === 'put') return [upsertOf(layer, change.key, change.record)]
    const parts = parseRecordKey(change.key)
    return parts === undefined ? [] : [{ kind: 'delete', table: TABLES[parts.kind], layer, key: change.key }]
  })

/** The rows of all records of a layer. */
export const rowsOfRecords = (layer: LayerId, records: Iterable<readonly [RecordKey, LayerRecord]>): Rows => {
  const rows: {
    annotations: AnnotationRow[]
    taggings: TaggingRow[]
    comments: CommentRow[]
    reactions: ReactionRow[]
  } = { annotations: [], taggings: [], comments: [], reactions: [] }
  for (const [key, record] of records) {
    const change = upsertOf(layer, key, record)
    if (change.table === 'annotations') rows.annotations.push(change.row)
    else if (change.table === 'taggings') rows.taggings.push(change.row)
    else if (change.table === 'comments') rows.comments.push(change.row)
    else rows.reactions.push(change.row)
  }
  return rows
}

/** The rows of a layer, built anew from its document. */
export const rowsOfDoc = (layer: LayerId, doc: Parameters<typeof readRecords>[0]): Rows =>
  rowsOfRecords(layer, readRecords(doc))

/** The records that the rows came from, with their keys, in no particular order. */
export const recordsOfRows = (rows: Rows): [RecordKey, LayerRecord][] => [
  ...rows.annotations.map((row): [RecordKey, LayerRecord] => [row.key, annotationOfRow(row)]),
  ...rows.taggings.map((row): [RecordKey, LayerRecord] => [row.key, taggingOfRow(row)]),
  ...rows.comments.map((row): [RecordKey, LayerRecord] => [row.key, commentOfRow(row)]),
  ...rows.reactions.map((row): [RecordKey, LayerRecord] => [row.key, reactionOfRow(row)]),
]

const upsertOf = (layer: LayerId, key: RecordKey, record: LayerRecord): Extract<RowChange, { kind: 'upsert' }> => {
  const common = { layer, key, member: record.author, at: record.at, editedAt: record.editedAt ?? null }
  switch (record.kind) {
    case 'annotation': {
      const { version, start, end, exact, prefix, suffix } = record.anchor
      const removedAt = record.removedAt ?? null
      return {
        kind: 'upsert',
        table: 'annotations',
        row: { ...common, version, start, end, exact, prefix, suffix, removedAt },
      }
    }
    case 'tagging': {
      const { annotation, tag, rationale = null } = record
      return { kind: 'upsert', table: 'taggings', row: { ...common, annotation, tag, rationale } }
    }
    case 'comment': {
      const { annotation, parent, body, removedAt = null } = record
      const text = body === null ? '' : bodyText(body)
      return { kind: 'upsert', table: 'comments', row: { ...common, annotation, parent, body, text, removedAt } }
    }
    case 'reaction': {
      const { annotation, comment, reaction } = record
      return { kind: 'upsert', table: 'reactions', row: { ...common, annotation, comment, reaction } }
    }
  }
}

const editOf = (row: { readonly editedAt: number | null }): { editedAt?: number } =>
  row.editedAt === null ? {} : { editedAt: row.editedAt }

const removalOf = (row: { readonly removedAt: number | null }): { removedAt?: number } =>
  row.removedAt === null ? {} : { removedAt: row.removedAt }

const annotationOfRow = (row: AnnotationRow): Annotation => ({
  v: 1,
  kind: 'annotation',
  author: row.member,
  at: row.at,
  ...editOf(row),
  anchor: {
    version: row.version,
    start: row.start,
    end: row.end,
    exact: row.exact,
    prefix: row.prefix,
    suffix: row.suffix,
  },
  ...removalOf(row),
})

const taggingOfRow = (row: TaggingRow): Tagging => ({
  v: 1,
  kind: 'tagging',
  author: row.member,
  at: row.at,
  ...editOf(row),
  annotation: row.annotation,
  tag: row.tag,
  ...(row.rationale === null ? {} : { rationale: row.rationale }),
})

const commentOfRow = (row: CommentRow): Comment => ({
  v: 1,
  kind: 'comment',
  author: row.member,
  at: row.at,
  ...editOf(row),
  annotation: row.annotation,
  parent: row.parent,
  body: row.body,
  ...removalOf(row),
})

const reactionOfRow = (row: ReactionRow): Reaction => ({
  v: 1,
  kind: 'reaction',
  author: row.member,
  at: row.at,
  ...editOf(row),
  annotation: row.annotation,
  comment: row.comment,
  reaction: row.reaction,
})
