import {
  type LayerId,
  type MemberId,
  type SeminarId,
  layerId,
  memberId,
  seminarId,
  userId,
  type UserId,
} from '../../core/base'
import type { Database } from './database'

/** A member as erasure needs them. */
export interface ErasableMember {
  readonly id: MemberId
  readonly user: UserId
  readonly seminar: SeminarId
  /** What they are called: by their account, in this seminar, and by other students. */
  readonly names: readonly string[]
  readonly role: 'instructor' | 'assistant' | 'student'
  readonly hasLeft: boolean
}

/** A member, also one who left; `undefined` where there is none. Asks nobody for leave. */
export const findErasable = async (db: Database, id: string): Promise<ErasableMember | undefined> => {
  const row = await db.member.findUnique({ where: { id }, include: { user: { select: { name: true } } } })
  if (row === null) return undefined
  return {
    id: memberId(row.id),
    user: userId(row.userId),
    seminar: seminarId(row.seminarId),
    names: [row.user.name, row.ownName, row.pseudonym].filter((name) => name !== null),
    role: row.role,
    hasLeft: row.leftAt !== null,
  }
}

/** Marks a member as gone: they are in no group and open nothing any more; what they wrote stays. */
export const writeLeft = async (db: Database, member: MemberId, at: Date): Promise<void> => {
  await db.member.update({ where: { id: member }, data: { leftAt: at, groupId: null } })
}

/** Archives a seminar, or takes it out of the archive (`null`). */
export const writeArchived = async (db: Database, seminar: SeminarId, at: Date | null): Promise<void> => {
  await db.seminar.update({ where: { id: seminar }, data: { archivedAt: at } })
}

/** Sets until when a seminar is kept, and what happens then; `null` keeps it for good. */
export const writeRetention = async (
  db: Database,
  seminar: SeminarId,
  until: Date | null,
  then: 'archive' | 'delete',
): Promise<void> => {
  await db.seminar.update({ where: { id: seminar }, data: { retainUntil: until, retainThen: then } })
}

/** The seminars whose time has come, and that still wait for what is to be done. */
export const seminarsDue = async (
  db: Database,
  now: Date,
): Promise<readonly { readonly id: SeminarId; readonly then: 'archive' | 'delete' }[]> => {
  const rows = await db.seminar.findMany({
    where: { retainUntil: { lte: now }, OR: [{ retainThen: 'delete' }, { archivedAt: null }] },
    select: { id: true, retainThen: true },
  })
  return rows.map((row) => ({ id: seminarId(row.id), then: row.retainThen }))
}

/** The layers that a member alone may write in, private ones first. */
export const ownLayersOf = async (db: Database, member: MemberId): Promise<readonly LayerId[]> =>
  (await db.layer.findMany({ where: { memberId: member }, select: { id: true } })).map(({ id }) => layerId(id))

/** The shared layers of a seminar in which a member ever wrote, or is named. */
export const layersTouchedBy = async (
  db: Database,
  seminar: SeminarId,
  member: MemberId,
): Promise<readonly LayerId[]> => {
  const rows = await db.$queryRaw<{ id: string }[]>`
    select l.id from "Layer" l join "Reading" r on r.id = l."readingId"
     where r."seminarId" = ${seminar} and (l."memberId" is null or l."memberId" <> ${member})
       and (exists (select from "LayerUpdate" u where u."layerId" = l.id and u."memberId" = ${member})
         or exists (select from "LayerClient" c where c."layerId" = l.id and c."memberId" = ${member})
         or exists (select from "CommentRow" c where c."layerId" = l.id and c.body::text like ${`%${member}%`}))
     order by l.id`
  return rows.map(({ id }) => layerId(id))
}

/** Makes everybody who writes to a layer wait, those who keep its state too, until this transaction ends. */
export const lockLayerWhole = async (db: Database, layer: LayerId): Promise<void> => {
  await db.$queryRaw`select id from "Layer" where id = ${layer} for update`
}

/**
 * Forgets how a layer came to be before the update `from`, which must hold all
 * of it: older updates and every state go.
 */
export const forgetBefore = async (db: Database, layer: LayerId, from: bigint): Promise<void> => {
  await db.layerUpdate.deleteMany({ where: { layerId: layer, id: { lt: from } } })
  await db.layerSnapshot.deleteMany({ where: { layerId: layer, throughId: { lt: from } } })
  await db.layer.update({ where: { id: layer }, data: { forgottenBefore: from } })
  // Who counts by the keys of updates missed those that are gone: this one says that any may have changed.
  await db.layerUpdate.update({ where: { id: from }, data: { keys: [] } })
}

/** Forgets states of layers that were under way while their history was forgotten; says how many. */
export const forgetLateStates = (db: Database): Promise<number> =>
  db.$executeRaw`
    delete from "LayerSnapshot" as late using "Layer" as l
     where l.id = late."layerId" and late."throughId" < l."forgottenBefore"`

/** What members who are gone wrote into a layer after they were erased from it: it was on its way then. */
export const lateErasures = async (
  db: Database,
): Promise<readonly { readonly layer: LayerId; readonly member: MemberId }[]> => {
  const rows = await db.$queryRaw<{ layer: string; member: string }[]>`
    select distinct u."layerId" as layer, u."memberId" as member
      from "Layer" l join "LayerUpdate" u on u."layerId" = l.id and u.id > l."forgottenBefore"
     where not exists (select from "Member" m where m.id = u."memberId")`
  return rows.map(({ layer, member }) => ({ layer: layerId(layer), member: memberId(member) }))
}

/** Deletes what is kept of a member beside the layers, their own layers, and their place in the seminar. */
export const deleteMember = async (db: Database, member: MemberId, ownLayers: readonly LayerId[]): Promise<void> => {
  await db.removedNote.deleteMany({ where: { memberId: member } })
  await db.report.deleteMany({ where: { OR: [{ byMemberId: member }, { key: { contains: `/${member}/` } }] } })
  await db.adjustment.deleteMany({ where: { memberId: member } })
  await db.roundReveal.deleteMany({ where: { memberId: member } })
  await db.layer.deleteMany({ where: { id: { in: [...ownLayers] } } })
  await db.member.deleteMany({ where: { id: member } })
}

/** Deletes the accounts among these that are members of nothing, open no seminars, and could not sign in again or were asked to go. */
export const deleteLoneUsers = async (
  db: Database,
  users: readonly UserId[],
  { withLogin }: { readonly withLogin: boolean },
): Promise<number> => {
  const { count } = await db.user.deleteMany({
    where: {
      id: { in: [...users] },
      teaches: false,
      members: { none: {} },
      papers: { none: {} },
      ...(withLogin ? {} : { email: null, accounts: { none: {} } }),
    },
  })
  return count
}

/** Deletes a seminar with all that is in it, and the papers and PDFs that nothing else reads. Its people stay: see `deleteLoneUsers`. */
export const deleteSeminarWhole = async (db: Database, seminar: SeminarId): Promise<readonly UserId[]> => {
  const users = await db.member.findMany({ where: { seminarId: seminar }, select: { userId: true } })
  const papers = await db.paper.findMany({
    where: { versions: { some: { readings: { some: { seminarId: seminar } } } } },
    select: { id: true },
  })
  const layers = await db.layer.findMany({ where: { reading: { seminarId: seminar } }, select: { id: true } })
  // A layer with a long history is deleted by itself first: a cascade over all of them is one long statement.
  for (const { id } of layers) await db.layer.delete({ where: { id } })
  await db.seminar.delete({ where: { id: seminar } })
  await db.original.deleteMany({
    where: { version: { paperId: { in: papers.map(({ id }) => id) } }, readings: { none: {} } },
  })
  await db.paper.deleteMany({
    where: {
      id: { in: papers.map(({ id }) => id) },
      versions: { none: { readings: { some: {} } } },
    },
  })
  return users.map((row) => userId(row.userId))
}
