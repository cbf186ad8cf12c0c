import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import pg from 'pg'
import * as Y from 'yjs'
import { seminarId } from '../../core/base'
import { forge } from '../../core/gate/testing'
import { recordsOfRows } from '../../core/projection'
import { publish } from '../bus'
import { writeRecords } from '../commands/write-records'
import type { OwnRedis } from '../launch/redis.mjs'
import { type TestDatabase, openTestDatabase } from '../launch/test-database'
import { rowsOfLayers } from '../store/records'
import { one } from './attacks-testing'
import { noteOfAda, openAttacker, openScene, put, sameRecords } from './hostile-testing'
import { hasRedis, openTestRedis, openWindows } from './shared-testing'
import { awarenessTo } from './socket-testing'
import {
  type TestLayer,
  type TestMember,
  type TestSeminar,
  type TestServer,
  annotationOf,
  commentOf,
  makeSeminar,
  openTestServer,
  setTestEnv,
  taggingOf,
  until,
  write,
} from './testing'

let database: TestDatabase
let redis: OwnRedis
let seminar: TestSeminar
let here: TestServer
let there: TestServer
const windows = openWindows()
let seminars = 0
let count = 0
const local = (): string => `s${(count += 1)}`

const LIMITS = { valuesPerSecond: 0.001, valuesAtOnce: 300 }

const openServer = (): Promise<TestServer> =>
  openTestServer({ db: database.db, databaseUrl: database.url, redisUrl: redis.url, limits: LIMITS })

const openLayer = async ({ url }: TestServer, { cookie }: TestMember, name?: string): Promise<TestLayer> => {
  const layer = windows.open(url, cookie).open(name ?? seminar.layers.one)
  await layer.synced()
  return layer
}

/** Everybody sees the same, and it is what the database holds. */
const agree = async (...layers: readonly TestLayer[]): Promise<void> => {
  const rows = async (): Promise<number> =>
    [...recordsOfRows(await rowsOfLayers(database.db, [seminar.layers.one]))].length
  const stored = await rows()
  await until('all see all', () => layers.every((layer) => layer.records().size === stored))
  const [first] = layers
  for (const layer of layers) {
    expect(first !== undefined && sameRecords(first.document, layer.document)).toBe(true)
    expect([layer.document.store.pendingStructs, layer.document.store.pendingDs]).toEqual([null, null])
  }
  const sorted = (entries: Iterable<readonly [string, unknown]>) =>
    [...entries].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([key, value]) => [key, value])
  expect(sorted(recordsOfRows(await rowsOfLayers(database.db, [seminar.layers.one])))).toEqual(
    sorted(first?.records() ?? []),
  )
}

describe.skipIf(!hasRedis())('two servers, one layer', () => {
  beforeAll(async () => {
    database = await openTestDatabase()
    setTestEnv(database)
    redis = await openTestRedis()
    here = await openServer()
    there = await openServer()
  })
  beforeEach(async () => {
    seminars += 1
    seminar = await makeSeminar(database.db, `s${seminars}`)
  })
  afterEach(() => {
    windows.close()
  })
  afterAll(async () => {
    await Promise.all([here.close(), there.close()])
    await redis.kill()
    await database.close()
  })

  it('[SH1] shows on one what is written on the other, within 100 ms', async () => {
    const ada = await openLayer(here, seminar.ada)
    const ben = await openLayer(there, seminar.ben)
    const [key, record] = annotationOf(seminar, seminar.ada.id, local())
    write(ada.document, [key, record])
    await until('Ben sees it', () => ben.records().has(key))
    const took: number[] = []
    for (let at = 0; at < 20; at += 1) {
      const [from, to, member] = at % 2 === 0 ? ([ben, ada, seminar.ben] as const) : ([ada, ben, seminar.ada] as const)
      const [comment, words] = commentOf(member.id, local(), key, 'Across.')
      const start = performance.now()
      write(from.document, [comment, words])
      await until('it is seen', () => to.records().has(comment))
      took.push(performance.now() - start)
      await from.saved()
    }
    expect(took.toSorted((a, b) => a - b)[10]).toBeLessThan(100)
    await agree(ada, ben)
  })

  it('[SH2] shows who is there, and that they leave', async () => {
    const ada = await openLayer(here, seminar.ada)
    ada.provider.awareness?.setLocalState({ readingAt: 7 })
    const ben = await openLayer(there, seminar.ben)
    ben.provider.awareness?.setLocalState({ readingAt: 9 })
    const seen = (layer: TestLayer, other: TestLayer): unknown =>
      layer.provider.awareness?.getStates().get(other.document.clientID)
    const { id: member, name, colour } = seminar.ada
    await until('Ben sees Ada', () => seen(ben, ada) !== undefined)
    expect(seen(ben, ada)).toEqual({ member, name, colour, readingAt: 7 })
    await until('Ada sees Ben', () => seen(ada, ben) !== undefined)
    // Who comes later is told who is there.
    const cleo = await openLayer(there, seminar.teacher)
    await until('the teacher sees Ada', () => seen(cleo, ada) !== undefined)
    ada.provider.awareness?.setLocalState({ readingAt: 70 })
    await until('she moves', () => JSON.stringify(seen(ben, ada)).includes('70'))
    ada.provider.destroy()
    await until('Ada is gone', () => seen(ben, ada) === undefined)
  })

  it('[SH3] takes what both write at once, each once, and in the order of the journal', async () => {
    const both = [await openLayer(here, seminar.ada), await openLayer(there, seminar.ben)] as const
    const [key, record] = annotationOf(seminar, seminar.ada.id, local())
    write(both[0].document, [key, record])
    await until('Ben sees it', () => both[1].records().has(key))
    for (let at = 0; at < 40; at += 1) {
      write(both[0].document, commentOf(seminar.ada.id, local(), key, `Here ${at}`))
      write(both[1].document, commentOf(seminar.ben.id, local(), key, `There ${at}`))
      await new Promise((resolve) => setImmediate(resolve))
    }
    await Promise.all(both.map((layer) => layer.saved()))
    expect(both.flatMap(({ notices }) => notices)).toEqual([])
    await agree(...both)
    expect(both[0].records().size).toBe(81)
    const { revision } = await database.db.layer.findUniqueOrThrow({ where: { id: seminar.layers.one } })
    const transactions = await database.db.$queryRaw<{ count: bigint }[]>`
      select count(distinct xmin::text) as count from "LayerUpdate" where "layerId" = ${seminar.layers.one}`
    expect(transactions).toEqual([{ count: revision }])
  })

  it('[SH4] never holds two documents, even where one member forges two values of one client id at once', async () => {
    const scene = await openScene(here.url, seminar)
    const other = await openLayer(there, seminar.ben)
    const [a, b] = [
      await openAttacker(scene, seminar.ada),
      await openAttacker({ ...scene, url: there.url }, seminar.ada),
    ]
    for (let at = 0; at < 25; at += 1) {
      const client = a.fresh()
      const answers = await Promise.all(
        [a, b].map((attacker) => attacker.strike(one(put(...noteOfAda(scene)), client))),
      )
      expect(answers).toContain('acknowledged')
    }
    const late = await openServer()
    const third = await openLayer(late, seminar.ben)
    await agree(scene.witness, other, third)
    // 25 of the 50, and what the scene began with.
    expect(third.records().size).toBe(25 + 4)
    for (const { raw } of [a, b]) raw.close()
    scene.close()
    await late.close()
  })

  it('[SH4] judges anew what waited while another process wrote', async () => {
    const scene = await openScene(here.url, seminar)
    const [a, b] = [
      await openAttacker(scene, seminar.ada),
      await openAttacker({ ...scene, url: there.url }, seminar.ada),
    ]
    const cleo = await openLayer(here, seminar.cleo, seminar.layers.two)
    // A commit in another layer waits for this lock, and what comes after it waits for that commit.
    const lock = new pg.Client({ connectionString: database.url })
    await lock.connect()
    await lock.query('begin')
    await lock.query('select from "Layer" where id = $1 for update', [seminar.layers.two])
    write(cleo.document, annotationOf(seminar, seminar.cleo.id, local()))
    await until('that commit waits', async () => {
      const waiting = await database.db.$queryRaw<unknown[]>`
        select pid from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`
      return waiting.length > 0
    })
    const client = a.fresh()
    const [late, first] = [noteOfAda(scene), noteOfAda(scene)]
    const answer = a.strike(one(put(...late), client))
    // Opened after that was sent, and so after it was judged.
    const ben = await openLayer(here, seminar.ben)
    expect(await b.strike(one(put(...first), client))).toBe('acknowledged')
    await until('it is heard here', () => ben.records().has(first[0]))
    await lock.query('commit')
    await lock.end()
    await Promise.all([answer, cleo.saved()])
    const third = await openLayer(there, seminar.teacher)
    await agree(scene.witness, ben, third)
    expect([third.records().has(first[0]), third.records().has(late[0])]).toEqual([true, false])
    for (const { raw } of [a, b]) raw.close()
    scene.close()
  })

  it('[SH5] knows whose a client id is wherever it was first seen, in presence too', async () => {
    const scene = await openScene(here.url, seminar)
    const [ada, ben] = [
      await openAttacker(scene, seminar.ada),
      await openAttacker({ ...scene, url: there.url }, seminar.ben),
    ]
    const bound = ada.fresh()
    expect(await ada.strike(one(put(...noteOfAda(scene)), bound))).toBe('acknowledged')
    const [key, record] = annotationOf(seminar, seminar.ben.id, local())
    expect(await ben.strike(forge({ sections: [{ client: bound, clock: 1, structs: [put(key, record)] }] }))).toBe(
      'GA2',
    )
    const shown = ada.fresh()
    ada.raw.send(awarenessTo(scene.layer, [[shown, 1, '{"readingAt":1}']]))
    const teacher = await openLayer(there, seminar.teacher)
    await until('she is seen there', () => teacher.provider.awareness?.getStates().has(shown) === true)
    expect(await ben.strike(one(put(key, record), shown))).toBe('GA2')
    expect(await ada.strike(one(put(...noteOfAda(scene)), shown))).toBe('acknowledged')
    for (const { raw } of [ada, ben]) raw.close()
    scene.close()
  })

  it('[SH6] counts what a user writes in all processes together', async () => {
    const scene = await openScene(here.url, seminar)
    const [a, b] = [
      await openAttacker(scene, seminar.ada),
      await openAttacker({ ...scene, url: there.url }, seminar.ada),
    ]
    const many = (client: number) =>
      forge({
        sections: [{ client, clock: 0, structs: Array.from({ length: 200 }, () => put(...noteOfAda(scene))) }],
      })
    expect(await a.strike(many(a.fresh()))).toBe('acknowledged')
    // This one takes more than is left, and so owes; from then on there is nothing, here as there.
    expect(await b.strike(many(b.fresh()))).toBe('acknowledged')
    expect(await b.strike(one(put(...noteOfAda(scene)), b.fresh()))).toBe('RT29')
    await until('it is known here', async () => (await a.strike(one(put(...noteOfAda(scene)), a.fresh()))) === 'RT29')
    for (const { raw } of [a, b]) raw.close()
    scene.close()
  })

  it('[SH7] closes a round everywhere', async () => {
    const layers = [await openLayer(here, seminar.ada), await openLayer(there, seminar.ada)]
    await database.db.$transaction(async (tx) => {
      await tx.round.update({ where: { id: seminar.round }, data: { closedAt: new Date() } })
      await publish(tx, { kind: 'access-changed', seminar: seminarId(seminar.id) })
    })
    for (const layer of layers) {
      await until('the window is read-only', () => layer.provider.authorizedScope === 'readonly')
      await layer.synced()
      write(layer.document, annotationOf(seminar, seminar.ada.id, local()))
      await until('Ada is told', () => layer.notices.length > 0)
      expect(layer.notices.at(0)).toMatchObject({ kind: 'refused', rule: 'GA16' })
    }
  })

  it('[SH8] goes on after a command that wrote unheard', async () => {
    const ada = await openLayer(here, seminar.ada)
    const [key, record] = annotationOf(seminar, seminar.ben.id, local())
    await writeRecords(database.db, { layer: seminar.layers.one, member: seminar.ben.id, records: [[key, record]] })
    const [own, mine] = annotationOf(seminar, seminar.ada.id, local())
    write(ada.document, [own, mine])
    await ada.saved()
    await until('both are seen', () => ada.records().has(key) && ada.records().has(own))
    write(ada.document, taggingOf(seminar.ada.id, key, seminar.tag))
    await ada.saved()
    expect(ada.notices).toEqual([])
    await agree(ada)
  })

  it('[SH9] loses nothing while Redis is away, and is fast again when it is back', async () => {
    const [ada, ben] = [await openLayer(here, seminar.ada), await openLayer(there, seminar.ben)]
    const [key, record] = annotationOf(seminar, seminar.ada.id, local())
    write(ada.document, [key, record])
    await until('Ben sees it', () => ben.records().has(key))
    await redis.kill()
    for (const [layer, member] of [
      [ada, seminar.ada],
      [ben, seminar.ben],
      [ada, seminar.ada],
    ] as const) {
      write(layer.document, commentOf(member.id, local(), key, 'Without it.'))
      await layer.saved()
    }
    await until('all is seen', () => ada.records().size === 4 && ben.records().size === 4)
    // A layer opens without it too.
    const teacher = await openLayer(there, seminar.teacher)
    await agree(ada, ben, teacher)
    redis = await openTestRedis(redis)
    ada.provider.awareness?.setLocalState({ readingAt: 1 })
    await until('presence is back', () => ben.provider.awareness?.getStates().has(ada.document.clientID) === true)
    const [comment, words] = commentOf(seminar.ada.id, local(), key, 'With it.')
    const start = performance.now()
    write(ada.document, [comment, words])
    await until('Ben sees it', () => ben.records().has(comment))
    expect(performance.now() - start).toBeLessThan(200)
    await agree(ada, ben, teacher)
  })

  it('[SH11] refuses nobody for knowing more than this process has heard', async () => {
    const scene = await openScene(here.url, seminar)
    const ben = await openAttacker({ ...scene, url: there.url }, seminar.ben)
    const ada = await openLayer(here, seminar.ada)
    // Nothing is heard now, and nobody notices: Redis hangs.
    process.kill(redis.pid, 'SIGSTOP')
    try {
      const [key, record] = annotationOf(seminar, seminar.ada.id, local())
      write(ada.document, [key, record])
      await ada.saved()
      await until('Ben sees it', () => scene.witness.records().has(key))
      // Ben moves to the other process, and brings all that he has and a word on Ada's note.
      const moved = new Y.Doc()
      Y.applyUpdate(moved, Y.encodeStateAsUpdate(scene.witness.document))
      write(moved, commentOf(seminar.ben.id, local(), key, 'As I said.'))
      expect(await ben.strike(Y.encodeStateAsUpdate(moved))).toBe('acknowledged')
    } finally {
      process.kill(redis.pid, 'SIGCONT')
    }
    await agree(scene.witness, ada)
    ben.raw.close()
    scene.close()
  })

  it('[SH10] does not open where Redis does not answer', async () => {
    await expect(
      openTestServer({ db: database.db, databaseUrl: database.url, redisUrl: 'redis://127.0.0.1:1' }),
    ).rejects.toThrow(/^The Redis at 127.0.0.1:1 cannot be used \(/)
  })
})
