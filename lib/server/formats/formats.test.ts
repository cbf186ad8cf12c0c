import { parse } from 'csv-parse/sync'
import { strFromU8, unzipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { memberId, seededRandom } from '../../core/base'
import { documentSchema } from '../../core/document'
import { NOTE_COLUMNS } from '../../core/exchange'
import { comingOneByOne, randomRecords, testReading, threadsOfRecords, wholeOf } from '../../core/exchange/testing'
import { sampleNotes, samplePage, testFootnote, testParagraph } from '../../core/export/testing'
import { csvFile } from './csv'
import { docxFile } from './docx'
import { qdpxFile } from './qdpx'
import { xlsxFile } from './xlsx'
import { Workbook } from './xlsx-book'

const sample = testReading(samplePage(), sampleNotes)
const random = { ...sample, threads: threadsOfRecords(randomRecords(seededRandom(3), sample.frame.index, 200)) }
const FORMULAS = ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '＝1']

const entriesOf = (zip: Uint8Array): ReadonlyMap<string, string> =>
  new Map(Object.entries(unzipSync(zip)).map(([name, bytes]) => [name, strFromU8(bytes)]))
const count = (text: string | undefined, pattern: RegExp): number => [...(text ?? '').matchAll(pattern)].length
/** Throws where an element is not closed. */
const checkClosed = (xml: string): void => {
  const open: string[] = []
  for (const [, slash = '', name = '', end = ''] of xml.matchAll(/<(\/?)([\w:]+)(?:\s[^<>]*?)?(\/?)>/g)) {
    if (slash === '/') expect(open.pop()).toBe(name)
    else if (end !== '/') open.push(name)
  }
  expect(open).toEqual([])
}
const speaking = (words: readonly string[]) =>
  testReading(samplePage(), (layer) => {
    for (const text of words) layer.comment(1, layer.annotate(0, 'Pakistan', 1), text)
  })

describe('CSV', () => {
  it('[TB1] has a byte order mark, the columns, and the rows', async () => {
    const text = await wholeOf(csvFile(random.frame, comingOneByOne(random.threads)))
    expect(text.startsWith('\uFEFFkind,layer,')).toBe(true)
    const rows: unknown = parse(text, { bom: true })
    if (!Array.isArray(rows)) throw new Error('no rows')
    expect(rows[0]).toEqual([...NOTE_COLUMNS])
    expect(rows.length).toBeGreaterThan(random.threads.length)
  })

  it('[TB2] has no formula', async () => {
    const { frame, threads } = speaking(FORMULAS)
    const text = await wholeOf(
      csvFile({ ...frame, names: new Map([[memberId('m1'), '=HYPERLINK("x")']]) }, comingOneByOne(threads)),
    )
    const rows: unknown = parse(text, { bom: true })
    if (!Array.isArray(rows)) throw new Error('no rows')
    const cells = rows.flat().map(String)
    expect(cells.filter((cell) => /^[=+\-@\t\r]/.test(cell))).toEqual([])
    expect(cells).toContain("'=1+1")
  })
})

describe('XLSX', () => {
  it('[TB2] has two sheets without a formula', async () => {
    const { frame, threads } = speaking([...FORMULAS, 'a\u0001b'])
    const entries = entriesOf(await xlsxFile(frame, comingOneByOne(threads)))
    const sheets = [...entries].filter(([name]) => name.startsWith('xl/worksheets/sheet')).map(([, xml]) => xml)
    expect(sheets).toHaveLength(2)
    for (const xml of entries.values()) {
      checkClosed(xml)
      expect(xml).not.toMatch(/<f[ >]|\u0001/)
    }
    expect([...entries.values()].join('')).toContain('=1+1')
  })
})

describe('a workbook', () => {
  const head = {
    name: 'Notes',
    columns: [
      { head: 'one', width: 10 },
      { head: 'two', width: 20 },
    ],
  }
  const sheetOf = (bytes: Uint8Array, n: number): string => entriesOf(bytes).get(`xl/worksheets/sheet${n}.xml`) ?? ''

  it('[TB3] has words as words, whatever they are, and numbers as numbers', async () => {
    const book = new Workbook(0)
    await book.table(head, [
      ['_x0041_ & <b> "c"', 7],
      [null, '7'],
    ])
    const sheet = sheetOf(book.end(), 1)
    checkClosed(sheet)
    expect(sheet).toContain('>_x005F_x0041_ &amp; &lt;b&gt; &quot;c&quot;<')
    expect(sheet).toContain('<c r="B2"><v>7</v></c>')
    expect(sheet).toMatch(/<row r="3"><c r="B3" t="inlineStr">/)
  })

  it('[TB3] goes on in the next sheet where one is full', async () => {
    const book = new Workbook(0, 3)
    await book.table(
      head,
      Array.from({ length: 5 }, (_, at) => [at]),
    )
    const bytes = book.end()
    expect([1, 2, 3].map((n) => count(sheetOf(bytes, n), /<row /g))).toEqual([3, 3, 2])
    expect(entriesOf(bytes).get('xl/workbook.xml')).toMatch(/name="Notes".*name="Notes 2".*name="Notes 3"/)
  })
})

describe('QDPX', () => {
  it('[QD1] is an archive of the project and its text', async () => {
    const entries = entriesOf(await qdpxFile(sample.frame, comingOneByOne(sample.threads)))
    const [project, text] = [...entries.keys()].filter((name) => !name.endsWith('/'))
    expect(project).toBe('project.qde')
    expect(text).toMatch(/^sources\/[0-9a-f-]{36}\.txt$/)
    expect(entries.get(text ?? '')).toBe(sample.frame.index.text)
    expect(entries.get('project.qde')).toContain(`internal://${text?.slice('sources/'.length) ?? ''}`)
  })

  it('[QD1] is the same for the same notes', async () => {
    const [one, two] = await Promise.all([1, 2].map(() => qdpxFile(random.frame, comingOneByOne(random.threads))))
    expect(one).toEqual(two)
  })
})

describe('DOCX', () => {
  it('[DX1] has each note as a comment on its passage, its thread as answers, with authors and dates', async () => {
    for (const reading of [sample, random]) {
      const entries = entriesOf(await docxFile(reading.frame, comingOneByOne(reading.threads)))
      for (const [name, xml] of entries) if (name.endsWith('.xml')) checkClosed(xml)
      const comments = entries.get('word/comments.xml') ?? ''
      const text = entries.get('word/document.xml') ?? ''
      const ids = [...comments.matchAll(/<w:comment [^>]*w:id="(\d+)"/g)].map(([, id]) => id)
      expect(new Set(ids).size).toBe(ids.length)
      for (const mark of ['commentRangeStart', 'commentRangeEnd', 'commentReference']) {
        const found = [...text.matchAll(new RegExp(`<w:${mark} w:id="(\\d+)"`, 'g'))].map(([, id]) => id)
        expect(found.toSorted(), mark).toEqual(ids.toSorted())
      }
      expect(count(comments, /w:author="/g)).toBe(ids.length)
      expect(count(comments, /w:date="/g)).toBe(ids.length)
    }
  })

  it('[DX1] threads answers under the first, and says what is resolved', async () => {
    const entries = entriesOf(await docxFile(sample.frame, comingOneByOne(sample.threads)))
    const threads = entries.get('word/commentsExtended.xml')
    expect(count(threads, /w15:paraIdParent=/g)).toBeGreaterThan(0)
    const comments = entries.get('word/comments.xml') ?? ''
    expect(comments).toContain('Need first, theory after')
    expect(comments).toContain('liberal 3: ')
    expect(comments).toContain('To Jonas Weber:')
  })

  it('[DX3] sets what runs from the right from the right: paragraphs, notes, tables, and the words among others', async () => {
    const { nodes } = documentSchema
    const cell = (text: string) => nodes.tableCell.create(null, [testParagraph(text)])
    const document = nodes.doc.create(null, [
      testParagraph('یہ Gwadar Port ہے۔'),
      testParagraph('In Arabic العلاقات here.'),
      nodes.table.create(null, [nodes.tableRow.create(null, [cell('سال'), cell('تجارت')])]),
    ])
    const reading = testReading(document, (layer) => {
      layer.comment(0, layer.annotate(0, 'Gwadar'), 'یہ ایک تبصرہ ہے۔')
    })
    const entries = entriesOf(await docxFile(reading.frame, comingOneByOne(reading.threads)))
    const text = entries.get('word/document.xml') ?? ''
    const runs = [...text.matchAll(/<w:r>(.*?)<w:t [^>]*>([^<]*)</g)].map(([, look = '', words = '']) => [
      words.trim(),
      look.includes('<w:rtl/>'),
    ])
    expect(runs).toEqual([
      ['یہ', true],
      ['Gwadar', false],
      ['Port', false],
      ['ہے۔', true],
      ['In Arabic', false],
      ['العلاقات', true],
      ['here.', false],
      ['سال', true],
      ['تجارت', true],
    ])
    expect(count(text, /<w:bidi\/>/g)).toBe(3)
    expect(text).toContain('<w:bidiVisual/>')
    expect(entries.get('word/comments.xml')).toMatch(/<w:bidi\/>.*<w:rtl\/>/)
  })

  it('[DX4] is whole by its parts: each named once with its type and its relation, lists with their numbers, words as they are', async () => {
    const { nodes } = documentSchema
    const list = nodes.orderedList.create(
      null,
      ['One {numbers-0}', 'Two'].map((text) => nodes.listItem.create(null, [testParagraph(text)])),
    )
    const reading = testReading(nodes.doc.create(null, [testParagraph('Words.'), list]), (layer) => {
      layer.annotate(0, 'Words')
    })
    for (const { frame, threads } of [reading, { ...reading, threads: [] }]) {
      const entries = entriesOf(await docxFile(frame, comingOneByOne(threads)))
      const types = entries.get('[Content_Types].xml') ?? ''
      const relations = entries.get('word/_rels/document.xml.rels') ?? ''
      for (const part of ['comments', 'commentsExtended', 'footnotes', 'settings']) {
        expect(count(types, new RegExp(`PartName="/word/${part}\\.xml"`, 'g')), part).toBe(1)
        expect(count(relations, new RegExp(`Target="${part}\\.xml"`, 'g')), part).toBe(1)
        checkClosed(entries.get(`word/${part}.xml`) ?? '')
      }
      const text = entries.get('word/document.xml') ?? ''
      const numbers = [...text.matchAll(/<w:numId w:val="([^"]*)"/g)].map(([, id = '']) => id)
      expect(numbers).toHaveLength(2)
      for (const id of numbers) expect(entries.get('word/numbering.xml')).toContain(`<w:num w:numId="${id}"`)
      expect(text).toContain('>One {numbers-0}<')
      expect(count(text, /<w:sectPr/g)).toBe(1)
    }
    const entries = entriesOf(await docxFile(random.frame, comingOneByOne(random.threads)))
    const resolved = random.threads.filter(({ thread }) => thread.resolved !== null).length
    expect(resolved).toBeGreaterThan(0)
    expect(count(entries.get('word/commentsExtended.xml'), /w15:done="1"/g)).toBe(resolved)
  })

  it('[DX5] lists the lines above its footnotes and endnotes, which have no number of their own', async () => {
    const entries = entriesOf(await docxFile(sample.frame, comingOneByOne(sample.threads)))
    for (const kind of ['footnote', 'endnote']) {
      const notes = entries.get(`word/${kind}s.xml`) ?? ''
      const lines = [...notes.matchAll(new RegExp(`<w:${kind} w:type="\\w+" w:id="(-?\\d+)">(.*?)</w:${kind}>`, 'g'))]
      expect(lines.map(([, id]) => id)).toEqual(['-1', '0'])
      for (const [, , line] of lines) expect(line).not.toContain('noteRef')
      expect(entries.get('word/settings.xml')).toContain(
        `<w:${kind}Pr><w:${kind} w:id="-1"/><w:${kind} w:id="0"/></w:${kind}Pr>`,
      )
    }
    // A footnote's own number stays.
    expect(count(entries.get('word/footnotes.xml'), /<w:footnoteRef\/>/g)).toBe(5)
  })

  it('[DX6] numbers its comments after its footnotes', async () => {
    const entries = entriesOf(await docxFile(sample.frame, comingOneByOne(sample.threads)))
    const ids = (part: string, kind: string): readonly number[] =>
      [...(entries.get(part) ?? '').matchAll(new RegExp(`<w:${kind} [^>]*w:id="(\\d+)"`, 'g'))].map(([, id]) =>
        Number(id),
      )
    const footnotes = ids('word/footnotes.xml', 'footnote')
    expect(footnotes.length).toBeGreaterThan(4)
    expect(Math.min(...ids('word/comments.xml', 'comment'))).toBeGreaterThan(Math.max(...footnotes))
  })

  it('[DX2] has the footnotes of the paper as footnotes, and notes on them at their markers', async () => {
    const entries = entriesOf(await docxFile(sample.frame, comingOneByOne(sample.threads)))
    const footnotes = entries.get('word/footnotes.xml')
    expect(footnotes).toContain('A second paragraph of the same note.')
    expect(count(entries.get('word/document.xml'), /<w:footnoteReference /g)).toBe(5)
    expect(entries.get('word/comments.xml')).toContain('The title says *troubled*')
  })

  it('[DX2] loses no footnote to which nothing refers, and takes any characters', async () => {
    const { nodes } = documentSchema
    const document = nodes.doc.create(null, [
      testParagraph('Words \u0001 & "more" 𝕋.'),
      nodes.footnotes.create(null, [testFootnote('9', 'Nobody points here.')]),
    ])
    const reading = testReading(document, (layer) => {
      layer.comment(1, layer.annotate(0, 'Nobody'), 'Indeed \u0002 </w:p>')
      layer.comment(1, layer.annotate(0, 'more" 𝕋.\nNobody'), 'Across')
    })
    const entries = entriesOf(await docxFile(reading.frame, comingOneByOne(reading.threads)))
    for (const [name, xml] of entries) if (name.endsWith('.xml')) checkClosed(xml)
    const text = entries.get('word/document.xml')
    expect(text).toContain('Nobody points here.')
    // Two highlights, and an answer to each.
    expect(count(text, /<w:commentRangeStart /g)).toBe(4)
    expect(count(text, /<w:commentRangeEnd /g)).toBe(4)
    expect([...entries.values()].join('')).not.toMatch(/[\u0001\u0002]/)
  })
})
