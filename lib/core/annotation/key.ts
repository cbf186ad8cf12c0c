import { type Brand, type MemberId, ID_PATTERN, memberId } from '../base'

/** What a record can be. */
export const RECORD_KINDS = ['annotation', 'tagging', 'comment'] as const
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
  /** Unique for its owner and kind. A tagging has the local id of its annotation plus its owner (see `taggingKey`). */
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
/** A tagging's is an annotation's owner and local id, joined by a dot (see `taggingKey`). */
const LOCAL_MAX_CHARS: Readonly<Record<RecordKind, number>> = { annotation: 64, tagging: 129, comment: 64 }
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
