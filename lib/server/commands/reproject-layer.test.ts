import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { type LayerId, seededRandom } from '../../core/base'
import { type LayerRecord, type RecordKey, bodyOf } from '../../core/annotation'
import { deleteRecord, observeRecords, readRecords, writeRecord } from '../../core/layer'
import { type Rows, project, rowsOfDoc } from '../../core/projection'
import { type TestDatabase, openTestDatabase } from '../launch/test-database'
import { type TestSeminar, annotationOf, commentOf, makeSeminar, setTestEnv, taggingOf } from '../realtime/testing'
import { appendJournal } from '../store/journal'
import { loadJournal } from '../store/load-layer'
import { saveSnapshot } from '../store/snapshots'
import { rowsOfLayers } from '../store/records'
import { run as prune } from '../cli/prune'
import { run as reproject } from '../cli/reproject'
import { runVerb } from '../cli/verb-testing'
import { pruneLayer } from './prune-layer'
import { reprojectLayer } from './reproject-layer'

let database: TestDatabase
let label = 0

beforeAll(async () => {
  database = await openTestDatabase()
  setTestEnv(database)
})
afterAll(() => database.close())

const freshSeminar = (): Promise<TestSeminar> => {
  label += 1
  return makeSeminar(database.db, `history ${label}`)
}

const byKey = (rows: Rows) => {
  const sorted = <Row extends { readonly key: string }>(table: readonly Row[]) =>
    table.toSorted((a, b) => (a.key < b.key ? -1 : 1))
  return {
    annotations: sorted(rows.annotations),
    taggings: sorted(rows.taggings),
    comments: sorted(rows.comments),
    reactions: sorted(rows.reactions),
  }
}
const storedRows = async (layer: LayerId) => byKey(await rowsOfLayers(database.db, [layer]))
const storedDoc = async (layer: LayerId): Promise<Y.Doc> => {
  const { snapshot, updates } = await loadJournal(database.db, layer)
  const doc = new Y.Doc()
  if (snapshot !== null) Y.applyUpdateV2(doc, snapshot)
  for (const update of updates) Y.applyUpdate(doc, update)
  return doc
}

/** A member writes, edits, removes and deletes at random; each step is one entry of the journal. */
const live = async (seminar: TestSeminar, doc: Y.Doc, seed: number, steps: number): Promise<void> => {
  const layer = seminar.layers.one
  const random = seededRandom(seed)
  const pick = <Item>(items: readonly Item[]): Item | undefined => items[Math.floor(random() * items.length)]
  const member = seminar.ada.id
  const step = (at: number): void => {
    const records = [...readRecords(doc)]
    const note = pick(records.filter(([, record]) => record.kind === 'annotation'))
    const dice = random()
    const put = ([key, record]: readonly [RecordKey, LayerRecord]): void => {
      writeRecord(doc, key, record)
    }
    if (note === undefined || dice < 0.4) put(annotationOf(seminar, member, `a${seed}-${at}`, 3 + (at % 20)))
    else if (dice < 0.55) put(taggingOf(member, note[0], seminar.tag))
    else if (dice < 0.75) put(commentOf(member, `c${seed}-${at}`, note[0], `Words ${at}.`))
    else if (dice < 0.88) {
      const comment = records.find(([, record]) => record.kind === 'comment')
      if (comment?.[1].kind === 'comment')
        put([comment[0], { ...comment[1], body: bodyOf(`Anew ${at}.`), editedAt: Date.now() }])
    } else {
      const any = pick(records)
      if (any !== undefined) deleteRecord(doc, any[0])
    }
  }
  for (let at = 0; at < steps; at += 1) {
    const before = Y.encodeStateVector(doc)
    const rows: Parameters<typeof appendJournal>[1][number]['rows'][number][] = []
    const stop = observeRecords(doc, (changes) => rows.push(...project(layer, changes)))
    const wasDeleted = Y.snapshot(doc).ds
    step(at)
    stop()
    const update = Y.encodeStateAsUpdate(doc, before)
    const isChanged = rows.length > 0 || !Y.equalDeleteSets(wasDeleted, Y.snapshot(doc).ds)
    if (isChanged) await appendJournal(database.db, [{ layer, member, update, rows, newClients: [] }])
  }
}

describe('the rows built anew', () => {
  it('[JO11] equal those written step by step, whatever happened to the layer', async () => {
    for (const seed of [1, 2, 3, 4]) {
      const seminar = await freshSeminar()
      const layer = seminar.layers.one
      await live(seminar, new Y.Doc(), seed, 60)
      const before = await storedRows(layer)
      const { mended, records } = await reprojectLayer(database.db, layer)
      expect(mended, `seed ${seed}`).toBe(0)
      expect(records).toBeGreaterThan(5)
      expect(await storedRows(layer)).toEqual(before)
      expect(byKey(rowsOfDoc(layer, await storedDoc(layer)))).toEqual(before)
    }
  })

  it('[JO11] puts back rows that are lost, wrong or too many', async () => {
    const seminar = await freshSeminar()
    const layer = seminar.layers.one
    await live(seminar, new Y.Doc(), 9, 40)
    const before = await storedRows(layer)
    const [lost, wrong] = before.annotations
    if (lost === undefined || wrong === undefined) throw new Error('two annotations')
    await database.db.annotationRow.deleteMany({ where: { layerId: layer, key: lost.key } })
    await database.db.annotationRow.updateMany({ where: { layerId: layer, key: wrong.key }, data: { exact: 'other' } })
    await database.db.taggingRow.create({
      data: {
        layerId: layer,
        key: `tagging/${seminar.ada.id}/stray`,
        memberId: seminar.ada.id,
        annotationKey: wrong.key,
        tagId: seminar.tag,
        at: new Date(0),
      },
    })
    expect((await reprojectLayer(database.db, layer)).mended).toBe(3)
    expect(await storedRows(layer)).toEqual(before)
  })
})

describe('pruning', () => {
  it('[JO12] keeps the layer, its rows and what came after, and forgets what came before', async () => {
    const seminar = await freshSeminar()
    const layer = seminar.layers.one
    const doc = new Y.Doc()
    await live(seminar, doc, 5, 30)
    await database.db.layerUpdate.updateMany({ where: { layerId: layer }, data: { at: new Date(1000) } })
    await live(seminar, doc, 6, 20)
    const [rows, all] = [await storedRows(layer), await database.db.layerUpdate.count({ where: { layerId: layer } })]
    const { gone } = await pruneLayer(database.db, layer, 2000)
    expect(gone).toBeGreaterThan(10)
    expect(await database.db.layerUpdate.count({ where: { layerId: layer } })).toBe(all - gone)
    expect(await pruneLayer(database.db, layer, 2000)).toEqual({ gone: 0, unreadable: [] })
    expect(Y.encodeStateVector(await storedDoc(layer))).toEqual(Y.encodeStateVector(doc))
    expect(await reprojectLayer(database.db, layer)).toMatchObject({ mended: 0 })
    expect(await storedRows(layer)).toEqual(rows)
  })

  it('[JO12] keeps the beginning of a pruned history, however many snapshots come after', async () => {
    const seminar = await freshSeminar()
    const layer = seminar.layers.one
    const doc = new Y.Doc()
    await live(seminar, doc, 7, 20)
    await pruneLayer(database.db, layer, Date.now() + 1000)
    for (const seed of [11, 12, 13]) {
      await live(seminar, doc, seed, 10)
      const { through } = await loadJournal(database.db, layer)
      await saveSnapshot(database.db, layer, through, new Uint8Array(Y.encodeStateAsUpdateV2(doc)))
    }
    const rows = await storedRows(layer)
    expect(await reprojectLayer(database.db, layer)).toMatchObject({ mended: 0 })
    expect(await storedRows(layer)).toEqual(rows)
  })
})

describe('an update that cannot be read', () => {
  /** Damages the update that first wrote a note, and says which. */
  const damage = async (layer: LayerId, key: string): Promise<bigint> => {
    const update = await database.db.layerUpdate.findFirstOrThrow({
      where: { layerId: layer, keys: { has: key } },
      orderBy: { id: 'asc' },
    })
    const data = new Uint8Array(update.data.subarray(0, update.data.length / 2))
    await database.db.layerUpdate.update({ where: { id: update.id }, data: { data } })
    return update.id
  }

  it('[JO18] is passed over and counted, and no row goes that may be its last copy', async () => {
    const seminar = await freshSeminar()
    const layer = seminar.layers.one
    const doc = new Y.Doc()
    await live(seminar, doc, 21, 40)
    const before = await storedRows(layer)
    const [damaged] = before.annotations
    if (damaged === undefined) throw new Error('an annotation')
    const id = await damage(layer, damaged.key)
    expect(await reprojectLayer(database.db, layer)).toMatchObject({ mended: 0, unreadable: [id], isLeft: false })
    expect(await storedRows(layer)).toEqual(before)
  })

  it('[JO18] is made good by a state that is kept, and other rows are put right', async () => {
    const seminar = await freshSeminar()
    const layer = seminar.layers.one
    const doc = new Y.Doc()
    await live(seminar, doc, 22, 40)
    const before = await storedRows(layer)
    const [first] = before.annotations
    if (first === undefined) throw new Error('an annotation')
    const { through } = await loadJournal(database.db, layer)
    await saveSnapshot(database.db, layer, through, new Uint8Array(Y.encodeStateAsUpdateV2(doc)))
    const [key, record] = annotationOf(seminar, seminar.ben.id, 'of-another')
    const other = new Y.Doc()
    writeRecord(other, key, record)
    const rows = project(layer, [{ kind: 'put', key, record }])
    const update = Y.encodeStateAsUpdate(other)
    await appendJournal(database.db, [{ layer, member: seminar.ben.id, update, rows, newClients: [other.clientID] }])
    await database.db.annotationRow.deleteMany({ where: { layerId: layer, key } })
    const id = await damage(layer, first.key)
    const built = await reprojectLayer(database.db, layer)
    expect(built).toEqual({
      records: [...readRecords(doc)].length + 1,
      mended: 1,
      unreadable: [id],
      unreadableStates: [],
      isLeft: false,
    })
    const after = await storedRows(layer)
    expect(after.annotations.map((row) => row.key)).toContain(key)
    expect({ ...after, annotations: after.annotations.filter((row) => row.key !== key) }).toEqual(before)
  })

  it('[JO19] is not pruned, nor what came after it', async () => {
    const seminar = await freshSeminar()
    const layer = seminar.layers.one
    const doc = new Y.Doc()
    await live(seminar, doc, 23, 40)
    const rows = await storedRows(layer)
    const later = rows.annotations.toSorted((a, b) => b.at - a.at)[0]
    if (later === undefined) throw new Error('an annotation')
    const damaged = await damage(layer, later.key)
    const ids = (await database.db.layerUpdate.findMany({ where: { layerId: layer }, orderBy: { id: 'asc' } })).map(
      ({ id }) => id,
    )
    const stays = ids.filter((id) => id >= damaged)
    expect(await pruneLayer(database.db, layer, Date.now() + 1_000)).toEqual({
      gone: ids.length - stays.length,
      unreadable: [damaged],
    })
    const left = await database.db.layerUpdate.findMany({ where: { layerId: layer }, orderBy: { id: 'asc' } })
    expect(left.map(({ id }) => id)).toEqual(stays)
    expect(await reprojectLayer(database.db, layer)).toMatchObject({ mended: 0, unreadable: [damaged] })
    expect(await storedRows(layer)).toEqual(rows)
  })

  /** Cuts off the states of a layer that are kept; which are damaged says `through`. */
  const damageStates = async (
    layer: LayerId,
    isMeant: (through: bigint) => boolean = () => true,
  ): Promise<bigint[]> => {
    const rows = await database.db.layerSnapshot.findMany({ where: { layerId: layer }, orderBy: { throughId: 'asc' } })
    const meant = rows.filter(({ throughId }) => isMeant(throughId))
    for (const { throughId, data } of meant) {
      await database.db.layerSnapshot.update({
        where: { layerId_throughId: { layerId: layer, throughId } },
        data: { data: new Uint8Array(data.subarray(0, data.length / 2)) },
      })
    }
    return meant.map(({ throughId }) => throughId)
  }

  it('[JO18] [JO19] leaves a layer whose beginning cannot be read as it is, whole', async () => {
    const seminar = await freshSeminar()
    const layer = seminar.layers.one
    const doc = new Y.Doc()
    await live(seminar, doc, 31, 30)
    await pruneLayer(database.db, layer, Date.now() + 1_000)
    await live(seminar, doc, 32, 10)
    const states = await damageStates(layer)
    const [rows, count] = [await storedRows(layer), await database.db.layerUpdate.count({ where: { layerId: layer } })]
    expect(await reprojectLayer(database.db, layer)).toMatchObject({
      mended: 0,
      unreadable: [],
      unreadableStates: states,
      isLeft: true,
    })
    expect(await pruneLayer(database.db, layer, Date.now() + 1_000)).toEqual({
      gone: 0,
      unreadable: [],
      unreadableState: states[0],
    })
    expect(await storedRows(layer)).toEqual(rows)
    expect(await database.db.layerUpdate.count({ where: { layerId: layer } })).toBe(count)
  })

  it('[JO18] rebuilds a layer whose beginning is in a later state', async () => {
    const seminar = await freshSeminar()
    const layer = seminar.layers.one
    const doc = new Y.Doc()
    await live(seminar, doc, 33, 30)
    await pruneLayer(database.db, layer, Date.now() + 1_000)
    await live(seminar, doc, 34, 10)
    const { through } = await loadJournal(database.db, layer)
    await saveSnapshot(database.db, layer, through, new Uint8Array(Y.encodeStateAsUpdateV2(doc)))
    const rows = await storedRows(layer)
    const states = await damageStates(layer, (id) => id < through)
    expect(states).toHaveLength(1)
    const [lost] = rows.annotations
    if (lost === undefined) throw new Error('an annotation')
    await database.db.annotationRow.deleteMany({ where: { layerId: layer, key: lost.key } })
    expect(await reprojectLayer(database.db, layer)).toMatchObject({
      mended: 1,
      unreadableStates: states,
      isLeft: false,
    })
    expect(await storedRows(layer)).toEqual(rows)
  })

  it('[JO18] takes no row away where updates are gone from the journal', async () => {
    const seminar = await freshSeminar()
    const layer = seminar.layers.one
    await live(seminar, new Y.Doc(), 35, 30)
    const rows = await storedRows(layer)
    const first = await database.db.layerUpdate.findFirstOrThrow({ where: { layerId: layer }, orderBy: { id: 'asc' } })
    await database.db.layerUpdate.delete({ where: { id: first.id } })
    expect(await reprojectLayer(database.db, layer)).toMatchObject({ mended: 0, unreadable: [], isLeft: true })
    expect(await storedRows(layer)).toEqual(rows)
  })

  it('[JO20] is named by layer and row at the command line, the other layers are done, and the status says it', async () => {
    const [hurt, sound] = [await freshSeminar(), await freshSeminar()]
    const [hurtDoc, soundDoc] = [new Y.Doc(), new Y.Doc()]
    await live(hurt, hurtDoc, 41, 20)
    await live(sound, soundDoc, 42, 20)
    const [hurtLayer, soundLayer] = [hurt.layers.one, sound.layers.one]
    const [rows, soundRows] = [await storedRows(hurtLayer), await storedRows(soundLayer)]
    const [first, lost] = [rows.annotations[0], soundRows.annotations[0]]
    if (first === undefined || lost === undefined) throw new Error('two annotations')
    const id = await damage(hurtLayer, first.key)
    await database.db.annotationRow.deleteMany({ where: { layerId: soundLayer, key: lost.key } })
    const ask = async (verb: typeof reproject, ...args: readonly string[]) => {
      const { status, out, err } = await runVerb(database.db, verb, args)
      return { status, out, err: err.filter((line) => line.includes(hurtLayer) || line.includes(soundLayer)) }
    }
    const built = await ask(reproject)
    expect(built.status).toBe(1)
    expect(built.err.toSorted()).toEqual(
      [
        `Layer ${hurtLayer}: update ${String(id)} cannot be read: passed over, and rows that may come from there stay as they are.`,
        `Layer ${soundLayer}: 1 rows were not those of its journal.`,
      ].toSorted(),
    )
    expect(await storedRows(hurtLayer)).toEqual(rows)
    expect(await storedRows(soundLayer)).toEqual(soundRows)
    const slugOf = async ({ reading }: TestSeminar) =>
      (await database.db.reading.findUniqueOrThrow({ where: { id: reading } })).slug
    expect((await ask(reproject, await slugOf(sound))).status).toBe(0)
    const pruned = await ask(prune, await slugOf(hurt), '--older-than', '0')
    expect(pruned.status).toBe(1)
    expect(pruned.err).toEqual([
      `Layer ${hurtLayer}: update ${String(id)} cannot be read: kept, with all that came after the first.`,
    ])
    expect((await ask(prune, await slugOf(sound), '--older-than', '0')).status).toBe(0)
  })
})
