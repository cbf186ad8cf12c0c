import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { bodyOf } from '../../lib/core/annotation'
import { tagId } from '../../lib/core/base'
import { TextIndex, documentSchema, offset } from '../../lib/core/document'
import { openRoom } from '../../lib/client/session/open-room'
import type { Room, RoomSetup } from '../../lib/client/session/room'
import { openSockets } from '../../lib/client/session/sockets'
import { type TestDatabase, openTestDatabase } from '../../lib/server/launch/test-database'
import {
  type TestMember,
  type TestSeminar,
  type TestServer,
  makeSeminar,
  openTestServer,
  setTestEnv,
  until,
} from '../../lib/server/realtime/testing'

// The page's own room against the real realtime server and a real Postgres, over real sockets.

let database: TestDatabase
let seminar: TestSeminar
let server: TestServer
let index: TextIndex
const rooms: Room[] = []

beforeAll(async () => {
  database = await openTestDatabase()
  setTestEnv(database)
  seminar = await makeSeminar(database.db)
  server = await openTestServer({ db: database.db, databaseUrl: database.url })
  const version = await database.db.paperVersion.findUniqueOrThrow({ where: { id: seminar.version } })
  index = new TextIndex(documentSchema.nodeFromJSON(version.document))
})
afterEach(() => {
  for (const room of rooms.splice(0)) room.destroy()
})
afterAll(async () => {
  await server.close()
  await database.close()
})

const setupOf = (me: TestMember): RoomSetup => ({
  reading: { id: seminar.reading, slug: 'on-states-a', title: 'On states' },
  seminar: { id: seminar.id, name: 'Seminar a' },
  version: { id: seminar.version, hash: '' },
  me: me.id,
  members: [seminar.ada, seminar.ben].map(({ id, name, colour }) => ({
    id,
    name,
    colour,
    role: 'student',
    group: null,
  })),
  tags: [],
  layers: [
    { id: seminar.layers.one, kind: 'group', name: 'One', access: 'write', moderates: false },
    { id: seminar.layers.seminar, kind: 'seminar', name: 'All', access: 'read', moderates: false },
  ],
  writeLayer: seminar.layers.one,
})

const open = async (me: TestMember): Promise<Room> => {
  class WithCookie extends WebSocket {
    constructor(address: string | URL) {
      super(address, { headers: { cookie: me.cookie } })
      this.on('error', () => undefined)
    }
  }
  const room = openRoom(setupOf(me), {
    url: server.url,
    index,
    transport: openSockets(server.url, { WebSocketPolyfill: WithCookie }),
    refetch: () => Promise.resolve({ kind: 'setup', setup: setupOf(me) }),
  })
  rooms.push(room)
  await until(`the room of ${me.name}`, () => room.getState().save.kind === 'saved')
  return room
}
const saved = (room: Room): Promise<void> => until('saved', () => room.getState().save.kind === 'saved')
const range = (start: number, end: number) => ({ start: offset(start), end: offset(end) })

describe('the page’s room and the real server', () => {
  it('[CS40] brings a claim to the other window and to the database before it says saved', async () => {
    const [ada, ben] = await Promise.all([open(seminar.ada), open(seminar.ben)])
    const key = ada.annotate(range(0, 21))
    if (key === undefined) throw new Error('nothing was made')
    ada.tag(key, seminar.tag)
    expect(ada.getState().save.kind).toBe('saving')
    await saved(ada)
    const row = await database.db.taggingRow.findFirst({ where: { annotationKey: key } })
    expect(row).toMatchObject({ memberId: seminar.ada.id, tagId: seminar.tag })
    await until('ben sees it', () => ben.getState().threads[0]?.verdicts.length === 1)
    ben.comment(key, null, bodyOf('An answer.'))
    await until('ada sees the answer', () => ada.getState().threads[0]?.commentCount === 1)
  })

  it('[CS41] rolls back what the gate refuses, and what is written after it is saved', async () => {
    const [ada, ben] = await Promise.all([open(seminar.ada), open(seminar.ben)])
    const key = ada.annotate(range(22, 51))
    if (key === undefined) throw new Error('nothing was made')
    await saved(ada)
    ada.tag(key, tagId('no-such-tag'))
    ada.comment(key, null, bodyOf('This one is good.'))
    await until('refused', () => ada.getState().save.kind === 'refused')
    ada.dismissRefusal()
    await saved(ada)
    const thread = ada.getState().threads.find((one) => one.key === key)
    expect(thread).toMatchObject({ verdicts: [], commentCount: 1 })
    await until('ben sees the comment', () =>
      ben.getState().threads.some((one) => one.key === key && one.commentCount === 1),
    )
    ada.tag(key, seminar.tag)
    await saved(ada)
    await until('ben sees the verdict', () =>
      ben.getState().threads.some((one) => one.key === key && one.verdicts.length === 1),
    )
  })

  it('[CS42] shows who is here by their session, and forgets who left', async () => {
    const [ada, ben] = await Promise.all([open(seminar.ada), open(seminar.ben)])
    ben.readAt(offset(30))
    await until('ben is here', () =>
      ada.getState().people.some((one) => one.member === seminar.ben.id && one.readingAt === 30),
    )
    ben.destroy()
    await until('ben left', () => !ada.getState().people.some((one) => one.member === seminar.ben.id))
  })
})
