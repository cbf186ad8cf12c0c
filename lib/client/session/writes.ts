import {
  QUOTE_MAX_CHARS,
  type Anchor,
  type CommentBody,
  type LayerRecord,
  type RecordKey,
  keepable,
  type ReactionKind,
  parseRecordKey,
  reactionKey,
  recordKey,
  taggingKey,
} from '../../core/annotation'
import type { MemberId, TagId } from '../../core/base'
import { offset } from '../../core/document'
import type { Change } from '../../core/layer'
import type { LayerThreads } from './layer-threads'
import type { PassageRange } from './room'

/** Who writes, when, and how new records are named. */
export interface Hand {
  readonly me: MemberId
  readonly now: () => number
  readonly newLocal: () => string
}

/** Records are plain JSON written whole, so equal records have equal JSON in the order they were written. */
export const isSameRecord = (a: LayerRecord | undefined, b: LayerRecord | undefined): boolean =>
  a === b || (a !== undefined && b !== undefined && JSON.stringify(a) === JSON.stringify(b))

/** 96 random bits in base64url: unique for its owner. (`crypto.randomUUID` is missing on plain http.) */
export const randomLocal = (): string =>
  btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(12))))
    .replaceAll('+', '-')
    .replaceAll('/', '_')

const put = (key: RecordKey, record: LayerRecord): Change => ({ kind: 'put', key, record })

/** A passage without the white space at its ends; `undefined` where nothing is left or it is too long for a quote. */
export const trimmed = (text: string, range: PassageRange): PassageRange | undefined => {
  const words = text.slice(range.start, range.end)
  const start = range.start + (words.length - words.trimStart().length)
  const end = range.end - (words.length - words.trimEnd().length)
  return end <= start || end - start > QUOTE_MAX_CHARS ? undefined : { start: offset(start), end: offset(end) }
}

/** The annotation of exactly this passage, anyone's, unless its author removed it. */
export const annotationAt = (layer: LayerThreads, range: PassageRange): RecordKey | undefined =>
  layer
    .threads()
    .find(
      ({ annotation }) =>
        annotation.anchor.start === range.start &&
        annotation.anchor.end === range.end &&
        annotation.removedAt === undefined,
    )?.key

/** A new annotation and its key. */
export const annotated = (hand: Hand, anchor: Anchor): { readonly key: RecordKey; readonly changes: Change[] } => {
  const key = recordKey('annotation', hand.me, hand.newLocal())
  return { key, changes: [put(key, { v: 1, kind: 'annotation', author: hand.me, at: hand.now(), anchor })] }
}

/**
 * The member's verdict; the same one a second time, with nothing said, takes it
 * back. `rationale` says why, in place of an earlier reason; '' takes that away.
 */
export const tagged = (
  layer: LayerThreads,
  hand: Hand,
  annotation: RecordKey,
  tag: TagId,
  rationale?: string,
): Change[] => {
  const key = taggingKey(hand.me, annotation)
  const before = layer.get(key)
  const words = keepable(rationale ?? '').trim()
  const said: { readonly rationale?: string } = words === '' ? {} : { rationale: words }
  const common = { v: 1, kind: 'tagging', author: hand.me, annotation, tag, ...said } as const
  if (before?.kind !== 'tagging') return [put(key, { ...common, at: hand.now() })]
  if (before.tag === tag) {
    if (rationale === undefined) return [{ kind: 'delete', key }]
    if (said.rationale === before.rationale) return []
  }
  return [put(key, { ...common, at: before.at, editedAt: hand.now() })]
}

/** Takes the member's verdict back; nothing where there is none. */
export const untagged = (layer: LayerThreads, hand: Hand, annotation: RecordKey): Change[] => {
  const key = taggingKey(hand.me, annotation)
  return layer.get(key) === undefined ? [] : [{ kind: 'delete', key }]
}

/** The member's own annotation, on another passage; nothing where it is not theirs, is removed, or stands there already. */
export const moved = (layer: LayerThreads, hand: Hand, annotation: RecordKey, anchor: Anchor): Change[] => {
  const before = layer.get(annotation)
  if (before?.kind !== 'annotation' || before.author !== hand.me || before.removedAt !== undefined) return []
  if (before.anchor.start === anchor.start && before.anchor.end === anchor.end) return []
  return [put(annotation, { ...before, anchor, editedAt: hand.now() })]
}

/** The member's reaction to a passage (`comment` is `null`) or to a comment on it; the same one a second time takes it back. */
export const reacted = (
  layer: LayerThreads,
  hand: Hand,
  annotation: RecordKey,
  comment: RecordKey | null,
  reaction: Exclude<ReactionKind, 'resolved' | 'reopened'>,
): Change[] => {
  const key = reactionKey(hand.me, comment ?? annotation, reaction)
  if (layer.get(key) !== undefined) return [{ kind: 'delete', key }]
  return [put(key, { v: 1, kind: 'reaction', author: hand.me, at: hand.now(), annotation, comment, reaction })]
}

/**
 * The member's word that a thread is resolved, or open again. It is newer than
 * the words of others, whatever their clocks said, so that it counts.
 */
export const resolved = (layer: LayerThreads, hand: Hand, annotation: RecordKey, isResolved: boolean): Change[] => {
  const reaction = isResolved ? 'resolved' : 'reopened'
  const key = reactionKey(hand.me, annotation, reaction)
  let latest = 0
  for (const about of layer.about(annotation)) {
    const said = layer.get(about)
    if (said?.kind === 'reaction' && (said.reaction === 'resolved' || said.reaction === 'reopened'))
      latest = Math.max(latest, said.editedAt ?? said.at)
  }
  const now = Math.max(hand.now(), latest + 1)
  const before = layer.get(key)
  const common = { v: 1, kind: 'reaction', author: hand.me, annotation, comment: null, reaction } as const
  return [put(key, before === undefined ? { ...common, at: now } : { ...common, at: before.at, editedAt: now })]
}

/** A new comment and its key. */
export const commented = (
  hand: Hand,
  annotation: RecordKey,
  parent: RecordKey | null,
  body: CommentBody,
): { readonly key: RecordKey; readonly changes: Change[] } => {
  const key = recordKey('comment', hand.me, hand.newLocal())
  const record = { v: 1, kind: 'comment', author: hand.me, at: hand.now(), annotation, parent, body } as const
  return { key, changes: [put(key, record)] }
}

/** Other words for the member's own comment; nothing where it is not theirs or is removed. */
export const edited = (layer: LayerThreads, hand: Hand, comment: RecordKey, body: CommentBody): Change[] => {
  const before = layer.get(comment)
  if (before?.kind !== 'comment' || before.author !== hand.me || before.removedAt !== undefined) return []
  return [put(comment, { ...before, body, editedAt: hand.now() })]
}

/**
 * Removes a record. The member's own annotation keeps its anchor and loses
 * their verdict with it; their own comment loses its words and keeps its place.
 * Another's record goes whole, where the member moderates.
 */
export const removed = (layer: LayerThreads, hand: Hand, key: RecordKey, moderates: boolean): Change[] => {
  const record = layer.get(key)
  if (record === undefined) return []
  if (record.author !== hand.me) return moderates ? [{ kind: 'delete', key }] : []
  const now = hand.now()
  switch (record.kind) {
    case 'tagging':
    case 'reaction':
      return [{ kind: 'delete', key }]
    case 'annotation':
      return record.removedAt === undefined
        ? [put(key, { ...record, removedAt: now }), ...untagged(layer, hand, key)]
        : []
    case 'comment':
      return record.removedAt === undefined ? [put(key, { ...record, body: null, removedAt: now })] : []
  }
}

/**
 * What brings a record back to `before` now. A new annotation or comment under
 * which others have written since is not deleted: it is removed as its author
 * would remove it, so that the answers keep their place.
 */
export const restored = (
  layer: LayerThreads,
  hand: Hand,
  key: RecordKey,
  before: LayerRecord | undefined,
): Change[] => {
  if (before !== undefined) return [put(key, before)]
  const now = layer.get(key)
  if (now === undefined) return []
  return isAnsweredByOthers(layer, hand.me, key, now) ? removed(layer, hand, key, false) : [{ kind: 'delete', key }]
}

const isAnsweredByOthers = (layer: LayerThreads, me: MemberId, key: RecordKey, record: LayerRecord): boolean => {
  if (record.kind === 'tagging' || record.kind === 'reaction') return false
  const home = record.kind === 'annotation' ? key : record.annotation
  for (const about of layer.about(home)) {
    if (parseRecordKey(about)?.owner === me) continue
    const answer = layer.get(about)
    // A reaction holds nothing: the words under it are its owner's.
    if (answer?.kind === 'reaction') continue
    if (record.kind === 'annotation') return true
    if (answer?.kind === 'comment' && answer.parent === key) return true
  }
  return false
}
