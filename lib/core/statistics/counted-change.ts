import type { AnnotationRow, CommentRow, ReactionRow, RowChange, TaggingRow } from '../projection'

/** What of a row the figures are counted from. */
export type CountedAnnotation = Pick<AnnotationRow, 'layer' | 'key' | 'member' | 'start' | 'end' | 'removedAt'>
export type CountedTagging = Pick<TaggingRow, 'layer' | 'annotation' | 'member' | 'tag' | 'at' | 'editedAt'>
export interface CountedComment extends Pick<
  CommentRow,
  'layer' | 'key' | 'member' | 'annotation' | 'parent' | 'text' | 'at'
> {
  /** `null` once its words are gone; else whatever they are. */
  readonly body: object | null
}
export type CountedReaction = Pick<ReactionRow, 'layer' | 'key' | 'member' | 'annotation' | 'comment' | 'reaction'>

/** As `RowChange`, with what is needed of a row. */
export type CountedChange =
  | { readonly kind: 'upsert'; readonly table: 'annotations'; readonly row: CountedAnnotation }
  | { readonly kind: 'upsert'; readonly table: 'taggings'; readonly row: CountedTagging }
  | { readonly kind: 'upsert'; readonly table: 'comments'; readonly row: CountedComment }
  | { readonly kind: 'upsert'; readonly table: 'reactions'; readonly row: CountedReaction }
  | Extract<RowChange, { readonly kind: 'delete' }>
