import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import type { LayerId, MemberId } from '../../core/base'
import { writeRecord } from '../../core/layer'
import { project } from '../../core/projection'
import { type TestDatabase, openTestDatabase } from '../launch/test-database'
import { type TestSeminar, annotationOf, makeSeminar, setTestEnv } from '../realtime/testing'
import { type GroupCommit, openGroupCommit } from './group-commit'
import { type JournalEntry, appendJournal } from './journal'
import { layerRevisions, loadJournal } from './load-layer'
import { rowsOfLayers } from './records'

let database: TestDatabase
let seminar: TestSeminar
/** Two processes. */
let one: GroupCommit
let two: GroupCommit
let count = 0

beforeAll(async () => {
  database = await openTestDatabase()
  setTestEnv(database)
  seminar = await makeSeminar(database.db)
  one = openGroupCommit(database.url)
  two = openGroupCommit(database.url)
})

afterAll(async () => {
  await Promise.all([one.close(), two.close()])
  await database.close()
})

/** An entry with a note of its own, of a window of its own. */
const entryOf = (layer: LayerId, member: MemberId): JournalEntry => {
  const doc = new Y.Doc()
  doc.clientID = 5_000_000 + (count += 1)
  const [key, record] = annotationOf(seminar, member, `j${count}`)
  writeRecord(doc, key, record)
  const rows = project(layer, [{ kind: 'put', key, record }])
  return { layer, member, update: Y.encodeStateAsUpdate(doc), rows, newClients: [doc.clientID] }
}

const revisionOf = async (layer: LayerId): Promise<bigint> =>
  (await layerRevisions(database.db, [layer])).get(layer) ?? -1n

const nothing = (): void => undefined

describe('a journal that several processes write', () => {
  it('[JO13] takes a layer one revision further with each append, a command’s too', async () => {
    const layer = seminar.layers.one
    const { ada } = seminar
    await appendJournal(database.db, [entryOf(layer, ada.id), entryOf(layer, ada.id)])
    expect(await revisionOf(layer)).toBe(1n)
    const told: unknown[] = []
    const outcome = await one.append(
      entryOf(layer, ada.id),
      (committed) => told.push(committed),
      () => 1n,
    )
    expect(outcome.ok && told).toEqual([{ id: outcome.ok ? outcome.value : 0n, revision: 2n }])
    expect(await revisionOf(layer)).toBe(2n)
  })

  it('[JO14] stores nothing of a layer that is not at the revision its entries were judged by', async () => {
    const layer = seminar.layers.two
    const { cleo } = seminar
    await appendJournal(database.db, [entryOf(layer, cleo.id)])
    const stale = await one.append(entryOf(layer, cleo.id), nothing, () => 0n)
    expect(stale).toEqual({ ok: false, reason: 'stale' })
    // One that knows that it is stale does not ask.
    expect(await one.append(entryOf(layer, cleo.id), nothing, () => undefined)).toEqual(stale)
    const loaded = await loadJournal(database.db, layer)
    expect([loaded.updates.length, loaded.owners.size]).toEqual([1, 1])
    expect((await rowsOfLayers(database.db, [layer])).annotations).toHaveLength(1)
    expect(await revisionOf(layer)).toBe(1n)
  })

  it('[JO15] takes the other layers of a transaction', async () => {
    const { ada, ben } = seminar
    const [plug, stale, good, again] = await Promise.all([
      one.append(entryOf(seminar.teacher.privateLayer, seminar.teacher.id), nothing, () => 0n),
      one.append(entryOf(ada.privateLayer, ada.id), nothing, () => 7n),
      one.append(entryOf(ben.privateLayer, ben.id), nothing, () => 0n),
      one.append(entryOf(ben.privateLayer, ben.id), nothing, () => 0n),
    ])
    expect([plug.ok, good.ok, again.ok]).toEqual([true, true, true])
    expect(stale).toEqual({ ok: false, reason: 'stale' })
    expect(await revisionOf(ben.privateLayer)).toBe(1n)
    expect((await loadJournal(database.db, ben.privateLayer)).updates).toHaveLength(2)
    expect((await loadJournal(database.db, ada.privateLayer)).updates).toHaveLength(0)
  })

  it('[JO14] lets one of two through that write at the same moment, also where one waits for the other', async () => {
    const layers = [seminar.layers.instructor, seminar.layers.seminar]
    const member = seminar.teacher.id
    const from = await Promise.all(layers.map(revisionOf))
    let taken = 0
    for (let round = 0; round < 40; round += 1) {
      const at = await Promise.all(layers.map(revisionOf))
      const outcomes = await Promise.all(
        [one, two].flatMap((commits) =>
          // Crosswise, so that whoever locked in the order of the entries would lock up.
          (commits === one ? [0, 1] : [1, 0]).map((which) => {
            const layer = layers[which] ?? seminar.layers.one
            return commits.append(entryOf(layer, member), nothing, () => at[which])
          }),
        ),
      )
      expect(outcomes.filter((outcome) => !outcome.ok && outcome.reason !== 'stale')).toEqual([])
      taken += outcomes.filter(({ ok }) => ok).length
    }
    const grown = (await Promise.all(layers.map(revisionOf))).map((revision, n) => revision - (from[n] ?? 0n))
    // Nothing but what was let through is there, and each of it moved its layer.
    expect(grown.reduce((sum, each) => sum + each, 0n)).toBe(BigInt(taken))
    const stored = await Promise.all(
      layers.map(async (layer) => (await loadJournal(database.db, layer)).updates.length),
    )
    expect(stored.reduce((sum, each) => sum + each, 0)).toBe(taken)
    expect(taken).toBeGreaterThanOrEqual(80)
    expect(taken).toBeLessThan(160)
  })
})
