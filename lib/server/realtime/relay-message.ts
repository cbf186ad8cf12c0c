import { createDecoder, hasContent, readVarString, readVarUint, readVarUint8Array } from 'lib0/decoding'
import { createEncoder, toUint8Array, writeVarString, writeVarUint, writeVarUint8Array } from 'lib0/encoding'
import { type MemberId, memberId } from '../../core/base'

/** An update that another process has committed. */
export interface RelayedUpdate {
  readonly member: MemberId
  readonly update: Uint8Array
  /** The client ids that are the member's from now on. */
  readonly newClients: readonly number[]
}

/** What the others see of a window, or that it is gone. */
export interface RelayedPresence {
  readonly client: number
  /** Whose it is; `undefined` for one that is gone. */
  readonly member: MemberId | undefined
  /** Of y-protocols' awareness: of two states of one window the one with the higher clock stands. */
  readonly clock: number
  /** JSON; that of `null` for a window that is gone. */
  readonly state: string
}

/** What one process says to the others about one layer. */
export type RelayMessage =
  /** One commit, which brought the layer to `revision`. `through` is the id of its last update. */
  | {
      readonly kind: 'committed'
      readonly revision: bigint
      readonly through: bigint
      readonly updates: readonly RelayedUpdate[]
    }
  | { readonly kind: 'presence'; readonly windows: readonly RelayedPresence[] }
  /** Who opens a layer asks the others who is there. */
  | { readonly kind: 'who' }
  /** Who was second with a commit asks for a turn. */
  | { readonly kind: 'turn' }

const COMMITTED = 0
const PRESENCE = 1
const WHO = 2
const TURN = 3

/** Writes a message of the process `from`. */
export const writeRelayMessage = (from: string, message: RelayMessage): Uint8Array => {
  const encoder = createEncoder()
  writeVarString(encoder, from)
  switch (message.kind) {
    case 'committed':
      writeVarUint(encoder, COMMITTED)
      writeVarString(encoder, message.revision.toString())
      writeVarString(encoder, message.through.toString())
      for (const { member, update, newClients } of message.updates) {
        writeVarString(encoder, member)
        writeVarUint8Array(encoder, update)
        writeVarUint(encoder, newClients.length)
        for (const client of newClients) writeVarUint(encoder, client)
      }
      break
    case 'presence':
      writeVarUint(encoder, PRESENCE)
      for (const { client, member, clock, state } of message.windows) {
        writeVarUint(encoder, client)
        writeVarString(encoder, member ?? '')
        writeVarUint(encoder, clock)
        writeVarString(encoder, state)
      }
      break
    case 'who':
      writeVarUint(encoder, WHO)
      break
    case 'turn':
      writeVarUint(encoder, TURN)
  }
  return toUint8Array(encoder)
}

/** The process that a message is from. Throws an `Error` for what is none. */
export const senderOfRelayMessage = (bytes: Uint8Array): string => readVarString(createDecoder(bytes))

/**
 * Reads a message; `undefined` for one's own. Throws an `Error` for what is none: a process of another release may
 * speak on the same channel.
 */
export const readRelayMessage = (self: string, bytes: Uint8Array): RelayMessage | undefined => {
  const decoder = createDecoder(bytes)
  if (readVarString(decoder) === self) return undefined
  const kind = readVarUint(decoder)
  switch (kind) {
    case COMMITTED: {
      const revision = BigInt(readVarString(decoder))
      const through = BigInt(readVarString(decoder))
      const updates: RelayedUpdate[] = []
      while (hasContent(decoder)) {
        const member = memberId(readVarString(decoder))
        // A copy: the bytes are the connection's own.
        const update = readVarUint8Array(decoder).slice()
        const newClients = Array.from({ length: readVarUint(decoder) }, () => readVarUint(decoder))
        updates.push({ member, update, newClients })
      }
      return { kind: 'committed', revision, through, updates }
    }
    case PRESENCE: {
      const windows: RelayedPresence[] = []
      while (hasContent(decoder)) {
        const client = readVarUint(decoder)
        const name = readVarString(decoder)
        const member = name === '' ? undefined : memberId(name)
        windows.push({ client, member, clock: readVarUint(decoder), state: readVarString(decoder) })
      }
      return { kind: 'presence', windows }
    }
    case WHO:
      return { kind: 'who' }
    case TURN:
      return { kind: 'turn' }
    default:
      throw new Error(`a message of kind ${kind}`)
  }
}
