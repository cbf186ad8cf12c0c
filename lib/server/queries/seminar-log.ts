import { type MemberId, type Result, type SeminarId, ok, refused } from '../../core/base'
import { type Actor, type Deed, type DeedKind, can, nameViewer } from '../../core/policy'
import { auditOf } from '../store/audit'
import type { Database } from '../store/database'
import { groupsOf } from '../store/groups'
import { membersOf } from '../store/members'
import { findSeminar } from '../store/seminars'

/** A line of the log, as it is shown. */
export interface LogLine {
  /** Grows with each deed of the server. */
  readonly id: string
  /** Milliseconds since 1970 (UTC). */
  readonly at: number
  /** `undefined` for one that this release does not know. */
  readonly deed: Deed | undefined
  readonly by: Whom
  /** `undefined` where it concerns nobody in particular. */
  readonly member: Whom | undefined
  readonly subject: string | null
  readonly detail: string | null
}

/** Somebody in the log: by name while they are of the seminar; `former` after, `itself` for what happens by itself or at the command line. */
export type Whom =
  | { readonly kind: 'member'; readonly id: MemberId; readonly name: string }
  | { readonly kind: 'former' }
  | { readonly kind: 'itself' }

/** A page of the log, newest first. */
export interface SeminarLog {
  readonly seminar: { readonly id: SeminarId; readonly name: string }
  readonly lines: readonly LogLine[]
  /** What to ask for as `before` for the page after this one; `undefined` at the end. */
  readonly next: string | undefined
  /** Who can be chosen, by name. */
  readonly members: readonly { readonly id: MemberId; readonly name: string }[]
}

/** What part of the log is asked for. */
export interface LogRequest {
  readonly kind?: DeedKind
  readonly member?: MemberId
  /** Older than this line. */
  readonly before?: bigint
}

/** How many lines a page of the log has. */
export const LOG_PAGE_LINES = 50

/** The log of a seminar, for those who may read it; `not-found` for everybody else. */
export const seminarLog = async (
  db: Database,
  actor: Actor,
  seminar: SeminarId,
  { kind, member, before }: LogRequest = {},
): Promise<Result<SeminarLog, 'not-found'>> => {
  if (!can(actor, 'audit.read', { kind: 'seminar', seminar }).ok) return refused('not-found')
  const [found, members, groups, entries] = await Promise.all([
    findSeminar(db, seminar),
    membersOf(db, seminar, nameViewer(actor, seminar)),
    groupsOf(db, seminar),
    auditOf(
      db,
      seminar,
      { ...(kind === undefined ? {} : { kind }), ...(member === undefined ? {} : { member }) },
      { ...(before === undefined ? {} : { before }), limit: LOG_PAGE_LINES + 1 },
    ),
  ])
  if (found === undefined) return refused('not-found')
  const names = new Map(members.map(({ id, name }) => [id, name]))
  const groupNames = new Map<string, string>(groups.map(({ id, name }) => [id, name]))
  const whom = (id: MemberId): Whom => {
    const name = names.get(id)
    return name === undefined ? { kind: 'former' } : { kind: 'member', id, name }
  }
  const lines = entries.slice(0, LOG_PAGE_LINES).map((entry): LogLine => ({
    id: entry.id.toString(),
    at: entry.at,
    deed: entry.deed,
    by: entry.by === null ? { kind: 'itself' } : whom(entry.by),
    member: entry.member === null ? undefined : whom(entry.member),
    subject: entry.subject === null ? null : (groupNames.get(entry.subject) ?? entry.subject),
    detail: entry.detail,
  }))
  return ok({
    seminar: { id: seminar, name: found.name },
    lines,
    next: entries.length > LOG_PAGE_LINES ? lines.at(-1)?.id : undefined,
    members: members.map(({ id, name }) => ({ id, name })),
  })
}
