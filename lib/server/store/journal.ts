import { type LayerId, type MemberId, layerId } from '../../core/base'
import type { LayerRecord, RecordKey } from '../../core/annotation'
import type { RowChange } from '../../core/projection'
import type { Database } from './database'
import { type RowPart, rowParts } from './row-changes'

/** An accepted update with everything that must be stored together with it. */
export interface JournalEntry {
  readonly layer: LayerId
  readonly member: MemberId
  /** A Yjs update, V1 encoding. */
  readonly update: Uint8Array
  /** What the update does to the rows, in order. */
  readonly rows: readonly RowChange[]
  /** The Yjs client ids that the member is seen to use for the first time. */
  readonly newClients: readonly number[]
  /** What of other members it takes out of the layer; absent where it takes out nothing. */
  readonly removed?: readonly RemovedRecord[]
}

/** A record that a moderator takes out: it is kept beside the layer, and the log says so, with the same commit. */
export interface RemovedRecord {
  readonly key: RecordKey
  readonly record: LayerRecord
  /** What its author is told; absent where nothing was said. */
  readonly reason?: string
}

/** An entry for a layer that several processes write to. */
export interface SharedEntry extends JournalEntry {
  /** The layer's revision that it was judged by: at another one it is not stored. `null`: store it at any. */
  readonly revision: bigint | null
}

/** What became of the entries of one layer. */
export interface SharedAppend {
  /** Their ids, in their order; empty where they are stale: judged by a revision that the layer has left. */
  readonly ids: readonly bigint[]
  /** Where the layer stands now. */
  readonly revision: bigint
}

/** One statement, and so one transaction and one way to the database and back. */
export interface JournalStatement {
  /** Under which a connection keeps its plan. */
  readonly name: string
  readonly text: string
  readonly values: readonly string[]
}

/**
 * Ids grow with a lock on the layer held, so that they are in the order of the
 * commits whatever process writes: who has read up to an id has missed none
 * below it. A claim on an id that is another member's breaks the NOT NULL of
 * its owner, and with it the statement.
 */
const appendText = (parts: readonly RowPart[]): string => `
with entry as (
  select * from json_to_recordset($1::json) as entry(n int, layer text, member text, data text, keys text[])
), held as (
  select id from "Layer" where id in (select layer from entry) order by id for no key update
)${textOf(parts)}
insert into "LayerUpdate" ("layerId", "memberId", data, keys, at)
select entry.layer, entry.member, decode(entry.data, 'base64'), entry.keys, now() at time zone 'utc'
from entry left join held on held.id = entry.layer
order by entry.n
returning id::text`

/**
 * The same for layers that several processes write to: it takes a layer's
 * revision one further, and leaves out the layers that are not at the revision
 * their entries were judged by. What waits for a lock is read anew when it has
 * it (PostgreSQL, "Read Committed Isolation Level"), so `held` is the newest
 * revision although the rest of the statement sees the database as it began.
 * Everything else waits for `fresh`, so that no two processes lock crosswise.
 */
const sharedAppendText = (parts: readonly RowPart[]): string => `
with entry as (
  select * from json_to_recordset($1::json) as entry(n int, layer text, member text, data text, keys text[], revision bigint)
), held as (
  select id, revision from "Layer" where id in (select layer from entry) order by id for no key update
), fresh as (
  select id from held
  where not exists (select from entry where entry.layer = held.id and entry.revision <> held.revision)
), moved as (
  update "Layer" set revision = "Layer".revision + 1 from fresh where "Layer".id = fresh.id
  returning "Layer".id, "Layer".revision
)${textOf(parts, 'fresh')}, stored as (
  insert into "LayerUpdate" ("layerId", "memberId", data, keys, at)
  select held.id, entry.member, decode(entry.data, 'base64'), entry.keys, now() at time zone 'utc'
  from entry left join held on held.id = entry.layer
  where held.id is null or held.id in (select id from fresh)
  order by entry.n
  returning id, "layerId" as layer
)
select layer, stored.id::text as id, revision::text as revision from stored join moved on moved.id = layer
union all
select id, null, revision::text from held where id not in (select id from fresh)`

const textOf = (parts: readonly RowPart[], layers?: string): string =>
  parts.map(({ text }, at) => `, ${text(FIRST_PART + at, layers)}`).join('')

/** The parameter of the first part; `$1` are the entries. */
const FIRST_PART = 2

const claimText = (parameter: number, layers?: string): string => `claimed as (
  insert into "LayerClient" ("layerId", "clientId", "memberId")
  select layer, client, member from json_to_recordset($${parameter}::json) as claim(layer text, client bigint, member text)${
    layers === undefined
      ? ''
      : `
  where layer in (select id from ${layers})`
  }
  on conflict ("layerId", "clientId") do update
  set "memberId" = case when "LayerClient"."memberId" = excluded."memberId" then excluded."memberId" end
)`

/** Keeps what moderators take out, and says so in the log of the seminar. */
const removalText = (parameter: number, layers = 'held'): string => `gone as (
  select gone.*, "Reading"."seminarId" as seminar
  from json_to_recordset($${parameter}::json) as gone(layer text, key text, author text, "by" text, record jsonb, reason text)
  join ${layers} on ${layers}.id = gone.layer
  join "Layer" on "Layer".id = gone.layer
  join "Reading" on "Reading".id = "Layer"."readingId"
), kept as (
  insert into "RemovedNote" ("layerId", key, "memberId", "byMemberId", record, reason, at)
  select layer, key, author, "by", record, reason, now() at time zone 'utc' from gone
), told as (
  insert into "AuditEntry" ("seminarId", at, deed, "byMemberId", "memberId", subject)
  select seminar, now() at time zone 'utc', 'note.removed', "by", author, key from gone
)`

/** The statement that appends entries, in this order, all or none. It answers one row `{ id }` an entry. */
export const appendStatement = (entries: readonly JournalEntry[]): JournalStatement =>
  statementOf('append', appendText, entries)

/** The same for layers that several processes write to, all or none of each layer. See `readSharedRows` for its answer. */
export const sharedAppendStatement = (entries: readonly SharedEntry[]): JournalStatement =>
  statementOf('shared', sharedAppendText, entries)

/** The texts by their names. A batch is mostly of one or two kinds of record, so few of the possible ones are ever made. */
const texts = new Map<string, string>()

/** What a statement does not need is not in it: without, a commit of one note costs Postgres a third less. */
const statementOf = (
  what: string,
  textWith: (parts: readonly RowPart[]) => string,
  entries: readonly (JournalEntry & Partial<SharedEntry>)[],
): JournalStatement => {
  const parts = partsOf(entries)
  const name = [what, ...parts.map((part) => part.name)].join(' ')
  let text = texts.get(name)
  if (text === undefined) {
    text = textWith(parts)
    texts.set(name, text)
  }
  return { name, text, values: [JSON.stringify(entries.map(listed)), ...parts.map(({ value }) => value)] }
}

/** A row that a shared append answers. */
export interface SharedRow {
  readonly layer: string
  readonly id: string | null
  readonly revision: string
}

/** Reads what a shared append answered, by layer. */
export const readSharedRows = (rows: readonly SharedRow[]): ReadonlyMap<LayerId, SharedAppend> => {
  const byLayer = new Map<LayerId, { readonly ids: bigint[]; readonly revision: bigint }>()
  for (const { layer, id, revision } of rows) {
    const known = byLayer.get(layerId(layer)) ?? { ids: [], revision: BigInt(revision) }
    byLayer.set(layerId(layer), known)
    if (id !== null) known.ids.push(BigInt(id))
  }
  for (const { ids } of byLayer.values()) ids.sort((a, b) => (a < b ? -1 : 1))
  return byLayer
}

const partsOf = (entries: readonly JournalEntry[]): readonly RowPart[] => {
  const claims = new Map<string, { layer: LayerId; client: number; member: MemberId }>()
  for (const { layer, member, newClients } of entries) {
    for (const client of newClients) claims.set(`${layer} ${client} ${member}`, { layer, client, member })
  }
  const gone = entries.flatMap(goneOf)
  return [
    ...(claims.size === 0 ? [] : [{ name: 'claim', text: claimText, value: JSON.stringify([...claims.values()]) }]),
    ...rowParts(entries.flatMap(({ rows }) => rows)),
    ...(gone.length === 0 ? [] : [{ name: 'gone', text: removalText, value: JSON.stringify(gone) }]),
  ]
}

const listed = ({ layer, member, update, rows, revision }: JournalEntry & Partial<SharedEntry>, n: number) => ({
  n,
  layer,
  member,
  data: base64(update),
  keys: [...new Set(rows.map((change) => (change.kind === 'upsert' ? change.row.key : change.key)))],
  revision: revision?.toString(),
})

const goneOf = ({ layer, member, removed = [] }: JournalEntry) =>
  removed.map(({ key, record, reason = '' }) => ({ layer, key, author: record.author, by: member, record, reason }))

const base64 = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64')

/**
 * Appends entries of commands, all or none, and gives their ids in order. The
 * realtime server goes through `openGroupCommit` instead. Throws where one of
 * them cannot be stored.
 */
export const appendJournal = async (db: Database, entries: readonly JournalEntry[]): Promise<readonly bigint[]> => {
  if (entries.length === 0) return []
  const { text, values } = sharedAppendStatement(entries.map((entry) => ({ ...entry, revision: null })))
  const answers = readSharedRows(await db.$queryRawUnsafe<SharedRow[]>(text, ...values))
  return [...answers.values()].flatMap(({ ids }) => ids).toSorted((a, b) => (a < b ? -1 : 1))
}
