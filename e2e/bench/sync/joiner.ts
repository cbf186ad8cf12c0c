import { get } from 'node:http'
import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import { createDecoder, readVarString, readVarUint } from 'lib0/decoding'
import { createEncoder, toUint8Array, writeVarString, writeVarUint, writeVarUint8Array } from 'lib0/encoding'
import { WebSocket } from 'ws'
import * as Y from 'yjs'
import { openSockets } from '../../../lib/client/session/sockets'
import type { LayerId } from '../../../lib/core/base'
import { until } from '../../../lib/server/realtime/testing'
import type { LargeLayer } from './large-layer'
import type { Kind } from './servers'

/** Who opens a layer. `begin` resolves when the whole state has come and the server said that this was all. */
export interface Joiner {
  begin(): Promise<void>
  close(): void
}

const SYNC = 0
const AWARENESS = 1
const AUTH = 2

/** The layer's state over HTTP, as it is on the wire (gzip); `undefined` where it has no snapshot. */
const packedState = (url: string, cookie: string, layer: string): Promise<Buffer | undefined> =>
  new Promise((resolve, reject) => {
    const address = `${url.replace('ws', 'http')}/collab/${layer}/state`
    get(address, { headers: { cookie, 'accept-encoding': 'gzip' }, agent: false }, (response) => {
      const parts: Buffer[] = []
      response.on('error', reject)
      response.on('data', (part: Buffer) => parts.push(part))
      response.on('end', () => {
        if (response.statusCode === 200) resolve(Buffer.concat(parts))
        else if (response.statusCode === 204) resolve(undefined)
        else reject(new Error(`the state of ${layer}: ${response.statusCode}`))
      })
    }).on('error', reject)
  })

const unpackedState = async (url: string, cookie: string, layer: string): Promise<Uint8Array | undefined> => {
  const packed = await packedState(url, cookie, layer)
  return packed === undefined ? undefined : unzip(packed)
}

const unzip = promisify(gunzip)

/** The page's own sockets and a document that is made for real. */
export const openWhole = (url: string, cookie: string, layer: LayerId): Joiner & { readonly document: Y.Doc } => {
  class WithCookie extends WebSocket {
    constructor(address: string | URL) {
      super(address, { headers: { cookie }, perMessageDeflate: false })
      this.on('error', () => undefined)
    }
  }
  const document = new Y.Doc()
  const transport = openSockets(`${url}/collab`, { WebSocketPolyfill: WithCookie })
  return {
    document,
    begin: () =>
      new Promise((resolve, reject) => {
        const refuse = (): void => {
          reject(new Error('not let in'))
        }
        const channel = transport.open(
          layer,
          document,
          true,
          {
            onSynced: resolve,
            onAcknowledged: () => undefined,
            onRefused: refuse,
            onUnavailable: refuse,
            onClosed: () => undefined,
            onDenied: refuse,
            onUnreadable: refuse,
            onPeople: () => undefined,
            onLook: () => undefined,
          },
          unpackedState(url, cookie, layer),
        )
        channel.setPresence({ readingAt: 1 })
      }),
    close: () => {
      transport.destroy()
      document.destroy()
    },
  }
}

/**
 * The same messages without a document: a device of its own would make one, and
 * 200 of them on the server's machine are 26 s of work that is no server's.
 * Ours takes the state over HTTP; the others send it over the socket.
 */
export const openLight = (kind: Kind, url: string, cookie: string, layer: LargeLayer, nth: number): Joiner => {
  const isHocuspocus = kind !== 'y-websocket'
  const path = kind === 'ours' ? `/collab/${layer.id}` : isHocuspocus ? '' : `/${layer.id}`
  let socket: WebSocket | undefined

  const run = (resolve: () => void, reject: (error: unknown) => void): void => {
    const state = kind === 'ours' ? packedState(url, cookie, layer.id) : undefined
    state?.catch(reject)
    const opened = new WebSocket(`${url}${path}`, { headers: { cookie }, perMessageDeflate: false })
    socket = opened
    const say = (type: number, step: number, bytes?: Uint8Array): void => {
      const encoder = createEncoder()
      if (isHocuspocus) writeVarString(encoder, layer.id)
      writeVarUint(encoder, type)
      if (type !== AWARENESS) writeVarUint(encoder, step)
      if (bytes === undefined) writeVarString(encoder, '')
      else writeVarUint8Array(encoder, bytes)
      if (opened.readyState === WebSocket.OPEN) opened.send(toUint8Array(encoder))
    }
    const sync = async (): Promise<void> => {
      const has = await state
      say(SYNC, 0, has === undefined ? Uint8Array.of(0) : layer.vector)
      say(AWARENESS, 0, presenceOf(1_000_000 + nth))
    }
    opened.on('error', reject)
    opened.on('close', (code) => {
      reject(new Error(`${kind} closed a socket with ${code}`))
    })
    opened.on('open', () => {
      if (isHocuspocus) say(AUTH, 0)
      else sync().catch(reject)
    })
    opened.on('message', (data: Buffer) => {
      if (data.length === 1) return
      const decoder = createDecoder(data)
      if (isHocuspocus) readVarString(decoder)
      const type = readVarUint(decoder)
      const step = readVarUint(decoder)
      if (type === AUTH) {
        if (step === 2) sync().catch(reject)
        else reject(new Error('not let in'))
      } else if (type === SYNC && step === 0) say(SYNC, 1, Uint8Array.of(0, 0))
      else if (type === SYNC && step === 1) {
        if (kind === 'ours' || data.byteLength >= layer.update.byteLength) resolve()
        else reject(new Error(`${kind} sent ${data.byteLength} bytes of ${layer.update.byteLength}`))
      }
    })
  }
  return {
    begin: () => new Promise(run),
    close: () => socket?.terminate(),
  }
}

/** What a window says of itself when it comes (y-protocols/awareness). */
const presenceOf = (client: number): Uint8Array => {
  const encoder = createEncoder()
  writeVarUint(encoder, 1)
  writeVarUint(encoder, client)
  writeVarUint(encoder, 1)
  writeVarString(encoder, JSON.stringify({ readingAt: client % 1000 }))
  return toUint8Array(encoder)
}

/** Puts a state into a server that keeps nothing, and stays, so that it is not forgotten. */
export const fillPeer = async (kind: Kind, url: string, layer: LargeLayer): Promise<Joiner> => {
  const empty: LargeLayer = { ...layer, update: new Uint8Array() }
  const filler = openLight(kind, url, '', empty, 0)
  await filler.begin()
  const encoder = createEncoder()
  if (kind === 'hocuspocus') writeVarString(encoder, layer.id)
  writeVarUint(encoder, SYNC)
  writeVarUint(encoder, 2)
  writeVarUint8Array(encoder, layer.update)
  const socket = new WebSocket(`${url}${kind === 'hocuspocus' ? '' : `/${layer.id}`}`, { perMessageDeflate: false })
  await new Promise((resolve, reject) => {
    socket.on('error', reject)
    socket.on('open', resolve)
  })
  if (kind === 'hocuspocus') {
    const who = createEncoder()
    writeVarString(who, layer.id)
    writeVarUint(who, AUTH)
    writeVarUint(who, 0)
    writeVarString(who, '')
    socket.send(toUint8Array(who))
  }
  socket.send(toUint8Array(encoder))
  const isFilled = async (): Promise<boolean> => {
    const witness = openLight(kind, url, '', layer, 0)
    try {
      await witness.begin()
      return true
    } catch (error) {
      if (error instanceof Error) return false
      throw error
    } finally {
      witness.close()
    }
  }
  await until('the layer is in the server', isFilled, 30_000)
  return {
    begin: () => Promise.resolve(),
    close: () => {
      filler.close()
      socket.terminate()
    },
  }
}
