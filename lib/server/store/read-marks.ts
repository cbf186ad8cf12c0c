import { z } from 'zod'
import { type MemberId, type ReadingId, type SeminarId, readingId, seminarId } from '../../core/base'
import { READ_MARKS_MAX, type ReadMarks, parseRecordKey } from '../../core/annotation'
import type { Database } from './database'

const KEY_MAX_CHARS = 260
const momentSchema = z.int().min(0).max(8_640_000_000_000_000)
const marksSchema = z.object({
  since: momentSchema,
  until: z
    .record(
      z
        .string()
        .max(KEY_MAX_CHARS)
        .refine((key) => parseRecordKey(key)?.kind === 'annotation'),
      momentSchema,
    )
    .refine((until) => Object.keys(until).length <= READ_MARKS_MAX),
})

/** Marks out of a request or a row; `undefined` where they are none. */
export const parseReadMarks = (value: unknown): ReadMarks | undefined => {
  const parsed = marksSchema.safeParse(value)
  return parsed.success ? parsed.data : undefined
}

/** Puts what `merge` makes of a member's marks in their place, while no other request can. */
export const changeReadMarks = async (
  db: Database,
  member: MemberId,
  reading: ReadingId,
  merge: (kept: ReadMarks | undefined) => ReadMarks,
): Promise<ReadMarks> => {
  const place = { memberId_readingId: { memberId: member, readingId: reading } }
  // Held until the transaction ends, whether there are marks already or not.
  await db.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${`${member}/${reading}`}, 0))`
  const row = await db.readMarks.findUnique({ where: place })
  const marks = merge(row === null ? undefined : parseReadMarks(row.marks))
  const json = { since: marks.since, until: { ...marks.until } }
  await db.readMarks.upsert({
    where: place,
    create: { memberId: member, readingId: reading, marks: json },
    update: { marks: json },
  })
  return marks
}

/** The seminar that a reading is of; `undefined` where there is no such reading. */
export const seminarOfReading = async (
  db: Database,
  reading: string,
): Promise<{ readonly reading: ReadingId; readonly seminar: SeminarId } | undefined> => {
  const row = await db.reading.findUnique({ where: { id: reading }, select: { id: true, seminarId: true } })
  return row === null ? undefined : { reading: readingId(row.id), seminar: seminarId(row.seminarId) }
}
