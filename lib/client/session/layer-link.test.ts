import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import * as Y from 'yjs'
import { type LayerRecord, type RecordKey, bodyOf, recordKey } from '../../core/annotation'
import { layerId, memberId } from '../../core/base'
import { type Change, readRecords, writeRecord } from '../../core/layer'
import { type LayerLink, openLink } from './layer-link'
import { type MemoryServer, type MemoryTransport, memoryServer } from './testing'

const LAYER = layerId('layer')
const HANA = memberId('hana')
const TOMAS = memberId('tomas')
const HOME = recordKey('annotation', HANA, 'a')

const comment = (local: string, text: string, author = HANA): Change & { kind: 'put' } => ({
  kind: 'put',
  key: recordKey('comment', author, local),
  record: { v: 1, kind: 'comment', author, at: 1, annotation: HOME, parent: null, body: bodyOf(text) },
})

interface Window {
  readonly link: LayerLink
  readonly transport: MemoryTransport
  /** What the member sees. */
  readonly seen: Map<RecordKey, LayerRecord>
  readonly refusals: { readonly keys: readonly RecordKey[]; readonly sentence: string }[]
  denials: number
  write(...changes: Change[]): void
}

const openWindow = (server: MemoryServer): Window => {
  const transport = server.transport()
  const seen = new Map<RecordKey, LayerRecord>()
  const see = (changes: readonly Change[]): void => {
    for (const change of changes) {
      if (change.kind === 'put') seen.set(change.key, change.record)
      else seen.delete(change.key)
    }
  }
  const refusals: Window['refusals'] = []
  const window: Window = {
    transport,
    seen,
    refusals,
    denials: 0,
    link: openLink(transport, {
      layer: LAYER,
      hasPresence: true,
      events: {
        onChanges: see,
        onStatus: () => undefined,
        onRefused: (changes, sentence) => refusals.push({ keys: changes.map(({ key }) => key), sentence }),
        onDenied: () => {
          window.denials += 1
        },
        onPeople: () => undefined,
        onLook: () => undefined,
      },
    }),
    write: (...changes) => {
      see(changes)
      window.link.write(changes)
    },
  }
  return window
}

const says = (record: LayerRecord | undefined): unknown =>
  record?.kind === 'comment' ? record.body?.content[0]?.content?.[0] : undefined
const keysOf = (changes: readonly Change[]): RecordKey[] => changes.map(({ key }) => key)

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

describe('a layer on its way to the server', () => {
  it('[CS1] shows another window what one wrote, and waits until the server has it', () => {
    const server = memoryServer()
    const [a, b] = [openWindow(server), openWindow(server)]
    server.deliver()
    const change = comment('c', 'balancing')
    a.write(change)
    expect(keysOf(a.link.waiting())).toEqual([change.key])
    server.deliver()
    expect(a.link.waiting()).toEqual([])
    expect(b.seen.get(change.key)).toEqual(change.record)
  })

  it('[CS2] keeps what is written before the first sync and sends it after', () => {
    const server = memoryServer()
    const a = openWindow(server)
    const change = comment('c', 'early')
    a.write(change)
    expect(readRecords(server.document(LAYER)).size).toBe(0)
    server.deliver()
    expect([...readRecords(server.document(LAYER)).keys()]).toEqual([change.key])
    expect(a.link.waiting()).toEqual([])
  })

  it('[CS3] keeps what is written without a network, the last of one key only', () => {
    const server = memoryServer()
    const a = openWindow(server)
    server.deliver()
    a.transport.breakSocket()
    a.write(comment('c', 'first'))
    a.write(comment('c', 'second'))
    expect(a.link.waiting()).toHaveLength(1)
    a.transport.retry()
    server.deliver()
    expect(a.link.waiting()).toEqual([])
    expect(says(readRecords(server.document(LAYER)).get(comment('c', '').key))).toMatchObject({ text: 'second' })
  })

  it('[CS4] loses nothing that was on the way when the socket broke', () => {
    const server = memoryServer()
    const a = openWindow(server)
    server.deliver()
    a.write(comment('c', 'on the way'))
    a.write(comment('d', 'behind it'))
    a.transport.breakSocket()
    server.deliver()
    expect(a.link.waiting()).toHaveLength(2)
    a.transport.retry()
    server.deliver()
    expect(readRecords(server.document(LAYER)).size).toBe(2)
    expect(a.link.waiting()).toEqual([])
    expect(a.refusals).toEqual([])
  })

  it('[CS5] rolls a refused change back and tells which it was', () => {
    const server = memoryServer()
    const [a, b] = [openWindow(server), openWindow(server)]
    server.deliver()
    server.judgeBy(() => ({ refuse: 'Round 2 is closed.' }))
    const change = comment('c', 'too late')
    a.write(change)
    server.deliver()
    expect(a.refusals).toEqual([{ keys: [change.key], sentence: 'Round 2 is closed.' }])
    expect(a.seen.size).toBe(0)
    expect(a.link.waiting()).toEqual([])
    expect(b.seen.size).toBe(0)
  })

  it('[CS18] sends what is refused for its client id once more from a fresh document', () => {
    const server = memoryServer()
    const a = openWindow(server)
    server.deliver()
    let times = 0
    server.judgeBy(() => {
      times += 1
      return times === 1 ? { refuse: 'taken', rule: 'GA2' } : 'take'
    })
    a.write(comment('c', 'mine'))
    server.deliver()
    expect(a.refusals).toEqual([])
    expect(readRecords(server.document(LAYER)).size).toBe(1)
    server.judgeBy(() => ({ refuse: 'taken', rule: 'GA2' }))
    const change = comment('d', 'never')
    a.write(change)
    server.deliver()
    expect(a.refusals).toEqual([{ keys: [change.key], sentence: 'taken' }])
  })

  it('[CS6] gives a refused edit its old words back', () => {
    const server = memoryServer()
    const a = openWindow(server)
    server.deliver()
    a.write(comment('c', 'as it was'))
    server.deliver()
    server.judgeBy(() => ({ refuse: 'no' }))
    a.write(comment('c', 'as it must not be'))
    server.deliver()
    expect(says(a.seen.get(comment('c', '').key))).toMatchObject({ text: 'as it was' })
  })

  it('[CS7] sends a refused batch again one by one, so that only the bad change is lost', () => {
    const server = memoryServer()
    const [a, b] = [openWindow(server), openWindow(server)]
    const bad = comment('bad', 'bad')
    server.judgeBy((_layer, _before, after) => (readRecords(after).has(bad.key) ? { refuse: 'bad' } : 'take'))
    a.write(comment('c1', 'one'), bad, comment('c2', 'two'))
    server.deliver()
    expect(a.refusals).toEqual([{ keys: [bad.key], sentence: 'bad' }])
    const kept = [comment('c1', '').key, comment('c2', '').key]
    expect([...a.seen.keys()].sort()).toEqual(kept)
    expect([...b.seen.keys()].sort()).toEqual(kept)
    expect(a.link.waiting()).toEqual([])
  })

  it('[CS8] sends what was written behind a refused change, and others still see it', () => {
    const server = memoryServer()
    const [a, b] = [openWindow(server), openWindow(server)]
    server.deliver()
    const bad = comment('bad', 'bad')
    server.judgeBy((_layer, _before, after) => (readRecords(after).has(bad.key) ? { refuse: 'bad' } : 'take'))
    a.write(bad)
    a.write(comment('c', 'good'))
    server.deliver()
    expect([...b.seen.keys()]).toEqual([comment('c', '').key])
    a.write(comment('d', 'later'))
    server.deliver()
    expect(b.seen.size).toBe(2)
  })

  it('[CS9] [CS55] tries again later when the server could not commit', () => {
    const server = memoryServer()
    const a = openWindow(server)
    server.deliver()
    server.judgeBy(() => ({ later: 'The database does not answer.' }))
    a.write(comment('c', 'wait'))
    server.deliver()
    expect(a.refusals).toEqual([])
    expect(a.link.waiting()).toHaveLength(1)
    expect(a.link.heldUp()).toEqual({ sentence: 'The database does not answer.' })
    expect(a.seen.size).toBe(1)
    server.judgeBy(() => 'take')
    vi.advanceTimersByTime(60_000)
    server.deliver()
    expect(a.link.waiting()).toEqual([])
    expect(a.link.heldUp()).toBeUndefined()
    expect(readRecords(server.document(LAYER)).size).toBe(1)
  })

  it('[CS10] opens a closed channel again by itself', () => {
    const server = memoryServer()
    const a = openWindow(server)
    server.deliver()
    a.transport.closeChannel(LAYER)
    a.write(comment('c', 'kept'))
    expect(a.link.isSynced()).toBe(false)
    vi.advanceTimersByTime(60_000)
    server.deliver()
    expect(a.link.isSynced()).toBe(true)
    expect(readRecords(server.document(LAYER)).size).toBe(1)
  })

  it('[CS11] says when the layer may not be opened, and opens it when asked to', () => {
    const server = memoryServer()
    server.closed.add(LAYER)
    const a = openWindow(server)
    a.write(comment('c', 'kept'))
    server.deliver()
    expect(a.denials).toBe(1)
    expect(a.link.waiting()).toHaveLength(1)
    server.closed.delete(LAYER)
    a.link.reopen()
    vi.advanceTimersByTime(60_000)
    server.deliver()
    expect(a.link.waiting()).toEqual([])
  })

  it('[CS12] sends what an earlier visit left behind, before what this one wrote', () => {
    const server = memoryServer()
    const a = openWindow(server)
    const [left, own] = [comment('c', 'from yesterday'), comment('d', 'of today')]
    a.write(own)
    a.link.adopt([{ ...left, madeAt: 5 }])
    expect(keysOf(a.link.waiting())).toEqual([left.key, own.key])
    expect(a.seen.size).toBe(2)
    server.deliver()
    expect(readRecords(server.document(LAYER)).size).toBe(2)
    expect(a.link.waiting()).toEqual([])
  })

  it('[CS17] sends a long outbox in parts, in order', () => {
    const server = memoryServer()
    const a = openWindow(server)
    const updates: number[] = []
    server.judgeBy((_, before, after) => {
      updates.push(Y.encodeStateAsUpdate(after, Y.encodeStateVector(before)).byteLength)
      return 'take'
    })
    const notes = Array.from({ length: 400 }, (_, nth) => comment(`n${nth}`, `${nth} ${'words '.repeat(1_000)}`))
    a.write(...notes)
    server.deliver()
    expect(a.link.waiting()).toEqual([])
    expect([...readRecords(server.document(LAYER)).keys()]).toEqual(keysOf(notes))
    expect(updates.length).toBeGreaterThan(8)
    expect(Math.max(...updates)).toBeLessThan(300 * 1024)
  })

  it('[CS15] leaves what was left behind where this window or the server has a later version', () => {
    const server = memoryServer()
    const [a, b] = [openWindow(server), openWindow(server)]
    server.deliver()
    const later = (local: string) => {
      const change = comment(local, 'later')
      return { ...change, record: { ...change.record, editedAt: 9 } }
    }
    b.write(later('server'))
    server.deliver()
    a.transport.breakSocket()
    a.write(comment('own', 'later'))
    a.link.adopt([
      { ...comment('own', 'earlier'), madeAt: 5 },
      { ...comment('server', 'earlier'), madeAt: 5 },
      { kind: 'delete', key: comment('server', '').key, madeAt: 6 },
    ])
    a.transport.retry()
    server.deliver()
    for (const seen of [a.seen, b.seen]) {
      expect(says(seen.get(comment('own', '').key))).toMatchObject({ text: 'later' })
      expect(says(seen.get(comment('server', '').key))).toMatchObject({ text: 'later' })
    }
    expect(a.link.waiting()).toEqual([])
  })

  it('[CS16] changes nothing by adopting what the server has already', () => {
    const server = memoryServer()
    const a = openWindow(server)
    const change = comment('c', 'arrived')
    a.write(change)
    server.deliver()
    const before = Y.encodeStateVector(server.document(LAYER))
    a.link.adopt([{ ...change, madeAt: 5 }])
    server.deliver()
    expect(a.link.waiting()).toEqual([])
    expect(Y.encodeStateVector(server.document(LAYER))).toEqual(before)
  })

  it('[CS13] learns after a break what others wrote and deleted meanwhile', () => {
    const server = memoryServer()
    const theirs = comment('t', 'theirs', TOMAS)
    const gone = comment('g', 'gone', TOMAS)
    writeRecord(server.document(LAYER), gone.key, gone.record)
    const [a, b] = [openWindow(server), openWindow(server)]
    server.deliver()
    expect([...a.seen.keys()]).toEqual([gone.key])
    a.transport.breakSocket()
    b.write(theirs, { kind: 'delete', key: gone.key })
    server.deliver()
    a.transport.retry()
    server.deliver()
    expect([...a.seen.keys()]).toEqual([theirs.key])
  })

  it('[CS14] is done at once with a change that changes nothing', () => {
    const server = memoryServer()
    const a = openWindow(server)
    server.deliver()
    a.write({ kind: 'delete', key: comment('never', '').key })
    expect(a.link.waiting()).toEqual([])
  })
})
