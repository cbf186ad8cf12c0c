import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { type Random, seededRandom } from '../../core/base'
import type { RecordKey } from '../../core/annotation'
import { deleteRecord } from '../../core/layer'
import { recount } from '../../core/statistics'
import { reprojectLayer } from '../commands/reproject-layer'
import { setStage } from '../realtime/stage-testing'
import { type Heard, listenTo } from '../realtime/stream-testing'
import { type TestServer, annotationOf, openTestServer, taggingOf, until, write } from '../realtime/testing'
import { countedLayers } from '../store/figures'
import { rowsOfLayers } from '../store/records'
import { readingFigures } from './figures'
import { countedReading } from './running-tallies'

const stage = setStage({ isSeminarFresh: true })
const ADMINISTRATOR = { kind: 'administrator' } as const

/** Another process's server: what it hears of the first it hears on the bus. */
let other: TestServer
beforeAll(async () => {
  other = await openTestServer({ db: stage.database.db, databaseUrl: stage.database.url })
})
afterAll(() => other.close())

const open: Heard[] = []
afterEach(() => {
  open.splice(0).forEach((stream) => {
    stream.close()
  })
})

const listening = async (server: TestServer): Promise<Heard> => {
  const heard = await listenTo(server, stage.seminar.reading, { cookie: stage.seminar.teacher.cookie })
  open.push(heard)
  await until('the first stamp', () => heard.told.length > 0)
  return heard
}

const figures = async () => {
  const { db } = stage.database
  const found = await readingFigures(db, ADMINISTRATOR, stage.seminar.reading)
  const counted = await countedReading(db, stage.seminar.reading, () => true)
  if (!found.ok || counted === undefined) throw new Error('no figures')
  const rows = await rowsOfLayers(db, await countedLayers(db, counted.found.id))
  return { shown: found.value, recounted: recount({ ...counted.facts, rows }) }
}

const pick = <Item>(random: Random, items: readonly Item[]): Item => {
  const item = items[Math.floor(random() * items.length)]
  if (item === undefined) throw new Error('nothing to pick from')
  return item
}

describe('figures that are pushed', () => {
  it('[FS8] each commit is told to every open page, at whatever process, and counts as a recount does (seed 11)', async () => {
    const { ada, ben, layers, tag } = stage.seminar
    const random = seededRandom(11)
    const pages = [await listening(stage.server), await listening(stage.server), await listening(other)]
    const windows = [ada, ben].map((who) => {
      const layer = stage.windowOf(who.cookie).open(layers.one)
      return { who, layer }
    })
    for (const { layer } of windows) await layer.synced()
    const claims: RecordKey[] = []
    const verdicts: { readonly key: RecordKey; readonly of: (typeof windows)[number] }[] = []
    for (let step = 0; step < 10; step += 1) {
      const heard = pages.map(({ told }) => told.length)
      const window = pick(random, windows)
      const { who, layer } = window
      const dice = random()
      const own = verdicts.find(({ of }) => of === window)
      if (claims.length === 0 || dice < 0.4) {
        const [key, record] = annotationOf(stage.seminar, who.id, stage.local(), 3 + step)
        write(layer.document, [key, record])
        claims.push(key)
      } else if (dice < 0.8 || own === undefined) {
        const given = taggingOf(who.id, pick(random, claims), tag)
        await until('the passage is there', () =>
          layer.document.getMap('records').has(given[1].kind === 'tagging' ? given[1].annotation : ''),
        )
        write(layer.document, given)
        verdicts.push({ key: given[0], of: window })
      } else {
        deleteRecord(layer.document, own.key)
        verdicts.splice(verdicts.indexOf(own), 1)
      }
      await layer.saved()
      await until(`step ${step} is told`, () => pages.every(({ told }, at) => told.length > (heard[at] ?? 0)))
      const { shown, recounted } = await figures()
      expect(shown, `step ${step}`).toMatchObject(recounted)
      expect(new Set(pages.map(({ told }) => told.at(-1))).size).toBe(1)
    }
    expect((await figures()).shown.totals.verdicts).toBeGreaterThan(0)
  })

  it('[FS9] rows that are put right are told, and counted at once', async () => {
    const { db } = stage.database
    const { ada, layers, tag } = stage.seminar
    const layer = stage.windowOf(ada.cookie).open(layers.one)
    await layer.synced()
    const claim = annotationOf(stage.seminar, ada.id, stage.local())
    write(layer.document, claim)
    write(layer.document, taggingOf(ada.id, claim[0], tag))
    await layer.saved()
    expect((await figures()).shown.totals.verdicts).toBe(1)
    await db.taggingRow.deleteMany({ where: { layerId: layers.one } })
    // A row that is lost outside the journal is one that nobody was told of.
    expect((await figures()).shown.totals.verdicts).toBe(1)
    const page = await listening(stage.server)
    await db.taggingRow.create({
      data: {
        layerId: layers.one,
        key: `tagging/${ada.id}/stray`,
        memberId: ada.id,
        annotationKey: claim[0],
        tagId: tag,
        at: new Date(0),
      },
    })
    expect((await reprojectLayer(db, layers.one)).mended).toBe(2)
    await until('it is told', () => page.told.length > 1)
    const { shown, recounted } = await figures()
    expect(shown).toMatchObject(recounted)
    expect(shown.totals.verdicts).toBe(1)
    // What was put right is no change to anybody's document: it goes on.
    write(layer.document, annotationOf(stage.seminar, ada.id, stage.local(), 9))
    await layer.saved()
    expect((await reprojectLayer(db, layers.one)).mended).toBe(0)
  })
})
