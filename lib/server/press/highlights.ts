import {
  type PDFContext,
  type PDFDict,
  PDFDocument,
  PDFHexString,
  PDFName,
  type PDFPage,
  PDFRef,
  PDFString,
} from '@cantoo/pdf-lib'
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
export const addHighlights = async (
  pdf: Uint8Array,
  highlights: readonly Highlight[],
  hrefs: readonly string[],
): Promise<Uint8Array> => {
  const document = await PDFDocument.load(pdf, { updateMetadata: false, parseSpeed: Infinity })
  const structure = StructureTree.of(document)
  const stretches = takeStretches(document, structure, hrefs)
  const writer = new AnnotationWriter(document, structure, stretches)
  for (const highlight of highlights) writer.add(highlight)
  writer.finish()
  structure.write()
  return document.save({
    useObjectStreams: true,
    addDefaultPage: false,
    updateFieldAppearances: false,
    objectsPerTick: Infinity,
  })
}

class AnnotationWriter {
  private readonly context: PDFContext
  private readonly pages: readonly PDFPage[]
  private readonly added = new Map<number, PDFRef[]>()
  private readonly answers = new Map<number, PDFRef[]>()
  private readonly states = new Map<number, PDFRef>()
  private blank: PDFRef | undefined

  constructor(
    document: PDFDocument,
    private readonly structure: StructureTree,
    private readonly stretches: ReadonlyMap<number, StretchOnPages>,
  ) {
    this.context = document.context
    this.pages = document.getPages()
  }

  add(highlight: Highlight): void {
    const pages = new Set(highlight.stretches.flatMap((id) => this.piecesOf(id).map((piece) => piece.page)))
    let first: { readonly ref: PDFRef; readonly page: number; readonly element: PDFRef | undefined } | undefined
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
    this.pages.forEach((page, at) => {
      const own = page.node.Annots()?.asArray() ?? []
      const all = [...(this.added.get(at) ?? []), ...own, ...(this.answers.get(at) ?? [])]
      if (all.length > 0) page.node.set(PDFName.of('Annots'), this.context.obj(all))
    })
  }

  private addMarkup(highlight: Highlight, name: string, page: number, element: PDFRef | undefined): PDFRef {
    const onPage = (id: number): readonly Piece[] => this.piecesOf(id).filter((piece) => piece.page === page)
    const quads = joinRuns(highlight.stretches.flatMap(onPage))
    const rect = [
      Math.min(...quads.map((quad) => quad.left)) - 1,
      Math.min(...quads.map((quad) => quad.baseline - (DESCENT_EM + BELOW_EM) * quad.em)),
      Math.max(...quads.map((quad) => quad.right)) + 1,
      Math.max(...quads.map((quad) => quad.baseline + ASCENT_EM * quad.em)) + 1,
    ].map(hundredths)
    const annotation = this.context.obj({
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
      Contents: PDFHexString.fromText(highlight.words),
      ...(highlight.subject === '' ? {} : { Subj: PDFHexString.fromText(highlight.subject) }),
      AP: { N: this.appearance(highlight, onPage, rect) },
    })
    return this.register(annotation, page, element, this.added)
  }

  private addAnswers(highlight: Highlight, root: PDFRef, page: number, element: PDFRef | undefined): void {
    const refs = new Map([[highlight.name, root]])
    const lines = this.piecesOf(highlight.stretches[0] ?? -1)
    const top = (lines[0]?.baseline ?? 0) + ASCENT_EM * (lines[0]?.em ?? 0)
    highlight.answers.forEach((answer, nth) => {
      // In the gutter beside the passage, one below the other, painting nothing: the margin has the words.
      const y = Math.max(20, top - (nth + 1) * ANSWER_SIZE_PT)
      const annotation = this.context.obj({
        Type: 'Annot',
        Subtype: 'Text',
        Rect: [379, y, 379 + ANSWER_SIZE_PT, y + ANSWER_SIZE_PT].map(hundredths),
        Name: 'Comment',
        F: PRINT_FIXED,
        ...this.common(answer.name, answer),
        Contents: PDFHexString.fromText(answer.words),
        IRT: refs.get(answer.parent) ?? root,
        RT: 'R',
        AP: { N: this.blankAppearance() },
      })
      refs.set(answer.name, this.register(annotation, page, element, this.answers))
    })
  }

  private common(name: string, entry: Highlight | Answer) {
    return {
      NM: PDFHexString.fromText(name),
      T: PDFHexString.fromText(entry.author),
      CreationDate: PDFString.of(pdfDate(entry.at)),
      M: PDFString.of(pdfDate(entry.changedAt)),
    }
  }

  private register(annotation: PDFDict, page: number, element: PDFRef | undefined, to: Map<number, PDFRef[]>): PDFRef {
    const pageRef = this.pages[page]?.ref
    const ref = this.context.register(annotation)
    if (pageRef !== undefined) {
      annotation.set(PDFName.of('P'), pageRef)
      if (element !== undefined) this.structure.attach(annotation, ref, pageRef, element)
    }
    const list = to.get(page) ?? []
    list.push(ref)
    to.set(page, list)
    return ref
  }

  /** The element of the first of its stretches on the page; a link's element stays a link and gets a neighbour. */
  private elementFor(highlight: Highlight, page: number): PDFRef | undefined {
    const here = highlight.stretches.flatMap((id) => {
      const stretch = this.stretches.get(id)
      return stretch?.pieces.some((piece) => piece.page === page) === true ? [stretch] : []
    })
    const plain = here.find((stretch) => !stretch.isLink && stretch.element !== undefined)
    if (plain?.element !== undefined) return plain.element
    const link = here.find((stretch) => stretch.element !== undefined)?.element
    return link === undefined ? undefined : this.structure.insertAfter(link)
  }

  private appearance(highlight: Highlight, onPage: (id: number) => readonly Piece[], rect: readonly number[]): PDFRef {
    const { operators, opacities } = appearanceOf(highlight.paints, onPage)
    const states = Object.fromEntries(opacities.map((opacity, at) => [`GS${at}`, this.state(opacity)]))
    return this.context.register(
      this.context.flateStream(operators, {
        Type: 'XObject',
        Subtype: 'Form',
        BBox: rect.map((value) => value),
        Resources: { ExtGState: states },
      }),
    )
  }

  private state(opacity: number): PDFRef {
    const known = this.states.get(opacity)
    if (known !== undefined) return known
    const made = this.context.register(
      this.context.obj({ Type: 'ExtGState', BM: 'Multiply', ca: opacity, CA: opacity }),
    )
    this.states.set(opacity, made)
    return made
  }

  private blankAppearance(): PDFRef {
    this.blank ??= this.context.register(
      this.context.stream('', { Type: 'XObject', Subtype: 'Form', BBox: [0, 0, ANSWER_SIZE_PT, ANSWER_SIZE_PT] }),
    )
    return this.blank
  }

  private piecesOf(stretch: number): readonly Piece[] {
    return this.stretches.get(stretch)?.pieces ?? []
  }
}

const hundredths = (value: number): number => Math.round(value * 100) / 100

/** `D:YYYYMMDDHHmmSSZ` (ISO 32000-1, 7.9.4). */
const pdfDate = (at: number): string => `D:${new Date(at).toISOString().slice(0, 19).replaceAll(/[-:T]/gu, '')}Z`
