import { type LayerId, type ReadingId, type SeminarId, layerId, readingId, seminarId } from '../../core/base'
import { type RecordKey, parseRecordKey, recordKey } from '../../core/annotation'
import type { Database } from './database'

/** An annotation among all layers of a reading. */
export interface Place {
  readonly layer: LayerId
  readonly annotation: RecordKey
}

/** What the board of a reading shows. */
export interface Board {
  readonly reading: ReadingId
  readonly slug: string
  readonly seminar: SeminarId
  /** True where students may open it. */
  readonly isShown: boolean
  /** True where names stand with what members wrote. */
  readonly showsNames: boolean
  /** The passage that is thrown large; `null` for none. */
  readonly thrown: Place | null
  /** Grows with every change. */
  readonly revision: number
}

/** The place of a row that was written by us; `undefined` where its layer is gone. */
const placeOf = (layer: string | null, key: string | null): Place | undefined => {
  const parts = key === null ? undefined : parseRecordKey(key)
  if (layer === null || parts?.kind !== 'annotation') return undefined
  return { layer: layerId(layer), annotation: recordKey('annotation', parts.owner, parts.local) }
}

/** The board of the reading with this slug or id; nothing was chosen on a new one. `undefined` where there is no such reading. */
export const findBoard = async (db: Database, reading: string): Promise<Board | undefined> => {
  const row = await db.reading.findFirst({
    where: { OR: [{ slug: reading }, { id: reading }] },
    select: { id: true, slug: true, seminarId: true, board: true },
  })
  if (row === null) return undefined
  return {
    reading: readingId(row.id),
    slug: row.slug,
    seminar: seminarId(row.seminarId),
    isShown: row.board?.isShown ?? false,
    showsNames: row.board?.showsNames ?? false,
    thrown: placeOf(row.board?.layerId ?? null, row.board?.annotationKey ?? null) ?? null,
    revision: row.board?.revision ?? 0,
  }
}

/** What of a board can be changed; an absent member is left as it is. */
export type BoardChange = Partial<Pick<Board, 'isShown' | 'showsNames' | 'thrown'>>

/** Changes what a board shows. */
export const writeBoard = async (
  db: Database,
  reading: ReadingId,
  { thrown, ...change }: BoardChange,
): Promise<void> => {
  const data = {
    ...change,
    ...(thrown === undefined ? {} : { layerId: thrown?.layer ?? null, annotationKey: thrown?.annotation ?? null }),
  }
  await db.board.upsert({
    where: { readingId: reading },
    create: { ...data, readingId: reading, revision: 1 },
    update: { ...data, revision: { increment: 1 } },
  })
}

/** The reading of a layer that holds this annotation, and whether it is not for all eyes: private, or an aside; `undefined` where there is none. */
export const findPlace = async (
  db: Database,
  { layer, annotation }: Place,
): Promise<{ readonly reading: ReadingId; readonly isPrivate: boolean; readonly isAside: boolean } | undefined> => {
  const row = await db.annotationRow.findUnique({
    where: { layerId_key: { layerId: layer, key: annotation } },
    select: { layer: { select: { readingId: true, kind: true } } },
  })
  if (row === null) return undefined
  const { readingId: reading, kind } = row.layer
  const isAside = kind === 'aside'
  return { reading: readingId(reading), isPrivate: kind === 'private' || isAside, isAside }
}

/** The pinned passages of a reading in all its layers, the oldest pin first. Asks nobody for leave: the caller does. */
export const pinsOf = async (db: Database, reading: ReadingId): Promise<readonly Place[]> => {
  const rows = await db.pin.findMany({
    where: { layer: { readingId: reading } },
    orderBy: [{ at: 'asc' }, { annotationKey: 'asc' }],
  })
  return rows.flatMap((row) => placeOf(row.layerId, row.annotationKey) ?? [])
}

/** Pins a passage; one that is pinned stays as it is. */
export const writePin = async (db: Database, { layer, annotation }: Place, member: string): Promise<void> => {
  await db.pin.createMany({
    data: [{ layerId: layer, annotationKey: annotation, memberId: member }],
    skipDuplicates: true,
  })
}

/** Takes a pin away; one that is not there is no matter. */
export const deletePin = async (db: Database, { layer, annotation }: Place): Promise<void> => {
  await db.pin.deleteMany({ where: { layerId: layer, annotationKey: annotation } })
}
