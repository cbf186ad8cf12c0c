import { MessageType } from '@hocuspocus/server'
import { createDecoder, readVarString, readVarUint, readVarUint8Array } from 'lib0/decoding'
import { messageYjsSyncStep1 } from 'y-protocols/sync'
import type { LayerId } from '../../core/base'
import type { Limits } from './limits'

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
