import type { MemberId } from '../base'
import { type CommentBody, type LayerRecord, type RecordKey, parseRecordKey, withInlines } from '../annotation'
import type { Change } from './change'

/** What stands in a mention where a name was. */
export const ERASED_NAME = '—'

/**
 * What takes a member out of a layer: their verdicts and reactions go; their
 * comments and highlights go too, but for those on which others said something,
 * which lose their words or are marked removed and keep their place; and their
 * name goes out of others' mentions. `at` is when, in milliseconds since 1970.
 */
export const erasureOf = (
  records: ReadonlyMap<RecordKey, LayerRecord>,
  member: MemberId,
  at: number,
): readonly Change[] => {
  const held = heldByOthers(records, member)
  const changes: Change[] = []
  for (const [key, record] of records) {
    if (parseRecordKey(key)?.owner !== member) {
      const body = record.kind === 'comment' && record.body !== null ? withoutName(record.body, member) : undefined
      if (body !== undefined && record.kind === 'comment')
        changes.push({ kind: 'put', key, record: { ...record, body } })
    } else if (!held.has(key)) changes.push({ kind: 'delete', key })
    else if (record.kind === 'annotation') {
      if (record.removedAt === undefined) changes.push({ kind: 'put', key, record: { ...record, removedAt: at } })
    } else if (record.kind === 'comment' && record.body !== null) {
      changes.push({ kind: 'put', key, record: { ...record, body: null, removedAt: at } })
    }
  }
  return changes
}

/** The member's highlights and comments that something of another stands on, however deep. */
const heldByOthers = (records: ReadonlyMap<RecordKey, LayerRecord>, member: MemberId): ReadonlySet<RecordKey> => {
  const held = new Set<RecordKey>()
  for (const [key, record] of records) {
    if (parseRecordKey(key)?.owner === member || record.kind === 'annotation') continue
    // A reaction to words that go is of no use to anybody; one to a passage holds nothing either.
    if (record.kind === 'reaction') continue
    held.add(record.annotation)
    let above = record.kind === 'comment' ? record.parent : null
    while (above !== null && !held.has(above)) {
      held.add(above)
      const parent: LayerRecord | undefined = records.get(above)
      above = parent?.kind === 'comment' ? parent.parent : null
    }
  }
  return held
}

const withoutName = (body: CommentBody, member: MemberId): CommentBody | undefined => {
  const without = withInlines(body, (part) =>
    part.type === 'mention' && part.attrs.id === member
      ? { ...part, attrs: { ...part.attrs, label: ERASED_NAME } }
      : part,
  )
  return JSON.stringify(without.content) === JSON.stringify(body.content) ? undefined : without
}
