import * as z from 'zod/mini'
import { type TagId, type VersionId, tagId, versionId } from '../base'
import { type Anchor, CONTEXT_CHARS, QUOTE_MAX_CHARS } from '../anchor'
import { type Offset, offset } from '../document'
import { commentBodySchema } from './body'
import { REACTIONS, type RecordKey, parseRecordKey, recordKey } from './key'
import { idText, keepableText, memberIdSchema } from './text'

/** The longest rationale of a verdict, in UTF-16 units. */
export const RATIONALE_MAX_CHARS = 2_000

const tagIdSchema = z.pipe(
  idText,
  z.transform((text: string): TagId => tagId(text)),
)
const versionIdSchema = z.pipe(
  idText,
  z.transform((text: string): VersionId => versionId(text)),
)
const offsetSchema = z.pipe(
  z.int().check(z.gte(0), z.lte(100_000_000)),
  z.transform((value: number): Offset => offset(value)),
)
/** Milliseconds since 1970 (UTC), by the author's clock. */
const momentSchema = z.int().check(z.gte(0), z.lte(8_640_000_000_000_000))
const keySchema = (kind: 'annotation' | 'comment') =>
  z.pipe(
    z.string().check(z.maxLength(260)),
    z.transform((text: string, context): RecordKey => {
      const parts = parseRecordKey(text)
      if (parts?.kind === kind) return recordKey(kind, parts.owner, parts.local)
      context.issues.push({ code: 'custom', input: text, message: `not the key of a ${kind}` })
      return z.NEVER
    }),
  )

/** What an anchor in a record must be. */
const anchorSchema = z
  .strictObject({
    version: versionIdSchema,
    start: offsetSchema,
    end: offsetSchema,
    exact: keepableText(1, QUOTE_MAX_CHARS),
    prefix: keepableText(0, CONTEXT_CHARS),
    suffix: keepableText(0, CONTEXT_CHARS),
  })
  .check(
    z.refine((anchor) => anchor.end - anchor.start === anchor.exact.length, 'offsets and quote differ in length'),
  ) satisfies z.ZodMiniType<Anchor>

const common = {
  /** The version of this shape. */
  v: z.literal(1),
  author: memberIdSchema,
  at: momentSchema,
  /** When the author last changed it; absent when never. */
  editedAt: z.optional(momentSchema),
}

/**
 * A highlighted passage. An author removes it by writing `removedAt`: the
 * anchor stays, so that answers by others keep their place.
 */
export const annotationSchema = z.strictObject({
  ...common,
  kind: z.literal('annotation'),
  anchor: anchorSchema,
  removedAt: z.optional(momentSchema),
})
export type Annotation = z.infer<typeof annotationSchema>

/** One member's verdict on one annotation. Taking it back deletes the record. */
export const taggingSchema = z.strictObject({
  ...common,
  kind: z.literal('tagging'),
  annotation: keySchema('annotation'),
  tag: tagIdSchema,
  rationale: z.optional(keepableText(1, RATIONALE_MAX_CHARS)),
})
export type Tagging = z.infer<typeof taggingSchema>

/**
 * A note on an annotation. `parent` is the comment that it answers, `null` for
 * one on the annotation itself. A removed comment has a `null` body and
 * `removedAt`: its words are gone, its place in the thread stays.
 */
export const commentSchema = z
  .strictObject({
    ...common,
    kind: z.literal('comment'),
    annotation: keySchema('annotation'),
    parent: z.nullable(keySchema('comment')),
    body: z.nullable(commentBodySchema),
    removedAt: z.optional(momentSchema),
  })
  .check(
    z.refine((comment) => (comment.body === null) === (comment.removedAt !== undefined), 'body and removal disagree'),
  )
export type Comment = z.infer<typeof commentSchema>

/**
 * One press of one member: agreement, a question, a call for evidence on the
 * annotation or on the comment `comment`; or, on the annotation alone, that the
 * thread is resolved or open again. Taking it back deletes the record.
 */
export const reactionSchema = z
  .strictObject({
    ...common,
    kind: z.literal('reaction'),
    annotation: keySchema('annotation'),
    comment: z.nullable(keySchema('comment')),
    reaction: z.enum(REACTIONS),
  })
  .check(
    z.refine(
      ({ comment, reaction }) => comment === null || (reaction !== 'resolved' && reaction !== 'reopened'),
      'a thread is resolved, not a comment',
    ),
  )
export type Reaction = z.infer<typeof reactionSchema>

/** The unit of a layer: one author's data. */
export const recordSchema = z.discriminatedUnion('kind', [
  annotationSchema,
  taggingSchema,
  commentSchema,
  reactionSchema,
])
export type LayerRecord = z.infer<typeof recordSchema>
