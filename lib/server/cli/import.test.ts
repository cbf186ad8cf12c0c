import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type TestDatabase, openTestDatabase } from '../launch/test-database'
import { createSeminar } from '../store/seminars'
import { run } from './import'
import { runVerb } from './verb-testing'

const sample = fileURLToPath(new URL('../../../prisma/sample/pakistan-russia-relations.md', import.meta.url))

const reportSchema = z.strictObject({
  title: z.string(),
  authors: z.array(z.string()),
  blocks: z.int(),
  headings: z.array(z.strictObject({ level: z.int(), text: z.string() })),
  footnotes: z.array(z.strictObject({ label: z.string(), text: z.string() })),
  text: z.string(),
  warnings: z.array(z.string()),
})

describe('scholion import', () => {
  let test: TestDatabase
  let folder: string
  beforeAll(async () => {
    test = await openTestDatabase()
    folder = await mkdtemp(join(tmpdir(), 'scholion-import-'))
  })
  afterAll(async () => {
    await rm(folder, { recursive: true })
    await test.close()
  })

  const call = (...args: readonly string[]) => runVerb(test.db, run, args)

  it('prints one object of what a dry run finds, and opens no database', async () => {
    const { status, out, err, isOpened } = await call(sample, '--dry-run', '--json')
    expect({ status, err, isOpened, lines: out.length }).toEqual({ status: 0, err: [], isOpened: false, lines: 1 })
    const report = reportSchema.parse(JSON.parse(out[0] ?? ''))
    expect(Object.keys(report)).toEqual(['title', 'authors', 'blocks', 'headings', 'footnotes', 'text', 'warnings'])
    expect(report).toMatchObject({
      title: 'Pakistan-Russia Relations: Progress, Prospects and Constraints',
      authors: ['Muhammad Hanif'],
      blocks: 72,
      warnings: [],
    })
    const { text, footnotes, headings } = report
    expect(text.split('\n')).toHaveLength(72)
    expect(footnotes).toHaveLength(97)
    expect(footnotes[9]).toEqual({ label: '9', text: 'Ibid., 307.' })
    expect(headings[2]).toEqual({ level: 2, text: 'Introduction' })
  })

  it('writes a summary for people', async () => {
    const { out } = await call(sample, '--dry-run', '--title', 'Mine')
    expect(out[0]).toMatch(/^Mine\nMuhammad Hanif\n72 blocks, 97 notes\n {2}Pakistan/)
  })

  it('keeps the paper and sets it as a reading of the seminar', async () => {
    const seminar = await createSeminar(test.db, { name: 'South Asian Security', classCode: 'KPR7Q4' })
    const first = await call(sample, '--seminar', 'kpr7q4', '--json')
    expect(first.status).toBe(0)
    expect(JSON.parse(first.out[0] ?? '')).toMatchObject({ reading: 'pakistan-russia-relations', isNew: true })
    const second = await call(sample, '--seminar', 'South Asian Security')
    expect(second.out[0]).toContain('The reading is pakistan-russia-relations-2.')
    const readings = await test.db.reading.findMany({ where: { seminarId: seminar?.id ?? '' } })
    expect(new Set(readings.map((reading) => reading.versionId)).size).toBe(1)
  })

  it('does not write where the seminar is not known', async () => {
    const file = join(folder, 'other.md')
    await writeFile(file, '# Other\n\nAnother text.')
    const { status, err } = await call(file, '--seminar', 'nobody')
    expect(status).toBe(1)
    expect(err).toEqual([
      'There is no one seminar "nobody". `scholion seminars` lists them: give the class code, the id, or a name that only one has.',
    ])
    expect(await test.db.paper.count({ where: { title: 'Other' } })).toBe(0)
  })

  it('answers bad use and bad files with one sentence and 2', async () => {
    const binary = join(folder, 'paper.pdf')
    await writeFile(binary, Buffer.from([0x25, 0x50, 0x44, 0x46, 0x2d, 0xff, 0xfe]))
    const empty = join(folder, 'empty.md')
    await writeFile(empty, '\n')
    for (const args of [[], ['a', 'b'], ['a', '--nothing'], [binary], [empty], [folder], [join(folder, 'none.md')]]) {
      const { status, out, err, isOpened } = await call(...args)
      expect({ args, status, out, lines: err.length, isOpened }).toEqual({
        args,
        status: 2,
        out: [],
        lines: 1,
        isOpened: false,
      })
      expect(err[0]).toMatch(/\.$/)
    }
  })
})
