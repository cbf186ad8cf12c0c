/** Markdown, plain text and the letters of a PDF as a document, with the pages repaired. */
export { type Intake, type IntakeRefusal, intake } from './intake'
export { type IntakeWarning, type WarningCode } from './piece'
export { INPUT_MAX_CHARS } from './limits'
export { readsAsBold, readsAsItalic } from './pdf/fonts'
export { type PdfIntake, intakePdf } from './pdf/intake-pdf'
export { type Glyph, type PdfFont, type PdfPage, type PdfText } from './pdf/page'
export { type Piece, type PlacedPage, type PlacedRun, type Places, piecesOf, placedShare } from './pdf/places'
