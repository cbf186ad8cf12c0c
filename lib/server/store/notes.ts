import type { LayerId } from '../../core/base'
import type { Annotation, LayerRecord, RecordKey } from '../../core/annotation'
import { parseRecordKey, recordKey } from '../../core/annotation'
import { recordsOfRows } from '../../core/projection'
import type { Database } from './database'
import { rowsByKeys } from './records'

/** A record of a layer with the highlight that it is, or is said on. */
export interface StoredNote {
  readonly key: RecordKey
  readonly record: LayerRecord
  readonly home: { readonly key: RecordKey; readonly annotation: Annotation }
}

/**
 * The names of what a layer shows of itself, as the room does (TH3, TH4, TH7 of
 * core/annotation): nothing that its author removed, of a removed highlight
 * nothing unless somebody else says something on it, and no reaction to a comment
 * that is gone with all that answered it.
 */
const SHOWN = `
with recursive highlight as (
  select "layerId", key, "memberId", at, "removedAt", "removedAt" is null or exists (
    select from "TaggingRow" said where said."layerId" = own."layerId" and said."annotationKey" = own.key
      and said."memberId" <> own."memberId"
    union all
    select from "CommentRow" said where said."layerId" = own."layerId" and said."annotationKey" = own.key
      and said."memberId" <> own."memberId" and said."removedAt" is null
  ) as shown
  from "AnnotationRow" own where "layerId" = $1
), standing as (
  select "annotationKey", key, "parentKey" from "CommentRow" where "layerId" = $1 and "removedAt" is null
  union
  select answered."annotationKey", answered.key, answered."parentKey" from "CommentRow" answered
    join standing on answered.key = standing."parentKey" and answered."annotationKey" = standing."annotationKey"
    where answered."layerId" = $1
), note as (
  select key, at from highlight where "removedAt" is null
  union all
  select said.key, said.at from "TaggingRow" said join highlight on highlight.key = said."annotationKey" and shown
    where said."layerId" = $1
  union all
  select said.key, said.at from "CommentRow" said join highlight on highlight.key = said."annotationKey" and shown
    where said."layerId" = $1 and said."removedAt" is null
  union all
  select said.key, said.at from "ReactionRow" said join highlight on highlight.key = said."annotationKey" and shown
    where said."layerId" = $1 and (said."commentKey" is null or said."commentKey" in (select key from standing))
)`

/** How many notes a layer shows. */
export const countNotes = async (db: Database, layer: LayerId): Promise<number> => {
  const rows = await db.$queryRawUnsafe<{ count: number }[]>(`${SHOWN} select count(*)::int as count from note`, layer)
  return rows[0]?.count ?? 0
}

/** The keys of the notes that a layer shows, the oldest first: `limit` of them after the first `skip`. */
export const noteKeys = async (
  db: Database,
  layer: LayerId,
  { skip, limit }: { readonly skip: number; readonly limit: number },
): Promise<readonly RecordKey[]> => {
  const rows = await db.$queryRawUnsafe<{ key: string }[]>(
    `${SHOWN} select key from note order by at, key offset $2 limit $3`,
    layer,
    skip,
    limit,
  )
  return rows.flatMap(({ key }) => keyOf(key) ?? [])
}

/** Whether a layer shows this note. */
export const isNoteShown = async (db: Database, layer: LayerId, key: RecordKey): Promise<boolean> => {
  const rows = await db.$queryRawUnsafe<unknown[]>(`${SHOWN} select 1 from note where key = $2`, layer, key)
  return rows.length > 0
}

/** Records of a layer in the order of `keys`; those that are not there are left out. */
export const notesByKeys = async (
  db: Database,
  layer: LayerId,
  keys: readonly RecordKey[],
): Promise<readonly StoredNote[]> => {
  const records = new Map(recordsOfRows(await rowsByKeys(db, layer, keys)))
  const wanted = [...records.values()].flatMap((record) => (record.kind === 'annotation' ? [] : [record.annotation]))
  const missing = wanted.filter((key) => !records.has(key))
  const homes = new Map([...records, ...recordsOfRows(await rowsByKeys(db, layer, missing))])
  return keys.flatMap((key): StoredNote[] => {
    const record = records.get(key)
    if (record === undefined) return []
    const home = record.kind === 'annotation' ? key : record.annotation
    const annotation = homes.get(home)
    return annotation?.kind === 'annotation' ? [{ key, record, home: { key: home, annotation } }] : []
  })
}

/** A highlight of exactly this passage, anybody's, the oldest; `undefined` where there is none. */
export const highlightOf = async (
  db: Database,
  layer: LayerId,
  { start, end }: { readonly start: number; readonly end: number },
): Promise<RecordKey | undefined> => {
  const row = await db.annotationRow.findFirst({
    where: { layerId: layer, start, end, removedAt: null },
    orderBy: [{ at: 'asc' }, { key: 'asc' }],
    select: { key: true },
  })
  return row === null ? undefined : keyOf(row.key)
}

/** Whether the journal ever had this record. What lies before an erasure is forgotten. */
export const wasNoteThere = async (db: Database, layer: LayerId, key: RecordKey): Promise<boolean> =>
  (await db.layerUpdate.findFirst({ where: { layerId: layer, keys: { has: key } }, select: { id: true } })) !== null

/** A mark of what a layer holds: another after every change. */
export const layerMark = async (db: Database, layer: LayerId): Promise<string> => {
  const [update, snapshot, [names]] = await Promise.all([
    db.layerUpdate.aggregate({ where: { layerId: layer }, _max: { id: true } }),
    db.layerSnapshot.aggregate({ where: { layerId: layer }, _max: { throughId: true } }),
    // Foreign names stand beside the journal.
    db.$queryRaw<{ mark: string }[]>`
      SELECT coalesce(sum(hashtextextended(concat_ws(' ', "key", "canonical", "via"::text), 0)), 0)::text AS "mark"
      FROM "ForeignName" WHERE "layerId" = ${layer}`,
  ])
  const written = `${update._max.id ?? 0n}.${update._max.id === null ? (snapshot._max.throughId ?? 0n) : ''}`
  return `${written}.${names?.mark ?? '0'}`
}

/** Under which names notes were known where they came from. */
export interface ForeignName {
  readonly canonical: string | null
  readonly via: readonly string[]
}

/** The foreign names of these notes; those without are left out. */
export const foreignNames = async (
  db: Database,
  layer: LayerId,
  keys: readonly RecordKey[],
): Promise<ReadonlyMap<string, ForeignName>> => {
  const rows = await db.foreignName.findMany({ where: { layerId: layer, key: { in: [...keys] } } })
  return new Map(rows.map(({ key, canonical, via }) => [key, { canonical, via }]))
}

/** Keeps under which names a note was known; nothing where it had none. */
export const writeForeignName = async (
  db: Database,
  layer: LayerId,
  key: RecordKey,
  { canonical, via }: ForeignName,
): Promise<void> => {
  if (canonical === null && via.length === 0) return
  const data = { canonical, via: [...via] }
  await db.foreignName.upsert({
    where: { layerId_key: { layerId: layer, key } },
    create: { layerId: layer, key, ...data },
    update: data,
  })
}

/** Forgets under which names notes were known: one, or all of a member's. */
export const forgetForeignNames = async (
  db: Database,
  layer: LayerId,
  which: { readonly key: RecordKey } | { readonly member: string },
): Promise<void> => {
  await db.foreignName.deleteMany({
    where: { layerId: layer, key: 'key' in which ? which.key : { contains: `/${which.member}/` } },
  })
}

const keyOf = (text: string): RecordKey | undefined => {
  const parts = parseRecordKey(text)
  return parts === undefined ? undefined : recordKey(parts.kind, parts.owner, parts.local)
}
