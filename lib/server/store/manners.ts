import { type LayerId, type MemberId, type SeminarId, layerId, memberId, seminarId } from '../../core/base'
import { type LayerRecord, type RecordKey, recordSchema, parseRecordKey, recordKey } from '../../core/annotation'
import type { Database } from './database'

/** A note that a moderator took out of a layer. */
export interface RemovedNote {
  readonly id: string
  readonly layer: LayerId
  readonly seminar: SeminarId
  readonly reading: { readonly slug: string; readonly title: string }
  readonly key: RecordKey
  readonly author: MemberId
  readonly by: MemberId
  readonly record: LayerRecord
  /** Empty where nothing was said. */
  readonly reason: string
  /** Milliseconds since 1970 (UTC). */
  readonly at: number
  readonly isRestored: boolean
}

/** A report of a note that nobody has settled. */
export interface OpenReport {
  readonly id: string
  readonly layer: LayerId
  readonly reading: { readonly slug: string; readonly title: string }
  readonly key: RecordKey
  readonly by: MemberId
  readonly reason: string
  /** Milliseconds since 1970 (UTC). */
  readonly at: number
}

const READING = {
  reading: { select: { slug: true, seminarId: true, version: { select: { paper: { select: { title: true } } } } } },
} as const

const keyOf = (text: string): RecordKey => {
  const parts = parseRecordKey(text)
  if (parts === undefined) throw new Error('a stored note has no key of ours')
  return recordKey(parts.kind, parts.owner, parts.local)
}

type RemovedRow = Awaited<ReturnType<typeof removedRows>>[number]

const removedRows = (db: Database, where: NonNullable<Parameters<Database['removedNote']['findMany']>[0]>['where']) =>
  db.removedNote.findMany({
    ...(where === undefined ? {} : { where }),
    include: { layer: { select: READING } },
    orderBy: { id: 'desc' },
    take: 200,
  })

const removedOf = (row: RemovedRow): RemovedNote => ({
  id: row.id.toString(),
  layer: layerId(row.layerId),
  seminar: seminarId(row.layer.reading.seminarId),
  reading: { slug: row.layer.reading.slug, title: row.layer.reading.version.paper.title },
  key: keyOf(row.key),
  author: memberId(row.memberId),
  by: memberId(row.byMemberId),
  record: recordSchema.parse(row.record),
  reason: row.reason,
  at: row.at.getTime(),
  isRestored: row.restoredAt !== null,
})

/** What was taken out of the layers of a seminar, newest first, at most 200. Asks nobody for leave. */
export const removedInSeminar = async (db: Database, seminar: SeminarId): Promise<readonly RemovedNote[]> =>
  (await removedRows(db, { layer: { reading: { seminarId: seminar } } })).map(removedOf)

/** What was taken out of what a member wrote and not put back, newest first, at most 200. Asks nobody for leave. */
export const removedOfMember = async (db: Database, member: MemberId): Promise<readonly RemovedNote[]> =>
  (await removedRows(db, { memberId: member, restoredAt: null })).map(removedOf)

/** A removed note; `undefined` where there is none. Asks nobody for leave. */
export const findRemoved = async (db: Database, id: string): Promise<RemovedNote | undefined> =>
  (await removedRows(db, { id: BigInt(id) })).map(removedOf)[0]

/** Marks a removed note as put back; false where it was already. */
export const markRestored = async (db: Database, id: string, at: Date): Promise<boolean> =>
  (await db.removedNote.updateMany({ where: { id: BigInt(id), restoredAt: null }, data: { restoredAt: at } })).count > 0

/** Keeps a member's report of a note; their second takes the place of the first, and opens it again. */
export const writeReport = async (
  db: Database,
  {
    layer,
    key,
    by,
    reason,
  }: { readonly layer: LayerId; readonly key: RecordKey; readonly by: MemberId; readonly reason: string },
): Promise<void> => {
  const name = { layerId: layer, key, byMemberId: by }
  await db.report.upsert({
    where: { layerId_key_byMemberId: name },
    create: { ...name, reason },
    update: { reason, at: new Date(), settledAt: null },
  })
}

/** The open reports of a seminar, oldest first, at most 200. Asks nobody for leave. */
export const openReports = async (db: Database, seminar: SeminarId): Promise<readonly OpenReport[]> => {
  const rows = await db.report.findMany({
    where: { settledAt: null, layer: { reading: { seminarId: seminar } } },
    include: { layer: { select: READING } },
    orderBy: { at: 'asc' },
    take: 200,
  })
  return rows.map((row) => ({
    id: row.id,
    layer: layerId(row.layerId),
    reading: { slug: row.layer.reading.slug, title: row.layer.reading.version.paper.title },
    key: keyOf(row.key),
    by: memberId(row.byMemberId),
    reason: row.reason,
    at: row.at.getTime(),
  }))
}

/** Settles every open report of a note; says how many there were. */
export const settleReports = async (db: Database, layer: LayerId, key: RecordKey, at: Date): Promise<number> =>
  (await db.report.updateMany({ where: { layerId: layer, key, settledAt: null }, data: { settledAt: at } })).count

/** Whom a member does not want to be talked to by. */
export const mutedBy = async (db: Database, member: MemberId): Promise<readonly MemberId[]> => {
  const rows = await db.mute.findMany({
    where: { memberId: member },
    select: { mutedId: true },
    orderBy: { at: 'asc' },
  })
  return rows.map((row) => memberId(row.mutedId))
}

/** Mutes a member for another, or takes that back. Doing it twice changes nothing. */
export const writeMute = async (db: Database, member: MemberId, muted: MemberId, isMuted: boolean): Promise<void> => {
  const name = { memberId: member, mutedId: muted }
  if (isMuted) await db.mute.createMany({ data: [name], skipDuplicates: true })
  else await db.mute.deleteMany({ where: name })
}
