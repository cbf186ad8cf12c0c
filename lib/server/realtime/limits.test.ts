import { describe, expect, it } from 'vitest'
import { createEncoder, toUint8Array, writeVarString, writeVarUint, writeVarUint8Array } from 'lib0/encoding'
import { WebSocket } from 'ws'
import { openBucket } from './bucket'
import { layerId } from '../../core/base'
import { LIMITS, PING, readFrame } from './limits'
import { authTo } from './socket-testing'
import { setStage } from './stage-testing'
import { type TestMember, annotationOf, openTestServer, until, write } from './testing'

const LAYER = layerId('layer')

const frame = (type: number, ...rest: readonly number[]): Uint8Array => {
  const encoder = createEncoder()
  writeVarString(encoder, 'layer')
  writeVarUint(encoder, type)
  rest.forEach((number) => {
    writeVarUint(encoder, number)
  })
  return toUint8Array(encoder)
}

describe('a message before it is believed', () => {
  it('[RT26] is told apart by its envelope', () => {
    expect(readFrame(frame(0, 0), LAYER, LIMITS)?.kind).toBe('sync-step-1')
    expect(readFrame(frame(0, 1, 0), LAYER, LIMITS)?.kind).toBe('update')
    expect(readFrame(frame(4, 2, 0), LAYER, LIMITS)?.kind).toBe('update')
    expect(readFrame(frame(1, 0), LAYER, LIMITS)?.kind).toBe('awareness')
    expect(readFrame(frame(2, 0), LAYER, LIMITS)?.kind).toBe('other')
  })

  it('[RT26] is not taken where no client of ours sends it: stateless, broadcast, unknown, cut short', () => {
    for (const type of [5, 6, 8, 11, 1_000_000]) expect(readFrame(frame(type), LAYER, LIMITS)).toBeUndefined()
    expect(readFrame(new Uint8Array(), LAYER, LIMITS)).toBeUndefined()
    expect(readFrame(new Uint8Array([200, 1, 2]), LAYER, LIMITS)).toBeUndefined()
    expect(readFrame(frame(0), LAYER, LIMITS)).toBeUndefined()
    expect(readFrame(frame(0, 2, 9, 1), LAYER, LIMITS)).toBeUndefined()
  })

  it.each(['other', 'Layer', '', 'layer\0toString', 'layer\0a\nb', 'layer\0b\0c', `layer\0${'x'.repeat(129)}`])(
    '[RT26] [RT33] is not taken for a layer named %j',
    (name) => {
      const encoder = createEncoder()
      writeVarString(encoder, name)
      writeVarUint(encoder, 2)
      writeVarUint(encoder, 0)
      expect(readFrame(toUint8Array(encoder), LAYER, LIMITS)).toBeUndefined()
    },
  )

  it('[RT26] is not taken for a layer that every object has', () => {
    const encoder = createEncoder()
    writeVarString(encoder, '__proto__')
    writeVarUint(encoder, 2)
    expect(readFrame(toUint8Array(encoder), layerId('__proto__'), LIMITS)).toBeUndefined()
  })

  it('[RT34] is told apart where it answers a ping', () => {
    expect(readFrame(Uint8Array.of(10), LAYER, LIMITS)?.kind).toBe('pong')
    expect(readFrame(PING, LAYER, LIMITS)).toBeUndefined()
  })

  it('[RT26] is not taken where it is large and no update', () => {
    const encoder = createEncoder()
    writeVarString(encoder, 'layer')
    writeVarUint(encoder, 1)
    writeVarUint8Array(encoder, new Uint8Array(LIMITS.smallMessageMaxBytes))
    expect(readFrame(toUint8Array(encoder), LAYER, LIMITS)).toBeUndefined()
  })

  it('[RT27] costs a token: a burst is free, then it says how long to wait', () => {
    const bucket = openBucket(10, 5, 0)
    expect([1, 2, 3, 4, 5].map(() => bucket.take(1, 0))).toEqual([0, 0, 0, 0, 0])
    expect(bucket.take(1, 0)).toBe(100)
    expect(bucket.take(2, 0)).toBe(300)
    expect(bucket.take(1, 300)).toBe(100)
    expect(bucket.take(1, 10_000)).toBe(0)
    // A clock that is set back gives nothing and takes nothing.
    expect(bucket.take(1, 0)).toBe(0)
  })

  it('[RT27] owes at most what its bucket holds, and gets back what was not used', () => {
    const bucket = openBucket(10, 5, 0)
    expect(bucket.take(1_000_000, 0)).toBe(500)
    expect(bucket.wait(250)).toBe(250)
    expect(bucket.take(-2, 250)).toBe(50)
    expect(bucket.isFull(799)).toBe(false)
    expect(bucket.isFull(800)).toBe(true)
    expect(bucket.take(-100, 800)).toBe(0)
    expect([1, 2, 3, 4, 5].map(() => bucket.take(1, 800))).toEqual([0, 0, 0, 0, 0])
    expect(bucket.wait(800)).toBe(0)
  })
})

describe('limits on real sockets', () => {
  const stage = setStage({
    limits: {
      messagesPerSecond: 200,
      messagesAtOnce: 20,
      waitingMax: 16,
      windowsPerLayer: 3,
      socketsPerUser: 5,
    },
  })

  it('[RT27] reads a window that sends too fast more slowly, and loses nothing of it', async () => {
    const layer = stage.windowOf(stage.seminar.ada.cookie).open(stage.seminar.layers.one)
    await layer.synced()
    const start = Date.now()
    const notes = Array.from({ length: 120 }, (_, at) =>
      annotationOf(stage.seminar, stage.seminar.ada.id, `burst${at}`),
    )
    notes.forEach((note) => {
      write(layer.document, note)
    })
    await layer.saved()
    // 120 messages at 200 a second, less the 20 that are free at once.
    expect(Date.now() - start).toBeGreaterThan(450)
    expect(layer.notices).toEqual([])
    expect(await stage.database.db.annotationRow.count({ where: { layerId: stage.seminar.layers.one } })).toBe(120)
  })

  const enter = (
    { cookie }: TestMember,
    layers: readonly string[],
    codes: number[],
    onLetIn: () => void,
  ): readonly WebSocket[] =>
    layers.map((layer) => {
      const socket = new WebSocket(`${stage.server.url}/${layer}`, { headers: { cookie } })
      socket.on('open', () => {
        socket.send(authTo(layer))
      })
      socket.once('message', onLetIn)
      socket.on('close', (code) => codes.push(code))
      socket.on('error', () => undefined)
      return socket
    })

  it.each<[string, () => TestMember, () => readonly string[], number]>([
    [
      'windows in one layer',
      () => stage.seminar.ben,
      () => Array.from({ length: 6 }, () => stage.seminar.layers.one),
      3,
    ],
    [
      'sockets in all',
      () => stage.seminar.cleo,
      () =>
        [stage.seminar.layers.two, stage.seminar.layers.instructor, stage.seminar.cleo.privateLayer].flatMap(
          (layer) => [layer, layer],
        ),
      1,
    ],
  ])(
    '[RT28] closes the sockets of a user who holds too many %s, and no more than those',
    async (_name, who, layers, closed) => {
      const codes: number[] = []
      let letIn = 0
      const sockets = enter(who(), layers(), codes, () => (letIn += 1))
      await until('each is let in or closed', () => codes.length + letIn >= layers().length)
      expect({ letIn, codes }).toEqual({ letIn: 6 - closed, codes: Array.from({ length: closed }, () => 4429) })
      sockets.forEach((socket) => {
        socket.close()
      })
    },
  )

  it('[RT34] gives signs of life that a window hears, and takes its answer as one', async () => {
    const limits = { pingMs: 20, idleMs: 100 }
    const quick = await openTestServer({ db: stage.database.db, databaseUrl: stage.database.url, limits })
    const socket = new WebSocket(`${quick.url}/${stage.seminar.layers.one}`, {
      headers: { cookie: stage.seminar.ada.cookie },
    })
    const codes: number[] = []
    let pings = 0
    socket.on('close', (code) => codes.push(code))
    socket.on('open', () => {
      socket.send(authTo(stage.seminar.layers.one))
    })
    socket.on('message', (data) => {
      if (!(data instanceof Uint8Array) || data.byteLength !== 1) return
      pings += 1
      socket.send(Uint8Array.of(10))
    })
    // Hocuspocus would have ended it by then: it has said nothing of its own.
    await until('many pings', () => pings > 12)
    expect(codes).toEqual([])
    socket.close()
    await quick.close()
  })
})
