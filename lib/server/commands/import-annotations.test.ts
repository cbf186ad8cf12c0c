import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { LayerId } from '../../core/base'
import { threadsOf } from '../../core/annotation'
import type { Actor } from '../../core/policy'
import { recordsOfRows } from '../../core/projection'
import { run } from '../cli/import-annotations'
import { runVerb } from '../cli/verb-testing'
import { type TestDatabase, openTestDatabase } from '../launch/test-database'
import {
  type TestSeminar,
  actorIn,
  annotationOf,
  commentOf,
  makeSeminar,
  setTestEnv,
  taggingOf,
} from '../realtime/testing'
import { rowsOfLayers } from '../store/records'
import { bytesOf, exportReading } from './export-reading'
import { importAnnotations } from './import-annotations'
import { writeRecords } from './write-records'

let database: TestDatabase
let seminar: TestSeminar
const SLUG = 'on-states-x'
const administrator: Actor = { kind: 'administrator' }
const ada = () => actorIn(seminar, seminar.ada, 'student', 0)

beforeAll(async () => {
  database = await openTestDatabase()
  setTestEnv(database)
  seminar = await makeSeminar(database.db, 'x')
  const [key, record] = annotationOf(seminar, seminar.ada.id, 'first')
  await writeRecords(database.db, {
    layer: seminar.layers.one,
    member: seminar.ada.id,
    records: [[key, record], commentOf(seminar.ada.id, 'words', key, 'Power again.')],
  })
  await writeRecords(database.db, {
    layer: seminar.layers.one,
    member: seminar.ben.id,
    records: [taggingOf(seminar.ben.id, key, seminar.tag), commentOf(seminar.ben.id, 'reply', key, 'Says who?')],
  })
})
afterAll(async () => {
  await database.close()
})

const threads = async (layer: LayerId) => threadsOf(recordsOfRows(await rowsOfLayers(database.db, [layer])))
const quote = () => seminar.text.slice(0, 30)
const note = (more: Record<string, unknown> = {}) => ({
  '@context': 'http://www.w3.org/ns/anno.jsonld',
  id: 'https://example.org/1',
  type: 'Annotation',
  bodyValue: 'A thought.',
  target: { source: 'https://example.org/', selector: { type: 'TextQuoteSelector', exact: quote() } },
  ...more,
})
const ownFile = async (): Promise<string> => {
  const file = await exportReading(database.db, administrator, {
    reading: SLUG,
    format: 'jsonld',
    layers: [seminar.layers.one],
  })
  if (!file.ok || file.value.kind !== 'pieces') throw new Error('no file')
  return new Response(bytesOf(file.value.pieces)).text()
}

describe('importing annotations', () => {
  it('[XI8] looks first and writes nothing, then brings them through the gate, and a second time nothing', async () => {
    const given = { reading: SLUG, text: JSON.stringify(note()) }
    const layer = seminar.ada.privateLayer
    const before = await threads(layer)
    expect(await importAnnotations(database.db, ada(), { ...given, isDryRun: true })).toMatchObject({
      added: 2,
      already: 0,
      layer,
    })
    expect(await threads(layer)).toEqual(before)
    expect(await importAnnotations(database.db, ada(), given)).toMatchObject({ added: 2, exact: 1, comments: 1 })
    expect(await threads(layer)).toHaveLength(before.length + 1)
    const updates = await database.db.layerUpdate.count({ where: { layerId: layer } })
    expect(await importAnnotations(database.db, ada(), given)).toMatchObject({ added: 0, already: 2 })
    expect(await database.db.layerUpdate.count({ where: { layerId: layer } })).toBe(updates)
  })

  it('[XI10] what came in stands in the log, once', async () => {
    const log = () => database.db.auditEntry.findMany({ where: { deed: 'imported' }, orderBy: { id: 'asc' } })
    const before = await log()
    const given = { reading: SLUG, text: JSON.stringify({ ...note(), id: 'urn:x:logged' }) }
    await importAnnotations(database.db, ada(), { ...given, isDryRun: true })
    expect(await log()).toHaveLength(before.length)
    await importAnnotations(database.db, ada(), given)
    await importAnnotations(database.db, ada(), given)
    const lines = await log()
    expect(lines).toHaveLength(before.length + 1)
    expect(lines.at(-1)).toMatchObject({
      byMemberId: seminar.ada.id,
      memberId: seminar.ada.id,
      subject: seminar.ada.privateLayer,
    })
    expect(JSON.stringify(lines.at(-1)?.detail)).toMatch(/web-annotation \d+/)
  })

  it('[XI5] brings our own file as the importer’s, with the others’ words under their names', async () => {
    const text = await ownFile()
    const cleo = actorIn(seminar, seminar.cleo, 'student', 1)
    const done = await importAnnotations(database.db, cleo, { reading: SLUG, text, layer: seminar.layers.two })
    expect(done).toMatchObject({
      exact: 1,
      verdicts: 0,
      others: ['Ada x', 'Ben x'],
      tagsAsWords: ['realist'],
      faults: [],
    })
    const [thread] = await threads(seminar.layers.two)
    expect(thread?.annotation.author).toBe(seminar.cleo.id)
    expect(JSON.stringify(thread?.comments)).toContain('By Ben x, imported')
    const rows = await rowsOfLayers(database.db, [seminar.layers.two])
    const all = [...rows.annotations, ...rows.comments, ...rows.taggings, ...rows.reactions]
    expect(new Set(all.map(({ member }) => member))).toEqual(new Set([seminar.cleo.id]))
  })

  it('[XI2] lets the administrator bring back each author’s own', async () => {
    const text = await ownFile()
    const other = await makeSeminar(database.db, 'y')
    const before = await threads(seminar.layers.one)
    await database.db.layerUpdate.deleteMany({ where: { layerId: seminar.layers.one } })
    await database.db.layerClient.deleteMany({ where: { layerId: seminar.layers.one } })
    for (const table of ['annotationRow', 'taggingRow', 'commentRow', 'reactionRow'] as const) {
      await database.db.$executeRawUnsafe(
        `delete from "${table[0]?.toUpperCase() ?? ''}${table.slice(1)}" where "layerId" = '${seminar.layers.one}'`,
      )
    }
    expect(await threads(seminar.layers.one)).toEqual([])
    await importAnnotations(database.db, administrator, { reading: SLUG, text, layer: seminar.layers.one })
    expect(await threads(seminar.layers.one)).toEqual(before)
    await expect(
      importAnnotations(database.db, administrator, { reading: 'on-states-y', text, layer: other.layers.one }),
    ).rejects.toThrow('--as MEMBER')
    expect(await threads(other.layers.one)).toEqual([])
  })

  it('[XI8] writes all or nothing, and only where the importer may', async () => {
    const text = JSON.stringify(note({ id: 'urn:late' }))
    const refused = async (actor: Actor, layer: LayerId) =>
      importAnnotations(database.db, actor, { reading: SLUG, text, layer }).then(
        () => 'done',
        (error: unknown) => (error instanceof Error && 'code' in error ? error.code : error),
      )
    expect(await refused(ada(), seminar.layers.two)).toBe('not-found')
    expect(await refused(ada(), seminar.layers.instructor)).toBe('forbidden')
    expect(await refused(ada(), seminar.ben.privateLayer)).toBe('not-found')
    expect(await refused({ kind: 'guest' }, seminar.layers.one)).toBe('not-found')
    await database.db.round.update({ where: { id: seminar.round }, data: { closedAt: new Date(0) } })
    expect(await refused(ada(), seminar.layers.one)).toBe('closed')
    await database.db.round.update({ where: { id: seminar.round }, data: { closedAt: null } })
    expect(await refused(ada(), seminar.layers.one)).toBe('done')
  })

  it('[XI1] says in one sentence why a file is none', async () => {
    for (const text of ['', 'no json', '{}', '[]', '{"rows":[]}']) {
      await expect(importAnnotations(database.db, ada(), { reading: SLUG, text })).rejects.toThrow(/\.$/)
    }
  })

  it('[XI5] takes what names nobody, and what the importer says is theirs, as their own', async () => {
    const tagged = {
      motivation: 'tagging',
      bodyValue: undefined,
      body: { type: 'TextualBody', value: 'realist', purpose: 'tagging' },
    }
    const ben = actorIn(seminar, seminar.ben, 'student', 0)
    const bring = (more: Record<string, unknown>, isMine = false) =>
      importAnnotations(database.db, ben, { reading: SLUG, text: JSON.stringify(note({ ...tagged, ...more })), isMine })
    expect(await bring({ id: 'urn:a' })).toMatchObject({ verdicts: 1, others: [] })
    expect(await bring({ id: 'urn:b', creator: { name: ' ben X ' } })).toMatchObject({ verdicts: 1, others: [] })
    expect(await bring({ id: 'urn:c', creator: { name: 'bbx' } })).toMatchObject({ verdicts: 0, others: ['bbx'] })
    expect(await bring({ id: 'urn:d', creator: { name: 'bbx' } }, true)).toMatchObject({ verdicts: 1, others: [] })
  })
})

describe('scholion import-annotations', () => {
  it('imports as a member, and says what became of the notes', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'scholion-notes-'))
    const call = async (...args: readonly string[]) => {
      const { out, ...answer } = await runVerb(database.db, run, args)
      return { ...answer, out: out.join('\n') }
    }
    try {
      const file = join(folder, 'notes.json')
      const lost = note({
        id: 'urn:lost',
        target: {
          source: 'x',
          selector: { type: 'TextQuoteSelector', exact: 'Penguins never saw a treaty of any kind.' },
        },
      })
      await writeFile(file, JSON.stringify([note({ id: 'urn:cli' }), lost, { type: 'Annotation' }]))
      const { status, out } = await call(file, '--reading', SLUG, '--as', 'Cleo x')
      expect(status).toBe(0)
      expect(out).toContain('1 in place, 0 moved, 0 guessed, 1 without a place')
      expect(out).toContain('! note 3: ')
      expect((await threads(seminar.cleo.privateLayer)).map(({ commentCount }) => commentCount)).toEqual([1, 1])
      for (const args of [
        [],
        [file],
        [file, '--reading', SLUG, '--nothing'],
        [file, '--reading', SLUG, '--mine'],
        [join(folder, 'none'), '--reading', SLUG],
      ]) {
        const bad = await call(...args)
        expect({ args, status: bad.status, lines: bad.err.length }).toEqual({ args, status: 2, lines: 1 })
      }
      const before = await database.db.annotationRow.count()
      for (const [args, said] of [
        [['--reading', SLUG, '--as', 'Nobody'], /^There is no one member "Nobody"\. `scholion members \S+` lists them/],
        [['--reading', 'none', '--as', 'Cleo x'], /^There is no reading "none"\. `scholion readings SEMINAR` lists/],
        [['--reading', SLUG, '--layer', 'none'], /^"\S+" has no layer "none"\. `scholion reading \S+` lists them/],
        [['--reading', SLUG], /^Say with --as .*`scholion reading \S+` lists the layers/],
      ] as const) {
        expect(await call(file, ...args)).toMatchObject({ status: 1, out: '', err: [expect.stringMatching(said)] })
      }
      expect(await database.db.annotationRow.count()).toBe(before)
    } finally {
      await rm(folder, { recursive: true })
    }
  })
})
