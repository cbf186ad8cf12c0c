import { afterEach, beforeEach, vi } from 'vitest'
import { tagId, type LayerId, type MemberId, layerId, memberId } from '../../core/base'
import { TextIndex, documentSchema, offset } from '../../core/document'
import type { Device } from './device'
import { memoryDevice } from './device-testing'
import { openRoom } from './open-room'
import type { Refetched } from './refetch'
import type { Room, RoomLayer, RoomSetup, RoomThread } from './room'
import type { MemoryServer, MemoryTransport } from './testing'

// A seminar of two, their reading of two paragraphs, and its rooms on a server in memory.

const index = new TextIndex(
  documentSchema.nodeFromJSON({
    type: 'doc',
    content: [
      { type: 'paragraph', content: [{ type: 'text', text: 'States act to survive, whatever they say about law.' }] },
      { type: 'paragraph', content: [{ type: 'text', text: 'Trade makes war dear.' }] },
    ],
  }),
)
export const range = (start: number, end: number) => ({ start: offset(start), end: offset(end) })
export const SURVIVE = range(0, 21)
export const TRADE = range(52, 72)

export const HANA = memberId('hana')
export const TOMAS = memberId('tomas')
export const GROUP = layerId('group')
export const PRIVATE = layerId('private')
export const REALIST = tagId('realist')
export const LIBERAL = tagId('liberal')

export const layer = (id: LayerId, more: Partial<RoomLayer> = {}): RoomLayer => ({
  id,
  kind: id === PRIVATE ? 'private' : 'group',
  name: id,
  access: 'write',
  moderates: false,
  ...more,
})

export const setupOf = (me: MemberId, layers: readonly RoomLayer[] = [layer(GROUP)]): RoomSetup => ({
  reading: { id: 'reading', slug: 'reading', title: 'Reading' },
  seminar: { id: 'seminar', name: 'Seminar' },
  version: { id: 'version', hash: '0' },
  me,
  members: [HANA, TOMAS].map((id, at) => ({ id, name: id, colour: at + 1, role: 'student', group: null })),
  tags: [],
  layers,
  writeLayer: layers.find(({ access }) => access === 'write')?.id ?? null,
})

export interface Opened {
  readonly room: Room
  readonly transport: MemoryTransport
}

let rooms: Room[] = []
let clock = 1_000
export const open = (
  server: MemoryServer,
  setup: RoomSetup,
  refetch: () => Promise<Refetched> = () => Promise.resolve({ kind: 'silent' }),
  device: Promise<Device> = Promise.resolve(memoryDevice().window()),
  fetchState: (layer: LayerId) => Promise<Uint8Array | undefined> = () => Promise.resolve(undefined),
): Opened => {
  const transport = server.transport()
  const room = openRoom(setup, { url: '', index, transport, device, refetch, fetchState, now: () => (clock += 1) })
  rooms.push(room)
  return { room, transport }
}

export const first = (room: Room): RoomThread => {
  const [thread] = room.getState().threads
  if (thread === undefined) throw new Error('no thread')
  return thread
}
export const made = <Key>(key: Key | undefined): Key => {
  if (key === undefined) throw new Error('nothing was made')
  return key
}

/** Sets a clock that the tests of a file move by hand, and closes after each test every room that it opened. */
export const setClock = (): void => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date'] })
  })
  afterEach(() => {
    for (const room of rooms) room.destroy()
    rooms = []
    vi.useRealTimers()
    vi.unstubAllGlobals()
  })
}
