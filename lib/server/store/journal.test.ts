import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { type LayerId, type MemberId, layerId, memberId } from '../../core/base'
import { type LayerRecord, type RecordKey } from '../../core/annotation'
import { writeRecord } from '../../core/layer'
import { project, rowsOfDoc } from '../../core/projection'
import { type TestDatabase, openTestDatabase } from '../launch/test-database'
import { type TestSeminar, annotationOf, commentOf, makeSeminar, setTestEnv, taggingOf } from '../realtime/testing'
import { type GroupCommit, openGroupCommit } from './group-commit'
import { type JournalEntry, appendJournal } from './journal'
import { journalAfter, loadJournal } from './load-layer'
import { rowsOfLayers } from './records'
import { saveSnapshot } from './snapshots'

let database: TestDatabase
let seminar: TestSeminar
let commits: GroupCommit

beforeAll(async () => {
  database = await openTestDatabase()
  setTestEnv(database)
  seminar = await makeSeminar(database.db)
  commits = openGroupCommit(database.url)
})

afterAll(async () => {
  await commits.close()
  await database.close()
})

/** A layer's document that tells each update as a journal entry. */
const author = (layer: LayerId, member: MemberId, clientID: number) => {
  const doc = new Y.Doc()
  doc.clientID = clientID
  return {
    doc,
    put: (key: RecordKey, record: LayerRecord, isFirst = false): JournalEntry => {
      const before = Y.encodeStateVector(doc)
      writeRecord(doc, key, record)
      const update = Y.encodeStateAsUpdate(doc, before)
      const rows = project(layer, [{ kind: 'put', key, record }])
      return { layer, member, update, rows, newClients: isFirst ? [clientID] : [] }
    },
  }
}

const stored = async (layer: LayerId): Promise<Y.Doc> => {
  const { snapshot, updates } = await loadJournal(database.db, layer)
  const doc = new Y.Doc()
  if (snapshot !== null) Y.applyUpdateV2(doc, snapshot)
  for (const update of updates) Y.applyUpdate(doc, update)
  return doc
}

const sorted = (rows: readonly { readonly key: string }[]) => rows.toSorted((a, b) => (a.key < b.key ? -1 : 1))

describe('journal', () => {
  it('[JO1] gives back what was appended, in order, with the owners of the client ids', async () => {
    const layer = seminar.layers.one
    const { ada } = seminar
    const { doc, put } = author(layer, ada.id, 1001)
    const [key, record] = annotationOf(seminar, ada.id, 'first')
    const entries = [
      put(key, record, true),
      put(...commentOf(ada.id, 'c1', key, 'Why?')),
      put(...taggingOf(ada.id, key, seminar.tag)),
    ]
    const ids = await appendJournal(database.db, entries)
    expect(ids).toHaveLength(3)
    expect(ids.toSorted((a, b) => (a < b ? -1 : 1))).toEqual(ids)

    const loaded = await loadJournal(database.db, layer)
    expect(loaded.updates.map((update) => Buffer.from(update))).toEqual(
      entries.map(({ update }) => Buffer.from(update)),
    )
    expect(loaded.through).toBe(ids.at(-1))
    expect(loaded.owners).toEqual(new Map([[1001, ada.id]]))
    expect(Y.encodeStateVector(await stored(layer))).toEqual(Y.encodeStateVector(doc))

    const rows = await rowsOfLayers(database.db, [layer])
    const expected = rowsOfDoc(layer, doc)
    expect(sorted(rows.annotations)).toEqual(sorted(expected.annotations))
    expect(sorted(rows.taggings)).toEqual(sorted(expected.taggings))
    expect(sorted(rows.comments)).toEqual(sorted(expected.comments))
    expect(sorted(rows.reactions)).toEqual(sorted(expected.reactions))
  })

  it('[JO16] says of each update which records it wrote or removed', async () => {
    const layer = seminar.teacher.privateLayer
    const { put } = author(layer, seminar.teacher.id, 1003)
    const [key, record] = annotationOf(seminar, seminar.teacher.id, 'named')
    const first = put(key, record, true)
    const gone: JournalEntry = { ...first, newClients: [], rows: project(layer, [{ kind: 'delete', key }]) }
    const ids = await appendJournal(database.db, [first, gone])
    await commits.append({ ...first, newClients: [] }, () => undefined)
    const updates = await database.db.layerUpdate.findMany({ where: { layerId: layer }, orderBy: { id: 'asc' } })
    expect(updates.slice(-3).map(({ keys }) => keys)).toEqual([[key], [key], [key]])
    expect(updates.at(-3)?.id).toBe(ids[0])
  })

  it('[JO2] keeps the last change of a row that changes twice in one transaction, and deletes', async () => {
    const layer = seminar.layers.two
    const { cleo } = seminar
    const { put } = author(layer, cleo.id, 1002)
    const [key, record] = annotationOf(seminar, cleo.id, 'twice')
    const [longer, again] = annotationOf(seminar, cleo.id, 'twice', 12)
    const [gone, goneRecord] = annotationOf(seminar, cleo.id, 'gone')
    const first = put(key, record, true)
    const second = put(longer, again)
    const third = put(gone, goneRecord)
    const fourth: JournalEntry = { ...third, rows: project(layer, [{ kind: 'delete', key: gone }]) }
    await appendJournal(database.db, [first, second, third, fourth])
    const { annotations } = await rowsOfLayers(database.db, [layer])
    expect(annotations.map((row) => [row.key, row.end])).toEqual([[key, 12]])
    await appendJournal(database.db, [{ ...fourth, rows: project(layer, [{ kind: 'delete', key }]) }])
    expect((await rowsOfLayers(database.db, [layer])).annotations).toEqual([])
  })

  it('[JO3] stores all of an entry or nothing of it', async () => {
    const layer = seminar.layers.instructor
    const { teacher } = seminar
    const { put } = author(layer, teacher.id, 1003)
    const [key, record] = annotationOf(seminar, teacher.id, 'whole')
    const entry = put(key, record, true)
    const bad = spoilt(put(...commentOf(teacher.id, 'nul', key, 'No.')))
    await expect(appendJournal(database.db, [entry, bad])).rejects.toThrow()
    const loaded = await loadJournal(database.db, layer)
    expect(loaded).toMatchObject({ updates: [], through: 0n })
    expect(loaded.owners.size).toBe(0)
    expect((await rowsOfLayers(database.db, [layer])).annotations).toEqual([])
  })

  it('[JO4] commits together what waits together, and calls back in the order of the ids', async () => {
    const layer = seminar.ada.privateLayer
    const { ada } = seminar
    const { put } = author(layer, ada.id, 1004)
    const told: bigint[] = []
    const outcomes = await Promise.all(
      Array.from({ length: 60 }, (_, at) =>
        commits.append(put(...annotationOf(seminar, ada.id, `n${at}`), at === 0), ({ id }) => told.push(id)),
      ),
    )
    expect(outcomes.every((outcome) => outcome.ok)).toBe(true)
    expect(outcomes.map((outcome) => (outcome.ok ? outcome.value : 0n))).toEqual(told)
    const transactions = await database.db.$queryRaw<{ count: number }[]>`
      select count(distinct xmin::text)::int as count from "LayerUpdate" where "layerId" = ${layer}`
    // What comes in one turn of the event loop goes out as one.
    expect(transactions).toEqual([{ count: 1 }])
  })

  it('[JO17] enters what one commit holds of a layer within one call, before anybody is answered', async () => {
    const { ada, ben } = seminar
    const told: string[] = []
    const grouped = openGroupCommit(database.url, (layer, enterAll) => {
      told.push(`begin ${layer}`)
      enterAll()
      told.push(`end ${layer}`)
    })
    const mine = author(ada.privateLayer, ada.id, 1017)
    const theirs = author(ben.privateLayer, ben.id, 1018)
    const append = (entry: JournalEntry, name: string) =>
      grouped.append(entry, () => told.push(name)).then(() => told.push(`answered ${name}`))
    await Promise.all([
      append(mine.put(...annotationOf(seminar, ada.id, 'g1'), true), 'a1'),
      append(theirs.put(...annotationOf(seminar, ben.id, 'g2'), true), 'b1'),
      append(mine.put(...annotationOf(seminar, ada.id, 'g3')), 'a2'),
    ])
    await grouped.close()
    expect(told).toEqual([
      ...[`begin ${ada.privateLayer}`, 'a1', 'a2', `end ${ada.privateLayer}`],
      ...[`begin ${ben.privateLayer}`, 'b1', `end ${ben.privateLayer}`],
      ...['answered a1', 'answered b1', 'answered a2'],
    ])
  })

  it('[JO5] rejects an entry that cannot be stored, alone', async () => {
    const { ada, ben } = seminar
    const mine = author(ada.privateLayer, ada.id, 1005)
    const theirs = author(ben.privateLayer, ben.id, 1006)
    const [key, record] = annotationOf(seminar, ben.id, 'good')
    const before = (await loadJournal(database.db, ben.privateLayer)).updates.length
    const [plug, good, bad, late] = await Promise.all([
      commits.append(mine.put(...annotationOf(seminar, ada.id, 'plug'), true), () => undefined),
      commits.append(theirs.put(key, record, true), () => undefined),
      commits.append(spoilt(mine.put(...commentOf(ada.id, 'nul', key, 'No.'))), () => {
        throw new Error('it was not committed')
      }),
      commits.append(theirs.put(...commentOf(ben.id, 'late', key, 'Yes.')), () => undefined),
    ])
    expect([plug.ok, good.ok, late.ok]).toEqual([true, true, true])
    expect(bad).toEqual({ ok: false, reason: 'rejected' })
    expect((await loadJournal(database.db, ben.privateLayer)).updates.length - before).toBe(2)
  })

  it('[JO6] rejects a claim on a client id that is another member’s', async () => {
    const { ada, ben } = seminar
    const layer = seminar.layers.seminar
    const first = author(layer, ada.id, 1007)
    const forged = author(layer, ben.id, 1007)
    expect((await commits.append(first.put(...annotationOf(seminar, ada.id, 'x'), true), () => undefined)).ok).toBe(
      true,
    )
    const outcome = await commits.append(forged.put(...annotationOf(seminar, ben.id, 'y'), true), () => undefined)
    expect(outcome).toEqual({ ok: false, reason: 'rejected' })
    const again = await commits.append(first.put(...annotationOf(seminar, ada.id, 'z'), true), () => undefined)
    expect(again.ok).toBe(true)
    expect((await loadJournal(database.db, layer)).owners.get(1007)).toBe(ada.id)
  })

  it('[JO7] refuses an entry of a layer that is gone', async () => {
    const { put } = author(layerId('no-such-layer'), seminar.ada.id, 1008)
    const outcome = await commits.append(put(...annotationOf(seminar, seminar.ada.id, 'x'), true), () => undefined)
    expect(outcome).toEqual({ ok: false, reason: 'rejected' })
  })

  it('[JO8] loads the newest snapshot and what came after it, and keeps the history', async () => {
    const layer = seminar.cleo.privateLayer
    const { cleo } = seminar
    const { doc, put } = author(layer, cleo.id, 1009)
    const ids = await appendJournal(database.db, [
      put(...annotationOf(seminar, cleo.id, 'a'), true),
      put(...annotationOf(seminar, cleo.id, 'b')),
    ])
    await saveSnapshot(database.db, layer, ids[0] ?? 0n, Y.encodeStateAsUpdateV2(doc))
    await saveSnapshot(database.db, layer, ids[1] ?? 0n, Y.encodeStateAsUpdateV2(doc))
    await appendJournal(database.db, [put(...annotationOf(seminar, cleo.id, 'c'))])
    const loaded = await loadJournal(database.db, layer)
    expect(loaded.snapshot).not.toBeNull()
    expect(loaded.updates).toHaveLength(1)
    expect(Y.encodeStateAsUpdate(await stored(layer))).toEqual(Y.encodeStateAsUpdate(doc))
    expect((await journalAfter(database.db, layer, 0n)).updates).toHaveLength(3)
    await saveSnapshot(database.db, layer, loaded.through, Y.encodeStateAsUpdateV2(doc))
    expect(await database.db.layerSnapshot.count({ where: { layerId: layer } })).toBe(2)
  })

  it('[JO9] says that the database does not answer, and appends again when it does', async () => {
    const { ben } = seminar
    const { put } = author(ben.privateLayer, ben.id, 1010)
    const first = put(...annotationOf(seminar, ben.id, 'before'), true)
    expect((await commits.append(first, () => undefined)).ok).toBe(true)
    const broken = await database.db.$queryRaw<unknown[]>`
      select pg_terminate_backend(pid)::text from pg_stat_activity
      where datname = current_database() and query like '%with entry as%' and pid <> pg_backend_pid()`
    expect(broken.length).toBeGreaterThan(0)
    const entry = put(...annotationOf(seminar, ben.id, 'after'))
    let outcome = await commits.append(entry, () => undefined)
    // The break is noticed by the pool, or by the statement that runs into it.
    if (!outcome.ok) {
      expect(outcome.reason).toBe('unavailable')
      outcome = await commits.append(entry, () => undefined)
    }
    expect(outcome.ok).toBe(true)
  })

  it('[JO10] keeps moments to the millisecond, whatever the time zone of the server', async () => {
    const { ada } = seminar
    const { put } = author(ada.privateLayer, memberId(ada.id), 1011)
    const [key, record] = annotationOf(seminar, ada.id, 'moment')
    const at = Date.UTC(2026, 2, 29, 1, 30, 0, 123)
    await appendJournal(database.db, [put(key, { ...record, at, editedAt: at + 1 }, true)])
    const { annotations } = await rowsOfLayers(database.db, [ada.privateLayer])
    const row = annotations.find((candidate) => candidate.key === key)
    expect([row?.at, row?.editedAt, row?.removedAt]).toEqual([at, at + 1, null])
    const [update] = await database.db.layerUpdate.findMany({ orderBy: { id: 'desc' }, take: 1 })
    expect(Math.abs((update?.at.getTime() ?? 0) - Date.now())).toBeLessThan(60_000)
  })
})

/** The entry with a row that Postgres cannot hold: its text has the character U+0000, which the gate would refuse. */
const spoilt = (entry: JournalEntry): JournalEntry => ({
  ...entry,
  rows: entry.rows.map((change) =>
    change.kind === 'upsert' && change.table === 'comments'
      ? { ...change, row: { ...change.row, text: 'a\u0000b' } }
      : change,
  ),
})
