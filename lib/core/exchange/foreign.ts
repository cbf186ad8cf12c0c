import type { CommentBody, ReactionKind } from '../annotation'

/** Who a file says wrote a note; `null` where it does not say. */
export interface ForeignAuthor {
  readonly id: string | null
  readonly name: string | null
}

/** What a note of a file speaks of. */
export type ForeignTarget =
  | {
      readonly kind: 'passage'
      readonly exact: string
      readonly prefix: string
      readonly suffix: string
      /** Code points in the text `source`; `null` where the file does not say. */
      readonly start: number | null
      readonly source: string | null
    }
  /** Another note of the file, by its id. */
  | { readonly kind: 'note'; readonly id: string }
  /** The paper as a whole. */
  | { readonly kind: 'paper' }

/** One note of another tool's file, in our words. Moments are milliseconds since 1970; `null` is "not said". */
export interface ForeignNote {
  readonly id: string
  readonly author: ForeignAuthor
  readonly at: number | null
  readonly editedAt: number | null
  readonly removedAt: number | null
  readonly target: ForeignTarget
  /** The id of the highlight in whose thread it is said; `null` where it stands by itself. */
  readonly scope: string | null
  /** In the order of the file; `id` is a tag of ours. */
  readonly tags: readonly { readonly id: string | null; readonly name: string | null }[]
  readonly rationale: string | null
  readonly words: CommentBody | null
  readonly reaction: ReactionKind | null
}

/** A note that could not be read: where it stands in the file, from 1, and why. */
export interface ForeignFault {
  readonly number: number
  readonly sentence: string
}

/** A file, read. */
export interface ForeignFile {
  readonly kind: 'web-annotation' | 'hypothesis'
  readonly notes: readonly ForeignNote[]
  readonly faults: readonly ForeignFault[]
}
