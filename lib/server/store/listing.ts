import { type LayerId, type SeminarId, layerId, seminarId } from '../../core/base'
import type { Database } from './database'

/** A seminar in the list of all that a server has. */
export interface ListedSeminar {
  readonly id: SeminarId
  readonly name: string
  readonly classCode: string
  readonly isArchived: boolean
  /** Without who left. */
  readonly members: number
  readonly readings: number
}

/** Every seminar of the server, by name. Asks nobody for leave: the caller does. */
export const listSeminars = async (db: Database): Promise<readonly ListedSeminar[]> => {
  const rows = await db.seminar.findMany({
    select: {
      id: true,
      name: true,
      classCode: true,
      archivedAt: true,
      _count: { select: { members: { where: { leftAt: null } }, readings: true } },
    },
    orderBy: [{ name: 'asc' }, { createdAt: 'asc' }],
  })
  return rows.map(({ id, name, classCode, archivedAt, _count: { members, readings } }) => ({
    id: seminarId(id),
    name,
    classCode,
    isArchived: archivedAt !== null,
    members,
    readings,
  }))
}

/** How many annotations stand in each of these layers; one without any is not in the map. */
export const annotationsByLayer = async (
  db: Database,
  layers: readonly LayerId[],
): Promise<ReadonlyMap<LayerId, number>> => {
  if (layers.length === 0) return new Map()
  const rows = await db.annotationRow.groupBy({
    by: ['layerId'],
    where: { layerId: { in: [...layers] }, removedAt: null },
    _count: { _all: true },
  })
  return new Map(rows.map((row) => [layerId(row.layerId), row._count._all]))
}
