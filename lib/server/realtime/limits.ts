import { type Extension, MessageType } from '@hocuspocus/server'
import { createDecoder, readVarString, readVarUint, readVarUint8Array } from 'lib0/decoding'
import { messageYjsSyncStep1 } from 'y-protocols/sync'
import type { LayerId } from '../../core/base'
import { ERROR_TABLE } from '../errors'
import type { Allowances } from './allowance'
import type { Bucket } from './bucket'
import type { CollabContext, CollabSocket } from './sockets'

/** What one socket, and one member, may use of the server. */
export interface Limits {
  /** The largest message, in bytes: an update of the gate's greatest size, and its envelope. */
  readonly messageMaxBytes: number
  /** The largest state vector, in bytes: eight or so for each client id of a layer. */
  readonly vectorMaxBytes: number
  /** The largest message of another kind, in bytes. */
  readonly smallMessageMaxBytes: number
  /** How many messages a second a user's windows may send for long, and how many at once. */
  readonly messagesPerSecond: number
  readonly messagesAtOnce: number
  /** A message counts as one more for every so many bytes. */
  readonly bytesPerMessage: number
  /** How many milliseconds of the server's time a second a user may take for long, and how many at once. */
  readonly workMsPerSecond: number
  readonly workMsAtOnce: number
  /** What opening a layer counts as, in milliseconds, besides sending it: the database is asked. */
  readonly openingMs: number
  /** How many values (records and edits) a second a user may write for long, and how many at once. */
  readonly valuesPerSecond: number
  readonly valuesAtOnce: number
  /** A value counts as one more for every so many bytes. */
  readonly bytesPerValue: number
  /** How many client ids a user may bring in a day, one for each window that writes. */
  readonly clientsPerDay: number
  /** How often a second a window may tell where it reads for long, and how often at once. What is more is not shown. */
  readonly presencePerSecond: number
  readonly presenceAtOnce: number
  /** The least time between two tellings of what windows of a layer show, in milliseconds, and what a mere sign of life waits. */
  readonly presenceMs: number
  readonly presenceAliveMs: number
  /** How many messages of a socket may wait before no more are read from it. */
  readonly waitingMax: number
  /** How many sockets a user may hold: a window has one for each layer. */
  readonly socketsPerUser: number
  /** How many sockets of one address may wait to be let in, and how many bytes they may have sent. */
  readonly strangersPerAddress: number
  readonly strangerBytesPerAddress: number
  /** The same of all addresses together. */
  readonly strangersInAll: number
  readonly strangerBytesInAll: number
  /** How many windows of a user may have one layer open. */
  readonly windowsPerLayer: number
  /** How often a socket may have its layer open at once: a client that opens it anew does so before the old one ends. */
  readonly channelsPerSocket: number
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
  /** How often it is asked whether the session of each open socket lives still. */
  readonly sessionLookMs: number
}

export const LIMITS: Limits = {
  messageMaxBytes: 2 * 1024 * 1024 + 1024,
  vectorMaxBytes: 512 * 1024,
  smallMessageMaxBytes: 16 * 1024,
  messagesPerSecond: 100,
  messagesAtOnce: 400,
  bytesPerMessage: 8 * 1024,
  workMsPerSecond: 100,
  workMsAtOnce: 5_000,
  openingMs: 5,
  valuesPerSecond: 2,
  valuesAtOnce: 3_000,
  bytesPerValue: 2 * 1024,
  clientsPerDay: 200,
  presencePerSecond: 5,
  presenceAtOnce: 20,
  presenceMs: 300,
  presenceAliveMs: 5_000,
  waitingMax: 256,
  socketsPerUser: 400,
  strangersPerAddress: 4_096,
  strangerBytesPerAddress: 64 * 1024 * 1024,
  strangersInAll: 8_192,
  strangerBytesInAll: 128 * 1024 * 1024,
  windowsPerLayer: 24,
  channelsPerSocket: 16,
  bundleFromWindows: 40,
  bundleMs: 30,
  unreadMaxBytes: 64 * 1024 * 1024,
  idleMs: 180_000,
  pingMs: 25_000,
  sessionLookMs: 60_000,
}

/** A message before anything of it is believed. `pong` answers our ping; it is about the socket alone. */
export type Frame = { readonly kind: 'sync-step-1' | 'pong' | 'other' } | UpdateFrame | AwarenessFrame

/** A message with an update for the layer. */
export interface UpdateFrame {
  readonly kind: 'update'
  /** The layer's name, and maybe a session's: what an answer is addressed to. */
  readonly address: string
  /** What Yjs's sync protocol calls it: the answer to a state vector, an update, or something unknown. */
  readonly step: number
  /** A view of the update in the message. */
  readonly update: Uint8Array
}

/** A message with what a window says of itself. */
export interface AwarenessFrame {
  readonly kind: 'awareness'
  /** A view of the states in the message, unread. */
  readonly states: Uint8Array
}

/** The message that asks a client for a sign of life, so that it hears of us too; it answers by itself. */
export const PING: Uint8Array = Uint8Array.of(MessageType.Ping)

/**
 * Reads the envelope of a message from a client on the socket of `layer`.
 * `undefined` for what no client of ours sends: that is not handed on.
 */
export const readFrame = (data: Uint8Array, layer: LayerId, limits: Limits): Frame | undefined => {
  if (data.byteLength === 1 && data[0] === MessageType.Pong) return { kind: 'pong' }
  try {
    const decoder = createDecoder(data)
    const address = readVarString(decoder)
    if (!isAddress(address, layer)) return undefined
    const type = readVarUint(decoder)
    if (UPDATE_TYPES.has(type)) {
      const step = readVarUint(decoder)
      if (step !== messageYjsSyncStep1) return { kind: 'update', address, step, update: readVarUint8Array(decoder) }
      return data.byteLength > limits.vectorMaxBytes ? undefined : { kind: 'sync-step-1' }
    }
    if (data.byteLength > limits.smallMessageMaxBytes) return undefined
    if (AWARENESS_TYPES.has(type)) return { kind: 'awareness', states: readVarUint8Array(decoder) }
    return OTHER_TYPES.has(type) ? { kind: 'other' } : undefined
  } catch (error) {
    // lib0 throws plain errors where a message ends too early or a number is too large.
    if (error instanceof Error) return undefined
    throw error
  }
}

/** The most characters of a session's name. Ours are UUIDs. */
const SESSION_MAX_CHARS = 128

/**
 * The socket's layer, and maybe a session's name after a NUL. Hocuspocus keeps
 * both as members of plain objects and writes them to the log: so none that
 * every object has, and nothing that would begin a new line.
 */
const isAddress = (text: string, layer: LayerId): boolean => {
  const [name, session = '', ...rest] = text.split('\0')
  return (
    name === layer &&
    rest.length === 0 &&
    session.length <= SESSION_MAX_CHARS &&
    !/\p{Cc}/u.test(session) &&
    ![layer, session].some((one) => one in Object.prototype)
  )
}

const UPDATE_TYPES: ReadonlySet<number> = new Set([MessageType.Sync, MessageType.SyncReply])
const AWARENESS_TYPES: ReadonlySet<number> = new Set([MessageType.Awareness])
const OTHER_TYPES: ReadonlySet<number> = new Set([MessageType.Auth, MessageType.QueryAwareness, MessageType.CLOSE])

/**
 * Holds what Hocuspocus can tell: how many sockets and windows a user has open,
 * how fast they open them, how many messages of a socket wait, and how a full
 * layer sends. What can be known from a message alone is held at the socket
 * (see attach.ts).
 */
export const limitsExtension = (
  limits: Limits,
  allowances: Allowances,
  sockets: () => Iterable<CollabSocket>,
): Extension<CollabContext> => ({
  extensionName: 'limits',
  onAuthenticate: async ({ context: { socket } }) => {
    const { actor } = socket
    if (actor?.kind !== 'user') return
    // Who was let in before has an allowance: what is open stays, and of many that come at once as many as there is room for.
    let own = 0
    let here = 0
    for (const other of sockets()) {
      if (other === socket || other.allowance === undefined) continue
      if (other.actor?.kind !== 'user' || other.actor.user !== actor.user) continue
      own += 1
      if (other.layer === socket.layer) here += 1
    }
    if (own >= limits.socketsPerUser || here >= limits.windowsPerLayer) {
      close(socket, 'too many windows')
      return
    }
    if (socket.seats.size > limits.channelsPerSocket) close(socket, 'too many channels')
    const allowance = allowances.of(actor.user)
    socket.allowance = allowance
    socket.stranger.done()
    // Counted only now, since only now is it known whose they are.
    allowance.messages.take(socket.unpaid, Date.now())
    socket.unpaid = 0
    allowance.work.take(limits.openingMs, Date.now())
    await untilPaid(socket, allowance.messages)
    await untilPaid(socket, allowance.work)
  },
  connected: ({ connection: { document } }) => {
    document.flushDelay = document.getConnectionsCount() > limits.bundleFromWindows ? limits.bundleMs : 0
    return Promise.resolve()
  },
  afterHandleMessage: ({ context: { socket } }) => {
    handled(socket)
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

/** Counts a message of the socket as handled. */
export const handled = (socket: CollabSocket): void => {
  socket.waiting = Math.max(0, socket.waiting - 1)
  socket.onHandled()
}

const close = (socket: CollabSocket, reason: string): void => {
  socket.webSocket.close(ERROR_TABLE['too-many'].socketCode, reason)
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
