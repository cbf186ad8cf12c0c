/** The records of layers as flat rows. */
export { type AnnotationRow, type TaggingRow, type CommentRow, type Rows } from './rows'
