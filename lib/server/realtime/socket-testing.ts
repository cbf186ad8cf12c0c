import { createDecoder, hasContent, readVarString, readVarUint, readVarUint8Array } from 'lib0/decoding'
import {
  type Encoder,
  createEncoder,
  toUint8Array,
  writeVarString,
  writeVarUint,
  writeVarUint8Array,
} from 'lib0/encoding'
import { WebSocket } from 'ws'
import { until } from './testing'

/** The kinds of messages, by their number on the wire. */
export const KINDS = {
  sync: 0,
  awareness: 1,
  auth: 2,
  queryAwareness: 3,
  syncReply: 4,
  stateless: 5,
  broadcastStateless: 6,
  close: 7,
  syncStatus: 8,
  ping: 9,
  pong: 10,
} as const

/** The kinds of sync messages. */
export const STEPS = { one: 0, two: 1, update: 2 } as const

/** A message to the layer `name`, with anything in it. */
export const messageTo = (
  name: string,
  kind: number,
  rest: (encoder: Encoder) => void = () => undefined,
): Uint8Array => {
  const encoder = createEncoder()
  writeVarString(encoder, name)
  writeVarUint(encoder, kind)
  rest(encoder)
  return toUint8Array(encoder)
}

export const authTo = (name: string, token = ''): Uint8Array =>
  messageTo(name, KINDS.auth, (encoder) => {
    writeVarUint(encoder, 0)
    writeVarString(encoder, token)
  })

export const syncTo = (name: string, step: number, bytes: Uint8Array, kind: number = KINDS.sync): Uint8Array =>
  messageTo(name, kind, (encoder) => {
    writeVarUint(encoder, step)
    writeVarUint8Array(encoder, bytes)
  })

/** What a client says of the states of client ids; the states are texts, so that they can be no JSON. */
export const awarenessTo = (
  name: string,
  states: readonly (readonly [client: number, clock: number, state: string])[],
): Uint8Array =>
  messageTo(name, KINDS.awareness, (encoder) => {
    const inner = createEncoder()
    writeVarUint(inner, states.length)
    for (const [client, clock, state] of states) {
      writeVarUint(inner, client)
      writeVarUint(inner, clock)
      writeVarString(inner, state)
    }
    writeVarUint8Array(encoder, toUint8Array(inner))
  })

/** A message of the server. `text` is a notice, or why a layer is not opened; `bytes` an update or a state vector. */
export interface Heard {
  readonly name: string
  readonly kind: number
  readonly step: number
  readonly text: string
  readonly bytes: Uint8Array
}

const NOTHING = new Uint8Array()

const read = (data: Uint8Array): Heard => {
  const decoder = createDecoder(data)
  const name = readVarString(decoder)
  const kind = readVarUint(decoder)
  switch (kind) {
    case KINDS.sync:
    case KINDS.syncReply:
      return { name, kind, step: readVarUint(decoder), text: '', bytes: readVarUint8Array(decoder) }
    case KINDS.auth:
      return { name, kind, step: readVarUint(decoder), text: readVarString(decoder), bytes: NOTHING }
    case KINDS.stateless:
    case KINDS.close:
      return { name, kind, step: 0, text: readVarString(decoder), bytes: NOTHING }
    case KINDS.awareness:
      return { name, kind, step: 0, text: '', bytes: readVarUint8Array(decoder) }
    default:
      return { name, kind, step: hasContent(decoder) ? readVarUint(decoder) : 0, text: '', bytes: NOTHING }
  }
}

/** A socket without a client behind it: it says what it is told to, and nothing else. */
export interface RawSocket {
  readonly heard: readonly Heard[]
  send(message: Uint8Array | string): void
  /** Resolves when the server has read all that was sent so far. */
  isRead(): Promise<void>
  /** Opens a layer; resolves when the server let it in or did not. */
  enter(name: string): Promise<Heard>
  /** The code with which the server closed; `undefined` while it has not. */
  code(): number | undefined
  closed(): Promise<number>
  close(): void
}

/** Opens a layer's socket with a `Cookie` header, or without; `more` are other headers. */
export const openRaw = async (
  url: string,
  layer: string,
  cookie?: string,
  more: Readonly<Record<string, string>> = {},
): Promise<RawSocket> => {
  const headers = { ...more, ...(cookie === undefined ? {} : { cookie }) }
  const socket = new WebSocket(`${url}/${layer}`, { headers })
  const heard: Heard[] = []
  let code: number | undefined
  socket.on('message', (data) => {
    // A ping has no name, and asks for no answer that `heard` tells of.
    if (data instanceof Uint8Array && data.byteLength > 1) heard.push(read(data))
  })
  socket.on('close', (with_) => (code = with_))
  // A server that closes while more is being sent resets the connection.
  socket.on('error', () => (code ??= socket.readyState === WebSocket.OPEN ? undefined : 1006))
  await until('the socket is open', () => socket.readyState === WebSocket.OPEN)
  return {
    heard,
    send: (message) => {
      if (socket.readyState === WebSocket.OPEN) socket.send(message)
    },
    isRead: () =>
      new Promise((resolve) => {
        socket.once('pong', () => {
          resolve()
        })
        socket.ping()
      }),
    enter: async (name) => {
      socket.send(authTo(name))
      const answer = (): Heard | undefined => heard.find((said) => said.name === name && said.kind === KINDS.auth)
      await until('an answer to who asks', () => answer() !== undefined || code !== undefined)
      const said = answer()
      if (said === undefined) throw new Error(`closed with ${String(code)}`)
      return said
    },
    code: () => code,
    closed: async () => {
      await until('the socket is closed', () => code !== undefined)
      return code ?? 0
    },
    close: () => {
      socket.terminate()
    },
  }
}
