import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hashDocument, parseDocument } from '../../core/document'
import { type TestDatabase, openTestDatabase } from '../launch/test-database'
import { importPaper } from './import-paper'

const sample = new URL('../../../prisma/sample/pakistan-russia-relations.md', import.meta.url)

describe('importPaper', () => {
  let test: TestDatabase
  beforeAll(async () => {
    test = await openTestDatabase()
  })
  afterAll(() => test.close())

  it('keeps the document of the text, its hash and its facts', async () => {
    const imported = await importPaper(test.db, {
      markdown: await readFile(sample, 'utf8'),
      source: 'Islamabad Policy Research Institute',
      createdBy: null,
    })
    if (!imported.ok) throw new Error(imported.reason.sentence)
    expect(imported.value).toMatchObject({
      title: 'Pakistan-Russia Relations: Progress, Prospects and Constraints',
      isNew: true,
      warnings: [],
    })
    const row = await test.db.paperVersion.findUniqueOrThrow({
      where: { id: imported.value.version },
      include: { paper: true },
    })
    expect(row.paper).toMatchObject({ authors: ['Muhammad Hanif'], source: 'Islamabad Policy Research Institute' })
    const document = parseDocument(row.document)
    expect(document.ok && hashDocument(document.value)).toBe(row.hash)
  })

  it('gives the same version for the same text, also to many at once', async () => {
    const markdown = '# On rivers\n\nA text of its own.'
    const all = await Promise.all(
      [1, 2, 3, 4].map((nth) => importPaper(test.db, { markdown, title: `Title ${nth}`, createdBy: null })),
    )
    const papers = all.map((one) => (one.ok ? one.value : undefined))
    expect(new Set(papers.map((paper) => paper?.version)).size).toBe(1)
    expect(new Set(papers.map((paper) => paper?.title)).size).toBe(1)
    expect(papers.filter((paper) => paper?.isNew === true)).toHaveLength(1)
    // Other line ends are the same text; other words are another.
    const again = await importPaper(test.db, { markdown: markdown.replaceAll('\n', '\r\n'), createdBy: null })
    expect(again.ok && again.value.version).toBe(papers[0]?.version)
    const other = await importPaper(test.db, { markdown: `${markdown} And more.`, createdBy: null })
    expect(other.ok && other.value.version).not.toBe(papers[0]?.version)
  })

  it('takes the title that is given, else that of the text, else its first words', async () => {
    const titleOf = async (markdown: string, title?: string): Promise<string> => {
      const imported = await importPaper(test.db, {
        markdown,
        createdBy: null,
        ...(title === undefined ? {} : { title }),
      })
      return imported.ok ? imported.value.title : imported.reason.code
    }
    expect(await titleOf('# One\n\nText a.', '  My\ntitle ')).toBe('My')
    expect(await titleOf('# One\n\nText b.', ' ')).toBe('One')
    expect(await titleOf('Only a sentence, without a title.')).toBe('Only a sentence, without a title.')
    expect(await titleOf(`${'long '.repeat(100)}.`)).toMatch(/^long .{280,}…$/)
  })

  it('refuses a text that is no paper, and writes nothing', async () => {
    const before = await test.db.paper.count()
    expect(await importPaper(test.db, { markdown: ' ', createdBy: null })).toMatchObject({
      ok: false,
      reason: { code: 'empty' },
    })
    expect(await test.db.paper.count()).toBe(before)
  })

  it('keeps characters that Postgres refuses out of the document', async () => {
    const imported = await importPaper(test.db, {
      markdown: '# T\n\nA\u0000 half \ud800 pair \ud83d\ude00.',
      createdBy: null,
    })
    if (!imported.ok) throw new Error(imported.reason.sentence)
    const row = await test.db.paperVersion.findUniqueOrThrow({ where: { id: imported.value.version } })
    expect(JSON.stringify(row.document)).toContain('A half \ufffd pair 😀.')
  })
})
