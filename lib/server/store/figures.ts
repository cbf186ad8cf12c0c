import { type LayerId, type SeminarId, groupId, layerId, memberId, seminarId, tagId } from '../../core/base'
import { PIGMENTS, type Tag } from '../../core/annotation'
import { type Document, parseDocument } from '../../core/document'
import type { FiguresMember } from '../../core/statistics'
import type { Database } from './database'
import { moreOfTag } from './seminars'

/** What the figures of a reading are counted from, but for the rows. */
export interface ReadingToCount {
  readonly id: string
  readonly slug: string
  readonly title: string
  readonly seminar: { readonly id: SeminarId; readonly name: string; readonly codebookVersion: number }
  readonly document: Document
  readonly members: readonly FiguresMember[]
  readonly groups: FiguresGroups
  readonly tags: readonly Tag[]
  /** All layers but the private ones: those are never counted. */
  readonly layers: readonly LayerId[]
}

type FiguresGroups = readonly { readonly id: ReturnType<typeof groupId>; readonly name: string }[]

/** The reading with this slug or id, `undefined` where there is none. Members in the order of their groups and names. */
export const findReadingToCount = async (db: Database, reading: string): Promise<ReadingToCount | undefined> => {
  const found = await db.reading.findFirst({
    where: { OR: [{ slug: reading }, { id: reading }] },
    include: {
      version: { include: { paper: true } },
      layers: { where: { kind: { not: 'private' } }, select: { id: true } },
      seminar: {
        include: {
          members: { include: { user: { select: { name: true } } } },
          groups: { orderBy: { position: 'asc' } },
          tags: { orderBy: { position: 'asc' } },
        },
      },
    },
  })
  if (found === null) return undefined
  const document = parseDocument(found.version.document)
  if (!document.ok) throw new Error(`version ${found.version.id} is not a document: ${document.reason}`)
  const { seminar } = found
  const place = new Map(seminar.groups.map((group, at) => [group.id, at]))
  return {
    id: found.id,
    slug: found.slug,
    title: found.version.paper.title,
    seminar: { id: seminarId(seminar.id), name: seminar.name, codebookVersion: seminar.codebookVersion },
    document: document.value,
    members: seminar.members
      .toSorted(
        (a, b) =>
          (place.get(a.groupId ?? '') ?? place.size) - (place.get(b.groupId ?? '') ?? place.size) ||
          a.user.name.localeCompare(b.user.name, 'en'),
      )
      .map((member) => ({
        id: memberId(member.id),
        name: member.user.name,
        role: member.role,
        group: member.groupId === null ? null : groupId(member.groupId),
      })),
    groups: seminar.groups.map((group) => ({ id: groupId(group.id), name: group.name })),
    tags: seminar.tags.map((tag) => ({
      id: tagId(tag.id),
      name: tag.name,
      definition: tag.definition,
      example: tag.example,
      key: tag.key,
      position: tag.position,
      active: tag.active,
      ...moreOfTag(tag),
      pigment: PIGMENTS.find((pigment) => pigment === tag.pigment) ?? 'graphite',
    })),
    layers: found.layers.map((layer) => layerId(layer.id)),
  }
}

/**
 * What changes whenever the figures of a reading may: with every update of a
 * layer that is counted, and with the codebook. `undefined` for a reading that is
 * not there. It costs one look into an index a layer. Asks nobody for leave: the caller does.
 */
export const figuresStamp = async (
  db: Database,
  reading: string,
): Promise<{ readonly seminar: SeminarId; readonly stamp: string } | undefined> => {
  const [row] = await db.$queryRaw<{ seminar: string; codebook: number; newest: bigint | null }[]>`
    select g."seminarId" as seminar, s."codebookVersion" as codebook, max(u.id) as newest
      from "Reading" g
      join "Seminar" s on s.id = g."seminarId"
      left join "Layer" l on l."readingId" = g.id and l.kind <> 'private'
      left join lateral (select max(id) as id from "LayerUpdate" where "layerId" = l.id) u on true
     where g.slug = ${reading} or g.id = ${reading}
     group by g."seminarId", s."codebookVersion"`
  return row === undefined
    ? undefined
    : { seminar: seminarId(row.seminar), stamp: `${String(row.codebook)}-${String(row.newest ?? 0)}` }
}
