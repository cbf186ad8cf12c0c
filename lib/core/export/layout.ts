/** How a paper is set. Plain data, the same for the page, the address and the command line. */
export interface PdfLayout {
  readonly paper: 'a4' | 'letter'
  readonly columns: 1 | 2
  /** A wide outer margin with numbered notes, and every thread in full at the end: comments that can be read on paper. */
  readonly marginNotes: boolean
  /** Without names everybody is `Reader 1`, `Reader 2`, in the order in which they speak. */
  readonly names: boolean
}

/** What is made when nobody chooses. */
export const PDF_LAYOUT: PdfLayout = { paper: 'a4', columns: 1, marginNotes: false, names: true }

/** `em` is the type size and `line` the distance of two baselines, both in points. */
export interface TypeSize {
  readonly em: number
  readonly line: number
}

/** Sizes as in the design's picture: text of 112 mm beside its notes. */
const TYPE = {
  body: { em: 9.6, line: 14.3 },
  small: { em: 8.6, line: 12.6 },
  note: { em: 7.7, line: 10.8 },
  title: { em: 19, line: 23.5 },
  section: { em: 12.6, line: 16.5 },
  part: { em: 10.4, line: 14.3 },
} as const
export type TypeStyle = keyof typeof TYPE
export type TypeScale = Readonly<Record<TypeStyle, TypeSize>>

/** Type for the width of a line: a full page is set larger, columns a little smaller. */
export const typeScale = ({ columns, marginNotes }: PdfLayout): TypeScale => {
  const by = columns === 2 ? (marginNotes ? 0.9 : 0.96) : marginNotes ? 1 : 1.08
  const sized = ({ em, line }: TypeSize): TypeSize => ({ em: rounded(em * by), line: rounded(line * by) })
  return {
    body: sized(TYPE.body),
    small: sized(TYPE.small),
    note: sized(TYPE.note),
    title: TYPE.title,
    section: sized(TYPE.section),
    part: sized(TYPE.part),
  }
}

/** A page, in millimetres. */
export interface PageMeasures {
  readonly width: number
  readonly height: number
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
  /** Between two columns. */
  readonly gutter: number
  /** Of the notes in the margin, and where they begin; 0 without them. */
  readonly noteWidth: number
  readonly noteLeft: number
}

const NOTE_WIDTH_MM = 55
const NOTE_GUTTER_MM = 7
const NOTE_EDGE_MM = 16

/** The margins of a layout. */
export const pageMeasures = ({ paper, columns, marginNotes }: PdfLayout): PageMeasures => {
  const [width, height] = paper === 'a4' ? [210, 297] : [215.9, 279.4]
  const [top, bottom] = paper === 'a4' ? [25, 25] : [23, 23]
  if (marginNotes) {
    const right = NOTE_EDGE_MM + NOTE_WIDTH_MM + NOTE_GUTTER_MM
    const noteLeft = width - NOTE_EDGE_MM - NOTE_WIDTH_MM
    return { width, height, left: 20, right, top, bottom, gutter: 5, noteWidth: NOTE_WIDTH_MM, noteLeft }
  }
  const side = columns === 2 ? 19 : rounded((width - 130) / 2)
  return { width, height, left: side, right: side, top, bottom, gutter: 7, noteWidth: 0, noteLeft: 0 }
}

const rounded = (value: number): number => Math.round(value * 100) / 100

/** How far a line's box reaches above and below its baseline, in em: what a fill hugs. */
export const ASCENT_EM = 0.81
export const DESCENT_EM = 0.29

/** A length in Typst. */
export const points = (value: number): string => `${Math.round(value * 1000) / 1000}pt`
/** The space between two lines' boxes. */
export const leadingBetween = ({ em, line }: TypeSize): string => points(line - em * (ASCENT_EM + DESCENT_EM))
