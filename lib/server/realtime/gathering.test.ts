import { Connection, Document } from '@hocuspocus/server'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createDecoder, readVarString, readVarUint, readVarUint8Array } from 'lib0/decoding'
import { memberId } from '../../core/base'
import { type Gathering, openGathering } from './gathering'
import { LIMITS } from './limits'
import { readStates } from './presence-state'

const ANYTHING = new Request('http://test.invalid/')

let document: Document
let gathering: Gathering
/** What the witness hears: for each message the windows in it, and where they read. */
let heard: Readonly<Record<number, unknown>>[]

const open = (onMessage: (data: Uint8Array) => void = () => undefined): Connection =>
  new Connection({ readyState: 1, send: onMessage, close: () => undefined }, ANYTHING, document, 'socket', {})

const hear = (data: Uint8Array): void => {
  const decoder = createDecoder(data)
  readVarString(decoder)
  readVarUint(decoder)
  const states = readStates(readVarUint8Array(decoder)) ?? []
  heard.push(Object.fromEntries(states.map(({ client, state }) => [client, placeOf(state)])))
}
const placeOf = (state: unknown): unknown =>
  typeof state === 'object' && state !== null && 'readingAt' in state ? state.readingAt : state

beforeEach(() => {
  vi.useFakeTimers()
  heard = []
  document = new Document('layer')
  gathering = openGathering(document, LIMITS)
  open(hear)
})

afterEach(() => {
  document.destroy()
  vi.useRealTimers()
})

/** A window that tells where it reads. */
const openReader = (client: number): { readonly at: (place: number) => void; readonly leave: () => void } => {
  const connection = open()
  document.getClients(connection).add(client)
  let clock = 0
  return {
    at: (readingAt) => {
      clock += 1
      const state = { member: memberId(`m${client}`), name: 'A', colour: 1, readingAt }
      gathering.put({ connection, client, clock, state })
    },
    leave: () => {
      document.removeConnection(connection)
    },
  }
}

describe('what windows say of themselves', () => {
  it('[RT37] goes out together, of each window the last only, and the first after a pause at once', async () => {
    const [ada, ben] = [openReader(1), openReader(2)]
    ada.at(10)
    await vi.advanceTimersByTimeAsync(1)
    expect(heard).toEqual([{ 1: 10 }])
    for (let place = 11; place <= 20; place += 1) {
      ada.at(place)
      ben.at(place * 2)
    }
    await vi.advanceTimersByTimeAsync(LIMITS.presenceMs - 10)
    expect(heard).toHaveLength(1)
    await vi.advanceTimersByTimeAsync(20)
    expect(heard).toEqual([{ 1: 10 }, { 1: 20, 2: 40 }])
    await vi.advanceTimersByTimeAsync(LIMITS.presenceMs)
    ben.at(50)
    await vi.advanceTimersByTimeAsync(1)
    expect(heard.slice(2)).toEqual([{ 2: 50 }])
  })

  it('[RT37] waits for news where it is a mere sign of life, and not for long', async () => {
    const [ada, ben] = [openReader(1), openReader(2)]
    ada.at(10)
    ben.at(20)
    await vi.advanceTimersByTimeAsync(1)
    ada.at(10)
    await vi.advanceTimersByTimeAsync(LIMITS.presenceAliveMs - 100)
    expect(heard).toEqual([{ 1: 10, 2: 20 }])
    ben.at(21)
    await vi.advanceTimersByTimeAsync(1)
    expect(heard.slice(1)).toEqual([{ 1: 10, 2: 21 }])
    ada.at(10)
    await vi.advanceTimersByTimeAsync(LIMITS.presenceAliveMs)
    expect(heard.slice(2)).toEqual([{ 1: 10 }])
  })

  it('[RT37] is not shown once the window has left', async () => {
    const [ada, ben] = [openReader(1), openReader(2)]
    ada.at(10)
    await vi.advanceTimersByTimeAsync(1)
    ada.at(11)
    ben.at(12)
    ada.leave()
    await vi.advanceTimersByTimeAsync(1)
    expect(heard).toEqual([{ 1: 10 }, { 1: null }])
    await vi.advanceTimersByTimeAsync(LIMITS.presenceMs)
    expect(heard.slice(2)).toEqual([{ 2: 12 }])
    expect(document.awareness.getStates().has(1)).toBe(false)
  })

  it('[RT37] is not overtaken by what it said before', async () => {
    const ada = openReader(1)
    const [connection] = document.getConnections().slice(1)
    ada.at(10)
    ada.at(11)
    if (connection === undefined) throw new Error('no connection')
    const late = { member: memberId('m1'), name: 'A', colour: 1, readingAt: 9 }
    gathering.put({ connection, client: 1, clock: 1, state: late })
    await vi.advanceTimersByTimeAsync(LIMITS.presenceMs)
    expect(heard).toEqual([{ 1: 11 }])
  })
})
