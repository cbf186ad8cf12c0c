import {
  ID_PATTERN,
  type MemberId,
  type Schema,
  type Shape,
  type Shaped,
  type TagId,
  type VersionId,
  also,
  either,
  exactly,
  oneOf,
  orNull,
  schemaOf,
  whole,
} from '../base'
import { type Anchor, CONTEXT_CHARS, QUOTE_MAX_CHARS } from '../anchor'
import type { Offset } from '../document'
import { commentBodySchema } from './body'
import { type RecordKey, parseRecordKey } from './key'
import { keepableText } from './text'

/** The longest rationale of a verdict, in UTF-16 units. */
export const RATIONALE_MAX_CHARS = 2_000

const id =
  <Id extends MemberId | TagId | VersionId>(): Shape<Id> =>
  (value): value is Id =>
    typeof value === 'string' && ID_PATTERN.test(value)
const isPlace = whole(0, 100_000_000)
const place: Shape<Offset> = (value): value is Offset => isPlace(value)
/** Milliseconds since 1970 (UTC), by the author's clock. */
const moment = whole(0, 8_640_000_000_000_000)
const keyOf =
  (kind: 'annotation' | 'comment'): Shape<RecordKey> =>
  (value): value is RecordKey =>
    typeof value === 'string' && value.length <= 260 && parseRecordKey(value)?.kind === kind

const anchor = also(
  exactly({
    version: id<VersionId>(),
    start: place,
    end: place,
    exact: keepableText(1, QUOTE_MAX_CHARS),
    prefix: keepableText(0, CONTEXT_CHARS),
    suffix: keepableText(0, CONTEXT_CHARS),
  }),
  ({ start, end, exact }) => end - start === exact.length,
) satisfies Shape<Anchor>

const common = {
  /** The version of this shape. */
  v: oneOf(1),
  author: id<MemberId>(),
  at: moment,
}
const edited = {
  /** When the author last changed it; absent when never. */
  editedAt: moment,
}

const annotation = exactly(
  { ...common, kind: oneOf('annotation'), anchor },
  {
    ...edited,
    removedAt: moment,
  },
)
const tagging = exactly(
  { ...common, kind: oneOf('tagging'), annotation: keyOf('annotation'), tag: id<TagId>() },
  { ...edited, rationale: keepableText(1, RATIONALE_MAX_CHARS) },
)
const comment = also(
  exactly(
    {
      ...common,
      kind: oneOf('comment'),
      annotation: keyOf('annotation'),
      parent: orNull(keyOf('comment')),
      body: orNull(commentBodySchema.is),
    },
    { ...edited, removedAt: moment },
  ),
  ({ body, removedAt }) => (body === null) === (removedAt !== undefined),
)

/** What an anchor in a record must be. */
export const anchorSchema: Schema<Anchor> = schemaOf('an anchor', anchor)

/**
 * A highlighted passage. An author removes it by writing `removedAt`: the
 * anchor stays, so that answers by others keep their place.
 */
export type Annotation = Shaped<typeof annotation>
export const annotationSchema: Schema<Annotation> = schemaOf('an annotation', annotation)

/** One member's verdict on one annotation. Taking it back deletes the record. */
export type Tagging = Shaped<typeof tagging>
export const taggingSchema: Schema<Tagging> = schemaOf('a verdict', tagging)

/**
 * A note on an annotation. `parent` is the comment that it answers, `null` for
 * one on the annotation itself. A removed comment has a `null` body and
 * `removedAt`: its words are gone, its place in the thread stays.
 */
export type Comment = Shaped<typeof comment>
export const commentSchema: Schema<Comment> = schemaOf('a comment', comment)

/** The unit of a layer: one author's data. */
export type LayerRecord = Annotation | Tagging | Comment
export const recordSchema: Schema<LayerRecord> = schemaOf('a record', either(annotation, tagging, comment))
