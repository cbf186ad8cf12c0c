import {
  type AnnotatedPaper,
  ASCENT_EM,
  type FileWords,
  type Highlight,
  type Spot,
  type TypesetPaper,
  highlightsOf,
  layoutOf,
  pageMeasures,
  readingOrderOf,
  typesetPaper,
} from '../../core/export'
import type { Piece } from '../../core/intake'
import { annotate } from './annotate'
import type { PaperCompiler } from './compiler'
import { type Locator, locateByLinks, locateByText } from './locate'
import { type TakenLinks, takeLinks } from './links'
import { finishFile } from './finish'
import { PdfFile } from './pdf-file'
import { type Places, findPlaces } from './places'
import type { Sheet } from './sheet'
import { StructureTree } from './structure'

const POINTS_PER_MM = 72 / 25.4
/** Bodies and whole files that are kept, by their source: the last papers of a few layouts. */
const KEPT_MAX = 6
/** A source longer than this is not kept: nobody asks twice for a file of thousands of notes, and it holds memory. */
const KEPT_SOURCE_MAX_CHARS = 4_000_000

interface SetPdf {
  readonly pdf: Uint8Array
  /** Where the characters stand; `undefined` where the file does not read as the paper. */
  readonly places: Places | undefined
}

/** One that was just made comes with the file as it was read for its places: it need not be read again to be written on. */
type MadePdf = SetPdf & { readonly file?: PdfFile | undefined }

/**
 * Sets papers and writes their annotations. A paper is set anew only when what
 * is printed changed: its text with the places of all characters, and the whole
 * file before its annotations, are kept.
 */
export class PaperSetter {
  private readonly kept = new Map<string, SetPdf>()

  constructor(private readonly compiler: PaperCompiler) {}

  /** The annotated file. Throws `TypesettingError`. `step` is told how far the work is. */
  set(paper: AnnotatedPaper, step: (done: PressStep) => void = () => undefined): Uint8Array {
    const byText = this.setBy(paper, 'text', step)
    if (byText !== undefined) return byText
    step('links')
    const byLinks = this.setBy(paper, 'links', step)
    if (byLinks === undefined) throw new Error('a paper set by links has places')
    return byLinks
  }

  private setBy(paper: AnnotatedPaper, by: 'text' | 'links', step: (done: PressStep) => void): Uint8Array | undefined {
    let typeset = this.typeset(paper, by)
    const body = this.compiled(
      paper,
      by,
      () => typeset.body,
      (fresh) => (typeset = fresh),
    )
    if (by === 'text' && body.places === undefined) return undefined
    const marks = highlightsOf(paper, typeset.notes, typeset.stretches)
    step('text')
    const spots = spotsOf(paper, typeset, marks, passagesOf(body, typeset, paper.words))
    const whole = this.compiled(
      paper,
      by,
      () => typeset.whole(spots),
      (fresh) => (typeset = fresh),
      body.places,
    )
    if (by === 'text' && whole.places === undefined) return undefined
    step('pages')
    return this.write(paper, whole, typeset, marks)
  }

  private typeset(paper: AnnotatedPaper, by: 'text' | 'links'): TypesetPaper {
    return typesetPaper(this.compiler.knowsMissing ? { ...paper, canShow: this.compiler.canShow } : paper, by)
  }

  /**
   * A source as PDF, from what is kept or by Typst. `renew` is called when the
   * source had to be written anew; `known` are the places of the same text in another file.
   */
  private compiled(
    paper: AnnotatedPaper,
    by: 'text' | 'links',
    source: () => string,
    renew: (fresh: TypesetPaper) => void,
    known?: Places,
  ): MadePdf {
    let written = source()
    const kept = this.kept.get(written)
    if (kept !== undefined) {
      this.kept.delete(written)
      this.kept.set(written, kept)
      return kept
    }
    let isFirst = true
    const pdf = this.compiler.compile(() => {
      if (!isFirst) {
        renew(this.typeset(paper, by))
        written = source()
      }
      isFirst = false
      return written
    })
    const file = new PdfFile(pdf)
    const made: SetPdf = { pdf, places: by === 'text' ? this.placesIn(file, paper, known) : undefined }
    if (written.length <= KEPT_SOURCE_MAX_CHARS) this.kept.set(written, made)
    for (const oldest of this.kept.keys()) {
      if (this.kept.size <= KEPT_MAX) break
      this.kept.delete(oldest)
    }
    return { ...made, file }
  }

  private placesIn(file: PdfFile, paper: AnnotatedPaper, known?: Places): Places | undefined {
    const moved = known?.inFile(file)
    if (moved !== undefined) return moved
    const order = readingOrderOf({ ...paper, canShow: this.compiler.canShow })
    return findPlaces(file, order, paper.index.text.length)
  }

  private write(
    paper: AnnotatedPaper,
    { pdf, places, file = new PdfFile(pdf) }: MadePdf,
    typeset: TypesetPaper,
    marks: readonly Highlight[],
  ): Uint8Array {
    const structure = new StructureTree(file)
    const links = takeLinks(file, structure, typeset.hrefs, paper.words)
    const locator =
      places === undefined
        ? locateByLinks(links.stretches, structure)
        : locateByText(places, typeset.stretches, structure)
    annotate(file, marks, locator, { sheetOf: sheetOf(paper), isOurs: true, words: paper.words })
    joinLinks(file, links, typeset, marks, locator)
    structure.write()
    finishFile(file, paper)
    return file.save()
  }
}

/**
 * How far a file is: its text is set, its pages are. `links`: the text that
 * Typst set does not read as the paper does, so it is set again with links
 * around its passages.
 */
export type PressStep = 'text' | 'pages' | 'links'

/** The lines of a highlight's passage. */
type Passages = (highlight: Highlight) => readonly Piece[]

/** Those in the text alone, where nothing is written on. */
const passagesOf = ({ pdf, places }: SetPdf, typeset: TypesetPaper, words: FileWords): Passages => {
  if (places !== undefined) return ({ start, end }) => places.piecesOf(start, end)
  const file = new PdfFile(pdf)
  const structure = new StructureTree(file)
  const locator = locateByLinks(takeLinks(file, structure, typeset.hrefs, words).stretches, structure)
  return (highlight) => locator.passage(highlight)
}

/** All pages of ours are alike. */
const sheetOf = (paper: AnnotatedPaper): (() => Sheet) => {
  const { width, right: margin } = pageMeasures(layoutOf(paper))
  const right = width * POINTS_PER_MM
  const sheet = { marginLeft: right - margin * POINTS_PER_MM, right, bottom: 0, rotation: 0 }
  return () => sheet
}

/** Where each note (by index) begins in the body. */
const spotsOf = (
  paper: AnnotatedPaper,
  { notes }: TypesetPaper,
  marks: readonly Highlight[],
  passage: Passages,
): ReadonlyMap<number, Spot> => {
  const height = pageMeasures(layoutOf(paper)).height * POINTS_PER_MM
  const spots = new Map<number, Spot>()
  let nth = 0
  notes.forEach((note, at) => {
    if (note.place === null) return
    const mark = marks[nth]
    nth += 1
    const piece = mark === undefined ? undefined : passage(mark)[0]
    if (piece === undefined) return
    spots.set(at, { page: piece.page + 1, top: height - piece.baseline - ASCENT_EM * piece.em })
  })
  return spots
}

/** The index leads to its passages. */
const joinLinks = (
  file: PdfFile,
  links: TakenLinks,
  { notes }: TypesetPaper,
  marks: readonly Highlight[],
  locator: Locator,
): void => {
  const placed = notes.filter((note) => note.place !== null)
  const byNumber = new Map(placed.map((note, at) => [note.number, marks[at]]))
  const pages = file.pages()
  links.join((number) => {
    const mark = byNumber.get(number)
    const piece = mark === undefined ? undefined : locator.passage(mark)[0]
    const page = piece === undefined ? undefined : pages[piece.page]?.ref
    if (piece === undefined || page === undefined) return undefined
    return { page, left: piece.left, bottom: piece.baseline + piece.em + 12 }
  })
}
