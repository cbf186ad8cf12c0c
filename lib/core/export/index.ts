/** Papers with their notes as files that leave the room. */
export {
  type AnnotatedPaper,
  type Attachment,
  type CanShow,
  type LayerThread,
  type OriginalFile,
  layoutOf,
  versionText,
} from './paper'
export { ASCENT_EM, DESCENT_EM, PDF_LAYOUT, type PageMeasures, type PdfLayout, pageMeasures, typeScale } from './layout'
export { type Note, type NoteComment, type TagCount, nameOf, notesOf } from './notes'
export { type Stretch } from './stretches'
export { type MarkedOriginal, type Unplaced, linesOnOriginal, marksOnOriginal, unplacedText } from './original'
export { type Highlight, type Answer, highlightsOf } from './marks'
export { type Paint, type PaintLine } from './paint'
export { type Spot, type TypesetPaper, typesetPaper } from './typst'
export { type TypstFile, typstFilesOf } from './typst-files'
export { STRETCH_SCHEME } from './typst-template'
export { type Rgb, type PaperPigment, PAPER_PIGMENTS, UNTAGGED, FILL_OPACITY, LANE_EM } from './pigments'
export { type ReadingOrder, type SetCharacter, readingOrderOf } from './reading-order'
export { isMarkless } from './typst-text'
export { backwardLanguage, heldIn, languageOf, withoutTurns } from './direction'
export { type FileCatalogue, type FileWords } from './words'
