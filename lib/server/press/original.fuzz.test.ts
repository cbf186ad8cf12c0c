import { join } from 'node:path'
import {
  PDFDocument,
  PDFName,
  StandardFonts,
  beginText,
  endText,
  moveText,
  setFontAndSize,
  showText,
} from '@cantoo/pdf-lib'
import { beforeAll, describe, expect, it } from 'vitest'
import { type Random, seededRandom } from '../../core/base'
import { TextIndex } from '../../core/document'
import { PDF_LAYOUT } from '../../core/export'
import { sampleNotes, samplePage, testPaper } from '../../core/export/testing'
import { INPUT_MAX_CHARS, type PdfIntake, WARNINGS_MAX, intakePdf } from '../../core/intake'
import { PAGES_MAX } from '../extract/limits'
import { readPdf } from '../extract/read-pdf'
import { PaperCompiler } from './compiler'
import { jobOf } from './job'
import { annotateOriginal } from './on-original'
import { PdfFile } from './pdf-file'
import { runJob } from './run-job'
import { PaperSetter } from './set-paper'
import { UnreadablePdf } from './unreadable-pdf'

const ASSETS = join(process.cwd(), 'node_modules/pdfjs-dist')
/** Damaged copies of each file. */
const COPIES = 25

const textOf = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
const bytesOf = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'latin1'))

/** What the paper of a PDF is, or why it is none; fails where intake breaks its promises. */
const taken = async (bytes: Uint8Array): Promise<PdfIntake | string> => {
  const read = await readPdf(Uint8Array.from(bytes), ASSETS)
  if (!read.ok) return read.trouble
  const result = intakePdf(read.text)
  if (!result.ok) {
    expect(result.reason.sentence).toMatch(/\.$/)
    return result.reason.sentence
  }
  const { document, warnings, places } = result.value
  document.check()
  // One says how many more there were, one how much could not be placed.
  expect(warnings.length).toBeLessThanOrEqual(WARNINGS_MAX + 2)
  expect(places.pages.length).toBeLessThanOrEqual(PAGES_MAX)
  expect(new TextIndex(document).text.length).toBeLessThanOrEqual(2 * INPUT_MAX_CHARS)
  return result.value
}

/** Writes two notes behind a file, and reads the file again; gives the trouble where it is unwritable. */
const written = (bytes: Uint8Array, { document, places }: PdfIntake): Uint8Array | string => {
  const { text } = new TextIndex(document)
  const paper = testPaper(document, (layer) => {
    layer.annotateRange(0, 0, Math.min(text.length, 12))
    layer.comment(1, layer.annotateRange(2, Math.max(0, text.length - 40), text.length), 'Is that so?')
  })
  try {
    const pdf = annotateOriginal(paper, { bytes, places })
    expect(Buffer.compare(pdf.subarray(0, bytes.length), bytes)).toBe(0)
    expect(new PdfFile(pdf).pages()).toHaveLength(places.pages.length)
    return pdf
  } catch (error) {
    if (error instanceof UnreadablePdf) return error.message
    throw error
  }
}

const NUMBERS = ['0', '1', '-1', '7', '65536', '2147483648', '99999999999', '1e999', '0.0000001']
const WORDS = ['[', ']', '<<', '>>', '(', ')', 'obj', 'endobj', 'stream', 'endstream', 'trailer', 'null', '/Kids', 'R']

/** A copy with one to four faults, of the kinds that transport, bad programs and bad people make. */
const damaged = (text: string, random: Random): string => {
  let copy = text
  const upTo = (below: number): number => Math.floor(random() * below)
  const pick = (items: readonly string[]): string => items[upTo(items.length)] ?? ''
  for (let fault = 0; fault <= upTo(4); fault += 1) {
    // Half of them in the last part, where tables and trailers stand.
    const at = random() < 0.5 ? upTo(copy.length) : Math.max(0, copy.length - 1 - upTo(1_500))
    const swapped = (pattern: RegExp, put: () => string): string => {
      const rest = copy.slice(at)
      return copy.slice(0, at) + rest.replace(pattern, put)
    }
    const kinds: readonly (() => string)[] = [
      () => copy.slice(0, at) + String.fromCharCode(upTo(256)) + copy.slice(at + 1),
      () => copy.slice(0, at) + copy.slice(at + 1 + upTo(40)),
      () => copy.slice(0, at) + copy.slice(at, at + upTo(400)) + copy.slice(at),
      () => copy.slice(0, at),
      () => swapped(/\d+/u, () => pick(NUMBERS)),
      () => swapped(/\d+ 0 R/u, () => `${1 + upTo(20)} 0 R`),
      () => swapped(/\[/u, () => '['.repeat(1 + upTo(5_000))),
      () => swapped(/\s/u, () => ` ${pick(WORDS)} `),
      () => swapped(/\/[A-Z]\w+/u, () => `/${pick(['Kids', 'Length', 'Prev', 'Size', 'Names', 'W', 'Index', 'Type'])}`),
    ]
    copy = kinds[upTo(kinds.length)]?.() ?? copy
  }
  return copy
}

const SENTENCES = [
  'The first sentence of this page says something that can be marked.',
  'The second one says more of it, and it ends where the line ends.',
  'A third is here so that there is a paragraph of three whole lines.',
]

const byPdfLib = async (useObjectStreams: boolean): Promise<Uint8Array> => {
  // No moment and no name by chance: a seed gives the same copy in every run.
  const document = await PDFDocument.create({ updateMetadata: false })
  const font = await document.embedFont(StandardFonts.TimesRoman)
  for (const number of [1, 2]) {
    const page = document.addPage([420, 600])
    page.node.setFontDictionary(PDFName.of('F1'), font.ref)
    SENTENCES.forEach((text, nth) => {
      const words = font.encodeText(`${text} ${number}`)
      page.pushOperators(
        beginText(),
        setFontAndSize('F1', 12),
        moveText(20, 500 - nth * 14),
        showText(words),
        endText(),
      )
    })
  }
  return document.save({ useObjectStreams })
}

/** A file for old and new readers: its table hides the font and a stream of objects, which the stream of references has. */
const hybrid = (): Uint8Array => {
  const shown = SENTENCES.map((text, nth) => `BT /F1 12 Tf 20 ${500 - nth * 14} Td (${text}) Tj ET`).join('\n')
  let text = '%PDF-1.5\n'
  const places = new Map<number, number>()
  const add = (number: number, body: string): void => {
    places.set(number, text.length)
    text += `${number} 0 obj\n${body}\nendobj\n`
  }
  const stream = (head: string, body: string): string =>
    `<<${head} /Length ${body.length}>>\nstream\n${body}\nendstream`
  add(1, '<</Type /Catalog /Pages 2 0 R>>')
  add(2, '<</Type /Pages /Kids [3 0 R] /Count 1>>')
  add(
    3,
    '<</Type /Page /Parent 2 0 R /MediaBox [0 0 420 600] /Contents 4 0 R /Resources <</Font <</F1 5 0 R>>>> /Annots 6 0 R>>',
  )
  add(4, stream('', shown))
  const packed = ['<</Type /Font /Subtype /Type1 /BaseFont /Times-Roman>>', '[]']
  const heads = `5 0 6 ${packed[0]?.length ?? 0} `
  add(7, stream(`/Type /ObjStm /N 2 /First ${heads.length}`, heads + packed.join('')))
  const rows = [
    [2, 7, 0],
    [2, 7, 1],
  ].map(([type = 0, second = 0, third = 0]) => String.fromCharCode(type, second >> 8, second & 255, third))
  const section = text.length
  add(8, stream('/Type /XRef /Size 9 /W [1 2 1] /Index [5 2]', rows.join('')))
  const table = text.length
  const line = (number: number): string => {
    const place = places.get(number)
    return place === undefined ? '0000000000 65535 f \n' : `${String(place).padStart(10, '0')} 00000 n \n`
  }
  text += `xref\n0 9\n${Array.from({ length: 9 }, (_, number) => line(number)).join('')}`
  return bytesOf(`${text}trailer\n<</Size 9 /Root 1 0 R /XRefStm ${section}>>\nstartxref\n${table}\n%%EOF\n`)
}

const byOurPress = (): Promise<Uint8Array> => {
  const setter = new PaperSetter(new PaperCompiler(join(process.cwd(), 'lib/server/press/fonts')))
  return runJob(setter, jobOf({ ...testPaper(samplePage(), sampleNotes), layout: PDF_LAYOUT }))
}

const FILES = {
  'of pdf-lib, packed': () => byPdfLib(true),
  'of pdf-lib, plain': () => byPdfLib(false),
  'of two tables': () => Promise.resolve(hybrid()),
  'of our press': byOurPress,
}

describe.each(Object.entries(FILES))('damaged copies of a file %s', (_, make) => {
  let whole: Uint8Array
  let paper: PdfIntake
  beforeAll(async () => {
    whole = await make()
    const read = await taken(whole)
    if (typeof read === 'string') throw new Error(read)
    paper = read
  }, 60_000)

  it('[PF1][PR33] the file itself is read and written', async () => {
    const pdf = written(whole, paper)
    if (typeof pdf === 'string') throw new Error(pdf)
    expect(await taken(pdf)).toMatchObject({ title: paper.title })
  })

  it('[PF1][PR31][PR33] are read and written, or refused, and nothing else', { timeout: 120_000 }, async () => {
    const ends = { read: 0, refused: 0, written: 0, unwritable: 0 }
    const text = textOf(whole)
    for (let seed = 1; seed <= COPIES; seed += 1) {
      const copy = bytesOf(damaged(text, seededRandom(seed)))
      try {
        const read = await taken(copy)
        ends[typeof read === 'string' ? 'refused' : 'read'] += 1
        // What was read before can be damaged since.
        for (const known of typeof read === 'string' ? [paper] : [paper, read]) {
          ends[typeof written(copy, known) === 'string' ? 'unwritable' : 'written'] += 1
        }
      } catch (error) {
        throw new Error(`seed ${seed}`, { cause: error })
      }
    }
    // Some of each: else the faults are too mild, or nothing is got through them.
    expect(Math.min(...Object.values(ends))).toBeGreaterThan(0)
  })
})
