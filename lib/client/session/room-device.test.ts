import { describe, expect, it, vi } from 'vitest'
import { bodyOf } from '../../core/annotation'
import { readRecords } from '../../core/layer'
import { type MemoryWindow, memoryDevice } from './device-testing'
import type { Refetched } from './refetch'
import type { RoomSetup } from './room'
import {
  GROUP,
  HANA,
  PRIVATE,
  REALIST,
  SURVIVE,
  TOMAS,
  TRADE,
  first,
  layer,
  made,
  open,
  setClock,
  setupOf,
} from './room-testing'
import { type MemoryServer, memoryServer } from './testing'

setClock()

/** Lets the memory device answer: it does so in microtasks alone. */
const rest = async (): Promise<void> => {
  for (let turn = 0; turn < 50; turn += 1) await Promise.resolve()
}

describe('a room on a device', () => {
  const openOn = async (
    server: MemoryServer,
    window: MemoryWindow,
    setup: RoomSetup,
    refetch?: () => Promise<Refetched>,
  ) => {
    const opened = open(server, setup, refetch, Promise.resolve(window))
    await rest()
    return opened
  }

  it('[CS66] shows and sends after a reload what was written without a network', async () => {
    const server = memoryServer()
    const device = memoryDevice()
    const [before, after] = [device.window(), device.window()]
    const a = await openOn(server, before, setupOf(HANA))
    server.deliver()
    a.transport.breakSocket()
    a.room.comment(made(a.room.annotate(SURVIVE)), null, bodyOf('kept'))
    await rest()
    before.crash()
    const b = await openOn(server, after, setupOf(HANA))
    expect(first(b.room).comments).toHaveLength(1)
    expect(b.room.getState().unsaved.size).toBe(2)
    server.deliver()
    expect(b.room.getState().save.kind).toBe('saved')
    expect(readRecords(server.document(GROUP)).size).toBe(2)
    await rest()
    expect(device.rows('outbox').size).toBe(0)
  })

  it('[CS67] says that what waits is lost with the page where the device takes nothing', async () => {
    const server = memoryServer()
    const device = memoryDevice()
    const { room, transport } = await openOn(server, device.window(), setupOf(HANA))
    server.deliver()
    device.fill(true)
    transport.breakSocket()
    room.annotate(SURVIVE)
    await rest()
    vi.advanceTimersByTime(5_000)
    expect(room.getState().save).toEqual({ kind: 'offline', kept: 1, isOnlyHere: true })
  })

  it('[CS68] keeps what the server refused over a reload, until it is let go', async () => {
    const server = memoryServer()
    const device = memoryDevice()
    const before = device.window()
    const a = await openOn(server, before, setupOf(HANA))
    const key = made(a.room.annotate(SURVIVE))
    server.deliver()
    server.judgeBy(() => ({ refuse: 'Round 2 closed at 11:00.' }))
    a.room.comment(key, null, bodyOf('my words'))
    server.deliver()
    await rest()
    expect(device.rows('outbox').size).toBe(0)
    before.crash()
    const b = await openOn(server, device.window(), setupOf(HANA))
    server.deliver()
    expect(b.room.getState().save).toMatchObject({ kind: 'refused', text: 'my words' })
    b.room.dismissRefusal()
    await rest()
    expect(device.rows('refusal').size).toBe(0)
  })

  it('[CS69] keeps what was left for a layer that it has not, and tells of it once the server says that it is gone', async () => {
    const server = memoryServer()
    const device = memoryDevice()
    const before = device.window()
    const a = await openOn(server, before, setupOf(HANA))
    server.deliver()
    a.transport.breakSocket()
    a.room.comment(made(a.room.annotate(SURVIVE)), null, bodyOf('homeless'))
    await rest()
    before.crash()
    const now = setupOf(HANA, [layer(PRIVATE)])
    let answer: (answer: Refetched) => void = () => undefined
    const b = await openOn(server, device.window(), now, () => new Promise((resolve) => (answer = resolve)))
    expect(b.room.getState().save.kind).toBe('saving')
    expect(device.rows('outbox').size).toBe(2)
    answer({ kind: 'setup', setup: now })
    await rest()
    expect(b.room.getState().save).toMatchObject({ kind: 'refused', count: 2 })
    expect(device.rows('outbox').size).toBe(0)
    expect(device.rows('refusal').size).toBe(1)
  })

  it('[CS74] shows what the device kept of a layer before the server answers, and then what the server has', async () => {
    const server = memoryServer()
    const device = memoryDevice()
    const a = await openOn(server, device.window(), setupOf(HANA))
    server.deliver()
    a.room.annotate(SURVIVE)
    a.room.annotate(TRADE)
    server.deliver()
    vi.advanceTimersByTime(6_000)
    await rest()
    const [survive] = a.room.getState().threads
    a.room.destroy()
    const theirs = open(server, setupOf(TOMAS))
    server.deliver()
    theirs.room.comment(made(survive?.key), null, bodyOf('meanwhile'))
    server.deliver()
    const b = await openOn(server, device.window(), setupOf(HANA))
    expect(b.room.getState()).toMatchObject({ isCopy: true, isSynced: false })
    expect(b.room.getState().threads).toHaveLength(2)
    expect(first(b.room).comments).toEqual([])
    b.room.tag(first(b.room).key, REALIST)
    server.deliver()
    expect(b.room.getState()).toMatchObject({ isCopy: false, isSynced: true })
    expect(first(b.room).comments).toHaveLength(1)
    expect(first(b.room).verdicts).toHaveLength(1)
  })

  it('[CS70] copies what the server had before the network went', async () => {
    const server = memoryServer()
    const device = memoryDevice()
    const { room, transport } = await openOn(server, device.window(), setupOf(HANA))
    server.deliver()
    vi.advanceTimersByTime(2_000)
    await rest()
    room.annotate(SURVIVE)
    server.deliver()
    transport.breakSocket()
    room.annotate(TRADE)
    vi.advanceTimersByTime(5_000)
    await rest()
    const other = memoryDevice()
    for (const [key, value] of device.rows('state')) other.put(key.split('/'), value)
    const b = await openOn(memoryServer(), other.window(), setupOf(HANA))
    expect(b.room.getState().threads.map(({ annotation }) => annotation.anchor.start)).toEqual([SURVIVE.start])
  })

  it('[CS72] takes the copies away when the server says that the member is signed out', async () => {
    const server = memoryServer()
    const device = memoryDevice()
    const shut = (): Promise<Refetched> => Promise.resolve({ kind: 'shut', why: 'signed-out' })
    const { room, transport } = await openOn(server, device.window(), setupOf(HANA), shut)
    server.deliver()
    room.annotate(SURVIVE)
    server.deliver()
    vi.advanceTimersByTime(6_000)
    await rest()
    expect(device.rows('state').size).toBe(1)
    transport.breakSocket(true)
    transport.retry()
    server.deliver()
    await rest()
    room.annotate(TRADE)
    vi.advanceTimersByTime(6_000)
    await rest()
    expect(device.rows('state').size).toBe(0)
  })

  it('[CS75] leaves a copy that it cannot read', async () => {
    const server = memoryServer()
    const device = memoryDevice()
    device.put(['state', HANA, 'reading', GROUP], new Uint8Array([9, 9, 9, 9]))
    const { room } = await openOn(server, device.window(), setupOf(HANA))
    expect(room.getState().isCopy).toBe(false)
    server.deliver()
    expect(room.getState().save.kind).toBe('saved')
  })
})
