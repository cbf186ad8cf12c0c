import { describe, expect, it, vi } from 'vitest'
import pg from 'pg'
import { WebSocket } from 'ws'
import * as Y from 'yjs'
import { threadsOf } from '../../core/annotation'
import { layerId } from '../../core/base'
import { deleteRecord, readRecords, writeRecord } from '../../core/layer'
import { recordsOfRows } from '../../core/projection'
import { pruneLayer } from '../commands/prune-layer'
import { writeRecords } from '../commands/write-records'
import { appendJournal } from '../store/journal'
import { loadJournal } from '../store/load-layer'
import { rowsOfLayers } from '../store/records'
import { unpackState } from '../store/snapshots'
import { setStage } from './stage-testing'
import { annotationOf, commentOf, openTestServer, taggingOf, until, write } from './testing'

const stage = setStage()

describe('the way of a note', () => {
  it('[RT1] shows what one member writes to the other', async () => {
    const ada = stage.windowOf(stage.seminar.ada.cookie).open(stage.seminar.layers.one)
    const ben = stage.windowOf(stage.seminar.ben.cookie).open(stage.seminar.layers.one)
    await Promise.all([ada.synced(), ben.synced()])
    const [key, record] = annotationOf(stage.seminar, stage.seminar.ada.id, stage.local())
    write(ada.document, [key, record])
    await until('Ben sees it', () => ben.records().has(key))
    expect(ben.records().get(key)).toEqual(record)
  })

  it('[RT2] acknowledges only what is committed', async () => {
    const ada = stage.windowOf(stage.seminar.ada.cookie).open(stage.seminar.layers.one)
    await ada.synced()
    const [key, record] = annotationOf(stage.seminar, stage.seminar.ada.id, stage.local())
    write(ada.document, [key, record])
    await ada.saved()
    // Read at the moment of the acknowledgement, by another connection.
    const { annotations } = await rowsOfLayers(stage.database.db, [stage.seminar.layers.one])
    expect(annotations.some((row) => row.key === key)).toBe(true)
    const journal = await loadJournal(stage.database.db, stage.seminar.layers.one)
    const doc = new Y.Doc()
    if (journal.snapshot !== null) Y.applyUpdateV2(doc, journal.snapshot)
    for (const update of journal.updates) Y.applyUpdate(doc, update)
    expect(readRecords(doc).get(key)).toEqual(record)
    expect(ada.notices).toEqual([])
  })

  it('[RT2] acknowledges and shows nothing before the commit', async () => {
    const ada = stage.windowOf(stage.seminar.ada.cookie).open(stage.seminar.layers.one)
    const ben = stage.windowOf(stage.seminar.ben.cookie).open(stage.seminar.layers.one)
    await Promise.all([ada.synced(), ben.synced()])
    const holder = new pg.Client({ connectionString: stage.database.url })
    await holder.connect()
    await holder.query('begin')
    await holder.query('select id from "Layer" where id = $1 for update', [stage.seminar.layers.one])
    const [key, record] = annotationOf(stage.seminar, stage.seminar.ada.id, stage.local())
    write(ada.document, [key, record])
    await until('the commit waits', async () => {
      const waiting = await stage.database.db.$queryRaw<unknown[]>`
        select 1 from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock' and query like '%with entry as%'`
      return waiting.length > 0
    })
    // The server goes on answering; a window that opens now sees only what is committed.
    const probe = stage.windowOf(stage.seminar.ben.cookie).open(stage.seminar.layers.one)
    await probe.synced()
    expect(ada.provider.hasUnsyncedChanges).toBe(true)
    expect(ben.records().has(key) || probe.records().has(key)).toBe(false)
    await holder.query('commit')
    await holder.end()
    await ada.saved()
    await until('Ben sees it', () => ben.records().has(key))
  })

  it('[RT3] takes two updates of one tick in their order: an annotation, then a comment on it', async () => {
    const ada = stage.windowOf(stage.seminar.ada.cookie).open(stage.seminar.layers.one)
    const ben = stage.windowOf(stage.seminar.ben.cookie).open(stage.seminar.layers.one)
    await Promise.all([ada.synced(), ben.synced()])
    const [key, record] = annotationOf(stage.seminar, stage.seminar.ada.id, stage.local())
    const [comment, words] = commentOf(stage.seminar.ada.id, stage.local(), key, 'Is this so?')
    write(ada.document, [key, record])
    write(ada.document, [comment, words])
    write(ada.document, taggingOf(stage.seminar.ada.id, key, stage.seminar.tag))
    await ada.saved()
    await until('Ben sees all', () => ben.records().has(comment))
    expect(ada.notices).toEqual([])
    const rows = await rowsOfLayers(stage.database.db, [stage.seminar.layers.one])
    const thread = threadsOf(recordsOfRows(rows)).find((candidate) => candidate.key === key)
    expect(thread?.comments.map((candidate) => candidate.key)).toEqual([comment])
    expect(thread?.verdicts).toHaveLength(1)
  })

  it('[RT43] opens a layer with an update that cannot be read, says so, and keeps the rest', async () => {
    const { seminar, database } = stage
    const layer = layerId(seminar.ada.privateLayer)
    const first = stage.windowOf(seminar.ada.cookie).open(layer)
    await first.synced()
    const kept = annotationOf(seminar, seminar.ada.id, stage.local())
    const spoilt = annotationOf(seminar, seminar.ada.id, stage.local())
    write(first.document, kept)
    await first.saved()
    const doc = new Y.Doc()
    writeRecord(doc, ...spoilt)
    const update = Y.encodeStateAsUpdate(doc)
    await appendJournal(database.db, [
      { layer, member: seminar.ada.id, update: update.subarray(0, update.length / 2), rows: [], newClients: [] },
    ])
    const after = annotationOf(seminar, seminar.ada.id, stage.local())
    const late = new Y.Doc()
    writeRecord(late, ...after)
    await appendJournal(database.db, [
      { layer, member: seminar.ada.id, update: Y.encodeStateAsUpdate(late), rows: [], newClients: [late.clientID] },
    ])
    const warned = vi.spyOn(console, 'warn').mockImplementation(() => undefined)
    const other = await openTestServer({ db: database.db, databaseUrl: database.url })
    try {
      const again = stage.windowOf(seminar.ada.cookie, other.url).open(layer)
      await again.synced()
      expect([again.records().has(kept[0]), again.records().has(spoilt[0]), again.records().has(after[0])]).toEqual([
        true,
        false,
        true,
      ])
      expect(warned.mock.calls.flat().join('\n')).toMatch(
        new RegExp(`an update of the journal cannot be read and is passed over layer=${layer} which=\\d+ of \\d+`),
      )
      write(again.document, annotationOf(seminar, seminar.ada.id, stage.local()))
      await again.saved()
    } finally {
      warned.mockRestore()
      stage.closeWindows()
      await other.close()
    }
  })

  it('[RT46] opens a layer whose newest snapshot is damaged, and stores one that can be read', async () => {
    const { seminar, database } = stage
    const layer = layerId(seminar.ben.privateLayer)
    const newestOf = () =>
      database.db.layerSnapshot.findMany({ where: { layerId: layer }, orderBy: { throughId: 'desc' } })
    const first = await openTestServer({ db: database.db, databaseUrl: database.url })
    const early = annotationOf(seminar, seminar.ben.id, stage.local())
    const late = annotationOf(seminar, seminar.ben.id, stage.local())
    for (const entry of [early, late]) {
      const window = stage.windowOf(seminar.ben.cookie, first.url).open(layer)
      await window.synced()
      write(window.document, entry)
      await window.saved()
      // The last to leave makes a snapshot.
      stage.closeWindows()
      await until('a snapshot is stored', async () => (await newestOf()).length > (entry === early ? 0 : 1))
    }
    await first.close()
    const kept = await newestOf()
    for (const { throughId, data } of kept) {
      const spoilt = Uint8Array.from(data)
      spoilt[spoilt.length >> 1] = (spoilt[spoilt.length >> 1] ?? 0) ^ 0x55
      await database.db.layerSnapshot.update({
        where: { layerId_throughId: { layerId: layer, throughId } },
        data: { data: spoilt },
      })
    }
    const warned = vi.spyOn(console, 'warn').mockImplementation(() => undefined)
    const other = await openTestServer({ db: database.db, databaseUrl: database.url })
    try {
      const again = stage.windowOf(seminar.ben.cookie, other.url).open(layer)
      await again.synced()
      expect([again.records().has(early[0]), again.records().has(late[0])]).toEqual([true, true])
      expect(warned.mock.calls.flat().join('\n')).toMatch(new RegExp(`a snapshot cannot be read.* layer=${layer}`))
      const states = await newestOf()
      expect(states).toHaveLength(1)
      const doc = new Y.Doc()
      Y.applyUpdateV2(doc, await unpackState(states[0]?.data ?? new Uint8Array()))
      expect([...readRecords(doc).keys()].toSorted()).toEqual([early[0], late[0]].toSorted())
    } finally {
      warned.mockRestore()
      stage.closeWindows()
      await other.close()
    }
  })

  it('[RT46] keeps a layer shut, and names the state, where what its pruned history begins with is damaged', async () => {
    const { seminar, database } = stage
    const layer = layerId(seminar.ben.privateLayer)
    await writeRecords(database.db, {
      layer,
      member: seminar.ben.id,
      records: [annotationOf(seminar, seminar.ben.id, stage.local())],
    })
    expect((await pruneLayer(database.db, layer, Date.now() + 60_000)).gone).toBeGreaterThan(0)
    const base = await database.db.layerSnapshot.findFirst({
      where: { layerId: layer },
      orderBy: { throughId: 'desc' },
    })
    await database.db.layerSnapshot.updateMany({
      where: { layerId: layer },
      data: { data: Uint8Array.from(base?.data ?? []).fill(0x55, 20, 40) },
    })
    await expect(loadJournal(database.db, layer)).rejects.toThrow(
      `begins with (through ${String(base?.throughId)}) is damaged`,
    )
  })

  it('[RT4] gives a server that opens the layer from the database the same layer', async () => {
    const ada = stage.windowOf(stage.seminar.ada.cookie).open(stage.seminar.layers.one)
    await ada.synced()
    const [key, record] = annotationOf(stage.seminar, stage.seminar.ada.id, stage.local())
    write(ada.document, [key, record])
    await ada.saved()
    // Another process on the same database: all it knows is what was stored.
    const other = await openTestServer({ db: stage.database.db, databaseUrl: stage.database.url })
    try {
      const ben = stage.windowOf(stage.seminar.ben.cookie, other.url).open(stage.seminar.layers.one)
      await ben.synced()
      expect(ben.records()).toEqual(ada.records())
      expect(Y.encodeStateVector(ben.document)).toEqual(Y.encodeStateVector(ada.document))
    } finally {
      await other.close()
    }
  })

  it('[RT5] commits the notes of a whole class at once, and projects them to equal rows', async () => {
    const people = [stage.seminar.ada, stage.seminar.ben]
    const layers = people.flatMap((member) =>
      [1, 2, 3].map(() => ({ member, layer: stage.windowOf(member.cookie).open(stage.seminar.layers.one) })),
    )
    await Promise.all(layers.map(({ layer }) => layer.synced()))
    for (let round = 0; round < 10; round += 1) {
      for (const { member, layer } of layers) {
        const [key, record] = annotationOf(stage.seminar, member.id, stage.local())
        const [comment, words] = commentOf(member.id, stage.local(), key, `Note ${round}`)
        write(layer.document, [key, record])
        write(layer.document, [comment, words])
        if (round % 3 === 2) deleteRecord(layer.document, comment)
      }
    }
    await Promise.all(layers.map(({ layer }) => layer.saved()))
    const [first] = layers
    await until('all agree', () => layers.every(({ layer }) => layer.records().size === first?.layer.records().size))
    expect(layers.flatMap(({ layer }) => layer.notices)).toEqual([])
    const rows = await rowsOfLayers(stage.database.db, [stage.seminar.layers.one])
    expect(new Map(recordsOfRows(rows))).toEqual(new Map(first?.layer.records()))
  })
})

describe('who is let in', () => {
  it('[RT6] answers who may not see a layer as if it were not there', async () => {
    const cleo = stage.windowOf(stage.seminar.cleo.cookie)
    const hidden = cleo.open(stage.seminar.layers.one)
    const missing = cleo.open('01900000-0000-7000-8000-000000000000')
    const nonsense = cleo.open('no-such-layer')
    const others = cleo.open(stage.seminar.ada.privateLayer)
    const own = cleo.open(stage.seminar.layers.two)
    await own.synced()
    await until('all are answered', () =>
      [hidden, missing, nonsense, others].every((layer) => layer.denied() !== undefined),
    )
    expect([hidden, missing, nonsense, others].map((layer) => layer.denied())).toEqual([
      'not-found',
      'not-found',
      'not-found',
      'not-found',
    ])
    expect(hidden.records().size).toBe(0)
  })

  it('[RT6] tells who is signed out so, whatever they ask for', async () => {
    const guest = stage.windowOf(undefined)
    const layers = [guest.open(stage.seminar.layers.one), guest.open('no-such-layer')]
    await until('both are answered', () => layers.every((layer) => layer.denied() !== undefined))
    expect(layers.map((layer) => layer.denied())).toEqual(['signed-out', 'signed-out'])
  })

  it('[RT7] refuses a socket that a page of another site opens', async () => {
    const status = await new Promise<number | undefined>((resolve, reject) => {
      const socket = new WebSocket(`${stage.server.url}/${stage.seminar.layers.one}`, {
        headers: { cookie: stage.seminar.ada.cookie, origin: 'https://elsewhere.example' },
      })
      socket.on('unexpected-response', (_request, response) => {
        resolve(response.statusCode)
      })
      socket.on('open', () => {
        reject(new Error('it opened'))
      })
      socket.on('error', () => undefined)
    })
    expect(status).toBe(403)
    const own = new WebSocket(`${stage.server.url}/${stage.seminar.layers.one}`, {
      headers: { cookie: stage.seminar.ada.cookie, origin: `http://${stage.server.host}` },
    })
    await new Promise((resolve) => own.on('open', resolve))
    own.close()
  })

  it('[RT8] lets students read the instructors’ layer, and tells them why they do not write in it', async () => {
    const teacher = stage.windowOf(stage.seminar.teacher.cookie).open(stage.seminar.layers.instructor)
    const ada = stage.windowOf(stage.seminar.ada.cookie).open(stage.seminar.layers.instructor)
    await Promise.all([teacher.synced(), ada.synced()])
    const [key, record] = annotationOf(stage.seminar, stage.seminar.teacher.id, stage.local())
    write(teacher.document, [key, record])
    await until('Ada reads it', () => ada.records().has(key))
    expect(ada.provider.authorizedScope).toBe('readonly')
    const mine = annotationOf(stage.seminar, stage.seminar.ada.id, stage.local())
    write(ada.document, mine)
    await until('Ada is told', () => ada.notices.length > 0)
    expect(ada.notices.at(0)).toMatchObject({ kind: 'refused', rule: 'GA16' })
    expect(teacher.records().has(mine[0])).toBe(false)
    expect(ada.provider.hasUnsyncedChanges).toBe(true)
  })
})
