import { type MemberId, type Result, type SeminarId, ok, refused } from '../../core/base'
import { type LayerRecord, bodyText, parseRecordKey } from '../../core/annotation'
import { type Actor, can, membershipIn, nameViewer } from '../../core/policy'
import type { Database } from '../store/database'
import { type RemovedNote, mutedBy, openReports, removedInSeminar, removedOfMember } from '../store/manners'
import { noteWords } from '../store/records'
import { membersOf } from '../store/members'
import { findSeminar } from '../store/seminars'

/** A note that was taken out, as a page shows it. */
export interface RemovedFace {
  readonly id: string
  readonly reading: RemovedNote['reading']
  /** `undefined` for somebody who is not of the seminar any more. */
  readonly author: string | undefined
  readonly by: string | undefined
  readonly kind: LayerRecord['kind']
  /** The words of a comment, the rationale of a verdict, the passage of a highlight; empty where it had none. */
  readonly words: string
  readonly reason: string
  /** Milliseconds since 1970 (UTC). */
  readonly at: number
  readonly isRestored: boolean
}

/** A report, as the instructors see it. */
export interface ReportFace {
  readonly id: string
  readonly reading: RemovedNote['reading']
  readonly layer: string
  readonly key: string
  readonly author: string | undefined
  readonly by: string | undefined
  readonly reason: string
  /** `undefined` where the note is gone meanwhile. */
  readonly words: string | undefined
  readonly at: number
}

/** What instructors see of the manners of a seminar. */
export interface Conduct {
  readonly seminar: { readonly id: SeminarId; readonly name: string }
  readonly reports: readonly ReportFace[]
  readonly removed: readonly RemovedFace[]
}

/** What a record says, in plain words; empty where it has none. */
export const wordsOf = (record: LayerRecord): string => {
  switch (record.kind) {
    case 'annotation':
      return record.anchor.exact
    case 'comment':
      return record.body === null ? '' : bodyText(record.body)
    case 'tagging':
      return record.rationale ?? ''
    case 'reaction':
      return ''
  }
}

type NameOf = (id: MemberId | undefined) => string | undefined

const namesIn = async (db: Database, actor: Actor, seminar: SeminarId): Promise<NameOf> => {
  const names = new Map((await membersOf(db, seminar, nameViewer(actor, seminar))).map(({ id, name }) => [id, name]))
  return (id) => (id === undefined ? undefined : names.get(id))
}

const faceOf = (note: RemovedNote, nameOf: NameOf): RemovedFace => ({
  id: note.id,
  reading: note.reading,
  author: nameOf(note.author),
  by: nameOf(note.by),
  kind: note.record.kind,
  words: wordsOf(note.record),
  reason: note.reason,
  at: note.at,
  isRestored: note.isRestored,
})

/** Reports and removed notes of a seminar, for its instructors; `not-found` for everybody else. */
export const conductOf = async (
  db: Database,
  actor: Actor,
  seminar: SeminarId,
): Promise<Result<Conduct, 'not-found'>> => {
  if (!can(actor, 'seminar.manage', { kind: 'seminar', seminar }).ok) return refused('not-found')
  const found = await findSeminar(db, seminar)
  if (found === undefined) return refused('not-found')
  const [nameOf, reports, removed] = await Promise.all([
    namesIn(db, actor, seminar),
    openReports(db, seminar),
    removedInSeminar(db, seminar),
  ])
  return ok({
    seminar: { id: seminar, name: found.name },
    reports: await Promise.all(
      reports.map(async ({ id, reading, layer, key, by, reason, at }) => ({
        id,
        reading,
        layer,
        key,
        author: nameOf(parseRecordKey(key)?.owner),
        by: nameOf(by),
        reason,
        words: await noteWords(db, layer, key),
        at,
      })),
    ),
    removed: removed.map((note) => faceOf(note, nameOf)),
  })
}

/** What concerns a member alone: which of their notes were taken out, and whom they folded away. */
export interface OwnConduct {
  readonly removed: readonly RemovedFace[]
  readonly muted: readonly { readonly id: MemberId; readonly name: string | undefined }[]
}

/** The same for the asking member; empty for who is no member. */
export const ownConduct = async (db: Database, actor: Actor, seminar: SeminarId): Promise<OwnConduct> => {
  const me = membershipIn(actor, seminar)?.member
  if (me === undefined) return { removed: [], muted: [] }
  const [nameOf, removed, muted] = await Promise.all([
    namesIn(db, actor, seminar),
    removedOfMember(db, me),
    mutedBy(db, me),
  ])
  return { removed: removed.map((note) => faceOf(note, nameOf)), muted: muted.map((id) => ({ id, name: nameOf(id) })) }
}
