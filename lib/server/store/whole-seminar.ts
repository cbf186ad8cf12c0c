import { type LayerId, type MemberId, type SeminarId, layerId, memberId } from '../../core/base'
import type { LayerSubject } from '../../core/policy'
import type { Database } from './database'

/** A layer of a seminar, and where it stands. */
export interface SeminarLayer {
  readonly id: LayerId
  readonly reading: { readonly slug: string; readonly title: string }
  /** From 1. */
  readonly round: number
  readonly kind: LayerSubject['layerKind']
  /** The group's name, else empty. */
  readonly group: string
  readonly owner: MemberId | null
}

/** Every layer of a seminar, private ones too, by reading and round. Asks nobody for leave: the caller does. */
export const layersOfSeminar = async (db: Database, seminar: SeminarId): Promise<readonly SeminarLayer[]> => {
  const rows = await db.layer.findMany({
    where: { reading: { seminarId: seminar } },
    select: {
      id: true,
      kind: true,
      memberId: true,
      group: { select: { name: true } },
      round: { select: { position: true } },
      reading: { select: { slug: true, version: { select: { paper: { select: { title: true } } } } } },
    },
    orderBy: [{ reading: { createdAt: 'asc' } }, { round: { position: 'asc' } }, { createdAt: 'asc' }],
  })
  return rows.map((row) => ({
    id: layerId(row.id),
    reading: { slug: row.reading.slug, title: row.reading.version.paper.title },
    round: row.round.position + 1,
    kind: row.kind,
    group: row.group?.name ?? '',
    owner: row.memberId === null ? null : memberId(row.memberId),
  }))
}
