import * as z from 'zod'
import { type LayerId, type MemberId, type ReadingId, layerId, memberId, tagId } from '../../core/base'
import {
  REACTIONS,
  type RecordKey,
  type RecordKind,
  parseRecordKey,
  recordKey,
  taggingKey,
} from '../../core/annotation'
import { offset } from '../../core/document'
import type { CountedChange } from '../../core/statistics'
import type { Database } from './database'

/** How many layers are read at once: their rows come as columns of JSON, which takes a tenth of the time of as many objects. */
const LAYERS_AT_ONCE = 100

/** Where a counter gets its rows: `change` takes what is written, one call for some thousands. */
export type TakeRows = (changes: readonly CountedChange[]) => void

const texts = z.array(z.string())
const numbers = z.array(z.number())
const maybeTexts = z.array(z.string().nullable())
const flags = z.array(z.boolean())

/** A moment as the columns hold it, UTC without a zone, in milliseconds since 1970. */
const ms = (column: string): string => `round(extract(epoch from ${column}) * 1000)::float8`
const list = (expression: string, name: string): string => `json_agg(${expression}) as ${name}`

type Row = Record<string, unknown>

/** Of each kind of record: its table, what is read of it, and how that becomes changes. */
const KINDS: readonly {
  readonly kind: RecordKind
  readonly table: string
  readonly columns: readonly string[]
  readonly changesOf: (row: Row) => CountedChange[]
}[] = [
  {
    kind: 'annotation',
    table: 'AnnotationRow',
    columns: [list('r.start', 'starts'), list('r."end"', 'ends'), list('r."removedAt" is not null', 'removed')],
    changesOf: (row) => annotationsOf(row),
  },
  {
    kind: 'tagging',
    table: 'TaggingRow',
    columns: [
      list('r."annotationKey"', 'annotations'),
      list('r."tagId"', 'tags'),
      list(ms('coalesce(r."editedAt", r.at)'), 'moments'),
    ],
    changesOf: (row) => taggingsOf(row),
  },
  {
    kind: 'comment',
    table: 'CommentRow',
    columns: [
      list('r."annotationKey"', 'annotations'),
      list('r."parentKey"', 'parents'),
      list('r.text', 'words'),
      list('r.body is not null', 'spoken'),
      list(ms('r.at'), 'moments'),
    ],
    changesOf: (row) => commentsOf(row),
  },
  {
    kind: 'reaction',
    table: 'ReactionRow',
    columns: [
      list('r."annotationKey"', 'annotations'),
      list('r."commentKey"', 'comments'),
      list('r.reaction', 'reactions'),
    ],
    changesOf: (row) => reactionsOf(row),
  },
]

/** Reads counted rows of these kinds, each in one look. `where` says which of `r`. */
const readRows = async (
  db: Database,
  kinds: ReadonlySet<RecordKind>,
  where: string,
  parameters: readonly unknown[],
  take: TakeRows,
): Promise<void> => {
  for (const { kind, table, columns, changesOf } of KINDS) {
    if (!kinds.has(kind)) continue
    const rows = await db.$queryRawUnsafe<Row[]>(
      `select r."layerId" as layer, ${list('r.key', 'keys')}, ${list('r."memberId"', 'members')}, ${columns.join(', ')}
         from "${table}" r ${where} group by r."layerId"`,
      ...parameters,
    )
    for (const row of rows) take(changesOf(row))
  }
}

const EVERY_KIND: ReadonlySet<RecordKind> = new Set(KINDS.map(({ kind }) => kind))

const common = (row: Row) => ({
  layer: layerId(z.string().parse(row.layer)),
  keys: texts.parse(row.keys),
  members: texts.parse(row.members),
})

const annotationsOf = (row: Row): CountedChange[] => {
  const { layer, keys, members } = common(row)
  const [starts, ends, removed] = [numbers.parse(row.starts), numbers.parse(row.ends), flags.parse(row.removed)]
  return keys.map((key, at) => ({
    kind: 'upsert',
    table: 'annotations',
    row: {
      layer,
      key: keyOf('annotation', key),
      member: ownerOf(members[at]),
      start: offset(starts[at] ?? 0),
      end: offset(ends[at] ?? 0),
      removedAt: removed[at] === true ? 1 : null,
    },
  }))
}

const taggingsOf = (row: Row): CountedChange[] => {
  const { layer, keys, members } = common(row)
  const [annotations, tags] = [texts.parse(row.annotations), texts.parse(row.tags)]
  const moments = numbers.parse(row.moments)
  return keys.map((_, at) => ({
    kind: 'upsert',
    table: 'taggings',
    row: {
      layer,
      annotation: keyOf('annotation', annotations[at]),
      member: ownerOf(members[at]),
      tag: tagId(tags[at] ?? ''),
      at: moments[at] ?? 0,
      editedAt: null,
    },
  }))
}

const commentsOf = (row: Row): CountedChange[] => {
  const { layer, keys, members } = common(row)
  const [annotations, parents] = [texts.parse(row.annotations), maybeTexts.parse(row.parents)]
  const [words, spoken, moments] = [texts.parse(row.words), flags.parse(row.spoken), numbers.parse(row.moments)]
  return keys.map((key, at) => ({
    kind: 'upsert',
    table: 'comments',
    row: {
      layer,
      key: keyOf('comment', key),
      member: ownerOf(members[at]),
      annotation: keyOf('annotation', annotations[at]),
      parent: parents[at] == null ? null : keyOf('comment', parents[at]),
      text: words[at] ?? '',
      body: spoken[at] === true ? {} : null,
      at: moments[at] ?? 0,
    },
  }))
}

const reactionsOf = (row: Row): CountedChange[] => {
  const { layer, keys, members } = common(row)
  const [annotations, comments] = [texts.parse(row.annotations), maybeTexts.parse(row.comments)]
  const reactions = texts.parse(row.reactions)
  return keys.flatMap((key, at): CountedChange[] => {
    const reaction = REACTIONS.find((known) => known === reactions[at])
    if (reaction === undefined) return []
    return [
      {
        kind: 'upsert',
        table: 'reactions',
        row: {
          layer,
          key: keyOf('reaction', key),
          member: ownerOf(members[at]),
          annotation: keyOf('annotation', annotations[at]),
          comment: comments[at] == null ? null : keyOf('comment', comments[at]),
          reaction,
        },
      },
    ]
  })
}

/** Every counted row of a reading: private layers and asides have none. Some thousands a call. */
export const countedRows = async (db: Database, layers: readonly LayerId[], take: TakeRows): Promise<void> => {
  for (let at = 0; at < layers.length; at += LAYERS_AT_ONCE) {
    await readRows(db, EVERY_KIND, 'where r."layerId" = any($1::text[])', [layers.slice(at, at + LAYERS_AT_ONCE)], take)
  }
}

/** An update of a counted layer, and what it wrote or removed; `null` where that was not kept. */
export interface CountedUpdate {
  readonly id: bigint
  readonly layer: LayerId
  readonly keys: readonly RecordKey[] | null
}

/** The updates of the counted layers of a reading after an id, in their order. */
export const countedUpdates = async (
  db: Database,
  reading: ReadingId,
  after: bigint,
): Promise<readonly CountedUpdate[]> => {
  const rows = await db.$queryRaw<{ id: bigint; layer: string; keys: string[] | null }[]>`
    select u.id, u."layerId" as layer, u.keys
      from "LayerUpdate" u join "Layer" l on l.id = u."layerId"
     where u.id > ${after} and l."readingId" = ${reading} and l.kind not in ('private', 'aside')
     order by u.id`
  return rows.map(({ id, layer, keys }) => ({
    id,
    layer: layerId(layer),
    keys: keys === null || keys.length === 0 ? null : keys.flatMap((key) => anyKey(key) ?? []),
  }))
}

/**
 * An update id such that every update that is not committed yet, or was within
 * the last `forMs`, is after it: ids are given out before they are committed.
 */
export const settledUpdate = async (db: Database, forMs: number): Promise<bigint> => {
  const [row] = await db.$queryRaw<{ settled: bigint | null; oldest: bigint | null }[]>`
    select max(id) filter (where at < now() at time zone 'utc' - ${forMs} * interval '1 millisecond') as settled,
           min(id) as oldest
      from (select id, at from "LayerUpdate" order by id desc limit 2000) newest`
  return row?.settled ?? (row?.oldest ?? 1n) - 1n
}

/** The rows with these names as they are now; one that is not there is a removal. */
export const rowsNamed = async (
  db: Database,
  named: readonly { readonly layer: LayerId; readonly key: RecordKey }[],
  take: TakeRows,
): Promise<void> => {
  if (named.length === 0) return
  const found = new Set<string>()
  const changes: CountedChange[] = []
  await readRows(
    db,
    new Set(named.flatMap(({ key }) => parseRecordKey(key)?.kind ?? [])),
    'join unnest($1::text[], $2::text[]) as asked(layer, key) on r."layerId" = asked.layer and r.key = asked.key',
    [named.map(({ layer }) => layer), named.map(({ key }) => key)],
    (some) => {
      for (const change of some) {
        changes.push(change)
        if (change.kind === 'upsert') found.add(nameOf(change))
      }
    },
  )
  for (const { layer, key } of named) {
    const table = TABLES[parseRecordKey(key)?.kind ?? 'annotation']
    if (!found.has(`${layer} ${key}`)) changes.push({ kind: 'delete', table, layer, key })
  }
  take(changes)
}

const TABLES = {
  annotation: 'annotations',
  tagging: 'taggings',
  comment: 'comments',
  reaction: 'reactions',
} as const

const nameOf = (change: Extract<CountedChange, { readonly kind: 'upsert' }>): string =>
  change.table === 'taggings'
    ? `${change.row.layer} ${taggingKey(change.row.member, change.row.annotation)}`
    : `${change.row.layer} ${change.row.key}`

const ownerOf = (text: string | undefined): MemberId => memberId(text ?? '')

const keyOf = (kind: RecordKind, text: string | undefined): RecordKey => {
  const key = text === undefined ? undefined : anyKey(text)
  if (key?.startsWith(`${kind}/`) !== true) throw new Error(`a stored row has not the key of a ${kind}`)
  return key
}

const anyKey = (text: string): RecordKey | undefined => {
  const parts = parseRecordKey(text)
  return parts === undefined ? undefined : recordKey(parts.kind, parts.owner, parts.local)
}
