import type { PdfTrouble } from './read-pdf'

/** Why there is no paper: what a thread found, or that it was stopped, or never started. */
export type ExtractTrouble = PdfTrouble | 'too-large' | 'too-slow' | 'too-much-memory' | 'busy'

/** What is wrong and what to do, in one sentence or two. */
export const sentenceOf = (trouble: ExtractTrouble): string => {
  switch (trouble) {
    case 'encrypted':
      return 'The PDF is locked with a password or against changes. Save a copy without the lock and choose that.'
    case 'broken':
      return 'The file is no PDF that can be read. Open it in a PDF program, save it anew and choose that.'
    case 'too-many-pages':
      return 'The PDF has more than 400 pages. Choose the pages of the paper alone.'
    case 'too-many-letters':
      return 'The PDF has more than 1,200,000 letters. Split the paper and import its parts.'
    case 'too-large':
      return 'The PDF has more than 30 MB. Save it with smaller pictures, or choose the pages of the paper alone.'
    case 'too-slow':
    case 'too-much-memory':
      return 'The PDF is too heavy to be read here. Save it anew as a plain PDF (print it to a file), or import its text.'
    case 'busy':
      return 'Many PDFs are being read right now. Try again in a minute.'
  }
}
