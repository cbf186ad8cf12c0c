import type { LayerId, MemberId, TagId, VersionId } from '../base'
import type { CommentBody, ReactionKind, RecordKey } from '../annotation'
import type { Offset } from '../document'

/** Moments are milliseconds since 1970 (UTC); `null` is "never". */
export interface AnnotationRow {
  readonly layer: LayerId
  readonly key: RecordKey
  readonly member: MemberId
  readonly version: VersionId
  readonly start: Offset
  readonly end: Offset
  readonly exact: string
  readonly prefix: string
  readonly suffix: string
  readonly at: number
  readonly editedAt: number | null
  readonly removedAt: number | null
}

export interface TaggingRow {
  readonly layer: LayerId
  readonly key: RecordKey
  readonly member: MemberId
  readonly annotation: RecordKey
  readonly tag: TagId
  readonly rationale: string | null
  readonly at: number
  readonly editedAt: number | null
}

export interface CommentRow {
  readonly layer: LayerId
  readonly key: RecordKey
  readonly member: MemberId
  readonly annotation: RecordKey
  readonly parent: RecordKey | null
  /** `null` once removed. */
  readonly body: CommentBody | null
  /** The body's plain text; empty once removed. */
  readonly text: string
  readonly at: number
  readonly editedAt: number | null
  readonly removedAt: number | null
}

export interface ReactionRow {
  readonly layer: LayerId
  readonly key: RecordKey
  readonly member: MemberId
  readonly annotation: RecordKey
  /** The comment that it is to; `null` for one to the passage. */
  readonly comment: RecordKey | null
  readonly reaction: ReactionKind
  readonly at: number
  readonly editedAt: number | null
}

/** The projection of one or more layers, in no particular order. */
export interface Rows {
  readonly annotations: readonly AnnotationRow[]
  readonly taggings: readonly TaggingRow[]
  readonly comments: readonly CommentRow[]
  readonly reactions: readonly ReactionRow[]
}
