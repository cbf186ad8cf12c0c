import { type ReadingId, type SeminarId, type VersionId, readingId, seminarId, versionId } from '../../core/base'
import type { Database } from './database'

/** A reading as a list shows it. */
export interface ReadingFace {
  readonly id: ReadingId
  readonly slug: string
  readonly seminar: SeminarId
  readonly title: string
  readonly authors: readonly string[]
  readonly version: VersionId
  readonly createdAt: Date
}

const FACE = {
  id: true,
  slug: true,
  seminarId: true,
  versionId: true,
  createdAt: true,
  version: { select: { paper: { select: { title: true, authors: true } } } },
} as const

interface FaceRow {
  readonly id: string
  readonly slug: string
  readonly seminarId: string
  readonly versionId: string
  readonly createdAt: Date
  readonly version: { readonly paper: { readonly title: string; readonly authors: string[] } }
}

const faceOf = (row: FaceRow): ReadingFace => ({
  id: readingId(row.id),
  slug: row.slug,
  seminar: seminarId(row.seminarId),
  title: row.version.paper.title,
  authors: row.version.paper.authors,
  version: versionId(row.versionId),
  createdAt: row.createdAt,
})

/** The reading with this slug or id; `undefined` where there is none. Asks nobody for leave: the caller does. */
export const findReading = async (db: Database, slugOrId: string): Promise<ReadingFace | undefined> => {
  const row = await db.reading.findFirst({ where: { OR: [{ slug: slugOrId }, { id: slugOrId }] }, select: FACE })
  return row === null ? undefined : faceOf(row)
}

/** The reading with this id; `undefined` where there is none. Asks nobody for leave: the caller does. */
export const findReadingById = async (db: Database, id: ReadingId): Promise<ReadingFace | undefined> => {
  const row = await db.reading.findUnique({ where: { id }, select: FACE })
  return row === null ? undefined : faceOf(row)
}

/** The readings of these seminars, the newest first. */
export const readingsOf = async (db: Database, seminars: readonly SeminarId[]): Promise<readonly ReadingFace[]> => {
  const rows = await db.reading.findMany({
    where: { seminarId: { in: [...seminars] } },
    select: FACE,
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
  })
  return rows.map(faceOf)
}

/** Slugs in use that begin with this one. */
export const slugsLike = async (db: Database, slug: string): Promise<ReadonlySet<string>> => {
  const rows = await db.reading.findMany({ where: { slug: { startsWith: slug } }, select: { slug: true } })
  return new Set(rows.map((row) => row.slug))
}

/** Sets a version as a reading with one open round of kind `group`. A slug that is taken: `undefined`. */
export const createReading = async (
  db: Database,
  reading: {
    readonly seminar: SeminarId
    readonly version: VersionId
    /** The id of the PDF that it came as. */
    readonly original?: string | undefined
    readonly slug: string
    readonly openedAt: Date
  },
): Promise<ReadingId | undefined> => {
  const [row] = await db.reading.createManyAndReturn({
    data: [
      {
        slug: reading.slug,
        seminarId: reading.seminar,
        versionId: reading.version,
        originalId: reading.original ?? null,
      },
    ],
    select: { id: true },
    skipDuplicates: true,
  })
  if (row === undefined) return undefined
  await db.round.create({ data: { readingId: row.id, kind: 'group', position: 0, openedAt: reading.openedAt } })
  return readingId(row.id)
}

/** Lets students see their own verdicts against the class's, or ends that. */
export const writeFiguresOpen = async (db: Database, reading: ReadingId, isOpen: boolean): Promise<void> => {
  await db.reading.update({ where: { id: reading }, data: { figuresOpen: isOpen } })
}

/** How much a reading has been worked on, in all layers but private ones and asides. */
export interface ReadingTally {
  readonly annotations: number
  readonly verdicts: number
  readonly comments: number
  /** Members who wrote any of them. */
  readonly authors: number
}

/** Counts the work on each of these readings; removed notes are left out, and what was said on a passage that an instructor took out. A reading without any is not in the map. */
export const tallyReadings = async (
  db: Database,
  readings: readonly ReadingId[],
): Promise<ReadonlyMap<string, ReadingTally>> => {
  if (readings.length === 0) return new Map()
  const rows = await db.$queryRaw<
    { readingId: string; annotations: number; verdicts: number; comments: number; authors: number }[]
  >`
    select l."readingId",
           count(*) filter (where r.kind = 'a')::int as annotations,
           count(*) filter (where r.kind = 't')::int as verdicts,
           count(*) filter (where r.kind = 'c')::int as comments,
           count(distinct r."memberId")::int as authors
      from "Layer" l
      join (
        select "layerId", "memberId", 'a' as kind from "AnnotationRow" where "removedAt" is null
        union all select t."layerId", t."memberId", 't' from "TaggingRow" t
          join "AnnotationRow" a on a."layerId" = t."layerId" and a.key = t."annotationKey"
        union all select c."layerId", c."memberId", 'c' from "CommentRow" c
          join "AnnotationRow" a on a."layerId" = c."layerId" and a.key = c."annotationKey"
         where c."removedAt" is null
      ) r on r."layerId" = l.id
     where l."readingId" = any(${[...readings]}) and l.kind not in ('private', 'aside')
     group by l."readingId"`
  return new Map(rows.map(({ readingId: id, ...tally }) => [id, tally]))
}
