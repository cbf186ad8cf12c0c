import { type MemberId, type ReadingId, type SeminarId, memberId, readingId, seminarId } from '../../core/base'
import type { RoundMoments } from '../../core/policy'
import type { Database } from './database'

/** What a member is asked for in a round; `null` asks for none. */
export interface RoundTargets {
  readonly claims: number | null
  readonly comments: number | null
  readonly replies: number | null
}

/** A round of a reading. */
export interface Round extends RoundMoments {
  readonly id: string
  readonly reading: ReadingId
  /** From 0. */
  readonly position: number
  readonly instructions: string
  readonly targets: RoundTargets
  readonly revealRule: 'hand' | 'quorum' | 'posted'
  /** Of a quorum, the percentage of the students; of `posted`, how many claims and comments; else `null`. */
  readonly revealCount: number | null
}

/** The moments of a round as they are stored. */
export interface StoredMoments {
  readonly kind: RoundMoments['kind']
  readonly openedAt: Date | null
  readonly closedAt: Date | null
  readonly revealedAt: Date | null
}

/** The moments of a stored round as the policy takes them. */
export const momentsOf = ({ kind, openedAt, closedAt, revealedAt }: StoredMoments): RoundMoments => ({
  kind,
  openedAt: openedAt?.getTime() ?? null,
  closedAt: closedAt?.getTime() ?? null,
  revealedAt: revealedAt?.getTime() ?? null,
})

interface RoundRow extends StoredMoments {
  readonly id: string
  readonly readingId: string
  readonly position: number
  readonly instructions: string
  readonly targetClaims: number | null
  readonly targetComments: number | null
  readonly targetReplies: number | null
  readonly revealRule: Round['revealRule']
  readonly revealCount: number | null
}

const roundOf = (row: RoundRow): Round => ({
  ...momentsOf(row),
  id: row.id,
  reading: readingId(row.readingId),
  position: row.position,
  instructions: row.instructions,
  targets: { claims: row.targetClaims, comments: row.targetComments, replies: row.targetReplies },
  revealRule: row.revealRule,
  revealCount: row.revealCount,
})

/** The rounds of a reading in their order. Asks nobody for leave: the caller does. */
export const roundsOf = async (db: Database, reading: ReadingId): Promise<readonly Round[]> => {
  const rows = await db.round.findMany({ where: { readingId: reading }, orderBy: { position: 'asc' } })
  return rows.map(roundOf)
}

/** A round with the seminar whose it is; `undefined` where there is none. */
export const findRound = async (
  db: Database,
  id: string,
): Promise<(Round & { readonly seminar: SeminarId }) | undefined> => {
  const row = await db.round.findUnique({ where: { id }, include: { reading: { select: { seminarId: true } } } })
  return row === null ? undefined : { ...roundOf(row), seminar: seminarId(row.reading.seminarId) }
}

/** What of a round can be changed after it was made; an absent member is left as it is. */
export interface RoundChange {
  readonly instructions?: string
  readonly targets?: RoundTargets
  readonly openedAt?: Date | null
  readonly closedAt?: Date | null
  readonly revealedAt?: Date | null
  readonly revealRule?: Round['revealRule']
  readonly revealCount?: number | null
}

/** Adds a round after the others, not open yet. */
export const createRound = async (db: Database, reading: ReadingId, kind: Round['kind']): Promise<string> => {
  const last = await db.round.findFirst({ where: { readingId: reading }, orderBy: { position: 'desc' } })
  const row = await db.round.create({
    data: { readingId: reading, kind, position: (last?.position ?? -1) + 1 },
    select: { id: true },
  })
  return row.id
}

/** Changes a round. */
export const writeRound = async (db: Database, id: string, { targets, ...change }: RoundChange): Promise<void> => {
  await db.round.update({
    where: { id },
    data: {
      ...change,
      ...(targets === undefined
        ? {}
        : {
            targetClaims: targets.claims,
            targetComments: targets.comments,
            targetReplies: targets.replies,
          }),
    },
  })
}

/** A layer in which something was ever written: of one that was pruned the snapshot alone tells it. */
const WRITTEN = { OR: [{ updates: { some: {} } }, { snapshots: { some: {} } }] }

/**
 * Makes a round one of another kind; the layers of the old one go. False, and
 * nothing is changed, where something was ever written in them.
 */
export const changeKindOfEmpty = async (db: Database, id: string, kind: Round['kind']): Promise<boolean> => {
  // Held first, so that nothing can be written between the look and the removal.
  const layers = await db.$queryRaw<{ id: string }[]>`
    SELECT "id" FROM "Layer"
    WHERE "roundId" = ${id} AND "kind" IN ('member', 'group', 'seminar') FOR UPDATE`
  const layerIds = layers.map((layer) => layer.id)
  if ((await db.layer.count({ where: { id: { in: layerIds }, ...WRITTEN } })) > 0) return false
  await db.layer.deleteMany({ where: { id: { in: layerIds } } })
  await db.round.update({ where: { id }, data: { kind } })
  return true
}

/** Removes a round in whose layers nothing was ever written; false where something was. */
export const deleteEmptyRound = async (db: Database, id: string): Promise<boolean> => {
  const written = await db.layer.count({ where: { roundId: id, ...WRITTEN } })
  if (written > 0) return false
  await db.round.delete({ where: { id } })
  return true
}

/** Reveals a round to some members before it is to all; who has it already is passed over. */
export const revealTo = async (db: Database, round: string, members: readonly MemberId[]): Promise<void> => {
  await db.roundReveal.createMany({
    data: members.map((member) => ({ roundId: round, memberId: member })),
    skipDuplicates: true,
  })
}

/** Takes back what was revealed to single members. */
export const hideFromAll = async (db: Database, round: string): Promise<void> => {
  await db.roundReveal.deleteMany({ where: { roundId: round } })
}

/** How much each student of the seminar has posted in a round's member layers. */
export interface Posted {
  readonly member: MemberId
  /** Claims (annotations with the member's own verdict) and comments that still stand. */
  readonly posts: number
  readonly isRevealed: boolean
}

/** What every student has posted in an independent round, also who has nothing; who is only awaited is left out. */
export const postedIn = async (db: Database, round: string): Promise<readonly Posted[]> => {
  const rows = await db.$queryRaw<{ member: string; posts: number; revealed: boolean }[]>`
    select m.id as member,
           (coalesce(t.n, 0) + coalesce(c.n, 0))::int as posts,
           r."memberId" is not null as revealed
      from "Round" o
      join "Reading" g on g.id = o."readingId"
      join "Member" m on m."seminarId" = g."seminarId" and m.role = 'student' and m."leftAt" is null
      join "User" p on p.id = m."userId" and not p.placeholder
      left join "Layer" l on l."roundId" = o.id and l.kind = 'member' and l."memberId" = m.id
      left join lateral (select count(*) as n from "TaggingRow" where "layerId" = l.id) t on true
      left join lateral (select count(*) as n from "CommentRow" where "layerId" = l.id and "removedAt" is null) c on true
      left join "RoundReveal" r on r."roundId" = o.id and r."memberId" = m.id
     where o.id = ${round}`
  return rows.map(({ member, posts, revealed }) => ({ member: memberId(member), posts, isRevealed: revealed }))
}

/** The rounds that change by themselves: with a moment to come since `after`, or revealed by what members post. */
export const roundsAlive = async (
  db: Database,
  after: Date,
): Promise<readonly (Round & { readonly seminar: SeminarId })[]> => {
  const rows = await db.round.findMany({
    where: {
      OR: [
        { openedAt: { gt: after } },
        { closedAt: { gt: after } },
        { revealedAt: { gt: after } },
        { kind: 'independent', revealRule: { not: 'hand' }, openedAt: { not: null }, revealedAt: null },
      ],
    },
    include: { reading: { select: { seminarId: true } } },
  })
  return rows.map((row) => ({ ...roundOf(row), seminar: seminarId(row.reading.seminarId) }))
}
