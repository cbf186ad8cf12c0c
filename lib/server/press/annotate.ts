import { type Answer, ASCENT_EM, DESCENT_EM, FILL_OPACITY, type FileWords, type Highlight } from '../../core/export'
import type { Piece } from '../../core/intake'
import { appearanceOf, stateName } from './appearance'
import type { Locator } from './locate'
import type { PdfFile } from './pdf-file'
import { PdfName, type PdfRef, PdfString, type PdfValue, dict, write } from './pdf-value'
import { type Sheet, matrixOn, pointsOn, rectOn } from './sheet'

/** Print (ISO 32000-1, table 165). */
const PRINT = 4
/** Print, and keep size and direction: for what is shown as a sign. */
const PRINT_FIXED = 4 + 8 + 16
/** How far an annotation's rectangle reaches beyond its quads, in em: the lines lie below the letters. */
const BELOW_EM = 0.55
const ANSWER_SIZE_PT = 9
const POPUP_HEIGHT_PT = 110
const POPUP_MIN_PT = 120

/** The pages that are written on. */
export interface SheetsToWrite {
  /** By the page's index. */
  readonly sheetOf: (page: number) => Sheet
  /** False for another maker's file: nothing of its pages changes but their annotations. */
  readonly isOurs: boolean
  readonly words: FileWords
  /** Annotations that were made elsewhere. */
  readonly signs?: readonly { readonly page: number; readonly ref: PdfRef }[]
}

/**
 * Writes highlights with their threads into a file: each a real /Highlight with
 * one quad a line and a /Popup in the margin, each comment a /Text that answers
 * it, a resolved thread with its state. A highlight over two pages is two
 * annotations; its thread hangs on the first. Where the locator knows the
 * structure, every annotation stands in it.
 */
export const annotate = (
  file: PdfFile,
  highlights: readonly Highlight[],
  locator: Locator,
  pages: SheetsToWrite,
): void => {
  const writer = new AnnotationWriter(file, locator, pages)
  for (const highlight of highlights) writer.add(highlight)
  writer.finish()
}

class AnnotationWriter {
  private readonly pages: ReturnType<PdfFile['pages']>
  private readonly highlights = new Map<number, PdfRef[]>()
  private readonly signs = new Map<number, PdfRef[]>()
  private readonly resources: PdfRef
  private readonly blank: PdfRef

  constructor(
    private readonly file: PdfFile,
    private readonly locator: Locator,
    private readonly sheets: SheetsToWrite,
  ) {
    this.pages = file.pages()
    for (const { page, ref } of sheets.signs ?? []) append(this.signs, page, ref)
    const states = new Map(
      Object.values(FILL_OPACITY).map((opacity): [string, PdfValue] => [
        stateName(opacity),
        file.add(dict({ Type: 'ExtGState', BM: 'Multiply', ca: opacity, CA: opacity })),
      ]),
    )
    this.resources = file.add(dict({ ExtGState: states }))
    const box = [0, 0, ANSWER_SIZE_PT, ANSWER_SIZE_PT]
    this.blank = file.addStream(dict({ Type: 'XObject', Subtype: 'Form', BBox: box }), '')
  }

  add(highlight: Highlight): void {
    const pieces = this.locator.passage(highlight)
    const pages = [...new Set(pieces.map((piece) => piece.page))].sort((a, b) => a - b)
    const first = pages[0]
    for (const page of pages) {
      const element = this.locator.element(highlight, page)
      const own = pieces.filter((piece) => piece.page === page)
      const name = page === first ? highlight.name : `${highlight.name}#page-${page + 1}`
      const ref = this.addMarkup(highlight, name, page, own, element)
      if (page === first) this.addThread(highlight, ref, page, own, element)
    }
  }

  /** Highlights first, so that a link on top of one can still be pressed; then the signs of the thread. */
  finish(): void {
    this.pages.forEach(({ ref, page }, at) => {
      const own = this.file.array(page.get('Annots'))
      const all = [...(this.highlights.get(at) ?? []), ...own, ...(this.signs.get(at) ?? [])]
      if (all.length === 0) return
      page.set('Annots', all)
      if (this.sheets.isOurs) page.set('Tabs', new PdfName('S'))
      this.file.put(ref, page)
    })
  }

  private addMarkup(
    highlight: Highlight,
    name: string,
    page: number,
    pieces: readonly Piece[],
    element: ReturnType<Locator['element']>,
  ): PdfRef {
    const onPage = (id: number): readonly Piece[] => this.locator.stretch(id).filter((piece) => piece.page === page)
    const sheet = this.sheets.sheetOf(page)
    const rect = rectOf(pieces)
    const popup = this.file.reserve()
    const ref = this.write(page, this.highlights, element, [
      `/Subtype/Highlight/Rect${array(rectOn(sheet, rect))}/QuadPoints${array(pointsOn(sheet, pieces.flatMap(quadOf)))}`,
      `/C${array(highlight.colour.map((part) => Math.round((part / 255) * 10_000) / 10_000))}/CA ${highlight.opacity}/F ${PRINT}`,
      this.common(name, highlight),
      highlight.subject === '' ? '' : `/Subj${text(highlight.subject)}`,
      `/AP<</N ${this.appearance(highlight, onPage, rect, sheet).number} 0 R>>/Popup ${popup.number} 0 R`,
    ])
    const right = sheet.right - 6
    const left = Math.min(sheet.marginLeft + 6, right - POPUP_MIN_PT)
    const top = rect[3] ?? 0
    const bottom = Math.max(sheet.bottom + 10, top - POPUP_HEIGHT_PT)
    const box = rectOn(sheet, [left, bottom, right, Math.max(sheet.bottom + 30, top)]).map(hundredths)
    // It needs no appearance, but PDF/UA-1 wants it in the structure and with words (ISO 14289-1, 7.18.1): whose it is.
    this.write(
      page,
      this.signs,
      element,
      [
        `/Subtype/Popup/Parent ${ref.number} 0 R/Rect${array(box)}/F ${PRINT_FIXED}/Open false/Contents${text(highlight.author)}`,
      ],
      popup,
    )
    return ref
  }

  private addThread(
    highlight: Highlight,
    root: PdfRef,
    page: number,
    pieces: readonly Piece[],
    element: ReturnType<Locator['element']>,
  ): void {
    const refs = new Map([[highlight.name, root]])
    const top = (pieces[0]?.baseline ?? 0) + ASCENT_EM * (pieces[0]?.em ?? 0)
    const sheet = this.sheets.sheetOf(page)
    const place = (nth: number): string => {
      // In the gutter beside the passage, one below the other, painting nothing: popup and margin have the words.
      const y = Math.max(sheet.bottom + 20, top - (nth + 1) * ANSWER_SIZE_PT)
      const left = sheet.marginLeft + 2
      return array(rectOn(sheet, [left, y, left + ANSWER_SIZE_PT, y + ANSWER_SIZE_PT]).map(hundredths))
    }
    highlight.answers.forEach((answer, nth) => {
      const parent = refs.get(answer.parent) ?? root
      const ref = this.write(page, this.signs, element, [
        `/Subtype/Text/Rect${place(nth)}/Name/Comment/F ${PRINT_FIXED}`,
        this.common(answer.name, answer),
        `/IRT ${parent.number} 0 R/RT/R/AP<</N ${this.blank.number} 0 R>>`,
      ])
      refs.set(answer.name, ref)
    })
    const { resolved } = highlight
    if (resolved === null) return
    const words = this.sheets.words.say('said.completed', { name: resolved.author })
    this.write(page, this.signs, element, [
      `/Subtype/Text/Rect${place(highlight.answers.length)}/Name/Comment/F ${PRINT_FIXED}`,
      `/NM${text(resolved.name)}/T${text(resolved.author)}/CreationDate(${pdfDate(resolved.at)})/M(${pdfDate(resolved.at)})/Contents${text(words)}`,
      `/IRT ${root.number} 0 R/RT/R/StateModel(Review)/State(Completed)/AP<</N ${this.blank.number} 0 R>>`,
    ])
  }

  private common(name: string, entry: Highlight | Answer): string {
    return `/NM${text(name)}/T${text(entry.author)}/CreationDate(${pdfDate(entry.at)})/M(${pdfDate(entry.changedAt)})/Contents${text(entry.words)}/RC${text(entry.rich)}`
  }

  private write(
    page: number,
    to: Map<number, PdfRef[]>,
    element: ReturnType<Locator['element']>,
    parts: readonly string[],
    ref = this.file.reserve(),
  ): PdfRef {
    const on = this.pages[page]?.ref
    const key = on === undefined ? undefined : element?.hang(ref, on)
    const standing = key === undefined ? '' : `/StructParent ${key}`
    this.file.putWritten(ref, `<</Type/Annot/P ${this.pageRef(page)}${standing}${parts.join('')}>>`)
    append(to, page, ref)
    return ref
  }

  private pageRef(page: number): string {
    const on = this.pages[page]?.ref
    if (on === undefined) throw new Error('a page that the file does not have')
    return write(on)
  }

  private appearance(
    highlight: Highlight,
    onPage: (id: number) => readonly Piece[],
    rect: readonly number[],
    sheet: Sheet,
  ): PdfRef {
    const operators = appearanceOf(highlight.paints, onPage)
    const entries = dict({
      Type: 'XObject',
      Subtype: 'Form',
      BBox: rect,
      Matrix: matrixOn(sheet),
      Resources: this.resources,
    })
    return this.file.addStream(entries, operators)
  }
}

const rectOf = (pieces: readonly Piece[]): readonly number[] => {
  let left = Infinity
  let bottom = Infinity
  let right = -Infinity
  let top = -Infinity
  for (const piece of pieces) {
    left = Math.min(left, piece.left - 1)
    bottom = Math.min(bottom, piece.baseline - (DESCENT_EM + BELOW_EM) * piece.em)
    right = Math.max(right, piece.right + 1)
    top = Math.max(top, piece.baseline + ASCENT_EM * piece.em + 1)
  }
  return [left, bottom, right, top].map(hundredths)
}

/** Top left, top right, bottom left, bottom right: what viewers expect, whatever the standard's figure says. */
const quadOf = (piece: Piece): readonly number[] => {
  const top = piece.baseline + ASCENT_EM * piece.em
  const bottom = piece.baseline - DESCENT_EM * piece.em
  return [piece.left, top, piece.right, top, piece.left, bottom, piece.right, bottom].map(hundredths)
}

const hundredths = (value: number): number => Math.round(value * 100) / 100
const array = (numbers: readonly number[]): string => `[${numbers.join(' ')}]`
const text = (words: string): string => write(PdfString.ofText(words))

const append = (map: Map<number, PdfRef[]>, page: number, ref: PdfRef): void => {
  const list = map.get(page)
  if (list === undefined) map.set(page, [ref])
  else list.push(ref)
}

/** `D:YYYYMMDDHHmmSSZ` (ISO 32000-1, 7.9.4). */
export const pdfDate = (at: number): string => `D:${new Date(at).toISOString().slice(0, 19).replaceAll(/[-:T]/gu, '')}Z`
