import { type MemberId, type ReadingId, memberId } from '../../core/base'
import type { Adjustment, Grading } from '../../core/statistics'
import type { Database } from './database'

/** What a reading counts that nobody has set up. */
const DEFAULT_GRADING: Grading = { points: 10, rule: 'scaled', lateShare: 1 }

/** How participation in a reading counts. Asks nobody for leave: the caller does. */
export const gradingOf = async (db: Database, reading: ReadingId): Promise<Grading> => {
  const row = await db.grading.findUnique({ where: { readingId: reading } })
  if (row === null) return DEFAULT_GRADING
  return { points: row.points, rule: row.isWhole ? 'whole' : 'scaled', lateShare: row.lateShare / 100 }
}

/** Sets how participation in a reading counts. */
export const writeGrading = async (db: Database, reading: ReadingId, grading: Grading): Promise<void> => {
  const data = {
    points: grading.points,
    isWhole: grading.rule === 'whole',
    lateShare: Math.round(grading.lateShare * 100),
  }
  await db.grading.upsert({ where: { readingId: reading }, create: { readingId: reading, ...data }, update: data })
}

/** When each round of a reading is due, by its id; `null` where nothing is late. */
export const dueMoments = async (db: Database, reading: ReadingId): Promise<ReadonlyMap<string, number | null>> => {
  const rows = await db.round.findMany({ where: { readingId: reading }, select: { id: true, dueAt: true } })
  return new Map(rows.map(({ id, dueAt }) => [id, dueAt?.getTime() ?? null]))
}

/** Sets when a round of this reading is due; one of another is left alone. */
export const writeDue = async (db: Database, reading: ReadingId, round: string, dueAt: Date | null): Promise<void> => {
  await db.round.updateMany({ where: { id: round, readingId: reading }, data: { dueAt } })
}

/** What instructors said over the counted points, by member. Asks nobody for leave: the caller does. */
export const adjustmentsOf = async (db: Database, reading: ReadingId): Promise<ReadonlyMap<MemberId, Adjustment>> => {
  const rows = await db.adjustment.findMany({ where: { readingId: reading } })
  return new Map(rows.map(({ memberId: id, points, reason }) => [memberId(id), { points, reason }]))
}

/** Adjusts a member's points, in place of what was said before; `null` takes it back. */
export const writeAdjustment = async (
  db: Database,
  reading: ReadingId,
  member: MemberId,
  by: MemberId | null,
  adjustment: Adjustment | null,
): Promise<void> => {
  const name = { readingId: reading, memberId: member }
  if (adjustment === null) {
    await db.adjustment.deleteMany({ where: name })
    return
  }
  const data = { ...adjustment, byMemberId: by, at: new Date() }
  await db.adjustment.upsert({ where: { readingId_memberId: name }, create: { ...name, ...data }, update: data })
}
