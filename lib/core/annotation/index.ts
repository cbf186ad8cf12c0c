/** The records of a layer and what they mean together. */
export {
  RECORD_KINDS,
  type RecordKind,
  type RecordKey,
  type RecordKeyParts,
  parseRecordKey,
  recordKey,
  taggingKey,
  REACTIONS,
  type ReactionKind,
  reactionKey,
} from './key'
export {
  COMMENT_MAX_CHARS,
  commentBodySchema,
  type CommentBody,
  type CommentBlock,
  type CommentInline,
  bodyText,
  bodyOf,
  MENTION_MAX_CHARS,
  mentionsOf,
  inlineText,
  withInlines,
} from './body'
export { keepable } from './text'
export { type Anchor, QUOTE_MAX_CHARS, CONTEXT_CHARS } from '../anchor'
export {
  RATIONALE_MAX_CHARS,
  anchorSchema,
  annotationSchema,
  type Annotation,
  taggingSchema,
  type Tagging,
  commentSchema,
  type Comment,
  reactionSchema,
  type Reaction,
  recordSchema,
  type LayerRecord,
} from './record'
export { type Verdict, type ThreadComment, type ThreadReaction, type Thread, threadsOf, voicesOf } from './thread'
export {
  NOTE_MARKS,
  type NoteMark,
  type NoteFilter,
  NOTE_SORTS,
  type NoteSort,
  EVERY_NOTE,
  FILTER_PLACES_MAX,
  FILTER_TEXT_MAX_CHARS,
  type FilterContext,
  parseFilter,
  serializeFilter,
  showsEveryNote,
  noteMatcher,
  disagreement,
  latestAt,
  sortNotes,
} from './filter'
export { READ_MARKS_MAX, type ReadMarks, isRead, mergeReadMarks } from './read-marks'
export { PIGMENTS, type Pigment, type Tag, tagSchema, type TagInput } from './codebook'
export { type CodebookFault, TAGS_KEPT_MAX, TAGS_MAX, codebookFault, inLevels } from './codebook-fault'
export { type ReadyCodebook, READY_CODEBOOKS } from './codebooks'
export { type BookStep, planBook } from './book-plan'
export { type OverlapPassage, type Segment, type FillDepth, type Lane, depthOf, overlap } from './overlap'
export { type OverlapBlock, type BlockOverlap, createOverlap } from './overlap-by-block'
