import type { WebSocket } from 'ws'
import type { Actor } from '../../core/policy'
import type { LayerId, MemberId, SeminarId } from '../../core/base'
import type { MemberFace } from '../store/members'
import type { Allowance } from './allowance'
import type { Bucket } from './bucket'
import type { Stranger } from './strangers'

/** What a member may do in a layer. */
export interface Access {
  readonly canWrite: boolean
  readonly moderates: boolean
  /**
   * How the rounds and the codebook stand for the member. A window for which
   * they moved comes back, and is told afresh what it may see and give.
   */
  readonly standing: string
  /** True where the member's presence is not shown: a round is blind. */
  readonly isBlind: boolean
}

/** A member's place at one layer, on one socket. */
export interface Seat {
  readonly layer: LayerId
  readonly seminar: SeminarId
  readonly member: MemberId
  readonly face: MemberFace
  readonly access: Access
}

/** One socket from one browser window, for one layer. */
export interface CollabSocket {
  /** For the log. */
  readonly id: string
  /** The `Cookie` header that it came with, the proof of who it is. */
  readonly cookie: string | undefined
  readonly webSocket: WebSocket
  /** The layer that its URL names: nothing else goes over it. */
  readonly layer: LayerId
  /** More than one while its client opens the layer anew. */
  readonly seats: Set<Seat>
  /** Who it is: asked when it opens its layer, and again when access changes. */
  actor: Actor | undefined
  /** The question when it opens its layer, so that it is asked once. */
  asked: Promise<Actor> | undefined
  /** What the user may use; `undefined` before that is known, and for guests. */
  allowance: Allowance | undefined
  /** What it counts as until then. */
  readonly stranger: Stranger
  /** The messages read before that, which count all the same. */
  unpaid: number
  /** How many messages are read and not yet handled. */
  waiting: number
  /** Called when one of them is handled. */
  onHandled: () => void
}

/** What Hocuspocus carries for us from hook to hook. */
export interface CollabContext {
  readonly socket: CollabSocket
  /** Absent until the connection is let in. */
  readonly seat?: Seat
}

/** Counts a message of the socket as handled. */
export const handled = (socket: CollabSocket): void => {
  socket.waiting = Math.max(0, socket.waiting - 1)
  socket.onHandled()
}

/** How long a wait goes on before it is asked whether the socket is still there, in milliseconds. */
const LOOK_EVERY_MS = 250

/**
 * Resolves when nothing is owed to the bucket any more, or the socket closes:
 * what was read by then is still decided, so that a server can stop at once,
 * and what it costs is owed when its user comes back.
 */
export const untilPaid = async ({ webSocket }: CollabSocket, bucket: Bucket): Promise<void> => {
  for (;;) {
    const wait = bucket.wait(Date.now())
    if (wait <= 0 || webSocket.readyState !== webSocket.OPEN) return
    await new Promise((resolve) => setTimeout(resolve, Math.min(wait, LOOK_EVERY_MS)))
  }
}

/** What the server tells one client beside the documents, as JSON in a stateless message. */
export type Notice =
  /** An update is not taken, for good: the client must take it back. */
  | { readonly kind: 'refused'; readonly rule: string; readonly sentence: string }
  /** An update could not be stored: the client keeps it and sends it again later. */
  | { readonly kind: 'unavailable'; readonly rule?: string; readonly sentence: string }

/** Told to all windows of a layer: something that lies in no layer changed. The client asks for the room's setup again, and stays. */
export const LOOK_AGAIN = { kind: 'look' } as const

/** Closes a socket so that its client comes back and is judged afresh. */
export const COME_BACK = { code: 4205, reason: 'come back' } as const
