import { mkdtemp, open, realpath, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import * as Y from 'yjs'
import { type RecordKey, bodyOf, recordKey } from '../../core/annotation'
import type { LayerId } from '../../core/base'
import { readRecords, writeRecord } from '../../core/layer'
import { run as prune } from '../cli/prune'
import { run as reproject } from '../cli/reproject'
import { runVerb } from '../cli/verb-testing'
import { writeRecords } from '../commands/write-records'
import { ROOT } from '../launch/paths.mjs'
import { acquirePostgres } from '../launch/postgres.mjs'
import { openDatabase } from '../store/database'
import type { PrismaClient } from '../store/generated/client'
import { loadJournal } from '../store/load-layer'
import { migrate } from '../store/migrate'
import { saveSnapshot } from '../store/snapshots'
import {
  type TestMember,
  type TestSeminar,
  annotationOf,
  makeSeminar,
  openTestServer,
  openWindow,
  setTestEnv,
  write,
} from './testing'

const PAGE_BYTES = 8192
/** The last bytes of a page are the oldest row's. */
const IN_THE_FIRST_ROW = PAGE_BYTES - 100

let folder: string
let postgres: Awaited<ReturnType<typeof acquirePostgres>>
let db: PrismaClient
let seminar: TestSeminar

const start = async (): Promise<void> => {
  postgres = await acquirePostgres({ folder, isDisposable: true })
  db = openDatabase(postgres.url)
}
const stop = async (): Promise<void> => {
  await db.$disconnect()
  await postgres.release()
}

/** Changes one bit of a page on the disk while nobody has it in memory: of a table, or of where its long values lie. */
const flipBit = async (table: string, page: number, part: 'oid' | 'reltoastrelid' = 'oid'): Promise<void> => {
  const [found] = await db.$queryRaw<{ oid: string; reltoastrelid: string }[]>`
    select pg_relation_filepath(oid) as oid, pg_relation_filepath(reltoastrelid) as reltoastrelid
    from pg_class where relname = ${table}`
  await stop()
  const file = await open(join(folder, 'postgres', found?.[part] ?? ''), 'r+')
  const at = page * PAGE_BYTES + IN_THE_FIRST_ROW
  const { buffer } = await file.read(Buffer.alloc(1), 0, 1, at)
  await file.write(Buffer.from([(buffer[0] ?? 0) ^ 0b100]), 0, 1, at)
  await file.close()
  await start()
}

beforeAll(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'scholion-pages-')))
  await start()
  setTestEnv({ url: postgres.url, db, close: stop })
  await migrate(postgres.url, join(ROOT, 'prisma/migrations'))
  seminar = await makeSeminar(db)
})
afterAll(async () => {
  await stop()
  await rm(folder, { recursive: true, force: true })
})

/** Writes notes one by one, each an update of its own. */
const writeNotes = async (layer: LayerId, { id }: TestMember, notes: number): Promise<readonly RecordKey[]> => {
  const [annotation, record] = annotationOf(seminar, id, 'a')
  await writeRecords(db, { layer, member: id, records: [[annotation, record]] })
  const keys: RecordKey[] = [annotation]
  for (let nth = 0; nth < notes; nth += 1) {
    const key = recordKey('comment', id, `c${nth}`)
    const body = bodyOf(`note ${nth} `.repeat(40).trim())
    await writeRecords(db, {
      layer,
      member: id,
      records: [[key, { v: 1, kind: 'comment', author: id, at: nth, annotation, parent: null, body }]],
    })
    keys.push(key)
  }
  return keys
}

/** What a new server shows of a layer, and whether a note is saved there. */
const openAndWrite = async (layer: LayerId, local: string): Promise<ReadonlySet<RecordKey>> => {
  const server = await openTestServer({ db, databaseUrl: postgres.url })
  const window = openWindow(server.url, seminar.ada.cookie)
  try {
    const open = window.open(layer)
    await open.synced()
    const seen = new Set(open.records().keys())
    write(open.document, annotationOf(seminar, seminar.ada.id, local))
    await open.saved()
    return seen
  } finally {
    window.close()
    await server.close()
  }
}

describe('a page that the disk gives back with one bit changed', () => {
  it('[RT47] [JO21] of the journal: the layer opens with what the others hold, and no command changes it', async () => {
    const layer = seminar.layers.one
    const keys = await writeNotes(layer, seminar.ada, 40)
    await writeNotes(seminar.layers.two, seminar.cleo, 1)
    const onPage = await db.$queryRaw<{ keys: string[] }[]>`
      select keys from "LayerUpdate" where (ctid::text::point)[0] = 1 and "layerId" = ${layer}`
    const lost = new Set(onPage.flatMap((row) => row.keys))
    expect(lost.size).toBeGreaterThan(3)
    await flipBit('LayerUpdate', 1)

    const rows = await db.commentRow.count({ where: { layerId: layer } })
    const built = await runVerb(db, reproject, [])
    expect(built.status).toBe(1)
    const sentence = new RegExp(`^Layer ${layer}: the disk gave it back damaged \\(invalid page in block 1 of `)
    expect(built.err).toEqual([expect.stringMatching(sentence)])
    const pruned = await runVerb(db, prune, ['--all', '--older-than', '0'])
    expect(pruned.status).toBe(1)
    expect(pruned.err).toEqual([expect.stringMatching(sentence)])
    expect(await db.commentRow.count({ where: { layerId: layer } })).toBe(rows)
    expect(await db.layerUpdate.count({ where: { layerId: seminar.layers.two } })).toBe(0)

    const warned = vi.spyOn(console, 'warn').mockImplementation(() => undefined)
    const seen = await openAndWrite(layer, 'after')
    const said = warned.mock.calls.flat().join('\n')
    warned.mockRestore()
    expect(keys.filter((key) => !seen.has(key))).toEqual(keys.filter((key) => lost.has(key)))
    expect(said).toMatch(new RegExp(`cannot be read and is passed over layer=${layer}`))
  })

  it('[RT47] of a snapshot: the layer is made of the journal', async () => {
    const layer = seminar.layers.instructor
    const { id } = seminar.teacher
    const doc = new Y.Doc()
    const [key, record] = annotationOf(seminar, id, 't')
    writeRecord(doc, key, record)
    await writeRecords(db, { layer, member: id, records: [[key, record]] })
    const { through } = await loadJournal(db, layer)
    // As long as those of a class are: on pages of its own.
    for (let nth = 0; nth < 200; nth += 1) doc.getMap('other').set(String(Math.sin(nth)), Math.cos(nth))
    await saveSnapshot(db, layer, through, Y.encodeStateAsUpdateV2(doc))
    await flipBit('LayerSnapshot', 0, 'reltoastrelid')
    await expect(db.layerSnapshot.findMany({ where: { layerId: layer } })).rejects.toThrow('invalid page')
    const found = await loadJournal(db, layer)
    expect(found.damaged).toEqual([through])
    const read = new Y.Doc()
    for (const update of found.updates) Y.applyUpdate(read, update)
    expect([...readRecords(read).keys()]).toEqual([key])
  })
})
