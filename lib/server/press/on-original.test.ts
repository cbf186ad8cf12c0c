import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PDFDocument, PDFName, StandardFonts, degrees } from '@cantoo/pdf-lib'
import { beforeAll, describe, expect, it } from 'vitest'
import { TextIndex } from '../../core/document'
import { type AnnotatedPaper, PDF_LAYOUT } from '../../core/export'
import { type TestLayer, testPaper } from '../../core/export/testing'
import { type Glyph, type PdfIntake, type PdfText, intake, intakePdf, placedShare } from '../../core/intake'
import { readPdf } from '../extract/read-pdf'
import { PaperCompiler } from './compiler'
import { jobOf } from './job'
import { annotateOriginal } from './on-original'
import { type ReadAnnotation, bareText, readBack } from './read-back'
import { runJob } from './run-job'
import { PaperSetter } from './set-paper'

const ASSETS = join(process.cwd(), 'node_modules/pdfjs-dist')

interface Taken extends PdfIntake {
  readonly text: PdfText
  readonly bytes: Uint8Array
}

const take = async (bytes: Uint8Array): Promise<Taken> => {
  const read = await readPdf(Uint8Array.from(bytes), ASSETS)
  if (!read.ok) throw new Error(read.trouble)
  const taken = intakePdf(read.text)
  if (!taken.ok) throw new Error(taken.reason.sentence)
  return { ...taken.value, text: read.text, bytes }
}

/** What was written, to be looked at from outside. */
const written: Uint8Array[] = []

/** The paper of a PDF with notes, exported on its own pages and read back. */
const marked = async (taken: Taken, write: (layer: TestLayer, index: TextIndex) => void) => {
  const paper = testPaper(taken.document, (layer) => {
    write(layer, new TextIndex(taken.document))
  })
  const pdf = annotateOriginal(paper, { bytes: taken.bytes, places: taken.places })
  written.push(pdf)
  return { paper, pdf, read: await readBack(pdf) }
}

/** Passages of many lengths all over a text, footnotes too. */
const scatter = (layer: TestLayer, index: TextIndex, count: number): void => {
  const step = Math.floor(index.text.length / count)
  for (let nth = 0; nth < count; nth += 1) {
    const block = index.blocks.find(({ end }) => end > nth * step)
    if (block === undefined) continue
    const start = Math.max(block.start, nth * step)
    const end = Math.min(block.end, start + 8 + ((nth * 37) % 240))
    if (index.text.slice(start, end).trim().length > 3) layer.annotateRange(nth % 7, start, end)
  }
}

const TURN: Readonly<Record<number, (x: number, y: number) => readonly [number, number]>> = {
  0: (x, y) => [x, y],
  90: (x, y) => [y, -x],
  180: (x, y) => [-x, -y],
  270: (x, y) => [-y, x],
}

/** A ligature's letters share its width. */
const lettersOf = (glyph: Glyph): readonly Glyph[] => {
  const letters = Array.from(glyph.text.normalize('NFKC'))
  const step = (glyph.right - glyph.left) / letters.length
  return letters.map((text, nth) => ({
    ...glyph,
    text,
    left: glyph.left + nth * step,
    right: glyph.left + (nth + 1) * step,
  }))
}

/** What stands under an annotation's quads, by the glyphs of the file itself; the numbers of notes left out. */
const wordsUnder = ({ text }: Taken, { page, quads }: ReadAnnotation): string => {
  const on = text.pages[page]
  const turn = TURN[on?.rotation ?? 0]
  if (on === undefined || turn === undefined) return ''
  return quads
    .map((quad) => {
      const [x1, y1] = turn(quad.left, quad.bottom)
      const [x2, y2] = turn(quad.right, quad.top)
      return on.glyphs
        .flatMap(lettersOf)
        .filter(({ text: letter, left, right, baseline, size }) => {
          const middle = (left + right) / 2
          const isInside = middle > Math.min(x1, x2) && middle < Math.max(x1, x2)
          const isNumber = size < 0.7 * Math.abs(y2 - y1) && /\d/.test(letter)
          return isInside && baseline > Math.min(y1, y2) && baseline < Math.max(y1, y2) && !isNumber
        })
        .toSorted((a, b) => a.left - b.left)
        .map((letter) => letter.text)
        .join('')
    })
    .join('')
}

/** The quotes of a paper and what stands under its highlights, by the author and the moment of each. */
const compared = (taken: Taken, paper: AnnotatedPaper, annotations: readonly ReadAnnotation[]) => {
  const under = new Map<string, string>()
  for (const one of annotations) {
    if (one.subtype !== 'Highlight') continue
    const key = `${one.author} ${one.created}`
    under.set(key, (under.get(key) ?? '') + wordsUnder(taken, one))
  }
  return paper.threads.map(({ thread: { annotation } }) => {
    const moment = new Date(annotation.at).toISOString().slice(0, 19).replaceAll(/[-:T]/g, '')
    const found = under.get(`${paper.names.get(annotation.author) ?? ''} D:${moment}Z`)
    return { quote: bareText(annotation.anchor.exact), found: found === undefined ? undefined : bareText(found) }
  })
}

const expectAlike = (pairs: ReturnType<typeof compared>): void => {
  for (const { quote, found } of pairs) expect(found?.replaceAll(/\d+/g, '')).toBe(quote.replaceAll(/\d+/g, ''))
}

const sample = intake(readFileSync(join(process.cwd(), 'prisma/sample/pakistan-russia-relations.md'), 'utf8'))
if (!sample.ok) throw new Error(sample.reason.sentence)
const source = sample.value
let printed: Uint8Array
let taken: Taken

beforeAll(async () => {
  const paper = { ...testPaper(source.document, () => undefined), title: source.title, authors: source.authors }
  const setter = new PaperSetter(new PaperCompiler(join(process.cwd(), 'lib/server/press/fonts')))
  printed = await runJob(setter, jobOf({ ...paper, layout: { ...PDF_LAYOUT, marginNotes: false } }))
  taken = await take(printed)
}, 60_000)

describe('the paper as our own press sets it, brought back as a PDF', () => {
  it('[PF12] has a place for nearly every letter', () => {
    expect(placedShare(new TextIndex(taken.document), taken.places)).toBeGreaterThan(0.995)
  })

  it('[PF8][PF9] has the words of the paper in their order, and its notes', () => {
    const words = (text: string): readonly string[] => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []
    const truth = new TextIndex(source.document)
    const found = new TextIndex(taken.document)
    const count = new Map<string, number>()
    for (const word of words(found.text)) count.set(word, (count.get(word) ?? 0) + 1)
    let right = 0
    const wanted = words(truth.text)
    for (const word of wanted) {
      const left = count.get(word) ?? 0
      if (left > 0) right += 1
      count.set(word, left - 1)
    }
    expect(right / wanted.length).toBeGreaterThan(0.99)
    const notes = (document: typeof source.document): number => {
      let all = 0
      document.descendants((node) => {
        if (node.type.name === 'footnote') all += 1
        return !node.isTextblock
      })
      return all
    }
    expect(notes(taken.document)).toBeGreaterThanOrEqual(notes(source.document) - 3)
  })

  it('[PR18] has every quote under its quads, behind its own untouched bytes', async () => {
    const { paper, pdf, read } = await marked(taken, (layer, index) => {
      scatter(layer, index, 220)
    })
    expect(paper.threads.length).toBeGreaterThan(180)
    expectAlike(compared(taken, paper, read.annotations))
    expect(Buffer.from(pdf.subarray(0, printed.length)).equals(Buffer.from(printed))).toBe(true)
  })

  it('[PR18] keeps threads, colours and what others marked', async () => {
    const withNote = await PDFDocument.load(printed)
    const page = withNote.getPage(1)
    const own = withNote.context.register(
      withNote.context.obj({ Type: 'Annot', Subtype: 'Square', Rect: [10, 10, 40, 40], Contents: PDFName.of('Mine') }),
    )
    const known = page.node.Annots()
    known?.push(own)
    if (known !== undefined) page.node.set(PDFName.of('Annots'), withNote.context.register(known))
    const again = await take(await withNote.save({ useObjectStreams: true }))
    const { read } = await marked(again, (layer) => {
      const one = layer.annotate(0, 'bilateral visits remained a regular feature')
      layer.tag(1, one, 'realist')
      const said = layer.comment(2, one, 'Is that so?')
      layer.comment(3, one, 'It is.', said)
    })
    const ours = read.annotations.filter(({ author }) => author !== '')
    const highlight = ours.find(({ subtype }) => subtype === 'Highlight')
    const answers = ours.filter(({ subtype }) => subtype === 'Text')
    expect(highlight?.hasAppearance).toBe(true)
    expect(answers.map(({ words, replyType }) => [words, replyType])).toEqual([
      ['Is that so?', 'R'],
      ['It is.', 'R'],
    ])
    expect(answers.map(({ inReplyTo }) => inReplyTo)).toEqual([highlight?.id, answers[0]?.id])
    expect(read.annotations.some(({ subtype }) => subtype === 'Square')).toBe(true)
  })

  it('[PR19] lists what has no place', async () => {
    const { pdf, read } = await marked(
      { ...taken, places: { ...taken.places, runs: taken.places.runs.filter(({ page }) => page !== 3) } },
      (layer, index) => {
        const run = taken.places.runs.find(({ page, edges }) => page === 3 && edges.length > 50)
        if (run === undefined) throw new Error('the page has no line')
        layer.annotateRange(0, run.start + 2, run.start + 30)
        layer.annotateRange(1, index.text.indexOf('bilateral'), index.text.indexOf('bilateral') + 9)
      },
    )
    const list = read.annotations.find(({ author }) => author === 'Scholion')
    expect(list).toMatchObject({ page: 0, subtype: 'Text', hasAppearance: true })
    expect(list?.words).toContain('Bilal Chaudhry (not marked)')
    expect(list?.words).not.toContain('Priya Nair')
    expect(Buffer.from(pdf).toString('latin1')).toContain('scholion-not-placed.txt')
  })

  it('[PR20] is written behind a file whose table is damaged', async () => {
    const text = Buffer.from(printed).toString('latin1')
    const at = text.lastIndexOf('startxref')
    const broken = Buffer.from(`${text.slice(0, at)}startxref\n17\n%%EOF\n`, 'latin1')
    const { paper, read } = await marked(await take(broken), (layer, index) => {
      scatter(layer, index, 20)
    })
    expectAlike(compared(taken, paper, read.annotations))
    expect(read.annotations.filter(({ subtype }) => subtype === 'Highlight').length).toBeGreaterThanOrEqual(15)
  })
})

describe('a PDF of another maker', () => {
  const SENTENCES = [
    'The first sentence of this page says something that can be marked.',
    'The second one says more of it, and it ends where the line ends.',
    'A third is here so that there is a paragraph of three whole lines.',
  ]

  /** A page that is shown upright although its content lies on its side, with its box away from the origin. */
  const turned = async (rotation: 0 | 90 | 180 | 270): Promise<Uint8Array> => {
    const document = await PDFDocument.create()
    const font = await document.embedFont(StandardFonts.TimesRoman)
    const page = document.addPage([700, 700])
    page.setMediaBox(-100, -50, 900, 900)
    page.setCropBox(-20, -10, 720, 720)
    page.setRotation(degrees(rotation))
    const upright: Readonly<Record<number, (nth: number) => readonly [number, number]>> = {
      0: (nth) => [60, 600 - nth * 14],
      90: (nth) => [100 + nth * 14, 60],
      180: (nth) => [640, 100 + nth * 14],
      270: (nth) => [600 - nth * 14, 640],
    }
    SENTENCES.forEach((text, nth) => {
      const [x, y] = upright[rotation]?.(nth) ?? [0, 0]
      page.drawText(text, { x, y, size: 12, font, rotate: degrees(rotation) })
    })
    return document.save({ useObjectStreams: rotation % 180 === 0 })
  }

  it.each([0, 90, 180, 270] as const)(
    '[PR20] is marked where its words are, turned by %d degrees',
    async (rotation) => {
      const page = await take(await turned(rotation))
      const index = new TextIndex(page.document)
      expect(index.text).toBe(SENTENCES.join(' '))
      const { paper, read } = await marked(page, (layer) => {
        layer.annotate(0, 'something that can be marked. The second')
        layer.annotate(1, 'three whole lines')
      })
      expectAlike(compared(page, paper, read.annotations))
    },
  )
})

const HAS_QPDF = spawnSync('qpdf', ['--version']).error === undefined

// Skipped, and counted as that, where the machine has no qpdf.
it.skipIf(!HAS_QPDF)('[PR18][PR20] is sound by qpdf’s judgement, whatever it was written on', () => {
  expect(written.length).toBeGreaterThan(6)
  const folder = mkdtempSync(join(tmpdir(), 'scholion-original-'))
  try {
    const file = join(folder, 'paper.pdf')
    for (const pdf of written) {
      writeFileSync(file, pdf)
      const said = execFileSync('qpdf', ['--check', file], { encoding: 'utf8' })
      expect(said).toContain('No syntax or stream encoding errors')
    }
  } finally {
    rmSync(folder, { recursive: true })
  }
})
