import type { LayerId } from '../../core/base'
import type * as Y from 'yjs'

/** What a layer's channel tells. Every callback comes after `open` has returned. */
export interface ChannelEvents {
  /** The document holds all that the server had. Comes again after each break. */
  readonly onSynced: () => void
  /** The server has committed every update of the document so far. */
  readonly onAcknowledged: () => void
  /**
   * The server took nothing of an update: the document is ahead of it for good. `sentence` is for the member, `rule`
   * names the rule; empty where the server named none.
   */
  readonly onRefused: (sentence: string, rule: string) => void
  /**
   * The server could not commit, or will not yet: the document is ahead of it for good, and trying again later makes
   * sense. `sentence` says why, for the member, and `rule` by which rule; each is empty where the server gave none.
   */
  readonly onUnavailable: (sentence: string, rule: string) => void
  /** Something that lies in no layer changed: the room's setup is another. */
  readonly onLook: () => void
  /** The channel or the socket below it broke. A broken socket comes back by itself, a closed channel does not. */
  readonly onClosed: (what: 'socket' | 'channel') => void
  /** The member may not open this layer. */
  readonly onDenied: (reason: string) => void
  /** `first` cannot be read: the document may hold pieces of it. */
  readonly onUnreadable: () => void
  /** Who is in the layer, one state a window; as sent, unchecked. Never comes without `hasPresence`. */
  readonly onPeople: (states: readonly unknown[]) => void
}

/** One layer's document, kept equal to the server's. */
export interface Channel {
  /** True when no update of the document waits for the server. */
  isIdle(): boolean
  /** What the others see of this window; `null` takes it back. */
  setPresence(state: Readonly<Record<string, unknown>> | null): void
  close(): void
}

/** What the room needs to know of the sockets below its channels, one a layer. */
export interface SocketState {
  /** True while one is connected and none is broken. */
  readonly isConnected: boolean
  /** When the next try of a broken one comes, in milliseconds since 1970; `undefined` while connected or trying. */
  readonly nextTryAt: number | undefined
  /** True where the last break was the server's wish to judge this window afresh: what it may do has changed. */
  readonly isAskedBack: boolean
}

/** The way to the server. Hocuspocus in the browser (`sockets.ts`), an in-memory one in tests. */
export interface Transport {
  /**
   * Opens a layer. `first` is a state that the server is known to have (V2
   * encoding): it is put into the document before it is synced, so that only the
   * rest is sent. The sync waits for it.
   */
  open(
    layer: LayerId,
    document: Y.Doc,
    hasPresence: boolean,
    events: ChannelEvents,
    first?: Promise<Uint8Array | undefined>,
  ): Channel
  state(): SocketState
  /** Calls `listener` when `state` changes; the answer unsubscribes. */
  subscribe(listener: () => void): () => void
  /** Tries now, where not connected. */
  retry(): void
  /** Gives the sockets up: the device has no network, which they themselves would notice much later. */
  drop(): void
  destroy(): void
}
