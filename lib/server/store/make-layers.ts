import { type LayerId, type MemberId, type ReadingId, layerId } from '../../core/base'
import type { RoundMoments } from '../../core/policy'
import type { Database } from './database'

/**
 * Makes what is missing of the shared layers of a reading: the instructors' (of
 * the first round, it lasts as long as the reading), and of round `round` those
 * of its kind: one a group and the seminar's, or the seminar's alone. Calling it
 * again, or twice at once, changes nothing.
 */
export const ensureSharedLayers = async (
  db: Database,
  reading: ReadingId,
  round: { readonly id: string; readonly kind: RoundMoments['kind'] },
  first: string,
): Promise<void> => {
  const groups =
    round.kind !== 'group'
      ? []
      : await db.group.findMany({
          where: { seminar: { readings: { some: { id: reading } } } },
          select: { id: true, cut: true, seminar: { select: { cut: true } } },
          orderBy: { position: 'asc' },
        })
  const common = { readingId: reading, roundId: round.id }
  await db.layer.createMany({
    data: [
      { readingId: reading, roundId: first, kind: 'instructor' },
      ...(round.kind === 'independent' ? [] : [{ ...common, kind: 'seminar' as const }]),
      ...groups
        .filter((group) => group.cut === group.seminar.cut)
        .map((group) => ({ ...common, kind: 'group' as const, scope: group.id, groupId: group.id })),
    ],
    skipDuplicates: true,
  })
}

/** Makes a layer of one member where it is missing (for good, `private` and `aside`; or of an independent round, `member`), and gives its id. */
export const ensureMemberLayer = async (
  db: Database,
  reading: ReadingId,
  round: string,
  kind: 'private' | 'aside' | 'member',
  member: MemberId,
): Promise<LayerId> => {
  const name = { roundId: round, kind, scope: member }
  await db.layer.createMany({ data: [{ ...name, readingId: reading, memberId: member }], skipDuplicates: true })
  const row = await db.layer.findUniqueOrThrow({ where: { roundId_kind_scope: name }, select: { id: true } })
  return layerId(row.id)
}
