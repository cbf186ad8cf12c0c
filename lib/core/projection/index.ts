/** The records of layers as flat rows. */
export type { AnnotationRow, TaggingRow, CommentRow, ReactionRow, Rows } from './rows'
export { type RowChange, type RowTable, project, rowsOfRecords, rowsOfDoc, recordsOfRows } from './project'
