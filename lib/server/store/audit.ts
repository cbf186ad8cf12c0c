import { type MemberId, type SeminarId, memberId } from '../../core/base'
import { DEEDS, type Deed, type DeedKind, kindOfDeed } from '../../core/policy'
import type { Database } from './database'

/** A deed about to be written down. It holds ids and words of ours: no name, nothing that anybody wrote. */
export interface NewAuditEntry {
  readonly seminar: SeminarId
  readonly deed: Deed
  /** Who did it; `null` for the command line and for what happens by itself. */
  readonly by: MemberId | null
  /** Whom it concerns. */
  readonly member?: MemberId
  /** The id of what it was done to. */
  readonly subject?: string
  /** A word more. */
  readonly detail?: string
}

/** A deed as it was written down. */
export interface AuditEntry {
  readonly id: bigint
  /** Milliseconds since 1970 (UTC). */
  readonly at: number
  /** `undefined` for one that this release does not know. */
  readonly deed: Deed | undefined
  readonly by: MemberId | null
  readonly member: MemberId | null
  readonly subject: string | null
  readonly detail: string | null
}

/** What to leave out of the log; an absent member leaves out nothing. */
export interface AuditFilter {
  readonly kind?: DeedKind
  /** Deeds of this member, or concerning them. */
  readonly member?: MemberId
}

/**
 * Writes a deed down, for good: the database refuses to change or delete an
 * entry of a seminar that is there. Pass the transaction that does the deed.
 */
export const appendAudit = async (db: Database, entry: NewAuditEntry): Promise<void> => {
  const { seminar, deed, by, member, subject, detail } = entry
  await db.auditEntry.create({
    data: {
      seminarId: seminar,
      deed,
      byMemberId: by,
      memberId: member ?? null,
      subject: subject ?? null,
      detail: detail ?? null,
    },
  })
}

/** The log of a seminar, newest first: `limit` entries older than the entry `before`. Asks nobody for leave. */
export const auditOf = async (
  db: Database,
  seminar: SeminarId,
  { kind, member }: AuditFilter,
  { before, limit }: { readonly before?: bigint; readonly limit: number },
): Promise<readonly AuditEntry[]> => {
  const rows = await db.auditEntry.findMany({
    where: {
      seminarId: seminar,
      ...(before === undefined ? {} : { id: { lt: before } }),
      ...(kind === undefined ? {} : { deed: { in: DEEDS.filter((deed) => kindOfDeed(deed) === kind) } }),
      ...(member === undefined ? {} : { OR: [{ byMemberId: member }, { memberId: member }] }),
    },
    orderBy: { id: 'desc' },
    take: limit,
  })
  return rows.map((row) => ({
    id: row.id,
    at: row.at.getTime(),
    deed: DEEDS.find((deed) => deed === row.deed),
    by: row.byMemberId === null ? null : memberId(row.byMemberId),
    member: row.memberId === null ? null : memberId(row.memberId),
    subject: row.subject,
    detail: row.detail,
  }))
}
