import { connect } from 'node:net'
import { deflateRawSync } from 'node:zlib'
import { createEncoder, toUint8Array, writeVarUint } from 'lib0/encoding'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { forge } from '../../core/gate/testing'
import { one } from './attacks-testing'
import { type Scene, afterAttack, noteOfAda, openAttacker, openScene, put } from './hostile-testing'
import { KINDS, type RawSocket, STEPS, authTo, awarenessTo, messageTo, openRaw, syncTo } from './socket-testing'
import { setStage } from './stage-testing'
import { until } from './testing'

const stage = setStage()
let scene: Scene

beforeAll(async () => {
  scene = await openScene(stage.server.url, stage.seminar)
})

afterAll(() => {
  scene.close()
})

/** Strikes, and expects that nothing of it is seen or stored and that the server lives. */
const without = async (strike: () => Promise<void>): Promise<void> => {
  const { changed } = await afterAttack(stage.database.db, scene, strike)
  expect(changed).toEqual([])
}

const numbers = (...values: readonly number[]): Uint8Array => {
  const encoder = createEncoder()
  values.forEach((value) => {
    writeVarUint(encoder, value)
  })
  return toUint8Array(encoder)
}
const joined = (...parts: readonly Uint8Array[]): Uint8Array => Uint8Array.from(parts.flatMap((part) => [...part]))
/** Resolves when the layer is closed for the socket, by a message or with the socket itself. */
const layerClosed = (raw: RawSocket): Promise<void> =>
  until('the layer is closed', () => raw.code() !== undefined || raw.heard.some(({ kind }) => kind === KINDS.close))

type Messages = (layer: string) => readonly (Uint8Array | string)[]

/** 100 kB of zeros. */
const BOMB = [...deflateRawSync(new Uint8Array(100_000)).subarray(0, 120)]

describe('messages that no client of ours sends', () => {
  it.each<[string, number, Messages]>([
    [
      'a stateless message',
      4400,
      (layer) => [
        messageTo(layer, KINDS.stateless, (to) => {
          writeVarUint(to, 0)
        }),
      ],
    ],
    [
      'a message to everybody',
      4400,
      (layer) => [
        messageTo(layer, KINDS.broadcastStateless, (to) => {
          writeVarUint(to, 0)
        }),
      ],
    ],
    ['an acknowledgement', 4400, (layer) => [joined(messageTo(layer, KINDS.syncStatus), numbers(1))]],
    ['a ping', 4400, (layer) => [messageTo(layer, KINDS.ping)]],
    ['a pong', 4400, (layer) => [messageTo(layer, KINDS.pong)]],
    ['a message of kind 11', 4400, (layer) => [messageTo(layer, 11)]],
    ['a message of kind 2 ** 40', 4400, (layer) => [messageTo(layer, 2 ** 40)]],
    ['text', 4400, (layer) => [`{"layer":"${layer}"}`]],
    ['nothing', 4400, () => [new Uint8Array()]],
    ['a name longer than the message', 4400, () => [Uint8Array.of(200, 1, 2)]],
    ['a number without end', 4400, () => [new Uint8Array(64).fill(255)]],
    ['a name and no more', 4400, (layer) => [messageTo(layer, KINDS.sync)]],
    ['a name of every object', 4400, () => [authTo('__proto__')]],
    ['a name of every object, with a session', 4400, () => [authTo('constructor\0a')]],
    ['a name of two lines', 4400, () => [authTo('a\nb')]],
    ['a name of 10,000 characters', 4400, () => [authTo('x'.repeat(10_000))]],
    ['a token of 20 kB', 4400, (layer) => [authTo(layer, 'x'.repeat(20_000))]],
    ['presence of 64 kB', 4400, (layer) => [awarenessTo(layer, [[7, 1, `"${'x'.repeat(65_536)}"`]])]],
    ['a state vector of a megabyte', 4400, (layer) => [syncTo(layer, STEPS.one, new Uint8Array(1024 * 1024))]],
    ['three megabytes', 1009, () => [new Uint8Array(3 * 1024 * 1024)]],
  ])('[RT26] %s ends the socket', async (_name, code, messages) => {
    await without(async () => {
      const raw = await openRaw(stage.server.url, scene.layer, stage.seminar.ada.cookie)
      await raw.enter(scene.layer)
      messages(scene.layer).forEach((message) => {
        raw.send(message)
      })
      expect(await raw.closed()).toBe(code)
    })
  })

  it.each<[string, Messages]>([
    ['a sync message of kind 7', (layer) => [syncTo(layer, 7, new Uint8Array(4))]],
    [
      'an update that is longer than its message',
      (layer) => [joined(messageTo(layer, KINDS.sync), numbers(STEPS.update, 5_000), new Uint8Array(40))],
    ],
    ['an empty state vector', (layer) => [syncTo(layer, STEPS.one, new Uint8Array())]],
    ['a state vector that claims 2 ** 40 clients', (layer) => [syncTo(layer, STEPS.one, numbers(2 ** 40, 1, 1))]],
    ['a state vector that is cut short', (layer) => [syncTo(layer, STEPS.one, numbers(3, 1, 1, 2))]],
    ['presence that is no JSON', (layer) => [awarenessTo(layer, [[7, 1, '{']])]],
    [
      'presence of 2 ** 40 clients',
      (layer) => [joined(messageTo(layer, KINDS.awareness), numbers(7), numbers(2 ** 40, 1))],
    ],
    ['who asks, cut short', (layer) => [joined(messageTo(layer, KINDS.auth), numbers(0, 900))]],
  ])('[RT13] %s closes the layer for that window alone', async (_name, messages) => {
    await without(async () => {
      const raw = await openRaw(stage.server.url, scene.layer, stage.seminar.ada.cookie)
      await raw.enter(scene.layer)
      messages(scene.layer).forEach((message) => {
        raw.send(message)
      })
      await layerClosed(raw)
      raw.close()
    })
  })

  it.each<[string, Messages]>([
    [
      'asks for presence, again and again',
      (layer) => Array.from({ length: 50 }, () => messageTo(layer, KINDS.queryAwareness)),
    ],
    [
      'says who it is again, with a token of another',
      (layer) => [authTo(layer, 'the token of another'), authTo(layer)],
    ],
    [
      'speaks as a server that lets somebody in',
      (layer) => [
        joined(messageTo(layer, KINDS.auth), numbers(2, 0)),
        joined(messageTo(layer, KINDS.auth), numbers(1, 0)),
      ],
    ],
    [
      'asks by a state vector of the future',
      (layer) => [syncTo(layer, STEPS.one, numbers(2, 1, 2 ** 52, 2 ** 40, 2 ** 52))],
    ],
    [
      'asks for what comes after each value there is',
      (layer) => [
        syncTo(layer, STEPS.one, numbers(...[1000, ...Array.from({ length: 1000 }, (_, at) => [at, at]).flat()])),
      ],
    ],
    ['speaks for nobody', (layer) => [awarenessTo(layer, [])]],
    [
      'says where it is in 3,500 brackets, twice',
      (layer) => [
        awarenessTo(
          layer,
          [1, 2].map((clock) => [7, clock, '['.repeat(3_500) + ']'.repeat(3_500)]),
        ),
      ],
    ],
  ])('[RT13] a window that %s goes on as before', async (_name, messages) => {
    await without(async () => {
      const attacker = await openAttacker(scene, stage.seminar.ada)
      messages(scene.layer).forEach((message) => {
        attacker.raw.send(message)
      })
      expect(await attacker.strike(forge({}))).toBe('acknowledged')
      attacker.raw.close()
    })
  })

  it.each<[string, readonly number[]]>([
    ['without a mask', [0x82, 0x01, 0x00]],
    ['of a kind that there is not', [0x8b, 0x80, 0, 0, 0, 0]],
    ['with reserved bits', [0xf2, 0x80, 0, 0, 0, 0]],
    ['that claims 2 ** 63 bytes', [0x82, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0]],
    ['a ping of 200 bytes', [0x89, 0xfe, 0x00, 0xc8, 0, 0, 0, 0]],
    ['a close with a code that there is not', [0x88, 0x82, 0, 0, 0, 0, 0x00, 0x01]],
    // What unpacks to a thousand times as much: no compression is agreed upon, so nobody unpacks it.
    ['that is compressed', [0xc2, 0x80 | BOMB.length, 0, 0, 0, 0, ...BOMB]],
    ['that goes on with nothing', [0x80, 0x80, 0, 0, 0, 0]],
  ])('[RT13] a frame %s ends the socket', async (_name, bytes) => {
    await without(async () => {
      const [hostname = '', port = ''] = stage.server.host.split(':')
      const socket = connect(Number(port), hostname)
      let isClosed = false
      socket.on('close', () => (isClosed = true))
      socket.on('error', () => undefined)
      let said = ''
      socket.on('data', (data) => (said += data.toString('latin1')))
      socket.write(
        `GET /collab/${scene.layer} HTTP/1.1\r\nHost: ${stage.server.host}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n` +
          `Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Extensions: permessage-deflate\r\nCookie: ${stage.seminar.ada.cookie}\r\n\r\n`,
      )
      socket.write(Uint8Array.from(bytes))
      await until('the socket is closed', () => isClosed)
      expect(said).toMatch(/^HTTP\/1\.1 101 /)
      expect(said.toLowerCase()).not.toContain('sec-websocket-extensions')
    })
  })
})

describe('who asks for what is not theirs', () => {
  it('[RT6] hears "not found" for every layer but their own', async () => {
    await without(async () => {
      const names = [
        scene.layer,
        scene.layer.toUpperCase(),
        stage.seminar.ada.privateLayer,
        stage.seminar.teacher.privateLayer,
        'no-such-layer',
      ]
      for (const name of names) {
        const raw = await openRaw(stage.server.url, name, stage.seminar.cleo.cookie)
        expect((await raw.enter(name)).text, name).toBe('not-found')
        raw.send(syncTo(name, STEPS.one, Uint8Array.of(0)))
        expect((await raw.enter(`${name}\0${stage.seminar.layers.two}`)).text, name).toBe('not-found')
        expect(raw.heard.every(({ kind }) => kind === KINDS.auth)).toBe(true)
        raw.close()
      }
    })
  })

  it.each<[string, (layer: string) => string]>([
    ['with a blank after it', (layer) => `${layer}%20`],
    ['from below', (layer) => `../${layer}/..`],
    ['with dots that are escaped', (layer) => `%2e%2e/${layer}`],
    ['with another after it', (layer) => `${layer}/${layer}`],
    ['with a session', (layer) => `${layer}%00s`],
    ['and no name at all', () => ''],
    ['as a question', () => "'%20or%201=1%20--"],
  ])('[RT33] is answered 404 where the URL names a layer %s', async (_name, path) => {
    const address = `${stage.server.url}/${path(scene.layer)}`
    const socket = new WebSocket(address, { headers: { cookie: stage.seminar.ada.cookie } })
    const status = await new Promise<number | undefined>((resolve) => {
      socket.on('unexpected-response', (_request, response) => {
        resolve(response.statusCode)
      })
      socket.on('open', () => {
        resolve(101)
      })
      socket.on('error', () => undefined)
    })
    expect(status).toBe(404)
    socket.terminate()
  })

  it.each<[string, () => Uint8Array]>([
    ['asks for another layer of theirs', () => authTo(stage.seminar.layers.instructor)],
    ['asks for a layer that is not theirs', () => authTo(stage.seminar.layers.two)],
    ['syncs with another layer', () => syncTo(stage.seminar.layers.instructor, STEPS.one, Uint8Array.of(0))],
    [
      'writes to another layer',
      () => syncTo(stage.seminar.ada.privateLayer, STEPS.update, one(put(...noteOfAda(scene)), 77_003)),
    ],
    ['names its layer in capitals', () => authTo(scene.layer.toUpperCase())],
    ['has two sessions in a name', () => authTo(`${scene.layer}\0a\0b`)],
  ])('[RT33] a socket that %s is closed', async (_name, message) => {
    await without(async () => {
      const raw = await openRaw(stage.server.url, scene.layer, stage.seminar.ada.cookie)
      await raw.enter(scene.layer)
      raw.send(message())
      expect(await raw.closed()).toBe(4400)
    })
  })

  it.each<[string, () => string | undefined]>([
    ['nobody', () => undefined],
    ['with a cookie of their own making', () => stage.seminar.ada.cookie.slice(0, -4) + 'AAAA'],
    ['with cookies of 10 kB', () => `${'a=b; '.repeat(2_000)}x=${stage.seminar.ada.cookie}`],
  ])('[RT6] %s, is let in nowhere, and what came before is forgotten', async (_name, cookie) => {
    await without(async () => {
      const raw = await openRaw(stage.server.url, scene.layer, cookie())
      raw.send(syncTo(scene.layer, STEPS.one, Uint8Array.of(0)))
      raw.send(syncTo(scene.layer, STEPS.update, one(put(...noteOfAda(scene)), 77_001)))
      raw.send(awarenessTo(scene.layer, [[77_001, 1, '{"readingAt":1}']]))
      expect((await raw.enter(scene.layer)).text).toBe('signed-out')
      raw.send(syncTo(scene.layer, STEPS.update, one(put(...noteOfAda(scene)), 77_002)))
      expect((await raw.enter(`${scene.layer}\0again`)).text).toBe('signed-out')
      expect(raw.heard.every(({ kind }) => kind === KINDS.auth)).toBe(true)
      raw.close()
    })
  })

  it('[RT6] is nobody any more in a layer that they closed', async () => {
    await without(async () => {
      const attacker = await openAttacker(scene, stage.seminar.ada)
      const from = attacker.raw.heard.length
      attacker.raw.send(messageTo(scene.layer, KINDS.close))
      await layerClosed(attacker.raw)
      attacker.raw.send(syncTo(scene.layer, STEPS.update, one(put(...noteOfAda(scene)), attacker.fresh())))
      expect((await attacker.raw.enter(`${scene.layer}\0again`)).text).toBe('read-write')
      expect(attacker.raw.heard.slice(from).some(({ kind }) => kind === KINDS.syncStatus)).toBe(false)
      attacker.raw.close()
    })
  })

  it.each<[string, number, (raw: RawSocket) => void]>([
    [
      'its layer 17 times at once',
      4205,
      (raw) => {
        for (let at = 0; at < 17; at += 1) raw.send(syncTo(`${scene.layer}\0s${at}`, STEPS.one, Uint8Array.of(0)))
      },
    ],
    [
      'three megabytes before it says who it is',
      4205,
      (raw) => {
        for (let at = 0; at < 3; at += 1) raw.send(syncTo(scene.layer, STEPS.update, new Uint8Array(1024 * 1024)))
      },
    ],
  ])('[RT28] opens no more than it may: %s', async (_name, code, strike) => {
    await without(async () => {
      const raw = await openRaw(stage.server.url, scene.layer, stage.seminar.ada.cookie)
      strike(raw)
      expect(await raw.closed()).toBe(code)
    })
  })

  it('[RT28] opens no more than it may: its layer 17 times, one after the other', async () => {
    await without(async () => {
      const raw = await openRaw(stage.server.url, scene.layer, stage.seminar.ada.cookie)
      for (let at = 0; at < 17; at += 1) {
        const name = `${scene.layer}\0s${at}`
        raw.send(authTo(name))
        await until('an answer', () => raw.code() !== undefined || raw.heard.some((heard) => heard.name === name))
      }
      expect(await raw.closed()).toBe(4429)
    })
  })
})
