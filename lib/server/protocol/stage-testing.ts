import { afterAll, beforeAll, beforeEach } from 'vitest'
import { z } from 'zod'
import type { LayerId } from '../../core/base'
import { keyOfName } from '../../core/exchange'
import { type TestDatabase, openTestDatabase } from '../launch/test-database'
import { type TestSeminar, type TestWindow, makeSeminar, openWindow, setTestEnv } from '../realtime/testing'
import { type Ask, type ProtocolServer, askWith, commentJson, openProtocolServer, tokenOf } from './testing'

// Of each test file that imports it: a server, and for each test a seminar of its own with three who have tokens.

export let database: TestDatabase
export let server: ProtocolServer
export let seminar: TestSeminar
export let ada: Ask
export let ben: Ask
export let teacher: Ask
let windows: TestWindow[] = []
export let count = 0

beforeAll(async () => {
  database = await openTestDatabase()
  setTestEnv(database)
  server = await openProtocolServer(database)
})
afterAll(async () => {
  windows.forEach((window) => {
    window.close()
  })
  await server.close()
  await database.close()
})
beforeEach(async () => {
  windows.forEach((window) => {
    window.close()
  })
  windows = []
  count += 1
  seminar = await makeSeminar(database.db, `p${count}`)
  ada = askWith(await tokenOf(database, seminar, seminar.ada))
  ben = askWith(await tokenOf(database, seminar, seminar.ben))
  teacher = askWith(await tokenOf(database, seminar, seminar.teacher))
})

export const slugOf = (): string => `on-states-p${count}`
export const layerUrl = (layer: LayerId = seminar.layers.one): string =>
  `${server.base}/readings/${slugOf()}/annotations/${layer}/`
export const open = async (cookie: string, layer: LayerId = seminar.layers.one) => {
  const window = openWindow(server.sockets, cookie)
  windows.push(window)
  const opened = window.open(layer)
  await opened.synced()
  return opened
}

const noteSchema = z.looseObject({
  '@context': z.unknown(),
  id: z.string(),
  type: z.literal('Annotation'),
  motivation: z.string(),
  body: z.unknown().optional(),
  target: z.looseObject({ scope: z.string().optional(), source: z.string().optional() }),
  creator: z.object({ id: z.string(), name: z.string() }).partial(),
  created: z.string(),
  modified: z.string().optional(),
  canonical: z.string().optional(),
  via: z.unknown().optional(),
})
export const pageSchema = z.looseObject({
  id: z.string(),
  type: z.literal('AnnotationPage'),
  partOf: z.object({ id: z.string(), total: z.number() }),
  next: z.string().optional(),
  prev: z.string().optional(),
  items: z.array(z.union([z.string(), noteSchema])),
})
const containerSchema = z.looseObject({
  '@context': z.array(z.string()),
  id: z.string(),
  type: z.array(z.string()),
  label: z.string(),
  total: z.number(),
  first: z.union([z.string(), pageSchema]).optional(),
  last: z.string().optional(),
})
export const noteIn = async (response: Response) => noteSchema.parse(await response.json())
export const containerIn = async (response: Response) => containerSchema.parse(await response.json())
export const pageIn = async (response: Response) => pageSchema.parse(await response.json())
export const sentenceIn = async (response: Response) =>
  z.object({ error: z.string().min(10) }).parse(await response.json()).error
export const etagIn = (response: Response): string => response.headers.get('etag') ?? ''

export const post = async (ask: Ask, json: object, url = layerUrl(), headers: Record<string, string> = {}) => {
  const response = await ask(url, { method: 'POST', json, headers })
  if (response.status !== 201) throw new Error(`${response.status}: ${await response.text()}`)
  return response
}
export const postComment = async (ask: Ask, words: string) => noteIn(await post(ask, commentJson(seminar, words)))

/** Highlights past the gate, a second apart. */
export const seedHighlights = async (many: number): Promise<void> => {
  const layer = seminar.layers.one
  const rows = Array.from({ length: many }, (_, nth) => {
    const key = keyOfName(`annotation.${seminar.ben.id}.n${String(nth).padStart(5, '0')}`)
    if (key === undefined) throw new Error('no key')
    const exact = seminar.text.slice(0, 6)
    const place = { version: seminar.version, start: 0, end: 6, exact, prefix: '', suffix: '' }
    return {
      row: { layer, key, member: seminar.ben.id, at: 1_000 * nth, editedAt: null, removedAt: null, ...place },
    }
  })
  await database.db.annotationRow.createMany({
    data: rows.map(({ row: { layer: id, member, version, at, ...row } }) => ({
      ...row,
      layerId: id,
      memberId: member,
      versionId: version,
      at: new Date(at),
    })),
  })
}
