import { PdfFile } from './pdf-file'
import { type PdfDict, type PdfRef, PdfString, type PdfValue, dict } from './pdf-value'
import { ASCENT_EM, type Answer, DESCENT_EM, type Highlight } from '../../core/export'
import { appearanceOf, joinRuns } from './appearance'
import { type Piece, type StretchOnPages, takeStretches } from './links'
import { StructureTree } from './structure'

/** Print; for an answer also NoZoom and NoRotate (ISO 32000-1, table 165). */
const PRINT = 4
const PRINT_FIXED = 4 + 8 + 16
/** How far an annotation's rectangle reaches beyond its quads, in em: the lines lie below the letters. */
const BELOW_EM = 0.55
const ANSWER_SIZE_PT = 9

/**
 * Turns the links of a Typst PDF into highlights with their threads: each
 * highlight a real /Highlight with one quad a line, each comment a /Text that
 * answers it. A highlight over two pages is two annotations; its thread hangs on
 * the first. The file stays tagged: every annotation stands in the structure.
 */
export const addHighlights = (
  pdf: Uint8Array,
  highlights: readonly Highlight[],
  hrefs: readonly string[],
): Uint8Array => {
  const file = new PdfFile(pdf)
  const structure = new StructureTree(file)
  const writer = new AnnotationWriter(file, structure, takeStretches(file, structure, hrefs))
  for (const highlight of highlights) writer.add(highlight)
  writer.finish()
  structure.write()
  return file.save()
}

class AnnotationWriter {
  private readonly pages: ReturnType<PdfFile['pages']>
  private readonly added = new Map<number, PdfRef[]>()
  private readonly answers = new Map<number, PdfRef[]>()
  private readonly states = new Map<number, PdfRef>()
  private blank: PdfRef | undefined

  constructor(
    private readonly file: PdfFile,
    private readonly structure: StructureTree,
    private readonly stretches: ReadonlyMap<number, StretchOnPages>,
  ) {
    this.pages = file.pages()
  }

  add(highlight: Highlight): void {
    const pages = new Set(highlight.stretches.flatMap((id) => this.piecesOf(id).map((piece) => piece.page)))
    let first: { readonly ref: PdfRef; readonly page: number; readonly element: PdfRef | undefined } | undefined
    for (const page of [...pages].sort((a, b) => a - b)) {
      const name = first === undefined ? highlight.name : `${highlight.name}#page-${page + 1}`
      const element = this.elementFor(highlight, page)
      const ref = this.addMarkup(highlight, name, page, element)
      first ??= { ref, page, element }
    }
    if (first !== undefined) this.addAnswers(highlight, first.ref, first.page, first.element)
  }

  /** Highlights first, so that a link on top of one can still be pressed. */
  finish(): void {
    this.pages.forEach(({ ref, page }, at) => {
      const own = this.file.array(page.get('Annots'))
      page.set('Annots', [...(this.added.get(at) ?? []), ...own, ...(this.answers.get(at) ?? [])])
      this.file.put(ref, page)
    })
  }

  private addMarkup(highlight: Highlight, name: string, page: number, element: PdfRef | undefined): PdfRef {
    const onPage = (id: number): readonly Piece[] => this.piecesOf(id).filter((piece) => piece.page === page)
    const quads = joinRuns(highlight.stretches.flatMap(onPage))
    const rect = [
      Math.min(...quads.map((quad) => quad.left)) - 1,
      Math.min(...quads.map((quad) => quad.baseline - (DESCENT_EM + BELOW_EM) * quad.em)),
      Math.max(...quads.map((quad) => quad.right)) + 1,
      Math.max(...quads.map((quad) => quad.baseline + ASCENT_EM * quad.em)) + 1,
    ].map(hundredths)
    const annotation = dict({
      Type: 'Annot',
      Subtype: 'Highlight',
      Rect: rect,
      // Top left, top right, bottom left, bottom right: what viewers expect, whatever the standard's figure says.
      QuadPoints: quads.flatMap((quad) => {
        const top = quad.baseline + ASCENT_EM * quad.em
        const bottom = quad.baseline - DESCENT_EM * quad.em
        return [quad.left, top, quad.right, top, quad.left, bottom, quad.right, bottom].map(hundredths)
      }),
      C: highlight.colour.map((part) => Math.round((part / 255) * 10_000) / 10_000),
      CA: highlight.opacity,
      F: PRINT,
      ...this.common(name, highlight),
      Contents: PdfString.ofText(highlight.words),
      Subj: highlight.subject === '' ? undefined : PdfString.ofText(highlight.subject),
      AP: dict({ N: this.appearance(highlight, onPage, rect) }),
    })
    return this.register(annotation, page, element, this.added)
  }

  private addAnswers(highlight: Highlight, root: PdfRef, page: number, element: PdfRef | undefined): void {
    const refs = new Map([[highlight.name, root]])
    const lines = this.piecesOf(highlight.stretches[0] ?? -1)
    const top = (lines[0]?.baseline ?? 0) + ASCENT_EM * (lines[0]?.em ?? 0)
    highlight.answers.forEach((answer, nth) => {
      // In the gutter beside the passage, one below the other, painting nothing: the margin has the words.
      const y = Math.max(20, top - (nth + 1) * ANSWER_SIZE_PT)
      const annotation = dict({
        Type: 'Annot',
        Subtype: 'Text',
        Rect: [379, y, 379 + ANSWER_SIZE_PT, y + ANSWER_SIZE_PT].map(hundredths),
        Name: 'Comment',
        F: PRINT_FIXED,
        ...this.common(answer.name, answer),
        Contents: PdfString.ofText(answer.words),
        IRT: refs.get(answer.parent) ?? root,
        RT: 'R',
        AP: dict({ N: this.blankAppearance() }),
      })
      refs.set(answer.name, this.register(annotation, page, element, this.answers))
    })
  }

  private common(name: string, entry: Highlight | Answer) {
    return {
      NM: PdfString.ofText(name),
      T: PdfString.ofText(entry.author),
      CreationDate: new PdfString(pdfDate(entry.at)),
      M: new PdfString(pdfDate(entry.changedAt)),
    }
  }

  private register(annotation: PdfDict, page: number, element: PdfRef | undefined, to: Map<number, PdfRef[]>): PdfRef {
    const ref = this.file.add(null)
    const pageRef = this.pages[page]?.ref
    if (pageRef !== undefined) {
      annotation.set('P', pageRef)
      if (element !== undefined) this.structure.attach(annotation, ref, pageRef, element)
    }
    this.file.put(ref, annotation)
    const list = to.get(page) ?? []
    list.push(ref)
    to.set(page, list)
    return ref
  }

  /** The element of the first of its stretches on the page; a link's element stays a link and gets a neighbour. */
  private elementFor(highlight: Highlight, page: number): PdfRef | undefined {
    const here = highlight.stretches.flatMap((id) => {
      const stretch = this.stretches.get(id)
      return stretch?.pieces.some((piece) => piece.page === page) === true ? [stretch] : []
    })
    const plain = here.find((stretch) => !stretch.isLink && stretch.element !== undefined)
    if (plain?.element !== undefined) return plain.element
    const link = here.find((stretch) => stretch.element !== undefined)?.element
    return link === undefined ? undefined : this.structure.insertAfter(link)
  }

  private appearance(highlight: Highlight, onPage: (id: number) => readonly Piece[], rect: readonly number[]): PdfRef {
    const { operators, opacities } = appearanceOf(highlight.paints, onPage)
    const states: PdfDict = new Map(
      opacities.map((opacity, at): [string, PdfValue] => [`GS${at}`, this.state(opacity)]),
    )
    const entries = dict({ Type: 'XObject', Subtype: 'Form', BBox: rect, Resources: dict({ ExtGState: states }) })
    return this.file.addStream(entries, operators)
  }

  private state(opacity: number): PdfRef {
    const known = this.states.get(opacity)
    if (known !== undefined) return known
    const made = this.file.add(dict({ Type: 'ExtGState', BM: 'Multiply', ca: opacity, CA: opacity }))
    this.states.set(opacity, made)
    return made
  }

  private blankAppearance(): PdfRef {
    const box = [0, 0, ANSWER_SIZE_PT, ANSWER_SIZE_PT]
    this.blank ??= this.file.addStream(dict({ Type: 'XObject', Subtype: 'Form', BBox: box }), '')
    return this.blank
  }

  private piecesOf(stretch: number): readonly Piece[] {
    return this.stretches.get(stretch)?.pieces ?? []
  }
}

const hundredths = (value: number): number => Math.round(value * 100) / 100

/** `D:YYYYMMDDHHmmSSZ` (ISO 32000-1, 7.9.4). */
const pdfDate = (at: number): string => `D:${new Date(at).toISOString().slice(0, 19).replaceAll(/[-:T]/gu, '')}Z`
