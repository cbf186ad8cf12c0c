import type { GroupId, LayerId, MemberId, TagId } from '../../core/base'
import type { CommentBody, ReactionKind, RecordKey, Tag, Thread } from '../../core/annotation'
import type { Offset } from '../../core/document'
import type { Call } from './reading-place'
import type { RefusedBecause, Said } from './refusals'

/** A member as the room shows them. */
export interface RoomMember {
  readonly id: MemberId
  readonly name: string
  /** What the others see instead of the name, where pseudonyms are on and this member may know who is who. */
  readonly alias?: string
  /** 1 to 12, for `data-member`. */
  readonly colour: number
  readonly role: 'instructor' | 'assistant' | 'student'
  readonly group: GroupId | null
}

/** A layer that the member may see, as the server offers it. */
export interface RoomLayer {
  readonly id: LayerId
  readonly kind: 'private' | 'aside' | 'member' | 'group' | 'seminar' | 'instructor'
  /** The group's or the owner's name, or the catalogue's word for the kind. */
  readonly name: string
  /** Whose it is, where it is a group's. */
  readonly group?: GroupId
  readonly access: 'write' | 'read'
  /** True where the member may remove what others wrote. */
  readonly moderates: boolean
  /** Of an earlier round: its number, from 1. Absent in the current one. */
  readonly round?: number
  /** True for the layer of a group that was there before the groups were cut anew; absent elsewhere. */
  readonly isFormer?: boolean
  /** True for the member's own; absent elsewhere. */
  readonly isOwn?: boolean
  /** True where its last snapshot is worth a request of its own: then the layer begins with that. */
  readonly isLarge?: boolean
}

/** The round that members work in. */
export interface RoomRound {
  readonly id: string
  /** From 1. */
  readonly number: number
  readonly count: number
  readonly kind: 'independent' | 'group' | 'plenary'
  readonly phase: 'waiting' | 'open' | 'closed'
  /** True while this member may not hear of others. */
  readonly isBlind: boolean
  /** True once an independent round is open to this member's group. */
  readonly isRevealed: boolean
  readonly instructions: string
  /** What a member is asked for; `null` asks for none. */
  readonly targets: {
    readonly claims: number | null
    readonly comments: number | null
    readonly replies: number | null
  }
  /** When it closes by itself, in milliseconds since 1970; `null` where nothing says so. */
  readonly closesAt: number | null
}

/** Everything the reading page knows before the first socket opens. Plain data. */
export interface RoomSetup {
  readonly reading: { readonly id: string; readonly slug: string; readonly title: string }
  readonly seminar: { readonly id: string; readonly name: string }
  readonly version: { readonly id: string; readonly hash: string }
  /** The release that made the page; empty on a development server. */
  readonly build?: string
  readonly me: MemberId
  readonly members: readonly RoomMember[]
  /** Whom this member does not want to be talked to by; absent for nobody. */
  readonly muted?: readonly MemberId[]
  /** How many of this member's notes a moderator took out of the layers; absent for none. */
  readonly takenOut?: number
  readonly tags: readonly Tag[]
  readonly layers: readonly RoomLayer[]
  /** The layer that new notes go to at first; `null` where the member may write in none. */
  readonly writeLayer: LayerId | null
  /** Absent for a reading without rounds. */
  readonly round?: RoomRound
  /** The passages that an instructor pinned in these layers, the oldest pin first; absent where there are none. */
  readonly pins?: readonly { readonly layer: LayerId; readonly annotation: RecordKey }[]
  /** True where the member may open the reading's board; absent otherwise. */
  readonly isBoardShown?: boolean
  /** True where the paper came as a PDF, on whose pages its notes can be taken home; absent otherwise. */
  readonly hasOriginal?: boolean
}

/** A thread, and the layer that it lies in. */
export interface RoomThread extends Thread {
  readonly layer: LayerId
}

/** Why a room is closed to its member: signed out, or no longer in the seminar. */
export type ShutReason = 'signed-out' | 'no-member'

/** What the top bar says about the member's own changes. */
export type SaveState =
  | { readonly kind: 'loading' }
  | { readonly kind: 'saved' }
  /** `heldUp` is what the server said where it does not take them yet: too much at once, say. They are sent again. */
  | { readonly kind: 'saving'; readonly heldUp?: Said }
  /** `kept` changes wait on this device. */
  | {
      readonly kind: 'offline'
      readonly kept: number
      /** The device keeps nothing (a private window, no room): they are lost with the page. */
      readonly isOnlyHere?: boolean
      /** Why, where it is not the network. */
      readonly shut?: ShutReason
      /** When the next try comes, in milliseconds since 1970; absent while one is under way. */
      readonly nextTryAt?: number
    }
  /** The server refused `count` changes; its sentence, or the page's for the reason, says what to do. `text` is what they said, to copy; empty where they had no words. */
  | (RefusedBecause & { readonly kind: 'refused'; readonly count: number; readonly text: string })
  | { readonly kind: 'read-only' }

/** Someone who has this reading open now; one entry a member, however many windows. */
export interface Presence {
  readonly member: MemberId
  readonly name: string
  readonly colour: number
  /** The first character they see, or `null` while not known. */
  readonly readingAt: Offset | null
  /** The end of their selection, or `null` without one. */
  readonly caretAt: Offset | null
  /** Where an instructor asks everyone to come, while they ask. */
  readonly call: Call | null
  readonly isMe: boolean
}

/** A stretch of the version's plain text; `end` is exclusive. */
export interface PassageRange {
  readonly start: Offset
  readonly end: Offset
}

/** What the room shows. A new object after every change; parts that did not change keep their identity. */
export interface RoomState {
  /** False until every visible layer has its first state from the server. */
  readonly isSynced: boolean
  /** True while a visible layer shows what this device kept of it, since the server has not answered yet. */
  readonly isCopy: boolean
  /** True where the server runs another release than this page. */
  readonly isStale: boolean
  readonly layers: readonly (RoomLayer & {
    readonly isVisible: boolean
    readonly isSynced: boolean
    /** How many threads lie in it, visible or not. */
    readonly noteCount: number
  })[]
  readonly writeLayer: LayerId | null
  /** Records that wait for the server's acknowledgement, on this device only so far. */
  readonly unsaved: ReadonlySet<RecordKey>
  /** Of the visible layers, in the order of the text. */
  readonly threads: readonly RoomThread[]
  readonly people: readonly Presence[]
  readonly save: SaveState
  /** The open thread, if any. */
  readonly open: RecordKey | null
  /** The thread under the pointer or the focus, if any. */
  readonly lifted: RecordKey | null
  /** The selected passage, if any: the bar stands at it. */
  readonly selection: PassageRange | null
  readonly canUndo: boolean
  readonly canRedo: boolean
}

/** What a member can do in the room. Each write goes to the layer of its annotation, a new one to `writeLayer`. */
export interface RoomActions {
  /** Highlights a passage; gives the annotation there already (same range, same layer) or a new one. `undefined` where the member may not write. */
  readonly annotate: (range: PassageRange) => RecordKey | undefined
  /** Gives the member's verdict on an annotation, in place of an earlier one. */
  readonly tag: (annotation: RecordKey, tag: TagId, rationale?: string) => void
  readonly untag: (annotation: RecordKey) => void
  /** Gives the member's own annotation another passage. */
  readonly move: (annotation: RecordKey, range: PassageRange) => void
  /** Gives a reaction to a passage (`comment` is `null`) or to a comment on it, or takes it back. */
  readonly react: (
    annotation: RecordKey,
    comment: RecordKey | null,
    reaction: Exclude<ReactionKind, 'resolved' | 'reopened'>,
  ) => void
  /** Says that a thread is resolved, or open again. */
  readonly resolve: (annotation: RecordKey, isResolved: boolean) => void
  readonly comment: (annotation: RecordKey, parent: RecordKey | null, body: CommentBody) => RecordKey | undefined
  readonly edit: (comment: RecordKey, body: CommentBody) => void
  /** Removes the member's own annotation or comment; a moderator also removes others'. */
  readonly remove: (record: RecordKey) => void
  readonly undo: () => void
  readonly redo: () => void
  readonly show: (layer: LayerId, isVisible: boolean) => void
  readonly writeTo: (layer: LayerId) => void
  readonly openThread: (thread: RecordKey | null) => void
  readonly lift: (thread: RecordKey | null) => void
  readonly select: (range: PassageRange | null) => void
  /** Tells the others where this member reads. Throttled inside. */
  readonly readAt: (offset: Offset) => void
  /** Asks everyone to come to a place. Shown to the others only where the member moderates. */
  readonly callTo: (at: Offset) => void
  /** Tries the network again now. */
  readonly reconnect: () => void
  /** Lets go of what was refused: `save` no longer tells of it. */
  readonly dismissRefusal: () => void
}

/** The room: a store in the shape of React's `useSyncExternalStore`. */
export interface Room extends RoomActions {
  /** A new object when members, tags or layers changed on the server. */
  readonly setup: RoomSetup
  getState(): RoomState
  /** Calls `listener` after each change; the answer unsubscribes. */
  subscribe(listener: () => void): () => void
  /** Closes sockets and frees the layers. */
  destroy(): void
}
