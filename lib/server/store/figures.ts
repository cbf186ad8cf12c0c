import {
  type LayerId,
  type ReadingId,
  type SeminarId,
  type VersionId,
  groupId,
  layerId,
  memberId,
  readingId,
  seminarId,
  versionId,
} from '../../core/base'
import type { Tag } from '../../core/annotation'
import { type Document, parseDocument } from '../../core/document'
import type { PseudonymMode, RoundMoments } from '../../core/policy'
import type { FiguresLayer, FiguresMember } from '../../core/statistics'
import type { Database } from './database'
import { momentsOf } from './rounds'
import { tagOf } from './tags'
import { type NamedRow, nameOfRow } from './names'

/** What the figures of a reading are counted from, but for the rows and the text. */
export interface ReadingToCount {
  readonly id: ReadingId
  readonly slug: string
  readonly title: string
  readonly version: VersionId
  readonly seminar: {
    readonly id: SeminarId
    readonly name: string
    readonly codebookVersion: number
    readonly pseudonyms: PseudonymMode
  }
  readonly members: readonly FiguresMember[]
  readonly groups: FiguresGroups
  readonly tags: readonly Tag[]
  /** All layers but private ones and asides: those are never counted. */
  readonly layers: readonly FiguresLayer[]
  /** In their order. */
  readonly rounds: readonly CountedRound[]
  /** True where students may see their own verdicts against the class's. */
  readonly isOpenToStudents: boolean
}

/** A round of a reading; its number is from 1. */
export interface CountedRound extends RoundMoments {
  readonly number: number
}

type FiguresGroups = readonly { readonly id: ReturnType<typeof groupId>; readonly name: string }[]

const byName = new Intl.Collator('en')

/**
 * The reading with this slug or id, `undefined` where there is none. Members in
 * the order of their groups and names, which are those that members see of each
 * other; who is only awaited is left out. Asks nobody for leave: the caller does.
 */
export const findReadingToCount = async (db: Database, reading: string): Promise<ReadingToCount | undefined> => {
  const found = await db.reading.findFirst({
    where: { OR: [{ slug: reading }, { id: reading }] },
    include: {
      version: { select: { paper: { select: { title: true } } } },
      rounds: { orderBy: { position: 'asc' } },
      seminar: {
        include: { groups: { orderBy: [{ cut: 'asc' }, { position: 'asc' }] }, tags: { orderBy: { position: 'asc' } } },
      },
    },
  })
  if (found === null) return undefined
  const seminar = { ...found.seminar, groups: found.seminar.groups.filter(({ cut }) => cut === found.seminar.cut) }
  // By hand: there may be thousands, and a page waits for them.
  const [members, layers] = await Promise.all([
    db.$queryRaw<(Omit<NamedRow, 'user'> & { id: string; name: string; group: string | null })[]>`
      select m.id, u.name, m."ownName", m.pseudonym, m.role::text as role, m."groupId" as group
        from "Member" m join "User" u on u.id = m."userId"
       where m."seminarId" = ${seminar.id} and not u.placeholder`,
    db.$queryRaw<{ id: string; position: number; group: string | null }[]>`
      select l.id, r.position, coalesce(l."groupId", m."groupId") as group
        from "Layer" l
        join "Round" r on r.id = l."roundId"
        left join "Member" m on m.id = l."memberId"
       where l."readingId" = ${found.id} and l.kind not in ('private', 'aside')`,
  ])
  const place = new Map(seminar.groups.map((group, at) => [group.id, at]))
  const placeOf = ({ group }: { readonly group: string | null }): number => place.get(group ?? '') ?? place.size
  return {
    id: readingId(found.id),
    slug: found.slug,
    title: found.version.paper.title,
    version: versionId(found.versionId),
    seminar: {
      id: seminarId(seminar.id),
      name: seminar.name,
      codebookVersion: seminar.codebookVersion,
      pseudonyms: seminar.pseudonyms,
    },
    members: members
      .map(({ name, ...row }) => ({
        ...row,
        name: nameOfRow('peer', seminar.pseudonyms, { ...row, user: { name, pronouns: null } }),
      }))
      .toSorted((a, b) => placeOf(a) - placeOf(b) || byName.compare(a.name, b.name) || (a.id < b.id ? -1 : 1))
      .map(({ id, name, role, group }) => ({
        id: memberId(id),
        name,
        role,
        group: group === null ? null : groupId(group),
      })),
    groups: seminar.groups.map((group) => ({ id: groupId(group.id), name: group.name })),
    tags: seminar.tags.map(tagOf),
    layers: layers.map(({ id, position, group }) => ({
      id: layerId(id),
      round: position + 1,
      group: group === null ? null : groupId(group),
    })),
    rounds: found.rounds.map((round) => ({ ...momentsOf(round), number: round.position + 1 })),
    isOpenToStudents: found.figuresOpen,
  }
}

/** Whether a reading's figures are open to students, and its rounds. `undefined` where there is no such reading. */
export const figuresOpenness = async (
  db: Database,
  reading: ReadingId,
): Promise<Pick<ReadingToCount, 'isOpenToStudents' | 'rounds'> | undefined> => {
  const found = await db.reading.findUnique({
    where: { id: reading },
    select: { figuresOpen: true, rounds: { orderBy: { position: 'asc' } } },
  })
  if (found === null) return undefined
  return {
    isOpenToStudents: found.figuresOpen,
    rounds: found.rounds.map((round) => ({ ...momentsOf(round), number: round.position + 1 })),
  }
}

/** The document of a version. Throws where it is none of ours, or not there. */
export const documentOf = async (db: Database, version: VersionId): Promise<Document> => {
  const found = await db.paperVersion.findUniqueOrThrow({ where: { id: version }, select: { document: true } })
  const document = parseDocument(found.document)
  if (!document.ok) throw new Error(`version ${version} is not a document: ${document.reason}`)
  return document.value
}

/** The layers of a reading that are counted. */
export const countedLayers = async (db: Database, reading: ReadingId): Promise<readonly LayerId[]> => {
  const layers = await db.layer.findMany({
    where: { readingId: reading, kind: { notIn: ['private', 'aside'] } },
    select: { id: true },
  })
  return layers.map(({ id }) => layerId(id))
}

/**
 * What changes whenever the figures of a reading may: with every update of a
 * layer that is counted, and with the codebook. `undefined` for a reading that is
 * not there. It costs one look into an index a layer. Asks nobody for leave: the caller does.
 */
export const figuresStamp = async (
  db: Database,
  reading: string,
): Promise<{ readonly reading: ReadingId; readonly seminar: SeminarId; readonly stamp: string } | undefined> => {
  const [row] = await db.$queryRaw<{ reading: string; seminar: string; codebook: number; newest: bigint | null }[]>`
    select g.id as reading, g."seminarId" as seminar, s."codebookVersion" as codebook, max(u.id) as newest
      from "Reading" g
      join "Seminar" s on s.id = g."seminarId"
      left join "Layer" l on l."readingId" = g.id and l.kind not in ('private', 'aside')
      left join lateral (select max(id) as id from "LayerUpdate" where "layerId" = l.id) u on true
     where g.slug = ${reading} or g.id = ${reading}
     group by g.id, g."seminarId", s."codebookVersion"`
  return row === undefined
    ? undefined
    : {
        reading: readingId(row.reading),
        seminar: seminarId(row.seminar),
        stamp: `${String(row.codebook)}-${String(row.newest ?? 0)}`,
      }
}
