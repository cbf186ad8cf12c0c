import { describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { authTo } from './socket-testing'
import { setStage } from './stage-testing'
import { type TestMember, annotationOf, openTestServer, until, write } from './testing'

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
