import { type GroupId, type SeminarId, groupId } from '../../core/base'
import type { Database } from './database'

export interface SeminarGroup {
  readonly id: GroupId
  readonly name: string
  /** How many members of any role are in it. */
  readonly size: number
}

/** The groups of the present cut in their order. */
export const groupsOf = async (db: Database, seminar: SeminarId): Promise<readonly SeminarGroup[]> => {
  const rows = await db.group.findMany({
    where: { seminarId: seminar, cut: await cutOf(db, seminar) },
    select: { id: true, name: true, _count: { select: { members: true } } },
    orderBy: [{ position: 'asc' }, { id: 'asc' }],
  })
  return rows.map((row) => ({ id: groupId(row.id), name: row.name, size: row._count.members }))
}

/** How often the groups of a seminar were cut anew, from 1. */
const cutOf = async (db: Database, seminar: SeminarId): Promise<number> =>
  (await db.seminar.findUnique({ where: { id: seminar }, select: { cut: true } }))?.cut ?? 1

/** Adds groups to the present cut, after those there are. Names that are taken are passed over; the answer is the new ones. */
export const createGroups = async (
  db: Database,
  seminar: SeminarId,
  names: readonly string[],
): Promise<readonly GroupId[]> => {
  const cut = await cutOf(db, seminar)
  const last = await db.group.aggregate({ where: { seminarId: seminar, cut }, _max: { position: true } })
  const first = (last._max.position ?? -1) + 1
  const rows = await db.group.createManyAndReturn({
    data: names.map((name, at) => ({ seminarId: seminar, name, position: first + at, cut })),
    select: { id: true },
    skipDuplicates: true,
  })
  return rows.map((row) => groupId(row.id))
}

/** Gives a group another name; false where a group of the seminar has it already. */
export const writeGroupName = async (
  db: Database,
  seminar: SeminarId,
  group: GroupId,
  name: string,
): Promise<boolean> => {
  const cut = await cutOf(db, seminar)
  const taken = await db.group.findFirst({ where: { seminarId: seminar, cut, name, id: { not: group } } })
  if (taken !== null) return false
  await db.group.updateMany({ where: { id: group, seminarId: seminar }, data: { name } })
  return true
}

/** How many notes and verdicts lie in the layers of a group. */
export const recordsOfGroup = async (db: Database, group: GroupId): Promise<number> => {
  const where = { layer: { groupId: group } }
  const counts = await Promise.all([
    db.annotationRow.count({ where }),
    db.taggingRow.count({ where }),
    db.commentRow.count({ where }),
  ])
  return counts.reduce((sum, count) => sum + count, 0)
}

/** Removes a group and its layers, with all that is in them: the caller makes sure that they are empty. */
export const deleteGroup = async (db: Database, group: GroupId): Promise<void> => {
  await db.layer.deleteMany({ where: { groupId: group } })
  await db.group.delete({ where: { id: group } })
}

/** The group of a seminar with the fewest students, the first of several; `null` where there is no group. */
export const smallestGroup = async (db: Database, seminar: SeminarId): Promise<GroupId | null> => {
  const rows = await db.group.findMany({
    where: { seminarId: seminar, cut: await cutOf(db, seminar) },
    select: { id: true, _count: { select: { members: { where: { role: 'student' } } } } },
    orderBy: [{ position: 'asc' }, { id: 'asc' }],
  })
  const smallest = rows.toSorted((a, b) => a._count.members - b._count.members)[0]
  return smallest === undefined ? null : groupId(smallest.id)
}
