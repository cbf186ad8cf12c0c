import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { threadsOf } from '../lib/core/annotation'
import { versionId } from '../lib/core/base'
import { TextIndex, outline, sectionAt } from '../lib/core/document'
import { intake } from '../lib/core/intake'
import { recordsOfRows } from '../lib/core/projection'
import { verifyPassword } from '../lib/server/auth/password'
import { type TestDatabase, openTestDatabase } from '../lib/server/launch/test-database'
import { layersOfReading } from '../lib/server/store/layers'
import { findDocument } from '../lib/server/store/papers'
import { sampleAccounts } from '../lib/server/store/people'
import { findReading } from '../lib/server/store/readings'
import { rowsOfLayers } from '../lib/server/store/records'
import { marked } from './sample/script'
import { SAMPLE_PASSWORD, SAMPLE_PEOPLE } from './sample/people'
import { turnsOf } from './sample/records'
import { seedSample } from './seed'

describe('the sample seminar', () => {
  let test: TestDatabase
  let made: readonly boolean[]
  beforeAll(async () => {
    test = await openTestDatabase()
    // As when a server and a command line start at once.
    made = await Promise.all([seedSample(test.db), seedSample(test.db)])
  })
  afterAll(() => test.close())

  const wholeClass = async () => {
    const reading = await findReading(test.db, 'pakistan-russia-relations')
    if (reading === undefined) throw new Error('no reading')
    const layers = await layersOfReading(test.db, reading.id)
    const rows = await rowsOfLayers(
      test.db,
      layers.map((layer) => layer.id),
    )
    const document = await findDocument(test.db, reading.version)
    if (document === undefined) throw new Error('no document')
    return { reading, layers, rows, document, index: new TextIndex(document) }
  }

  it('is made once, however many ask for it', async () => {
    expect(made.filter(Boolean)).toHaveLength(1)
    expect(await seedSample(test.db)).toBe(false)
    expect(await test.db.seminar.count()).toBe(1)
    expect(await test.db.user.count()).toBe(SAMPLE_PEOPLE.length)
    expect(await test.db.paperVersion.count()).toBe(1)
  })

  it('has an instructor, an assistant and 12 students in 3 groups, who can sign in', async () => {
    const accounts = await sampleAccounts(test.db)
    expect(accounts.map((account) => account.role).filter((role) => role !== 'student')).toEqual([
      'instructor',
      'assistant',
    ])
    const groups = ['Group A', 'Group B', 'Group C'].map(
      (name) => accounts.filter(({ group }) => group === name).length,
    )
    expect(groups).toEqual([4, 4, 4])
    const samina = await test.db.user.findUniqueOrThrow({ where: { email: 'samina.qureshi@sample.scholion.org' } })
    expect(samina).toMatchObject({ teaches: true, sample: true })
    expect(await verifyPassword(samina.passwordHash, SAMPLE_PASSWORD)).toBe(true)
    expect(await test.db.user.count({ where: { teaches: true } })).toBe(1)
  })

  it('has the theories for a codebook, interdependence switched off', async () => {
    const tags = await test.db.tag.findMany({ orderBy: { position: 'asc' } })
    expect(tags.map(({ name, active }) => `${name} ${active}`)).toEqual([
      'realist true',
      'liberal true',
      'constructivist true',
      'interdependence false',
    ])
  })

  it('has the records of the script, each quote where the paper has it', async () => {
    const { layers, rows, index } = await wholeClass()
    expect(layers.map(({ subject }) => subject.layerKind).toSorted()).toEqual([
      'group',
      'group',
      'group',
      'instructor',
      'private',
      'private',
      'seminar',
    ])
    expect([rows.annotations.length, rows.taggings.length, rows.comments.length]).toEqual([116, 295, 142])
    for (const { start, end, exact } of rows.annotations) expect(index.text.slice(start, end)).toBe(exact)
  })

  it('reads like a class: every group in most sections and in notes, disputes, answers, open questions, overlaps', async () => {
    const { layers, rows, document, index } = await wholeClass()
    const sections = outline(document, index)
    for (const layer of layers.filter(({ subject }) => subject.layerKind === 'group')) {
      const own = rows.annotations.filter((row) => row.layer === layer.id)
      const touched = new Set(own.map((row) => sectionAt(sections, row.start)?.title))
      expect(touched.size, layer.name).toBeGreaterThanOrEqual(10)
    }
    expect(rows.annotations.filter((row) => row.start > index.bodyEnd).length).toBeGreaterThanOrEqual(3)
    const threads = threadsOf(recordsOfRows(rows))
    const isDisputed = (thread: (typeof threads)[number]): boolean =>
      new Set(thread.verdicts.map(({ tag }) => tag)).size > 1
    expect(threads.filter(isDisputed).length).toBeGreaterThan(40)
    expect(threads.filter((thread) => thread.verdicts.length === 0 && thread.commentCount > 0).length).toBeGreaterThan(
      8,
    )
    expect(
      threads.filter((thread) => thread.comments.some(({ replies }) => replies.length > 0)).length,
    ).toBeGreaterThan(30)
    const overlaps = rows.annotations.filter((one) =>
      rows.annotations.some((other) => other.layer === one.layer && other.start > one.start && other.start < one.end),
    )
    expect(overlaps.length).toBeGreaterThanOrEqual(3)
    const texts = rows.comments.map((row) => row.text)
    expect(new Set(texts).size).toBe(texts.length)
  })

  it('lies on one day in order: nothing answers what is not yet said', async () => {
    const { rows } = await wholeClass()
    const moments = [...rows.annotations, ...rows.taggings, ...rows.comments].map((row) => row.at)
    expect(Math.max(...moments) - Math.min(...moments)).toBeLessThan(2 * 60 * 60 * 1000)
    expect(Math.max(...moments)).toBeLessThan(Date.now())
    const saidAt = new Map(rows.comments.map((row) => [row.key, row.at]))
    const early = rows.comments.filter((row) => row.parent !== null && row.at <= (saidAt.get(row.parent) ?? Infinity))
    expect(early.map((row) => row.text)).toEqual([])
  })

  it('gives the same local ids each time, and throws for a passage that the paper has not, or has twice', async () => {
    const paper = intake(await readFile('prisma/sample/pakistan-russia-relations.md', 'utf8'))
    if (!paper.ok) throw new Error(paper.reason.sentence)
    const { rows } = await wholeClass()
    const member = rows.annotations[0]?.member
    if (member === undefined) throw new Error('no rows')
    const stage = {
      version: versionId('v'),
      index: new TextIndex(paper.value.document),
      members: new Map([['one', member]]),
      tags: new Map(),
      begins: 0,
    }
    const turns = turnsOf([marked('one', 1, 'thanks to oil and gas revenues', [])], 'x', stage)
    expect(turns[0]?.records[0]?.[0]).toBe(`annotation/${member}/x-01`)
    expect(() => turnsOf([marked('one', 1, 'thanks to gold', [])], 'x', stage)).toThrow('not in the paper')
    expect(() => turnsOf([marked('one', 1, 'Pakistan', [])], 'x', stage)).toThrow('more than once')
    expect(() => turnsOf([marked('two', 1, 'thanks to oil', [])], 'x', stage)).toThrow('not in the sample')
  })
})
