import { type Result, ok, refused } from '../../base'
import { TextIndex } from '../../document'
import { type Intake, type IntakeRefusal, assemble } from '../intake'
import { INPUT_MAX_CHARS, PAGE_SIDE_MAX_PT } from '../limits'
import type { IntakeWarning } from '../piece'
import { flowOf } from './flow'
import type { PdfPage, PdfText } from './page'
import { type Places, placedShare, placesOf } from './places'

/** A PDF as a paper, with the way from its text back to its pages. The `line` of a warning is a page, from 1. */
export interface PdfIntake extends Intake {
  readonly places: Places
}

/** Fewer letters a page than this are no text: a scan, with a stamp at most. */
const LETTERS_PER_PAGE_MIN = 25
const NO_TEXT =
  'The PDF has no text, only pictures of it. Run text recognition (OCR) over it first, or import the text as Markdown.'

/** Reads a paper from the glyphs of a PDF: the PF rules in SPEC.md. Every text gives a document or a refusal. */
export const intakePdf = (text: PdfText): Result<PdfIntake, IntakeRefusal> => {
  const large = text.pages.findIndex((page) => !isOfPaper(page))
  if (large >= 0) {
    const sentence = `Page ${large + 1} of the PDF is larger than any page may be. Save it anew as a plain PDF (print it to a file) and choose that.`
    return refused({ code: 'too-large', sentence })
  }
  const letters = text.pages.reduce((sum, page) => sum + page.glyphs.length, 0)
  if (letters < LETTERS_PER_PAGE_MIN * Math.max(1, text.pages.length)) {
    return refused({ code: 'no-text', sentence: NO_TEXT })
  }
  const chars = text.pages.reduce((sum, page) => page.glyphs.reduce((all, glyph) => all + glyph.text.length, sum), 0)
  if (chars > INPUT_MAX_CHARS) {
    return refused({
      code: 'too-large',
      sentence: 'The PDF has more than 1,200,000 letters. Split the paper and import its parts.',
    })
  }
  const garbled = text.pages
    .flatMap((page) => page.glyphs)
    .filter((glyph) => /^[\ue000-\uf8ff\ufffd\u0000-\u001f]+$/u.test(glyph.text))
  if (garbled.length > letters * 0.3) {
    return refused({
      code: 'no-text',
      sentence:
        'The PDF does not say which letters its signs are. Run text recognition (OCR) over it first, or import the text as Markdown.',
    })
  }
  const warnings: IntakeWarning[] = []
  const { entries, lines, words } = flowOf(text, warnings)
  if (text.annotations > 0) {
    const message = `The PDF has ${text.annotations} annotations of its own. They stay in the original, which members can take home; they become no notes here.`
    warnings.push({ code: 'metadata', message, line: 0 })
  }
  const metadata = { title: '', authors: [], keywords: [], abstract: '' }
  const read = assemble({ entries, metadata, words, warnings })
  if (!read.ok) return read
  const index = new TextIndex(read.value.document)
  const places = placesOf(index, lines, text.pages)
  const share = placedShare(index, places)
  if (share >= 0.995) return ok({ ...read.value, places })
  const message = `${Math.ceil((1 - share) * 100)} % of the text could not be found again on the pages: notes there will be listed, not marked, in the original PDF.`
  return ok({ ...read.value, places, warnings: [{ code: 'metadata', message, line: 0 }, ...read.value.warnings] })
}

const isOfPaper = ({ left, right, bottom, top }: PdfPage): boolean =>
  // A side that is no number is none of a page either.
  right - left <= PAGE_SIDE_MAX_PT && top - bottom <= PAGE_SIDE_MAX_PT
