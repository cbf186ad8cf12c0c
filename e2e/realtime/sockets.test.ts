import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { WebSocket } from 'ws'
import * as Y from 'yjs'
import { openSockets } from '../../lib/client/session/sockets'
import type { Channel, SocketState, Transport } from '../../lib/client/session/transport'
import type { LayerId } from '../../lib/core/base'
import { readRecords } from '../../lib/core/layer'
import { type TestDatabase, openTestDatabase } from '../../lib/server/launch/test-database'
import {
  type TestSeminar,
  type TestServer,
  annotationOf,
  makeSeminar,
  openTestServer,
  setTestEnv,
  until,
  write,
} from '../../lib/server/realtime/testing'

// The page's own sockets against the real realtime server.

let database: TestDatabase
let seminar: TestSeminar
let server: TestServer
const transports: Transport[] = []

beforeAll(async () => {
  database = await openTestDatabase()
  setTestEnv(database)
  seminar = await makeSeminar(database.db)
  server = await openTestServer({ db: database.db, databaseUrl: database.url })
})
afterEach(() => {
  for (const transport of transports.splice(0)) transport.destroy()
})
afterAll(async () => {
  await server.close()
  await database.close()
})

interface Window {
  readonly transport: Transport
  /** Every socket it opened, oldest first. */
  readonly opened: readonly WebSocket[]
  /** What it said of itself, oldest first. */
  readonly said: readonly SocketState[]
  open(
    layer: LayerId,
    first?: Promise<Uint8Array | undefined>,
  ): {
    readonly document: Y.Doc
    readonly unreadable: () => number
    readonly channel: Channel
    readonly synced: () => number
    readonly broken: () => number
  }
}

/** `onOpen` hears of each socket that opens: one that is listened to later may have opened before. */
const openWindow = (onOpen: () => void = () => undefined): Window => {
  const opened: WebSocket[] = []
  class WithCookie extends WebSocket {
    constructor(address: string | URL) {
      super(address, { headers: { cookie: seminar.ada.cookie } })
      this.on('error', () => undefined)
      this.on('open', onOpen)
      opened.push(this)
    }
  }
  const transport = openSockets(server.url, { WebSocketPolyfill: WithCookie })
  transports.push(transport)
  const said: SocketState[] = []
  transport.subscribe(() => {
    said.push(transport.state())
  })
  return {
    transport,
    opened,
    said,
    open: (layer, first) => {
      const document = new Y.Doc()
      let unreadable = 0
      let synced = 0
      let broken = 0
      const channel = transport.open(
        layer,
        document,
        false,
        {
          onSynced: () => (synced += 1),
          onAcknowledged: () => undefined,
          onRefused: () => undefined,
          onUnavailable: () => undefined,
          onClosed: () => (broken += 1),
          onDenied: () => undefined,
          onUnreadable: () => (unreadable += 1),
          onPeople: () => undefined,
          onLook: () => undefined,
        },
        first,
      )
      return { document, unreadable: () => unreadable, channel, synced: () => synced, broken: () => broken }
    },
  }
}

const living = ({ opened }: Window): readonly string[] =>
  opened.filter(({ readyState }) => readyState === WebSocket.OPEN).map(({ url }) => new URL(url).pathname)

describe('the sockets of a page', () => {
  it('[CS43] are one a layer, named by its URL, and go with it', async () => {
    const window = openWindow()
    const { one, instructor } = seminar.layers
    const first = window.open(one)
    const other = window.open(instructor)
    await until('both are synced', () => first.synced() === 1 && other.synced() === 1)
    expect(living(window)).toEqual([`/collab/${one}`, `/collab/${instructor}`])
    first.channel.close()
    const again = window.open(one)
    await until('it is synced again', () => again.synced() === 1)
    await until('the old socket is gone', () => living(window).length === 2)
    expect(window.opened).toHaveLength(3)
    other.channel.close()
    await until('the other socket is gone', () => living(window).length === 1)
    expect(living(window)).toEqual([`/collab/${one}`])
    expect(window.transport.state().isConnected).toBe(true)
  })

  it('[CS44] are connected while none is broken, and a broken one does not touch the others', async () => {
    const window = openWindow()
    const first = window.open(seminar.layers.one)
    const other = window.open(seminar.layers.instructor)
    await until('both are synced', () => first.synced() === 1 && other.synced() === 1)
    expect(window.said.map(({ isConnected }) => isConnected)).toEqual([true])
    window.opened[0]?.terminate()
    await until('it is broken', () => first.broken() === 1)
    expect(window.transport.state()).toMatchObject({ isConnected: false, isAskedBack: false })
    expect(window.transport.state().nextTryAt).toBeGreaterThan(Date.now())
    await until('it is back', () => first.synced() === 2)
    expect(window.transport.state().isConnected).toBe(true)
    expect([other.synced(), other.broken()]).toEqual([1, 0])
  })

  it('[CS44] come back together once one of them is back', async () => {
    const window = openWindow()
    const { layers, ada } = seminar
    const all = [layers.one, layers.instructor, ada.privateLayer].map((layer) => window.open(layer))
    await until('all are synced', () => all.every(({ synced }) => synced() === 1))
    // The first one waits a quarter of a second, the others longer than the test.
    const random = vi.spyOn(Math, 'random').mockReturnValue(1_000).mockReturnValueOnce(0)
    for (const socket of window.opened) socket.close(4205)
    await until('all are synced again', () => all.every(({ synced }) => synced() === 2))
    random.mockRestore()
    expect(all.map(({ broken }) => broken())).toEqual([1, 1, 1])
    expect(window.transport.state()).toMatchObject({ isConnected: true, isAskedBack: true })
  })

  /** Notes of Ada's in a layer, and the state that it had then. */
  const noted = async (window: Window, layer: LayerId, local: string, notes: number): Promise<Uint8Array> => {
    const writer = window.open(layer)
    await until('it is synced', () => writer.synced() === 1)
    for (let at = 0; at < notes; at += 1) write(writer.document, annotationOf(seminar, seminar.ada.id, `${local}${at}`))
    await until('it is saved', () => writer.channel.isIdle())
    writer.channel.close()
    return Y.encodeStateAsUpdateV2(writer.document)
  }

  it('[CS45] ask for the rest alone where a first state is there, and send nothing of it', async () => {
    const layer = seminar.layers.one
    const window = openWindow()
    const state = await noted(window, layer, 'first', 40)
    await noted(window, layer, 'second', 1)
    const updates = await database.db.layerUpdate.count({ where: { layerId: layer } })
    const reader = openWindow()
    let give: (state: Uint8Array) => void = () => undefined
    const opened = reader.open(layer, new Promise((resolve) => (give = resolve)))
    await until('the socket is open', () => reader.transport.state().isConnected)
    expect(opened.synced()).toBe(0)
    let asked = 0
    let heard = 0
    const [socket] = reader.opened
    if (socket === undefined) throw new Error('no socket')
    const send = socket.send.bind(socket)
    vi.spyOn(socket, 'send').mockImplementation((data: Parameters<typeof send>[0]) => {
      if (data instanceof Uint8Array) asked += data.byteLength
      send(data)
    })
    socket.on('message', (data) => {
      if (data instanceof ArrayBuffer) heard += data.byteLength
    })
    give(state)
    await until('it is synced', () => opened.synced() === 1)
    expect(readRecords(opened.document).size).toBe(41)
    await until('nothing waits', () => opened.channel.isIdle())
    // Envelopes and state vectors, and the one note that is missing.
    expect(asked).toBeLessThan(1_000)
    expect(heard).toBeLessThan(2_000)
    expect(state.byteLength).toBeGreaterThan(4_000)
    expect(await database.db.layerUpdate.count({ where: { layerId: layer } })).toBe(updates)
  })

  it('[CS45] sync without a first state where none comes, and tell of one that cannot be read', async () => {
    const window = openWindow()
    const none = window.open(seminar.layers.one, Promise.resolve(undefined))
    const bad = window.open(seminar.layers.instructor, Promise.resolve(Uint8Array.of(9, 9, 9, 9)))
    await until('both are synced', () => none.synced() === 1 && bad.synced() === 1)
    expect([none.unreadable(), bad.unreadable()]).toEqual([0, 1])
    expect(readRecords(none.document).size).toBe(41)
  })

  it('[CS45] sync where the first state comes before the server has let them in', async () => {
    let give: (state: undefined) => void = () => undefined
    const window = openWindow(() => {
      setImmediate(() => {
        give(undefined)
      })
    })
    const opened = window.open(seminar.layers.one, new Promise((resolve) => (give = resolve)))
    await until('it is synced', () => opened.synced() === 1)
    expect(readRecords(opened.document).size).toBe(41)
  })

  it('[CS45] begin again with the first state where the socket broke before it was there', async () => {
    const window = openWindow()
    let give: (state: Uint8Array) => void = () => undefined
    const opened = window.open(seminar.layers.one, new Promise((resolve) => (give = resolve)))
    await until('the socket is open', () => window.transport.state().isConnected)
    window.opened[0]?.terminate()
    await until('it is broken', () => opened.broken() === 1)
    give(Y.encodeStateAsUpdateV2(new Y.Doc()))
    await until('it is synced', () => opened.synced() === 1)
    expect(readRecords(opened.document).size).toBe(41)
  })
})
