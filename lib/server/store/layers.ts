import {
  type GroupId,
  type LayerId,
  type MemberId,
  type ReadingId,
  type TagId,
  type VersionId,
  groupId,
  layerId,
  memberId,
  readingId,
  seminarId,
  tagId,
  versionId,
} from '../../core/base'
import { TextIndex, parseDocument } from '../../core/document'
import type { LayerSubject, Membership } from '../../core/policy'
import type { Database } from './database'

/** A layer as the policy and the page know it. */
export interface ReadingLayer {
  readonly id: LayerId
  readonly reading: ReadingId
  readonly round: string
  /** The version of the paper that the layer's anchors are in. */
  readonly version: VersionId
  readonly subject: LayerSubject
  /** The group's name in a group layer, the member's in a private one, else empty. */
  readonly name: string
}

/** A layer with what the gate needs to know of its seminar. */
export interface LayerFacts extends ReadingLayer {
  /** The tags that new verdicts may have: those of the codebook that are switched on. */
  readonly tags: ReadonlySet<TagId>
}

/** The round whose layers a room shows: the first open one, else the last that was open, else the first. */
export interface CurrentRound {
  readonly id: string
  readonly isOpen: boolean
}

/** A member as others see them. */
export interface MemberFace {
  readonly name: string
  /** 1 to 12. */
  readonly colour: number
}

const layerParts = {
  reading: { select: { seminarId: true, versionId: true } },
  round: { select: { openedAt: true, closedAt: true } },
  group: { select: { name: true } },
} as const

interface LayerParts {
  readonly id: string
  readonly readingId: string
  readonly roundId: string
  readonly kind: LayerSubject['layerKind']
  readonly groupId: string | null
  readonly memberId: string | null
  readonly reading: { readonly seminarId: string; readonly versionId: string }
  readonly round: { readonly openedAt: Date | null; readonly closedAt: Date | null }
  readonly group: { readonly name: string } | null
}

const isOpen = (round: { readonly openedAt: Date | null; readonly closedAt: Date | null }): boolean =>
  round.openedAt !== null && round.closedAt === null

const readingLayer = (row: LayerParts, memberName: string | undefined): ReadingLayer => ({
  id: layerId(row.id),
  reading: readingId(row.readingId),
  round: row.roundId,
  version: versionId(row.reading.versionId),
  subject: {
    kind: 'layer',
    seminar: seminarId(row.reading.seminarId),
    layerKind: row.kind,
    group: row.groupId === null ? null : groupId(row.groupId),
    member: row.memberId === null ? null : memberId(row.memberId),
    open: isOpen(row.round),
  },
  name: row.group?.name ?? memberName ?? '',
})

/** The layer with this id; `undefined` where there is none. Asks nobody for leave: the caller does. */
export const findLayer = async (db: Database, id: LayerId): Promise<LayerFacts | undefined> => {
  const row = await db.layer.findUnique({ where: { id }, include: layerParts })
  if (row === null) return undefined
  const tags = await db.tag.findMany({
    where: { seminarId: row.reading.seminarId, active: true },
    select: { id: true },
  })
  const face = row.memberId === null ? undefined : await findMemberFace(db, memberId(row.memberId))
  return { ...readingLayer(row, face?.name), tags: new Set(tags.map((tag) => tagId(tag.id))) }
}

/**
 * Every layer of a reading, of all its rounds, private ones too: the instructor
 * layer first, then the seminar's, the groups in their order, the private ones.
 * Asks nobody for leave: the caller does.
 */
export const layersOfReading = async (db: Database, reading: ReadingId): Promise<readonly ReadingLayer[]> => {
  const rows = await db.layer.findMany({
    where: { readingId: reading },
    include: {
      ...layerParts,
      round: { select: { openedAt: true, closedAt: true, position: true } },
      group: { select: { name: true, position: true } },
    },
    orderBy: { createdAt: 'asc' },
  })
  const owners = rows.flatMap((row) => (row.memberId === null ? [] : [row.memberId]))
  const members = await db.member.findMany({
    where: { id: { in: owners } },
    select: { id: true, user: { select: { name: true } } },
  })
  const names = new Map(members.map((member) => [member.id, member.user.name]))
  return rows
    .toSorted(
      (a, b) =>
        a.round.position - b.round.position ||
        KIND_ORDER.indexOf(a.kind) - KIND_ORDER.indexOf(b.kind) ||
        (a.group?.position ?? 0) - (b.group?.position ?? 0),
    )
    .map((row) => readingLayer(row, row.memberId === null ? undefined : names.get(row.memberId)))
}

const KIND_ORDER: readonly LayerSubject['layerKind'][] = ['instructor', 'seminar', 'group', 'private']

/** The round whose layers the reading's room shows; `undefined` for a reading that is not there or has no round. */
export const currentRound = async (db: Database, reading: ReadingId): Promise<CurrentRound | undefined> => {
  const rounds = await db.round.findMany({ where: { readingId: reading }, orderBy: { position: 'asc' } })
  const round = rounds.find(isOpen) ?? rounds.findLast((candidate) => candidate.openedAt !== null) ?? rounds.at(0)
  return round === undefined ? undefined : { id: round.id, isOpen: isOpen(round) }
}

/**
 * Makes what is missing of a round's shared layers: the seminar's, the
 * instructors', one a group. Calling it again, or twice at once, changes nothing.
 */
export const ensureSharedLayers = async (db: Database, reading: ReadingId, round: string): Promise<void> => {
  const groups = await db.group.findMany({
    where: { seminar: { readings: { some: { id: reading } } } },
    select: { id: true },
    orderBy: { position: 'asc' },
  })
  const common = { readingId: reading, roundId: round }
  await db.layer.createMany({
    data: [
      { ...common, kind: 'instructor' },
      { ...common, kind: 'seminar' },
      ...groups.map((group) => ({ ...common, kind: 'group' as const, scope: group.id, groupId: group.id })),
    ],
    skipDuplicates: true,
  })
}

/** Makes a member's private layer of a round where it is missing, and gives its id. */
export const ensureMemberLayer = async (
  db: Database,
  reading: ReadingId,
  round: string,
  member: MemberId,
): Promise<LayerId> => {
  const name = { roundId: round, kind: 'private' as const, scope: member }
  await db.layer.createMany({ data: [{ ...name, readingId: reading, memberId: member }], skipDuplicates: true })
  const row = await db.layer.findUniqueOrThrow({ where: { roundId_kind_scope: name }, select: { id: true } })
  return layerId(row.id)
}

/** The plain text of a version (its `TextIndex`). Throws where the version is missing or its document is none. */
export const versionText = async (db: Database, version: VersionId): Promise<string> => {
  const row = await db.paperVersion.findUniqueOrThrow({ where: { id: version }, select: { document: true } })
  const document = parseDocument(row.document)
  if (!document.ok) throw new Error(`version ${version} holds no document`)
  return new TextIndex(document.value).text
}

/** How a member looks to others; `undefined` where there is none. */
export const findMemberFace = async (db: Database, member: MemberId): Promise<MemberFace | undefined> => {
  const row = await db.member.findUnique({
    where: { id: member },
    select: { colour: true, user: { select: { name: true } } },
  })
  return row === null ? undefined : { name: row.user.name, colour: row.colour }
}

/** How members look to others; who is not there is left out. */
export const findMemberFaces = async (
  db: Database,
  members: readonly MemberId[],
): Promise<ReadonlyMap<MemberId, MemberFace>> => {
  const rows = await db.member.findMany({
    where: { id: { in: [...members] } },
    select: { id: true, colour: true, user: { select: { name: true } } },
  })
  return new Map(rows.map((row) => [memberId(row.id), { name: row.user.name, colour: row.colour }]))
}

/** A member's place in their seminar; `undefined` where there is none. */
export const findMembership = async (
  db: Database,
  member: MemberId,
): Promise<(Membership & { readonly user: string }) | undefined> => {
  const row = await db.member.findUnique({ where: { id: member } })
  if (row === null) return undefined
  const group: GroupId | null = row.groupId === null ? null : groupId(row.groupId)
  return { member, seminar: seminarId(row.seminarId), role: row.role, group, user: row.userId }
}
