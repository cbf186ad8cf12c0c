import { type Extension, MessageType } from '@hocuspocus/server'
import { createDecoder, readVarString, readVarUint } from 'lib0/decoding'
import { messageYjsSyncStep1 } from 'y-protocols/sync'
import { ERROR_TABLE } from '../errors'
import type { CollabContext, CollabSocket } from './sockets'

/** What one socket, and one member, may use of the server. */
export interface Limits {
  /** The largest message, in bytes: an update of the gate's greatest size, and its envelope. */
  readonly messageMaxBytes: number
  /** The largest message of another kind than an update, in bytes. */
  readonly smallMessageMaxBytes: number
  /** How many messages a second a socket may send for long, and how many at once. */
  readonly messagesPerSecond: number
  readonly messagesAtOnce: number
  /** What asking for a whole layer costs, in messages: it is short to ask and long to answer. */
  readonly syncCost: number
  /** How many messages of a socket may wait before no more are read from it. */
  readonly waitingMax: number
  /** How many sockets a user may hold. */
  readonly socketsPerUser: number
  /** A layer with more windows open than this sends its changes in bundles. */
  readonly bundleFromWindows: number
  /** How long a bundle waits for more. */
  readonly bundleMs: number
  /** How much may wait to be read by a client before its socket is ended, in bytes. */
  readonly unreadMaxBytes: number
  /** A socket that says nothing for so long is closed. */
  readonly idleMs: number
  /** How often the server asks a socket for a sign of life; one that gives none until the next is ended. */
  readonly pingMs: number
}

export const LIMITS: Limits = {
  messageMaxBytes: 2 * 1024 * 1024 + 1024,
  smallMessageMaxBytes: 64 * 1024,
  messagesPerSecond: 100,
  messagesAtOnce: 400,
  syncCost: 10,
  waitingMax: 256,
  socketsPerUser: 24,
  bundleFromWindows: 40,
  bundleMs: 30,
  unreadMaxBytes: 64 * 1024 * 1024,
  idleMs: 180_000,
  pingMs: 25_000,
}

/** A token bucket in milliseconds of `Date.now()`: it says how long to wait, and never refuses. */
export interface Bucket {
  /** Takes `cost` tokens; the answer is how many milliseconds to wait before the next, 0 for none. */
  take(cost: number, now: number): number
}

/** A bucket that fills with `perSecond` tokens a second up to `most`, and is full at first. */
export const openBucket = (perSecond: number, most: number, start: number): Bucket => {
  let tokens = most
  let last = start
  return {
    take: (cost, now) => {
      tokens = Math.min(most, tokens + (Math.max(0, now - last) * perSecond) / 1000)
      last = now
      tokens -= cost
      return tokens >= 0 ? 0 : Math.ceil((-tokens * 1000) / perSecond)
    },
  }
}

/** A message before anything of it is believed: what it is about and what it is. */
export interface Frame {
  readonly kind: 'sync-step-1' | 'update' | 'awareness' | 'other'
}

/**
 * Reads the envelope of a message from a client. `undefined` for what no client
 * of ours sends: that is not handed on.
 */
export const readFrame = (data: Uint8Array, limits: Limits): Frame | undefined => {
  try {
    const decoder = createDecoder(data)
    readVarString(decoder)
    const type = readVarUint(decoder)
    if (UPDATE_TYPES.has(type) && readVarUint(decoder) !== messageYjsSyncStep1) return { kind: 'update' }
    if (data.byteLength > limits.smallMessageMaxBytes) return undefined
    if (UPDATE_TYPES.has(type)) return { kind: 'sync-step-1' }
    if (AWARENESS_TYPES.has(type)) return { kind: 'awareness' }
    return OTHER_TYPES.has(type) ? { kind: 'other' } : undefined
  } catch (error) {
    // lib0 throws plain errors where a message ends too early or a number is too large.
    if (error instanceof Error) return undefined
    throw error
  }
}

const UPDATE_TYPES: ReadonlySet<number> = new Set([MessageType.Sync, MessageType.SyncReply])
const AWARENESS_TYPES: ReadonlySet<number> = new Set([MessageType.Awareness])
const OTHER_TYPES: ReadonlySet<number> = new Set([
  MessageType.Auth,
  MessageType.QueryAwareness,
  MessageType.CLOSE,
  MessageType.Ping,
  MessageType.Pong,
])

/**
 * Holds what Hocuspocus can tell: how many sockets a user has, how many
 * messages of a socket wait, and how a full layer sends. What can be known from
 * a message alone is held at the socket (see attach.ts).
 */
export const limitsExtension = (limits: Limits, sockets: () => Iterable<CollabSocket>): Extension<CollabContext> => ({
  extensionName: 'limits',
  onAuthenticate: ({ context: { socket } }) => {
    const { actor } = socket
    if (actor?.kind !== 'user') return Promise.resolve()
    let held = 0
    for (const other of sockets()) if (other.actor?.kind === 'user' && other.actor.user === actor.user) held += 1
    if (held > limits.socketsPerUser) socket.webSocket.close(ERROR_TABLE['too-many'].socketCode, 'too many windows')
    return Promise.resolve()
  },
  connected: ({ connection: { document } }) => {
    document.flushDelay = document.getConnectionsCount() > limits.bundleFromWindows ? limits.bundleMs : 0
    return Promise.resolve()
  },
  afterHandleMessage: ({ context: { socket } }) => {
    socket.waiting = Math.max(0, socket.waiting - 1)
    socket.onHandled()
    return Promise.resolve()
  },
  onDisconnect: ({ document, context: { socket } }) => {
    document.flushDelay = document.getConnectionsCount() > limits.bundleFromWindows ? limits.bundleMs : 0
    // Messages of a closed layer are dropped unhandled.
    socket.waiting = 0
    socket.onHandled()
    return Promise.resolve()
  },
})
