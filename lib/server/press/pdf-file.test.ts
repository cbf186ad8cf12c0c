import { deflateSync } from 'node:zlib'
import { PDFDocument, StandardFonts } from '@cantoo/pdf-lib'
import { describe, expect, it } from 'vitest'
import { attachTo } from './finish'
import { deflated, handMade, onePage } from './hand-made'
import { PdfFile } from './pdf-file'
import { PdfName, PdfRef, PdfString, type PdfValue } from './pdf-value'
import { UnreadablePdf } from './unreadable-pdf'

const bytesOf = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'latin1'))
const textOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1')

const made = async (words: string, useObjectStreams: boolean): Promise<string> => {
  const document = await PDFDocument.create()
  const font = await document.embedFont(StandardFonts.TimesRoman)
  document.addPage([300, 300]).drawText(words, { x: 20, y: 200, size: 12, font })
  return textOf(await document.save({ useObjectStreams }))
}

/** The file without the way to its table. */
const lost = (text: string): Uint8Array => bytesOf(text.replace(/startxref\s+\d+/u, 'startxref\n9'))

/** A small file of these objects (from 1), with a classic table and more in its trailer. */
const classic = (objects: readonly string[], more = '', freed: readonly number[] = []): string => {
  let text = '%PDF-1.5\n'
  const places = objects.map((body, nth) => {
    const at = text.length
    text += `${nth + 1} 0 obj\n${body}\nendobj\n`
    return at
  })
  const rows = places.map((at, nth) =>
    freed.includes(nth + 1) ? '0000000000 65535 f \n' : `${String(at).padStart(10, '0')} 00000 n \n`,
  )
  const at = text.length
  const size = objects.length + 1
  return `${text}xref\n0 ${size}\n0000000000 65535 f \n${rows.join('')}trailer\n<</Size ${size} /Root 1 0 R ${more}>>\nstartxref\n${at}\n%%EOF\n`
}

const CATALOG = '<</Type /Catalog /Pages 2 0 R>>'
const PAGES = '<</Type /Pages /Kids [3 0 R] /Count 1>>'
const PAGE = '<</Type /Page /Parent 2 0 R /MediaBox [0 0 9 9]>>'
const stream = (head: string, content: Buffer | string): string => {
  const body = Buffer.isBuffer(content) ? content.toString('latin1') : content
  return `<<${head} /Length ${body.length}>>\nstream\n${body}\nendstream`
}

describe('somebody else’s file', () => {
  it.each([true, false])(
    '[PR30] is found again object by object where its table is lost (packed: %s)',
    async (packed) => {
      const inner = await made('inside', false)
      const outer = await PDFDocument.load(bytesOf(await made('outside', packed)))
      // A file inside the file, as it is: its objects and its trailer are not this file's.
      outer.context.assign(outer.context.nextRef(), outer.context.stream(bytesOf(inner)))
      const file = new PdfFile(lost(textOf(await outer.save({ useObjectStreams: packed }))))
      const content = file.pages()[0]?.page.get('Contents')
      expect(file.streamOf(file.array(content)[0] ?? content)).toContain(
        Buffer.from('outside').toString('hex').toUpperCase(),
      )
    },
  )

  it('[PR30] is found again although one of its objects is damaged', () => {
    const text = classic([CATALOG, PAGES, PAGE, stream('/Type /ObjStm /N 2 /First 9 /Filter /FlateDecode', 'no zlib')])
    const file = new PdfFile(lost(text.replace('%%EOF', 'trailer nothing')))
    expect(file.pages().map(({ ref }) => ref.number)).toEqual([3])
  })

  it('[PR30] keeps what a table hides from readers that know no streams', () => {
    // The page is free in the table, and stands in the stream that XRefStm names (ISO 32000-1, 7.5.8.4).
    const draft = classic([CATALOG, PAGES, PAGE], '/XRefStm 0000', [3])
    const page = draft.indexOf('3 0 obj')
    const rows = Buffer.from([1, page >> 8, page & 255, 0])
    const section = `9 0 obj\n${stream('/Type /XRef /Size 10 /W [1 2 1] /Index [3 1]', rows)}\nendobj\n`
    const [body = '', tail = ''] = draft.split('xref\n0 4')
    const shifted = tail.replace(/startxref\n\d+/u, `startxref\n${body.length + section.length}`)
    const file = new PdfFile(
      bytesOf(`${body}${section}xref\n0 4${shifted}`.replace('0000', String(body.length).padStart(4, '0'))),
    )
    expect(file.pages().map(({ ref }) => ref.number)).toEqual([3])
  })

  it.each([
    ['rows of no width', '/W [0 0 0]'],
    ['numbers as wide as the file', '/W [1 100000000 1]'],
    ['a negative width', '/W [1 -2 2]'],
    ['numbers past all numbers', '/W [1 2 1] /Index [999999999 4000000]'],
  ])('[PR31] is refused at once for %s', (_, head) => {
    const begun = '%PDF-1.5\n'
    const section = `1 0 obj\n${stream(`/Type /XRef /Size 3 ${head} /Root 1 0 R`, 'x'.repeat(4000))}\nendobj\n`
    expect(() => new PdfFile(bytesOf(`${begun}${section}startxref\n${begun.length}\n%%EOF\n`)).pages()).toThrow()
  })

  it('[PR31] is refused where it unpacks to more than is read of any file', () => {
    const bomb = deflateSync(Buffer.alloc(90_000_000))
    const heavy = stream('/Filter /FlateDecode', bomb)
    const file = new PdfFile(bytesOf(classic([CATALOG, PAGES, PAGE, heavy, heavy, heavy])))
    const unpack = (number: number): string => file.streamOf(new PdfRef(number))
    expect(unpack(4)).toHaveLength(90_000_000)
    expect(unpack(5)).toHaveLength(90_000_000)
    expect(() => unpack(6)).toThrow()
  })

  it('[PR31] is refused where its pages are more than anyone wrote, or lead in a circle', () => {
    const wide = [4, 5, 6, 7].map((kid) => `<</Kids [${`${kid + 1} 0 R `.repeat(100)}]>>`)
    const file = new PdfFile(bytesOf(classic([CATALOG, '<</Kids [4 0 R]>>', PAGE, ...wide, PAGE])))
    expect(() => file.pages()).toThrow('circle')
    const round = new PdfFile(bytesOf(classic([CATALOG, '<</Kids [2 0 R]>>'])))
    expect(() => round.pages()).toThrow('circle')
  })

  it('[PR31] is not written behind where it is locked', () => {
    expect(() => new PdfFile(bytesOf(classic([CATALOG, PAGES, PAGE], '/Encrypt <<>>')))).toThrow('locked')
  })

  it.each(['99999999999', '8388607', '-1', '2'])(
    '[PR31] takes numbers that are free, whatever its maker says of their count: %s',
    (size) => {
      const text = classic([CATALOG, PAGES, PAGE]).replace('/Size 4', `/Size ${size}`)
      expect(new PdfFile(bytesOf(text)).reserve().number).toBe(4)
    },
  )

  it.each([
    ['values that lie in each other without end', 'too deep', [CATALOG, `<</Kids ${'['.repeat(20_000)}>>`, PAGE]],
    ['a number beyond all numbers', 'no PDF value', [CATALOG, '<</Kids 1e999>>', PAGE]],
    [
      'a stream that says its length within itself',
      'a stream of objects that is not there',
      [CATALOG, PAGES, stream('/Type /ObjStm /N 1 /First 4', '9 0 9')],
    ],
  ])('[PR33] is unreadable, and no more than that, for %s', (_, trouble, objects) => {
    const text = classic(objects).replace('/Length 5', '/Length 9 0 R')
    const packed = `1 0 obj\n<</Type /XRef /Size 10 /W [1 2 1] /Index [1 3 9 1] /Root 1 0 R>>`
    const rows = [...[1, 2, 3].map((nth) => [1, text.indexOf(`${nth} 0 obj`)]), [2, 3]]
    const bytes = rows.map(([type = 0, at = 0]) => String.fromCharCode(type, at >> 8, at & 255, 0)).join('')
    const file = `${text}${packed.replace('>>', ` /Length ${bytes.length}>>`)}\nstream\n${bytes}\nendstream\nendobj\n`
    const whole = new PdfFile(bytesOf(`${file}startxref\n${text.length}\n%%EOF\n`))
    const read = () => [whole.pages(), whole.resolve(new PdfRef(9))]
    expect(read).toThrow(UnreadablePdf)
    expect(read).toThrow(trouble)
  })

  it('[PR32] gets attachments beside its own, also where one has the same name or its names lead nowhere', () => {
    const given = { name: 'notes.csv', mediaType: 'text/csv', description: 'Notes.', text: 'a' }
    const moment = new PdfString('D:20261128')
    const namesOf = (file: PdfFile): readonly string[] => {
      const names = file.dict(file.catalog.get('Names'))
      return file
        .array(file.dict(names.get('EmbeddedFiles')).get('Names'))
        .flatMap((value: PdfValue) => (value instanceof PdfString ? [value.bytes] : []))
    }
    const own = '<</Type /Catalog /Pages 2 0 R /Names <</EmbeddedFiles <</Names [(notes.csv) 3 0 R]>>>>>>'
    const file = new PdfFile(bytesOf(classic([own, PAGES, PAGE])))
    attachTo(file, moment, [given])
    expect(namesOf(file)).toEqual(['notes-2.csv', 'notes.csv'])
    // Viewers show the name that the file inside has, too.
    expect(textOf(file.save())).toContain('/UF (notes-2.csv)')
    attachTo(file, moment, [
      { ...given, name: 'notes' },
      { ...given, name: 'notes' },
    ])
    expect(namesOf(file)).toEqual(['notes', 'notes-2', 'notes-2.csv', 'notes.csv'])
    const dangling = '<</Type /Catalog /Pages 2 0 R /Names 77 0 R>>'
    const other = new PdfFile(bytesOf(classic([dangling, PAGES, PAGE])))
    attachTo(other, moment, [given])
    expect(namesOf(other)).toEqual(['notes.csv'])
    expect(other.catalog.get('Type')).toEqual(new PdfName('Catalog'))
  })
})

describe('what a file says of itself', () => {
  const page = onePage(['A page that somebody made by hand.'])
  const pagesOf = (bytes: Uint8Array): number => new PdfFile(bytes).pages().length

  it('[PR31] is refused with an error of ours where values lie deep in each other', () => {
    for (const bracket of ['[', '<</A']) {
      expect(() => pagesOf(handMade({ ...page, 2: bracket.repeat(100_000) }))).toThrow('too deep')
    }
  })

  it('[PR31] is refused where a stream of objects has its own length inside', () => {
    const { 2: tree, ...others } = page
    const text = textOf(handMade(others, { hidden: { 2: tree, 8: '60' } }))
    const looped = text.replace(/(\/Type\/ObjStm.*?)\/Length \d+/u, '$1/Length 8 0 R')
    expect(() => pagesOf(bytesOf(looped))).toThrow('is not there')
  })

  it('[PR31] is given up where its search would not end', () => {
    expect(() => pagesOf(bytesOf(`%PDF-1.5\n${'trailer ('.repeat(30_000)}`))).toThrow('cannot be made out')
  })

  it('[PR31] unpacks no second stream after one that was too much', () => {
    const bomb = deflated('\0'.repeat(201_000_000))
    const file = new PdfFile(handMade({ ...page, 5: bomb, 6: deflated('a few words') }))
    expect(() => file.streamOf(new PdfRef(5))).toThrow('cannot be unpacked')
    expect(() => file.streamOf(new PdfRef(6))).toThrow('cannot be unpacked')
  })
})
