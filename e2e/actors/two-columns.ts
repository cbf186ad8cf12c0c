import { PDFDocument, type PDFFont, type PDFPage, StandardFonts } from '@cantoo/pdf-lib'

/** A paper as an instructor has it: a PDF of two columns with notes at their feet. */
export interface TwoColumns {
  readonly title: string
  /** The paragraphs, in the order of reading. `{n}` stands for the raised number of a note. */
  readonly paragraphs: readonly string[]
  /** The notes, from 1. */
  readonly notes: readonly string[]
}

const WIDTH_PT = 612
const HEIGHT_PT = 792
const COLUMN_PT = 230
const LEFTS_PT = [60, 322]
const TOP_PT = 690
const FOOT_PT = 120
const SIZE_PT = 10
const STEP_PT = 13
const INDENT_PT = 12
const NOTE_SIZE_PT = 8

/** Sets such a paper on as many pages as it needs. */
export const twoColumns = async ({ title, paragraphs, notes }: TwoColumns): Promise<Buffer> => {
  const file = await PDFDocument.create()
  const font = await file.embedFont(StandardFonts.TimesRoman)
  const bold = await file.embedFont(StandardFonts.TimesRomanBold)
  let page = file.addPage([WIDTH_PT, HEIGHT_PT])
  page.drawText(title, { x: LEFTS_PT[0], y: 730, size: 18, font: bold })
  let column = 0
  let y = TOP_PT
  let own: number[] = []
  const close = (): void => {
    own.forEach((number, nth) => {
      const at = FOOT_PT - 25 - nth * 11
      drawLine(page, font, `{${number}} ${notes[number - 1] ?? ''}`, LEFTS_PT[column] ?? 0, at, NOTE_SIZE_PT)
    })
    own = []
  }
  for (const paragraph of paragraphs) {
    for (const [nth, line] of linesOf(paragraph, font).entries()) {
      if (y < FOOT_PT) {
        close()
        column = 1 - column
        y = TOP_PT
        if (column === 0) page = file.addPage([WIDTH_PT, HEIGHT_PT])
      }
      const x = (LEFTS_PT[column] ?? 0) + (nth === 0 ? INDENT_PT : 0)
      drawLine(page, font, line, x, y, SIZE_PT)
      own.push(...[...line.matchAll(/\{(\d+)\}/gu)].map(([, number]) => Number(number)))
      y -= STEP_PT
    }
  }
  close()
  return Buffer.from(await file.save())
}

/** The lines of a paragraph, the first one stands in. */
const linesOf = (paragraph: string, font: PDFFont): readonly string[] => {
  const lines: string[] = []
  let line = ''
  for (const word of paragraph.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`
    const room = COLUMN_PT - (lines.length === 0 ? INDENT_PT : 0)
    if (font.widthOfTextAtSize(longer.replaceAll(/[{}]/gu, ''), SIZE_PT) <= room) line = longer
    else {
      lines.push(line)
      line = word
    }
  }
  return [...lines, line]
}

/** Draws a line; what stands in braces is small and raised. */
const drawLine = (page: PDFPage, font: PDFFont, line: string, x: number, y: number, size: number): void => {
  let at = x
  for (const [nth, text] of line.split(/\{(\d+)\}/u).entries()) {
    if (text === '') continue
    const isRaised = nth % 2 === 1
    const own = isRaised ? size * 0.6 : size
    page.drawText(text, { x: at, y: isRaised ? y + size * 0.35 : y, size: own, font })
    at += font.widthOfTextAtSize(text, own)
  }
}
