import { type Server, createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { HocuspocusProvider, HocuspocusProviderWebsocket } from '@hocuspocus/provider'
import { WebSocket } from 'ws'
import * as Y from 'yjs'
import { z } from 'zod'
import {
  type LayerId,
  type MemberId,
  type ReadingId,
  type TagId,
  type VersionId,
  groupId,
  layerId,
  memberId,
  readingId,
  seminarId,
  tagId,
  userId,
  versionId,
} from '../../core/base'
import { type LayerRecord, type RecordKey, bodyOf, recordKey, taggingKey } from '../../core/annotation'
import { TextIndex, documentSchema, hashDocument, offset, serializeDocument } from '../../core/document'
import { readRecords, writeRecord } from '../../core/layer'
import type { Actor, Role } from '../../core/policy'
import { beginSession } from '../auth/session'
import { cookieName } from '../auth/token'
import { ensureLayers } from '../commands/ensure-layers'
import { ensurePrivateLayer } from '../commands/ensure-private-layer'
import { env } from '../env'
import type { TestDatabase } from '../launch/test-database'
import type { PrismaClient } from '../store/generated/client'
import { layersOfReading } from '../store/layers'
import { type CollabOptions, openCollab } from './collab'

const storedJson = z.record(z.string(), z.json())
const noticeSchema = z.strictObject({
  kind: z.string(),
  rule: z.string().optional(),
  sentence: z.string().min(1).optional(),
})

const SENTENCES = [
  'States act to survive, whatever they say about law.',
  'Trade makes war dear, and so rarer than it was.',
  'What a state wants is learnt from how others see it.',
]

/** One member of the test's seminar, signed in. */
export interface TestMember {
  readonly id: MemberId
  readonly user: string
  readonly name: string
  readonly colour: number
  /** The `Cookie` header of their browser. */
  readonly cookie: string
  readonly privateLayer: LayerId
}

/** A seminar with two groups that reads one short paper. */
export interface TestSeminar {
  readonly id: string
  readonly reading: ReadingId
  readonly round: string
  readonly version: VersionId
  readonly text: string
  readonly tag: TagId
  readonly groups: readonly [string, string]
  readonly layers: {
    readonly one: LayerId
    readonly two: LayerId
    readonly instructor: LayerId
    readonly seminar: LayerId
  }
  /** Of the first group. */
  readonly ada: TestMember
  readonly ben: TestMember
  /** Of the second group. */
  readonly cleo: TestMember
  readonly teacher: TestMember
}

/** Makes a seminar in an empty database; `label` keeps the names of several apart. */
export const makeSeminar = async (db: PrismaClient, label = 'a'): Promise<TestSeminar> => {
  const document = documentSchema.node(
    'doc',
    null,
    SENTENCES.map((sentence) => documentSchema.node('paragraph', null, [documentSchema.text(sentence)])),
  )
  const seminar = await db.seminar.create({ data: { name: `Seminar ${label}`, classCode: `CODE-${label}` } })
  const [one, two] = await Promise.all(
    ['One', 'Two'].map((name, position) => db.group.create({ data: { seminarId: seminar.id, name, position } })),
  )
  if (one === undefined || two === undefined) throw new Error('no groups')
  const tag = await db.tag.create({
    data: { seminarId: seminar.id, name: 'realist', definition: 'Power.', pigment: 'minium', key: 'r', position: 0 },
  })
  const paper = await db.paper.create({ data: { title: 'On states', authors: ['A. Uthor'] } })
  const version = await db.paperVersion.create({
    data: {
      paperId: paper.id,
      number: 1,
      hash: hashDocument(document),
      document: storedJson.parse(serializeDocument(document)),
    },
  })
  const reading = await db.reading.create({
    data: {
      slug: `on-states-${label}`,
      seminarId: seminar.id,
      versionId: version.id,
      rounds: { create: { kind: 'group', position: 0, openedAt: new Date() } },
    },
    include: { rounds: true },
  })
  const id = readingId(reading.id)
  await ensureLayers(db, id)
  const member = (name: string, role: 'instructor' | 'student', group: string | null, colour: number) =>
    makeMember(db, { seminar: seminar.id, reading: id, name: `${name} ${label}`, role, group, colour })
  const [ada, ben, cleo, teacher] = await Promise.all([
    member('Ada', 'student', one.id, 1),
    member('Ben', 'student', one.id, 2),
    member('Cleo', 'student', two.id, 3),
    member('Teacher', 'instructor', null, 4),
  ])
  const known = await layersOfReading(db, id)
  const layer = (kind: string, group: string | null): LayerId => {
    const found = known.find(({ subject }) => subject.layerKind === kind && subject.group === group)
    if (found === undefined) throw new Error(`no ${kind} layer`)
    return found.id
  }
  return {
    id: seminar.id,
    reading: id,
    round: reading.rounds[0]?.id ?? '',
    version: versionId(version.id),
    text: new TextIndex(document).text,
    tag: tagId(tag.id),
    groups: [one.id, two.id],
    layers: {
      one: layer('group', one.id),
      two: layer('group', two.id),
      instructor: layer('instructor', null),
      seminar: layer('seminar', null),
    },
    ada,
    ben,
    cleo,
    teacher,
  }
}

/** A member of the test's seminar as a command or a query takes them: in its first or second group, or in none. */
export const actorIn = (seminar: TestSeminar, who: TestMember, role: Role, group: 0 | 1 | null = null): Actor => ({
  kind: 'user',
  user: userId(who.user),
  teaches: role === 'instructor',
  memberships: [
    {
      member: who.id,
      seminar: seminarId(seminar.id),
      role,
      group: group === null ? null : groupId(seminar.groups[group]),
    },
  ],
})

/** Who is to join a seminar. */
export interface NewMember {
  readonly seminar: string
  readonly reading: ReadingId
  readonly name: string
  readonly role: 'instructor' | 'student'
  readonly group: string | null
  readonly colour: number
}

/** Makes a member with a session and a private layer. */
export const makeMember = async (
  db: PrismaClient,
  { seminar, reading, name, role, group, colour }: NewMember,
): Promise<TestMember> => {
  const user = await db.user.create({ data: { name } })
  const member = await db.member.create({
    data: { seminarId: seminar, userId: user.id, role, groupId: group, colour },
  })
  const { token } = await beginSession(db, userId(user.id))
  const own = await ensurePrivateLayer(db, reading, memberId(member.id))
  if (own === undefined) throw new Error('no private layer')
  return {
    id: memberId(member.id),
    user: user.id,
    name,
    colour,
    cookie: `${cookieName(env())}=${token}`,
    privateLayer: layerId(own),
  }
}

/** What sessions need of the environment. Call it before anything asks who somebody is. */
export const setTestEnv = (database: TestDatabase): void => {
  process.env.DATABASE_URL = database.url
  process.env.NEXTAUTH_SECRET = 'a secret of the tests alone'
}

/** A realtime server behind a real HTTP server on a free port. */
export interface TestServer {
  /** What the address of a layer's socket begins with. */
  readonly url: string
  readonly host: string
  close(): Promise<void>
}

export const openTestServer = async (options: CollabOptions): Promise<TestServer> => {
  const collab = await openCollab(options)
  const http: Server = createServer((request, response) => {
    if (!collab.handleRequest(request, response)) response.writeHead(404).end()
  })
  http.on('upgrade', (request, socket, head) => {
    collab.handleUpgrade(request, socket, head)
  })
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  const { port } = portOf(http)
  return {
    url: `ws://127.0.0.1:${port}/collab`,
    host: `127.0.0.1:${port}`,
    close: async () => {
      await collab.close()
      await new Promise((resolve) => http.close(resolve))
    },
  }
}

const portOf = (http: Server): AddressInfo => {
  const address = http.address()
  if (address === null || typeof address === 'string') throw new Error('not listening')
  return address
}

/** A window of a browser: the layers that it opens, each over a socket of its own. */
export interface TestWindow {
  open(layer: string): TestLayer
  close(): void
}

export interface TestLayer {
  readonly socket: HocuspocusProviderWebsocket
  readonly provider: HocuspocusProvider
  readonly document: Y.Doc
  /** What the server said in stateless messages. */
  readonly notices: readonly z.infer<typeof noticeSchema>[]
  /** Why the layer did not open; `undefined` while it did or may. */
  denied(): string | undefined
  synced(): Promise<void>
  /** Resolves when the server has acknowledged everything. */
  saved(): Promise<void>
  records(): Map<RecordKey, LayerRecord>
}

export const openWindow = (url: string, cookie: string | undefined): TestWindow => {
  class WithCookie extends WebSocket {
    constructor(address: string | URL) {
      super(address, cookie === undefined ? {} : { headers: { cookie } })
      // The provider gives up a slow attempt and starts another: `ws` calls that an error.
      this.on('error', () => undefined)
    }
  }
  const layers: TestLayer[] = []
  return {
    open: (name) => {
      const socket = new HocuspocusProviderWebsocket({
        url: `${url}/${name}`,
        WebSocketPolyfill: WithCookie,
        delay: 20,
        minDelay: 20,
      })
      const layer = openTestLayer(socket, name)
      layers.push(layer)
      return layer
    },
    close: () => {
      layers.forEach(({ socket, provider, document }) => {
        provider.destroy()
        document.destroy()
        socket.destroy()
      })
    },
  }
}

const openTestLayer = (socket: HocuspocusProviderWebsocket, name: string): TestLayer => {
  const document = new Y.Doc()
  const notices: z.infer<typeof noticeSchema>[] = []
  let denied: string | undefined
  const provider = new HocuspocusProvider({
    name,
    document,
    websocketProvider: socket,
    sessionAwareness: true,
    onStateless: ({ payload }) => notices.push(noticeSchema.parse(JSON.parse(payload))),
    onAuthenticationFailed: ({ reason }) => {
      denied = reason
    },
  })
  provider.attach()
  return {
    socket,
    provider,
    document,
    notices,
    denied: () => denied,
    synced: () => until('synced', () => provider.synced),
    saved: () => until('saved', () => provider.synced && !provider.hasUnsyncedChanges),
    records: () => readRecords(document),
  }
}

/** Looks again and again until `condition` holds; throws what it waited for after `limitMs`. */
export const until = async (
  what: string,
  condition: () => boolean | Promise<boolean>,
  limitMs = 10_000,
): Promise<void> => {
  const end = Date.now() + limitMs
  while (!(await condition())) {
    if (Date.now() > end) throw new Error(`waited in vain: ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 2))
  }
}

/** An annotation of the first `length` characters of the text. */
export const annotationOf = (
  { version, text }: TestSeminar,
  member: MemberId,
  local: string,
  length = 6,
): readonly [RecordKey, LayerRecord] => [
  recordKey('annotation', member, local),
  {
    v: 1,
    kind: 'annotation',
    author: member,
    at: Date.now(),
    anchor: {
      version,
      start: offset(0),
      end: offset(length),
      exact: text.slice(0, length),
      prefix: '',
      suffix: text.slice(length, length + 32),
    },
  },
]

/** A comment on an annotation. */
export const commentOf = (
  member: MemberId,
  local: string,
  annotation: RecordKey,
  words: string,
): readonly [RecordKey, LayerRecord] => [
  recordKey('comment', member, local),
  { v: 1, kind: 'comment', author: member, at: Date.now(), annotation, parent: null, body: bodyOf(words) },
]

/** A verdict on an annotation. */
export const taggingOf = (member: MemberId, annotation: RecordKey, tag: TagId): readonly [RecordKey, LayerRecord] => [
  taggingKey(member, annotation),
  { v: 1, kind: 'tagging', author: member, at: Date.now(), annotation, tag },
]

/** Writes a record into a document as the client does. */
export const write = (document: Y.Doc, [key, record]: readonly [RecordKey, LayerRecord]): void => {
  writeRecord(document, key, record)
}
