import { type GroupId, type MemberId, type SeminarId, memberId } from '../../core/base'
import type { Database } from './database'

/** How often each student gave each tag in the layers of a seminar but private ones and asides. */
export const verdictsByStudent = async (
  db: Database,
  seminar: SeminarId,
): Promise<ReadonlyMap<MemberId, ReadonlyMap<string, number>>> => {
  const rows = await db.taggingRow.groupBy({
    by: ['memberId', 'tagId'],
    where: { layer: { kind: { notIn: ['private', 'aside'] }, reading: { seminarId: seminar } } },
    _count: { _all: true },
  })
  const found = new Map<MemberId, Map<string, number>>()
  for (const row of rows) {
    const own = found.get(memberId(row.memberId)) ?? new Map<string, number>()
    own.set(row.tagId, row._count._all)
    found.set(memberId(row.memberId), own)
  }
  return found
}

/** Who has written an update in a layer of a seminar, private ones and asides left out. */
export const writersOf = async (db: Database, seminar: SeminarId): Promise<ReadonlySet<MemberId>> => {
  const rows = await db.$queryRaw<{ id: string }[]>`
    select m.id from "Member" m
     where m."seminarId" = ${seminar}
       and exists (
         select 1 from "Reading" r
           join "Layer" l on l."readingId" = r.id and l.kind not in ('private', 'aside')
           join "LayerUpdate" u on u."layerId" = l.id and u."memberId" = m.id
          where r."seminarId" = ${seminar})`
  return new Set(rows.map(({ id }) => memberId(id)))
}

/**
 * Begins a new cut of the groups: those there are become former, their members
 * keep them in sight and are in none; the answer is the number of the cut.
 */
export const beginCut = async (db: Database, seminar: SeminarId): Promise<void> => {
  await db.$executeRaw`
    insert into "GroupSight" ("memberId", "groupId")
    select id, "groupId" from "Member" where "seminarId" = ${seminar} and "groupId" is not null
        on conflict do nothing`
  await db.member.updateMany({ where: { seminarId: seminar }, data: { groupId: null } })
  await db.seminar.update({ where: { id: seminar }, data: { cut: { increment: 1 } } })
}

/** Puts these groups in a member's sight beside their own, and takes the others of `all` out of it. */
export const writeSights = async (
  db: Database,
  member: MemberId,
  groups: readonly GroupId[],
  all: readonly GroupId[],
): Promise<void> => {
  await db.groupSight.deleteMany({ where: { memberId: member, groupId: { in: [...all] } } })
  await db.groupSight.createMany({ data: groups.map((group) => ({ memberId: member, groupId: group })) })
}

/** Takes away the groups of the present cut that a member sees beside their own; former ones stay to be read. */
export const dropSights = async (db: Database, seminar: SeminarId, member: MemberId): Promise<void> => {
  const { cut } = await db.seminar.findUniqueOrThrow({ where: { id: seminar }, select: { cut: true } })
  await db.groupSight.deleteMany({ where: { memberId: member, group: { seminarId: seminar, cut } } })
}
