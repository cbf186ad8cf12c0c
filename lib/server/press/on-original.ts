import {
  type AnnotatedPaper,
  type OriginalFile,
  type Stretch,
  type Unplaced,
  linesOnOriginal,
  marksOnOriginal,
  unplacedText,
} from '../../core/export'
import { annotate, pdfDate } from './annotate'
import { attachTo } from './finish'
import type { Locator } from './locate'
import { PdfFile } from './pdf-file'
import { type PdfRef, PdfString, dict } from './pdf-value'
import { type Sheet, rectOn } from './sheet'
import { UnreadablePdf } from './unreadable-pdf'

/** How far from the edge of the page signs stand where its text leaves no margin. */
const MARGIN_MIN_PT = 30

/**
 * Writes the notes of a paper on the pages of the PDF that it came as: the same
 * annotations as on a page of the press, behind the file's own bytes, with their
 * data inside. What has
 * no place there is listed in a sign on the first page and in an attachment.
 * Throws `UnreadablePdf` where the file cannot be written behind: PR33.
 */
export const annotateOriginal = (paper: AnnotatedPaper, original: OriginalFile): Uint8Array => {
  const file = new PdfFile(original.bytes)
  if (file.pages().length !== original.places.pages.length)
    throw new UnreadablePdf('the file has other pages than were read')
  const { highlights, stretches, unplaced } = marksOnOriginal(paper, original.places)
  const listing = unplaced.length === 0 ? undefined : listOn(file, original, unplaced, paper)
  annotate(file, highlights, locatorOf(paper, original, stretches), {
    sheetOf: sheetsOf(original),
    isOurs: false,
    words: paper.words,
    signs: listing === undefined ? [] : [{ page: 0, ref: listing }],
  })
  const list = {
    name: 'scholion-not-placed.txt',
    mediaType: 'text/plain',
    description: paper.words.say('data.unplaced'),
    text: unplacedText(paper.words, unplaced),
  }
  const attachments = [...(paper.attachments ?? []), ...(unplaced.length === 0 ? [] : [list])]
  if (attachments.length > 0) attachTo(file, new PdfString(pdfDate(paper.at)), attachments)
  return file.save()
}

const locatorOf = (paper: AnnotatedPaper, original: OriginalFile, stretches: readonly Stretch[]): Locator => {
  const lines = (start: number, end: number) => linesOnOriginal(original, paper.index.text, start, end)
  return {
    passage: ({ start, end }) => lines(start, end),
    stretch: (id) => {
      const stretch = stretches[id]
      return stretch === undefined ? [] : lines(stretch.start, stretch.end)
    },
    // The file's structure is its maker's: nothing is hung into it.
    element: () => undefined,
  }
}

/** Where the text of each page ends on the right, and the page itself. */
const sheetsOf = ({ places: { pages, runs } }: OriginalFile): ((page: number) => Sheet) => {
  const ends = new Map<number, number>()
  for (const { page, edges } of runs) {
    ends.set(page, Math.max(ends.get(page) ?? -Infinity, edges[0] ?? 0, edges.at(-1) ?? 0))
  }
  return (at) => {
    const page = pages[at]
    if (page === undefined) throw new Error('a page that was not read')
    const { right, bottom, rotation } = page
    return { marginLeft: Math.min(ends.get(at) ?? right, right - MARGIN_MIN_PT), right, bottom, rotation }
  }
}

const SIGN_PT = 18

/** The list of what has no place, as a note at the head of the first page. */
const listOn = (
  file: PdfFile,
  original: OriginalFile,
  unplaced: readonly Unplaced[],
  { at, words }: AnnotatedPaper,
): PdfRef => {
  const sheet = sheetsOf(original)(0)
  const page = original.places.pages[0]
  const left = (page?.left ?? 0) + 8
  const top = (page?.top ?? 0) - 8
  const box = [left, top - SIGN_PT, left + SIGN_PT, top]
  const look = file.addStream(
    dict({ Type: 'XObject', Subtype: 'Form', BBox: [0, 0, SIGN_PT, SIGN_PT] }),
    `1 0.93 0.6 rg 0.45 0.4 0.2 RG 0.8 w 0.5 0.5 ${SIGN_PT - 1} ${SIGN_PT - 1} re B 4 5 m 14 5 l 4 9 m 14 9 l 4 13 m 14 13 l S`,
  )
  const list = PdfString.ofText(unplacedText(words, unplaced))
  return file.add(
    dict({
      Type: 'Annot',
      Subtype: 'Text',
      Rect: rectOn(sheet, box),
      Name: 'Note',
      F: 28,
      NM: new PdfString('scholion-not-placed'),
      T: PdfString.ofText('Scholion'),
      CreationDate: new PdfString(pdfDate(at)),
      M: new PdfString(pdfDate(at)),
      Contents: list,
      AP: dict({ N: look }),
      P: file.pages()[0]?.ref,
    }),
  )
}
