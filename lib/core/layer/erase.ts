import type { MemberId } from '../base'
import {
  type CommentBody,
  type CommentBlock,
  type CommentInline,
  type LayerRecord,
  type RecordKey,
  parseRecordKey,
} from '../annotation'
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
  const inline = (part: CommentInline): CommentInline => {
    if (part.type !== 'mention' || part.attrs.id !== member) return part
    return { ...part, attrs: { ...part.attrs, label: ERASED_NAME } }
  }
  type Paragraph = Extract<CommentBlock, { readonly type: 'paragraph' }>
  const paragraph = (block: Paragraph): Paragraph =>
    block.content === undefined ? block : { ...block, content: block.content.map(inline) }
  const content = body.content.map((block): CommentBlock => {
    switch (block.type) {
      case 'paragraph':
        return paragraph(block)
      case 'blockquote':
        return { ...block, content: block.content.map(paragraph) }
      case 'bulletList':
      case 'orderedList':
        return { ...block, content: block.content.map((item) => ({ ...item, content: item.content.map(paragraph) })) }
    }
  })
  return JSON.stringify(content) === JSON.stringify(body.content) ? undefined : { ...body, content }
}
