import type { WebSocket } from 'ws'
import type { Actor } from '../../core/policy'
import type { LayerId, MemberId, SeminarId } from '../../core/base'
import type { MemberFace } from '../store/layers'
import type { Allowance } from './allowance'

/** What a member may do in a layer. */
export interface Access {
  readonly canWrite: boolean
  readonly moderates: boolean
}

/** A member's place at one layer, on one socket. */
export interface Seat {
  readonly layer: LayerId
  readonly seminar: SeminarId
  readonly member: MemberId
  readonly face: MemberFace
  readonly access: Access
}

/** One socket from one browser window, with the layers that it has open. */
export interface CollabSocket {
  /** For the log. */
  readonly id: string
  /** The `Cookie` header that it came with, the proof of who it is. */
  readonly cookie: string | undefined
  readonly webSocket: WebSocket
  readonly seats: Set<Seat>
  /** Who it is: asked at the first layer, and again when access changes. */
  actor: Actor | undefined
  /** The question at the first layer, so that the layers of a room ask together. */
  asked: Promise<Actor> | undefined
  /** What the user may use; `undefined` before the first layer, and for guests. */
  allowance: Allowance | undefined
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

/** What the server tells one client beside the documents, as JSON in a stateless message. */
export type Notice =
  /** An update is not taken, for good: the client must take it back. */
  | { readonly kind: 'refused'; readonly rule: string; readonly sentence: string }
  /** An update could not be stored: the client keeps it and sends it again later. */
  | { readonly kind: 'unavailable'; readonly rule?: string; readonly sentence: string }

/** Closes a socket so that its client comes back and is judged afresh. */
export const COME_BACK = { code: 4205, reason: 'come back' } as const
