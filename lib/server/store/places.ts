import { type GroupId, type SeminarId, groupId } from '../../core/base'
import type { Database } from './database'
import { cutOf } from './seminars'

/** How many colours a member's disc can have. */
const COLOURS = 12

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

/** The member colour that a seminar uses least, the lowest of several: 1 to 12. */
export const rarestColour = async (db: Database, seminar: SeminarId): Promise<number> => {
  const rows = await db.member.groupBy({ by: ['colour'], where: { seminarId: seminar }, _count: { _all: true } })
  const used = new Map(rows.map((row) => [row.colour, row._count._all]))
  const colours = Array.from({ length: COLOURS }, (_, at) => at + 1)
  return colours.toSorted((a, b) => (used.get(a) ?? 0) - (used.get(b) ?? 0))[0] ?? 1
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

/** The colours of the next newcomers of a seminar, those used least first: that of the newcomer `at`, from 0. */
export const coloursOf = async (db: Database, seminar: SeminarId): Promise<(at: number) => number> => {
  const rows = await db.member.groupBy({ by: ['colour'], where: { seminarId: seminar }, _count: { _all: true } })
  const used = new Map(rows.map((row) => [row.colour, row._count._all]))
  const colours = Array.from({ length: COLOURS }, (_, at) => at + 1).toSorted(
    (a, b) => (used.get(a) ?? 0) - (used.get(b) ?? 0),
  )
  return (at) => colours[at % COLOURS] ?? 1
}

/** Removes a group and its layers, with all that is in them: the caller makes sure that they are empty. */
export const deleteGroup = async (db: Database, group: GroupId): Promise<void> => {
  await db.layer.deleteMany({ where: { groupId: group } })
  await db.group.delete({ where: { id: group } })
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
