import { PrismaPg } from '@prisma/adapter-pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { taggingKey } from '../../core/annotation'
import { type TestDatabase, openTestDatabase } from '../launch/test-database'
import { countedUpdates, rowsNamed, settledUpdate } from './counted-rows'
import type { Database } from './database'
import { figuresStamp, findReadingToCount } from './figures'
import { type LargeReading, seedLargeReading } from './figures-testing'
import { PrismaClient } from './generated/client'
import { appendJournal } from './journal'

let database: TestDatabase
let watched: PrismaClient<'query'>
let reading: LargeReading
const asked: { readonly sql: string; readonly values: unknown[] }[] = []

beforeAll(async () => {
  database = await openTestDatabase()
  reading = await seedLargeReading(database.db, { label: 'one', members: 30, taggings: 6_000, comments: 500 })
  await seedLargeReading(database.db, { label: 'two', members: 20_000, taggings: 60_000, comments: 15_000 })
  const { layer, member, annotation, tags } = reading.verdict
  // A journal with a past: each verdict of it once.
  await database.db.$executeRawUnsafe(`
    insert into "LayerUpdate" ("layerId", "memberId", data, keys)
    select "layerId", "memberId", '\\x0000', array[key] from "TaggingRow"`)
  const [tag] = tags
  if (tag === undefined) throw new Error('no tag')
  const row = {
    layer,
    key: taggingKey(member, annotation),
    member,
    annotation,
    tag,
    rationale: null,
    at: 0,
    editedAt: 0,
  }
  await appendJournal(database.db, [
    { layer, member, update: new Uint8Array(2), rows: [{ kind: 'upsert', table: 'taggings', row }], newClients: [] },
  ])
  await database.db.$executeRawUnsafe('analyze')
  watched = new PrismaClient({
    adapter: new PrismaPg({ connectionString: database.url }),
    log: [{ emit: 'event', level: 'query' }],
  })
  watched.$on('query', ({ query, params }) => {
    const values: unknown = JSON.parse(params)
    asked.push({ sql: query, values: z.array(z.unknown()).parse(values) })
  })
}, 120_000)
afterAll(async () => {
  await watched.$disconnect()
  await database.close()
})

/** The tables that the statements of `work` go through from end to end, as Postgres plans them here. */
const scannedBy = async (work: (db: Database) => Promise<unknown>): Promise<readonly string[]> => {
  asked.length = 0
  await work(watched)
  const statements = asked.filter(({ sql }) => /^\s*(select|with)/i.test(sql))
  expect(statements.length).toBeGreaterThan(0)
  const scanned = new Set<string>()
  for (const { sql, values } of statements) {
    const plan: unknown = await database.db.$queryRawUnsafe(`explain (format json) ${sql}`, ...values)
    for (const table of JSON.stringify(plan).matchAll(/"Node Type":"Seq Scan".*?"Relation Name":"(\w+)"/g)) {
      scanned.add(table[1] ?? '')
    }
  }
  return [...scanned]
}

const LARGE = ['AnnotationRow', 'TaggingRow', 'CommentRow', 'ReactionRow', 'LayerUpdate', 'Member', 'User', 'Layer']

describe('the plans of what an open page asks for', () => {
  const hot: readonly (readonly [string, (db: Database) => Promise<unknown>])[] = [
    ['the stamp', (db) => figuresStamp(db, reading.slug)],
    ['who is counted', (db) => findReadingToCount(db, reading.slug)],
    ['what was written since', async (db) => countedUpdates(db, reading.id, await lastButOne())],
    ['where the journal stands', (db) => settledUpdate(db, 40_000)],
    [
      'the rows that were written',
      (db) => {
        const { layer, member, annotation } = reading.verdict
        return rowsNamed(db, [{ layer, key: taggingKey(member, annotation) }], () => undefined)
      },
    ],
  ]
  const lastButOne = async (): Promise<bigint> => {
    const [, before] = await database.db.layerUpdate.findMany({ orderBy: { id: 'desc' }, take: 2 })
    return before?.id ?? 0n
  }

  it.each(hot)('[FS7] %s: no large table is gone through', async (_, work) => {
    const scanned = await scannedBy(work)
    expect(scanned.filter((table) => LARGE.includes(table))).toEqual([])
  })

  it('[FS7] a plan that goes through a table is seen', async () => {
    expect(
      await scannedBy((db) => db.$queryRawUnsafe('select count(*) from "TaggingRow" where rationale is null')),
    ).toEqual(['TaggingRow'])
  })
})
