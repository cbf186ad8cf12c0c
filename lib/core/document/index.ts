/** A paper as a document: its schema, its plain text, its hash. */
export { type Pos, type Offset, type CodePoint, pos, offset, codePoint, codePointAt } from './positions'
export {
  type ParagraphRole,
  type NodeName,
  type MarkName,
  LINK_SCHEMES,
  isSafeHref,
  documentSchema,
  footnoteRefId,
} from './schema'
export { type Document, parseDocument, serializeDocument, canonicalJson } from './document'
export { hashDocument } from './hash'
export { TextIndex, type IndexedBlock, BLOCK_SEPARATOR } from './text-index'
export { renderHtml } from './html'
export { type Section, outline, sectionAt } from './outline'
export { type NumberedParagraph, numberedParagraphs, paragraphAt } from './paragraphs'
export { type Sentence, sentences } from './sentences'
export { type Found, FOUND_MAX, finderIn } from './find'
