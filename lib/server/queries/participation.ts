import { type MemberId, type ReadingId, type Result, type SeminarId, ok, refused } from '../../core/base'
import { type Actor, type Role, can, membershipIn, nameViewer } from '../../core/policy'
import { type Grading, type MemberParticipation, participation } from '../../core/statistics'
import { recordDeed } from '../commands/record-deed'
import type { Database } from '../store/database'
import { adjustmentsOf, dueMoments, gradingOf } from '../store/grading'
import { layersOfReading } from '../store/layers'
import { findReading } from '../store/readings'
import { rowsOfLayers } from '../store/records'
import { type RoundTargets, roundsOf } from '../store/rounds'
import { groupsOf } from '../store/groups'
import { membersOf } from '../store/members'
import { findSeminar } from '../store/seminars'

/** A member's line, with who they are. */
export interface ParticipationLine extends MemberParticipation {
  readonly name: string
  /** For those who manage, else `null`. */
  readonly email: string | null
  readonly role: Role
  readonly group: string | null
}

/** Who took part in a reading how much. */
export interface ReadingParticipation {
  readonly reading: { readonly id: ReadingId; readonly slug: string; readonly title: string }
  readonly seminar: { readonly id: SeminarId; readonly name: string }
  readonly manages: boolean
  /** True for who sees everybody's line; else `lines` is the asker's own. */
  readonly seesAll: boolean
  readonly grading: Grading
  readonly rounds: readonly {
    readonly id: string
    /** From 1. */
    readonly number: number
    readonly targets: RoundTargets
    readonly dueAt: number | null
  }[]
  /** Students first, then by group and name. */
  readonly lines: readonly ParticipationLine[]
}

/**
 * Counts who took part in a reading (its slug or id), from the rows as they are
 * now: everybody for those who may see the figures, else the asker's own line.
 * `not-found` also for who may not know of the reading.
 */
export const readingParticipation = async (
  db: Database,
  actor: Actor,
  slug: string,
): Promise<Result<ReadingParticipation, 'not-found'>> => {
  const reading = await findReading(db, slug)
  if (reading === undefined) return refused('not-found')
  const subject = { kind: 'reading', seminar: reading.seminar } as const
  if (!can(actor, 'reading.read', subject).ok) return refused('not-found')
  const [seminar, rounds, due, grading, adjustments, layers, members, groups] = await Promise.all([
    findSeminar(db, reading.seminar),
    roundsOf(db, reading.id),
    dueMoments(db, reading.id),
    gradingOf(db, reading.id),
    adjustmentsOf(db, reading.id),
    layersOfReading(db, reading.id),
    membersOf(db, reading.seminar, nameViewer(actor, reading.seminar)),
    groupsOf(db, reading.seminar),
  ])
  if (seminar === undefined) return refused('not-found')
  const manages = can(actor, 'reading.manage', subject).ok
  const seesAll = can(actor, 'figures.read', subject).ok
  const me = membershipIn(actor, reading.seminar)?.member
  const shown = members.filter(({ id }) => seesAll || id === me)
  const counted = layers.filter((layer) => layer.subject.layerKind !== 'private' && layer.subject.layerKind !== 'aside')
  const lines = participation(
    await rowsOfLayers(
      db,
      counted.map(({ id }) => id),
    ),
    shown.map(({ id }) => id),
    rounds.map(({ id, targets: { claims, comments, replies } }) => ({
      id,
      layers: new Set(counted.filter(({ round }) => round === id).map((layer) => layer.id)),
      targets: { verdicts: claims, comments, replies },
      dueAt: due.get(id) ?? null,
    })),
    grading,
    adjustments,
  )
  const byMember = new Map(lines.map((line) => [line.member, line]))
  const place = new Map(groups.map(({ id }, at) => [id, at]))
  const rank = (role: Role, group: ReturnType<typeof shown.at>): number =>
    (role === 'student' ? 0 : 1_000) + (group?.group == null ? 500 : (place.get(group.group) ?? 500))
  return ok({
    reading: { id: reading.id, slug: reading.slug, title: reading.title },
    seminar: { id: reading.seminar, name: seminar.name },
    manages,
    seesAll,
    grading,
    rounds: rounds.map(({ id, position, targets }) => ({
      id,
      number: position + 1,
      targets,
      dueAt: due.get(id) ?? null,
    })),
    lines: shown
      .toSorted((a, b) => rank(a.role, a) - rank(b.role, b))
      .flatMap((member) => {
        const line = byMember.get(member.id)
        if (line === undefined) return []
        const group = groups.find(({ id }) => id === member.group)?.name ?? null
        const { name, role } = member
        return [{ ...line, name, role, group, email: manages ? member.email : null }]
      }),
  })
}

/** Says in the log that participation was given out as a file. */
export const noteParticipationFile = async (
  db: Database,
  actor: Actor,
  { seminar, reading }: ReadingParticipation,
  format: string,
): Promise<void> => {
  await recordDeed(db, actor, seminar.id, 'exported', { subject: reading.id, detail: `participation ${format}` })
}

/** The line of one member; `undefined` where there is none. */
export const lineOf = ({ lines }: ReadingParticipation, member: MemberId): ParticipationLine | undefined =>
  lines.find((line) => line.member === member)
