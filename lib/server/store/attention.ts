import { type LayerId, type MemberId, type SeminarId, layerId, memberId } from '../../core/base'
import type { Database } from './database'

/** What a member wants to hear of. */
export interface Wishes {
  readonly mentions: boolean
  readonly replies: boolean
  readonly reveals: boolean
  readonly deadlines: boolean
}

/** A member's wishes, and until when they have read, in milliseconds since 1970 (UTC). */
export interface Attention extends Wishes {
  readonly readAt: number
}

/** What members heard of who said nothing: everything since they joined. */
export const attentionOf = async (db: Database, member: MemberId): Promise<Attention> => {
  const row = await db.attention.findUnique({ where: { memberId: member } })
  if (row !== null) {
    const { mentions, replies, reveals, deadlines } = row
    return { mentions, replies, reveals, deadlines, readAt: row.readAt.getTime() }
  }
  const joined = await db.member.findUnique({ where: { id: member }, select: { joinedAt: true } })
  return { mentions: true, replies: true, reveals: true, deadlines: true, readAt: joined?.joinedAt.getTime() ?? 0 }
}

/** Changes a member's wishes, or until when they have read. */
export const writeAttention = async (
  db: Database,
  member: MemberId,
  change: Partial<Wishes> & { readonly readAt?: Date },
): Promise<void> => {
  const { readAt } = await attentionOf(db, member)
  await db.attention.upsert({
    where: { memberId: member },
    create: { memberId: member, readAt: new Date(readAt), ...change },
    update: change,
  })
}

/** A comment that speaks to a member. */
export interface Addressed {
  readonly layer: LayerId
  readonly key: string
  readonly annotation: string
  readonly by: MemberId
  readonly isMention: boolean
  /** Milliseconds since 1970 (UTC), by its writer's clock. */
  readonly at: number
  /** Of another's layer of an independent round: when that was revealed to all or to the member; `null` elsewhere. */
  readonly revealedAt: number | null
  readonly reading: { readonly slug: string; readonly title: string }
}

/**
 * The comments of a seminar's layers that name a member, answer them or are for them alone, later
 * than `since`, newest first, at most `limit`; not those of whom they folded
 * away. Asks nobody for leave: the caller asks for each layer.
 */
export const addressedTo = async (
  db: Database,
  seminar: SeminarId,
  member: MemberId,
  since: Date,
  limit: number,
): Promise<readonly Addressed[]> => {
  const rows = await db.$queryRaw<
    {
      layer: string
      key: string
      annotation: string
      by: string
      mention: boolean
      at: Date
      revealed: Date | null
      slug: string
      title: string
    }[]
  >`
    select * from (
      select c."layerId" as layer, c.key, c."annotationKey" as annotation, c."memberId" as by, c.at, r.slug, p.title,
             jsonb_path_exists(c.body, '$.**.attrs ? (@.id == $m)', jsonb_build_object('m', ${member}::text)) as mention,
             coalesce(c."parentKey", c."annotationKey") as answered,
             l.kind = 'aside' and l."memberId" = ${member} as aside,
             case when l.kind = 'member' and l."memberId" <> ${member} then least(o."revealedAt", s.at) end as revealed
        from "CommentRow" c
        join "Layer" l on l.id = c."layerId"
        join "Reading" r on r.id = l."readingId"
        join "PaperVersion" v on v.id = r."versionId"
        join "Paper" p on p.id = v."paperId"
        join "Round" o on o.id = l."roundId"
        left join "RoundReveal" s on s."roundId" = o.id and s."memberId" = ${member}
       where r."seminarId" = ${seminar} and c.at > ${since} and c."memberId" <> ${member} and c."removedAt" is null
         and not exists (select from "Mute" m where m."memberId" = ${member} and m."mutedId" = c."memberId")
    ) as said
     where mention or aside or answered like ${`%/${member}/%`}
     order by at desc limit ${limit}`
  return rows.map((row) => ({
    layer: layerId(row.layer),
    key: row.key,
    annotation: row.annotation,
    by: memberId(row.by),
    isMention: row.mention,
    at: row.at.getTime(),
    revealedAt: row.revealed?.getTime() ?? null,
    reading: { slug: row.slug, title: row.title },
  }))
}

/** A round of a seminar, as its notices need it. Moments are milliseconds since 1970, `null` for never. */
export interface NoticedRound {
  readonly id: string
  /** From 1. */
  readonly number: number
  readonly openedAt: number | null
  readonly closedAt: number | null
  readonly dueAt: number | null
  readonly reading: { readonly slug: string; readonly title: string }
}

/** The rounds of a seminar's readings. Asks nobody for leave: the caller does. */
export const noticedRounds = async (db: Database, seminar: SeminarId): Promise<readonly NoticedRound[]> => {
  const rows = await db.round.findMany({
    where: { reading: { seminarId: seminar } },
    select: {
      id: true,
      position: true,
      openedAt: true,
      closedAt: true,
      dueAt: true,
      reading: { select: { slug: true, version: { select: { paper: { select: { title: true } } } } } },
    },
  })
  return rows.map((row) => ({
    id: row.id,
    number: row.position + 1,
    openedAt: row.openedAt?.getTime() ?? null,
    closedAt: row.closedAt?.getTime() ?? null,
    dueAt: row.dueAt?.getTime() ?? null,
    reading: { slug: row.reading.slug, title: row.reading.version.paper.title },
  }))
}

/** When rounds of a seminar were revealed since, to all or to this member. */
export const revealsSince = async (
  db: Database,
  seminar: SeminarId,
  member: MemberId,
  since: Date,
): Promise<readonly { readonly round: string; readonly at: number }[]> => {
  const rows = await db.auditEntry.findMany({
    where: {
      seminarId: seminar,
      deed: 'round.revealed',
      at: { gt: since },
      OR: [{ memberId: null }, { memberId: member }],
    },
    orderBy: { id: 'desc' },
    take: 50,
  })
  return rows.flatMap(({ subject, at }) => (subject === null ? [] : [{ round: subject, at: at.getTime() }]))
}
