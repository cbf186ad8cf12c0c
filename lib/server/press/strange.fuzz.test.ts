import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { PDFDocument, StandardFonts } from '@cantoo/pdf-lib'
import { beforeAll, describe, expect, it } from 'vitest'
import { type Random, seededRandom } from '../../core/base'
import { TextIndex } from '../../core/document'
import { PDF_LAYOUT } from '../../core/export'
import { testPaper } from '../../core/export/testing'
import { INPUT_MAX_CHARS, type PdfIntake, intake, intakePdf } from '../../core/intake'
import { GLYPHS_MAX, PAGES_MAX } from '../extract/limits'
import { readPdf } from '../extract/read-pdf'
import { PaperCompiler } from './compiler'
import { handMade, onePage } from './hand-made'
import { jobOf } from './job'
import { annotateOriginal } from './on-original'
import { readBack } from './read-back'
import { runJob } from './run-job'
import { PaperSetter } from './set-paper'
import { UnreadablePdf } from './unreadable-pdf'

/** How many changed files are tried of each kind; a run by hand takes more. */
const STRANGE_FILES = Number(process.env.STRANGE_FILES ?? 12)
const FIRST_SEED = Number(process.env.STRANGE_SEED ?? 1)
const ASSETS = join(process.cwd(), 'node_modules/pdfjs-dist')
const TIMEOUT_MS = 60_000 + STRANGE_FILES * 2_000

const pick = <Item>(random: Random, items: readonly Item[]): Item => {
  const item = items[Math.floor(random() * items.length)]
  if (item === undefined) throw new Error('nothing to pick from')
  return item
}

/** What a file may be told to be: words of its syntax, and numbers that none should have. */
const WORDS = [
  ...['obj', 'endobj', 'stream', 'endstream', 'xref', 'trailer', 'startxref', '<<', '>>', '[', ']', '(', ')', '%'],
  ...['/Kids', '/Type', '/ObjStm', '/XRef', '/Length', '/Prev', '/XRefStm', '/W', '/Index', '/N', '/First', '/Root'],
  ...['/Encrypt', '/Names', '/Annots', '/MediaBox', '/Rotate', '/Filter', '/Parent', 'null', 'R', ' 0 R', '1 0 R'],
  '['.repeat(5_000),
]
const NUMBERS = ['0', '-1', '1', '2', '3', '90', '4294967296', '9007199254740993', '1e400', '-2147483649', '0.00001']

/** One change of a file's text; what may be changed are its bytes, its numbers, its words and its length. */
const changed = (random: Random, text: string): string => {
  const at = Math.floor(random() * text.length)
  const span = Math.floor(random() ** 3 * 400)
  switch (Math.floor(random() * 8)) {
    case 0:
      return text.slice(0, at) + String.fromCharCode(Math.floor(random() * 256)) + text.slice(at + 1)
    case 1:
      return text.slice(0, at) + text.slice(at + span)
    case 2:
      return text.slice(0, at + span) + text.slice(at)
    case 3:
      return text.slice(0, at) + pick(random, WORDS) + text.slice(at)
    case 4: {
      const from = Math.floor(random() * text.length)
      return text.slice(0, at) + text.slice(from, from + span) + text.slice(at + span)
    }
    case 5:
      return random() < 0.2 ? text.slice(0, at) : text
    default: {
      // A number of the file's own structure, most of which stands at its end or outside its streams.
      const near = text.slice(at).search(/[\s[(]-?\d+(?=[\s\]/>])/u)
      if (near < 0) return text
      const length = /^[\s[(]-?\d+/u.exec(text.slice(at + near))?.[0].length ?? 1
      return text.slice(0, at + near + 1) + pick(random, NUMBERS) + text.slice(at + near + length)
    }
  }
}

interface Kind {
  readonly bytes: Uint8Array
  readonly taken: PdfIntake
}

const take = async (bytes: Uint8Array): Promise<PdfIntake | undefined> => {
  const read = await readPdf(Uint8Array.from(bytes), ASSETS)
  if (!read.ok) return undefined
  const { pages } = read.text
  expect(pages.length).toBeLessThanOrEqual(PAGES_MAX)
  expect(pages.reduce((sum, page) => sum + page.glyphs.length, 0)).toBeLessThanOrEqual(GLYPHS_MAX)
  const taken = intakePdf(read.text)
  if (!taken.ok) {
    expect(taken.reason.sentence).toMatch(/\.$/)
    return undefined
  }
  taken.value.document.check()
  expect(new TextIndex(taken.value.document).text.length).toBeLessThanOrEqual(INPUT_MAX_CHARS)
  return taken.value
}

/** The file with notes; `undefined` where it says that nothing can be written behind it. */
const written = (bytes: Uint8Array, { document, places }: PdfIntake): Uint8Array | undefined => {
  const { text } = new TextIndex(document)
  const paper = testPaper(document, (layer) => {
    for (let nth = 0; nth < 5; nth += 1) {
      const start = Math.floor((nth * text.length) / 6)
      if (text.slice(start, start + 20).trim() !== '')
        layer.annotateRange(nth, start, Math.min(text.length, start + 20))
    }
  })
  try {
    return annotateOriginal(paper, { bytes, places })
  } catch (error) {
    // What is said of a file is an error of ours; a TypeError, or a stack that ran over, is a fault.
    if (error instanceof UnreadablePdf) return undefined
    throw error
  }
}

const columns = async (): Promise<Uint8Array> => {
  const document = await PDFDocument.create()
  const font = await document.embedFont(StandardFonts.TimesRoman)
  for (const number of [1, 2, 3]) {
    const page = document.addPage([595, 842])
    for (const [x, column] of [
      [60, 'left'],
      [310, 'right'],
    ] as const) {
      for (let line = 0; line < 40; line += 1) {
        page.drawText(`Line ${line} of the ${column} column of page ${number}.`, {
          x,
          y: 780 - line * 14,
          size: 10,
          font,
        })
      }
      page.drawText(`${number} A note below the ${column} column.`, { x, y: 60, size: 7, font })
    }
  }
  return document.save({ useObjectStreams: true })
}

const printed = async (): Promise<Uint8Array> => {
  const sample = intake(readFileSync(join(process.cwd(), 'prisma/sample/pakistan-russia-relations.md'), 'utf8'))
  if (!sample.ok) throw new Error(sample.reason.sentence)
  const { document, title, authors } = sample.value
  const setter = new PaperSetter(new PaperCompiler(join(process.cwd(), 'lib/server/press/fonts')))
  const paper = { ...testPaper(document, () => undefined), title, authors }
  return runJob(setter, jobOf({ ...paper, layout: { ...PDF_LAYOUT, marginNotes: false } }))
}

/** Older readers must be able to show such a file: what only newer ones find is a list of names. */
const hybrid = (): Uint8Array => {
  const lines = Array.from({ length: 30 }, (_, nth) => `Line ${nth} of a page that old and new readers know.`)
  const catalog = '<</Type/Catalog/Pages 2 0 R/Names 5 0 R>>'
  return handMade({ ...onePage(lines), 1: catalog }, { hidden: { 5: '<</EmbeddedFiles<</Names[]>>>>' } })
}

const kinds = new Map<string, Kind>()

beforeAll(async () => {
  for (const [name, bytes] of [
    ['press', await printed()],
    ['pdf-lib', await columns()],
    ['hybrid', hybrid()],
  ] as const) {
    const taken = await take(bytes)
    if (taken === undefined) throw new Error(`the ${name} file is not read`)
    kinds.set(name, { bytes, taken })
  }
}, TIMEOUT_MS)

describe('a file that something happened to', () => {
  it.each([
    ['press', 0.25],
    ['pdf-lib', 1],
    ['hybrid', 2],
  ] as const)(
    '[PR33] is read and written behind within bounds, or refused (%s)',
    async (name, share) => {
      const kind = kinds.get(name)
      if (kind === undefined) throw new Error('no such file')
      const text = Buffer.from(kind.bytes).toString('latin1')
      const count = { read: 0, written: 0, most: 0 }
      for (let seed = FIRST_SEED; seed < FIRST_SEED + STRANGE_FILES * share; seed += 1) {
        const random = seededRandom(seed)
        let strange = text
        for (let change = Math.ceil(random() * 4); change > 0; change -= 1) strange = changed(random, strange)
        const bytes = Uint8Array.from(Buffer.from(strange, 'latin1'))
        const from = performance.now()
        try {
          const taken = await take(bytes)
          if (taken !== undefined) count.read += 1
          const pdf = written(bytes, taken ?? kind.taken)
          if (pdf === undefined) continue
          count.written += 1
          expect(Buffer.from(pdf.subarray(0, bytes.length)).equals(Buffer.from(bytes))).toBe(true)
          // What could be read before can be read with its notes.
          if (taken !== undefined) expect((await readBack(pdf)).pages).toBe(taken.places.pages.length)
        } catch (error) {
          throw new Error(`the ${name} file of seed ${seed}`, { cause: error })
        } finally {
          count.most = Math.max(count.most, performance.now() - from)
        }
      }
      expect(count.written).toBeGreaterThan(0)
      if (process.env.STRANGE_FILES !== undefined) console.info(name, count, process.memoryUsage().rss)
    },
    TIMEOUT_MS,
  )
})
