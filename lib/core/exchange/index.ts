/** Open formats, in and out: a reading's notes for other tools, and other tools' notes for a reading. */
export { type Desk, type Frame, type Threads, deskOf, nameIn } from './frame'
export { partsOf as notesByPart } from './parts'
export { type ThreadHome, recordItem, webFile } from './web'
export {
  type Posted,
  type PostedFault,
  type PostedMeans,
  type PostedNote,
  type PostedPlace,
  readPosted,
} from './posted'
export { type HereText } from './place-note'
export { type ForeignAuthor, type ForeignFault, type ForeignFile, type ForeignNote } from './foreign'
export { readForeign } from './read'
export { type ImportMeans, type ImportPlan, type ImportReport, planImport } from './plan'
export { type CodePoints, codePointsOf } from './code-points'
export { ANNO_CONTEXT, keyOfName, layerIri, memberOfIri, recordIri } from './names'
export { escapeAttribute, xmlWords } from './markup'
export { pageFile } from './page'
export { markdownFile } from './markdown'
export { type Cell, NOTE_COLUMNS, tableRows } from './tables'
export { type GuidOf, QDA_SECTIONS, type QdaPiece, qdaPieces, qdaTextName } from './qdpx'
export type { Note } from '../export'
export { type Alias, withAliases } from './aliases'
