import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { LayerRecord, RecordKey } from '../../lib/core/annotation'
import { writeRecords } from '../../lib/server/commands/write-records'
import { type TestDatabase, openTestDatabase } from '../../lib/server/launch/test-database'
import {
  type TestSeminar,
  annotationOf,
  commentOf,
  makeSeminar,
  setTestEnv,
  taggingOf,
} from '../../lib/server/realtime/testing'
import { type Seen, faultsOf, lossesOf } from './compare'

let database: TestDatabase
let seminar: TestSeminar
let own: readonly RecordKey[]

beforeAll(async () => {
  database = await openTestDatabase()
  setTestEnv(database)
  seminar = await makeSeminar(database.db)
  const { ada, tag, layers } = seminar
  const [key, record] = annotationOf(seminar, ada.id, 'a')
  const records: (readonly [RecordKey, LayerRecord])[] = [
    [key, record],
    commentOf(ada.id, 'c', key, 'Why?'),
    taggingOf(ada.id, key, tag),
  ]
  await writeRecords(database.db, { layer: layers.one, member: ada.id, records })
  own = records.map(([name]) => name)
})
afterAll(() => database.close())

/** A page on which all is well, but for what is given. */
const page = (but: Partial<Seen> = {}): Seen => ({
  layer: seminar.layers.one,
  written: () => new Set(own),
  acknowledged: () => new Set(own),
  refusal: () => undefined,
  seen: () => new Set(own),
  ...but,
})
const faults = (but?: Partial<Seen>) => faultsOf(database.db, [page(but)])

describe('what the torture compares', () => {
  it('finds nothing where all is well', async () => {
    expect(await faults()).toEqual([])
  })

  it('finds a record that was shown as saved and is gone, one that is missing, one that nobody wrote', async () => {
    const [gone] = annotationOf(seminar, seminar.ada.id, 'gone')
    expect(
      await faults({ written: () => new Set([...own, gone]), acknowledged: () => new Set([...own, gone]) }),
    ).toEqual([
      expect.stringContaining('1 records that were shown as saved are gone'),
      expect.stringContaining('1 records are not there'),
    ])
    expect(await faults({ written: () => new Set(own.slice(1)) })).toEqual([
      expect.stringContaining('1 records are there that nobody wrote'),
    ])
  })

  it('finds a verdict that was shown as saved and is gone, and one that nobody gave', async () => {
    const verdicts = own.filter((key) => key.startsWith('tagging/'))
    expect(verdicts).toHaveLength(1)
    expect(await faults({ written: () => new Set(own.filter((key) => !verdicts.includes(key))) })).toEqual([
      expect.stringContaining('1 records are there that nobody wrote'),
    ])
    const [gone] = taggingOf(seminar.ada.id, annotationOf(seminar, seminar.ada.id, 'other')[0], seminar.tag)
    expect(await lossesOf(database.db, [page({ acknowledged: () => new Set([...own, gone]) })])).toEqual([
      '1 records that were shown as saved were not on the disk',
    ])
    expect(await lossesOf(database.db, [page()])).toEqual([])
  })

  it('finds a row that differs from the layer, a page that shows less, and a refusal', async () => {
    await database.db.commentRow.deleteMany({ where: { layerId: seminar.layers.one } })
    expect(await faults()).toEqual([expect.stringContaining('1 rows differ')])
    expect(await faults({ seen: () => new Set(own.slice(1)) })).toEqual(['a page lacks 1 of 3 records'])
    const [phantom] = annotationOf(seminar, seminar.ada.id, 'phantom')
    expect(await faults({ seen: () => new Set([...own.slice(1), phantom]) })).toEqual([
      'a page lacks 1 of 3 records',
      'a page shows 1 records that are not there',
    ])
    expect(await faults({ refusal: () => 'The round is closed.' })).toEqual(['refused: The round is closed.'])
  })
})
