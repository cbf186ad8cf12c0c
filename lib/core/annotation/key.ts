import { type Brand, type MemberId, ID_PATTERN, memberId } from '../base'

/** What a record can be. */
export const RECORD_KINDS = ['annotation', 'tagging', 'comment', 'reaction'] as const
export type RecordKind = (typeof RECORD_KINDS)[number]

/**
 * The name of a record in its layer: `kind/ownerId/localId`. The owner is a
 * fact of the key. References between records are whole keys, so that nobody
 * can make a second record with the name of another's.
 */
export type RecordKey = Brand<string, 'RecordKey'>

export interface RecordKeyParts {
  readonly kind: RecordKind
  readonly owner: MemberId
  /** Unique for its owner and kind. A tagging's and a reaction's follow from what they are on (`taggingKey`, `reactionKey`). */
  readonly local: string
}

/** Reads a key; `undefined` where the text is none. */
export const parseRecordKey = (text: string): RecordKeyParts | undefined => {
  const [kind, owner, local, ...rest] = text.split('/')
  const known = RECORD_KINDS.find((candidate) => candidate === kind)
  if (known === undefined || owner === undefined || local === undefined || rest.length > 0) return undefined
  if (!ID_PATTERN.test(owner) || !isLocal(known, local)) return undefined
  return { kind: known, owner: memberId(owner), local }
}

const LOCAL_PATTERN = /^[A-Za-z0-9_.-]+$/
/** A tagging's is an annotation's owner and local id, joined by a dot (see `taggingKey`); a reaction's has its slot and its kind of target before them. */
const LOCAL_MAX_CHARS: Readonly<Record<RecordKind, number>> = {
  annotation: 64,
  tagging: 129,
  comment: 64,
  reaction: 149,
}
const isLocal = (kind: RecordKind, text: string): boolean =>
  text.length <= LOCAL_MAX_CHARS[kind] && LOCAL_PATTERN.test(text)

/** Makes a key; throws where `local` cannot stand in one. */
export const recordKey = (kind: RecordKind, owner: MemberId, local: string): RecordKey => {
  if (!isLocal(kind, local)) throw new Error('not a local id')
  return `${kind}/${owner}/${local}` as RecordKey
}

/**
 * The key of `owner`'s verdict on an annotation. It follows from both, so a
 * member has one verdict on one claim, whatever their windows do at once.
 */
export const taggingKey = (owner: MemberId, annotation: RecordKey): RecordKey => {
  const parts = parseRecordKey(annotation)
  if (parts?.kind !== 'annotation') throw new Error('a tagging is on an annotation')
  return recordKey('tagging', owner, `${parts.owner}.${parts.local}`)
}

/** What a member can say with one press: of a passage or a comment, or of how a thread stands. */
export const REACTIONS = ['agree', 'question', 'evidence', 'resolved', 'reopened'] as const
export type ReactionKind = (typeof REACTIONS)[number]

/** `resolved` and `reopened` share a slot: a member's later word takes the place of their earlier one. */
const slotOf = (reaction: ReactionKind): string =>
  reaction === 'resolved' || reaction === 'reopened' ? 'state' : reaction

/**
 * The key of `owner`'s reaction to an annotation or a comment. It follows from
 * who, what and where, so that a second press in another window is the same one.
 */
export const reactionKey = (owner: MemberId, target: RecordKey, reaction: ReactionKind): RecordKey => {
  const parts = parseRecordKey(target)
  if (parts?.kind !== 'annotation' && parts?.kind !== 'comment') throw new Error('a reaction is to words or a passage')
  return recordKey('reaction', owner, `${slotOf(reaction)}.${parts.kind}.${parts.owner}.${parts.local}`)
}
