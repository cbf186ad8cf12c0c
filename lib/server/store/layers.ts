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
import {
  type LayerSubject,
  type NameViewer,
  currentRoundOf,
  isBlind,
  isRevealedToAll,
  phaseOf,
} from '../../core/policy'
import type { Database } from './database'
import { NAMED, nameOfRow } from './names'
import { type StoredMoments, momentsOf } from './rounds'

/** A layer as the policy and the page know it. */
export interface ReadingLayer {
  readonly id: LayerId
  readonly reading: ReadingId
  readonly round: string
  /** The version of the paper that the layer's anchors are in. */
  readonly version: VersionId
  readonly subject: LayerSubject
  /** The group's name in a group layer, the owner's in a private or member one and in an aside, else empty. */
  readonly name: string
  /** True for the layer of a group that was there before the groups were cut anew; absent elsewhere. */
  readonly isFormer?: boolean
}

/** A layer with what the gate needs to know of its seminar. */
export interface LayerFacts extends ReadingLayer {
  /** The tags that new verdicts may have: those of the codebook that are switched on. */
  readonly tags: ReadonlySet<TagId>
  /** The version of the codebook. */
  readonly codebook: number
  /** Grows whenever a name that members see has changed. */
  readonly names: number
  /** True while a round of the reading is blind: then no student's presence is shown. */
  readonly isBlind: boolean
  /** How each round of the reading stands, in their order, and to whom alone it is revealed. */
  readonly rounds: readonly { readonly state: string; readonly revealedTo: ReadonlySet<MemberId> }[]
}

const roundMoments = {
  kind: true,
  openedAt: true,
  closedAt: true,
  revealedAt: true,
  reveals: { select: { memberId: true } },
} as const

const layerParts = {
  reading: {
    select: {
      seminarId: true,
      versionId: true,
      seminar: { select: { codebookVersion: true, namesVersion: true, cut: true, archivedAt: true } },
    },
  },
  round: { select: roundMoments },
  group: { select: { name: true, cut: true } },
} as const

interface LayerParts {
  readonly id: string
  readonly readingId: string
  readonly roundId: string
  readonly kind: LayerSubject['layerKind']
  readonly groupId: string | null
  readonly memberId: string | null
  readonly reading: {
    readonly seminarId: string
    readonly versionId: string
    readonly seminar: { readonly cut: number; readonly archivedAt: Date | null }
  }
  readonly round: StoredMoments & { readonly reveals: readonly { readonly memberId: string }[] }
  readonly group: { readonly name: string; readonly cut: number } | null
}

const revealedTo = (round: LayerParts['round'], now: number): LayerSubject['revealedTo'] => {
  if (isRevealedToAll(momentsOf(round), now)) return 'everyone'
  return round.reveals.length === 0 ? 'nobody' : new Set(round.reveals.map((reveal) => memberId(reveal.memberId)))
}

/** The owner of a private or member layer, or of an aside. */
interface Owner {
  readonly name: string
  readonly group: GroupId | null
}

/** The round that members work in, where it is blind: while it is, other rounds wait for whom it is not revealed to. */
interface BlindRound {
  readonly id: string
  readonly revealedTo: ReadonlySet<MemberId>
}

/** `rounds` are all of a reading, in their order. */
const blindRoundOf = (
  rounds: readonly (LayerParts['round'] & { readonly id: string })[],
  now: number,
): BlindRound | undefined => {
  const current = currentRoundOf(
    rounds.map((round) => ({ ...momentsOf(round), round })),
    now,
  )
  if (current === undefined || !isBlind(current, now)) return undefined
  const { id, reveals } = current.round
  return { id, revealedTo: new Set(reveals.map((reveal) => memberId(reveal.memberId))) }
}

/** All rounds of a reading, in their order. */
const roundsIn = (db: Database, reading: string) =>
  db.round.findMany({
    where: { readingId: reading },
    select: { id: true, ...roundMoments },
    orderBy: { position: 'asc' },
  })

const readingLayer = (
  row: LayerParts,
  owner: Owner | undefined,
  blind: BlindRound | undefined,
  now: number,
): ReadingLayer => ({
  id: layerId(row.id),
  reading: readingId(row.readingId),
  round: row.roundId,
  version: versionId(row.reading.versionId),
  subject: {
    kind: 'layer',
    seminar: seminarId(row.reading.seminarId),
    layerKind: row.kind,
    group: row.kind === 'member' ? (owner?.group ?? null) : row.groupId === null ? null : groupId(row.groupId),
    member: row.memberId === null ? null : memberId(row.memberId),
    revealedTo: revealedTo(row.round, now),
    open: !isFormer(row) && phaseOf(momentsOf(row.round), now) === 'open',
    ...(row.reading.seminar.archivedAt === null ? {} : { isArchived: true }),
    ...(blind === undefined || blind.id === row.roundId ? {} : { waitsFor: blind.revealedTo }),
  },
  ...(isFormer(row) ? { isFormer: true } : {}),
  name: row.group?.name ?? owner?.name ?? '',
})

/** Of a group that was there before the groups were cut anew. */
const isFormer = ({ group, reading }: LayerParts): boolean => group !== null && group.cut < reading.seminar.cut

/** The layer with this id; `undefined` where there is none. Asks nobody for leave: the caller does. */
export const findLayer = async (db: Database, id: LayerId): Promise<LayerFacts | undefined> => {
  const row = await db.layer.findUnique({
    where: { id },
    include: layerParts,
  })
  if (row === null) return undefined
  const [tags, owners, rounds] = await Promise.all([
    db.tag.findMany({ where: { seminarId: row.reading.seminarId, active: true }, select: { id: true } }),
    ownersOf(db, row.memberId === null ? [] : [row.memberId], 'peer'),
    roundsIn(db, row.readingId),
  ])
  const now = Date.now()
  return {
    ...readingLayer(row, owners.get(row.memberId ?? ''), blindRoundOf(rounds, now), now),
    tags: new Set(tags.map((tag) => tagId(tag.id))),
    codebook: row.reading.seminar.codebookVersion,
    names: row.reading.seminar.namesVersion,
    isBlind: rounds.some((round) => isBlind(momentsOf(round), now)),
    rounds: rounds.map((round) => {
      const moments = momentsOf(round)
      return {
        state: `${phaseOf(moments, now)}${isRevealedToAll(moments, now) ? ' revealed' : ''}`,
        revealedTo: new Set(round.reveals.map((reveal) => memberId(reveal.memberId))),
      }
    }),
  }
}

/**
 * Every layer of a reading, of all its rounds, private ones too: the instructor
 * layer first, then the seminar's, the groups in their order, the private ones.
 * Owners' names are those that `viewer` gets: without one, what members see of
 * each other. Asks nobody for leave: the caller does.
 */
export const layersOfReading = async (
  db: Database,
  reading: ReadingId,
  viewer: NameViewer = 'peer',
): Promise<readonly ReadingLayer[]> => {
  const rows = await db.layer.findMany({
    where: { readingId: reading },
    include: {
      ...layerParts,
      round: { select: { ...layerParts.round.select, position: true } },
      group: { select: { ...layerParts.group.select, position: true } },
    },
    orderBy: { createdAt: 'asc' },
  })
  const owners = await ownersOf(
    db,
    rows.flatMap((row) => (row.memberId === null ? [] : [row.memberId])),
    viewer,
  )
  const now = Date.now()
  const blind = blindRoundOf(await roundsIn(db, reading), now)
  return rows
    .toSorted(
      (a, b) =>
        a.round.position - b.round.position ||
        KIND_ORDER.indexOf(a.kind) - KIND_ORDER.indexOf(b.kind) ||
        (a.group?.position ?? 0) - (b.group?.position ?? 0),
    )
    .map((row) => readingLayer(row, owners.get(row.memberId ?? ''), blind, now))
}

const ownersOf = async (
  db: Database,
  members: readonly string[],
  viewer: NameViewer,
): Promise<ReadonlyMap<string, Owner>> => {
  if (members.length === 0) return new Map()
  const rows = await db.member.findMany({
    where: { id: { in: [...members] } },
    select: { id: true, groupId: true, ...NAMED, seminar: { select: { pseudonyms: true } } },
  })
  return new Map(
    rows.map((row) => [
      row.id,
      {
        name: nameOfRow(viewer, row.seminar.pseudonyms, row),
        group: row.groupId === null ? null : groupId(row.groupId),
      },
    ]),
  )
}

const KIND_ORDER: readonly LayerSubject['layerKind'][] = [
  'instructor',
  'seminar',
  'group',
  'member',
  'aside',
  'private',
]

/** Which of these layers hold an annotation or more. */
export const writtenLayers = async (db: Database, layers: readonly LayerId[]): Promise<ReadonlySet<LayerId>> => {
  if (layers.length === 0) return new Set()
  const rows = await db.annotationRow.findMany({
    where: { layerId: { in: [...layers] } },
    distinct: ['layerId'],
    select: { layerId: true },
  })
  return new Set(rows.map((row) => layerId(row.layerId)))
}
