import * as z from 'zod/mini'
import { isSafeHref } from '../document'
import { keepableText } from './text'

/** The most characters of plain text in one comment. */
export const COMMENT_MAX_CHARS = 10_000
/** The most nodes in one comment's body. */
export const COMMENT_MAX_NODES = 2_000

const linkMark = z.strictObject({
  type: z.literal('link'),
  attrs: z.strictObject({ href: keepableText(0, 2_000).check(z.refine(isSafeHref, 'link')) }),
})
const markSchema = z.union([
  z.strictObject({ type: z.literal('bold') }),
  z.strictObject({ type: z.literal('italic') }),
  linkMark,
])
const textSchema = z.strictObject({
  type: z.literal('text'),
  text: keepableText(1, COMMENT_MAX_CHARS),
  marks: z.optional(z.array(markSchema).check(z.maxLength(3))),
})
const paragraphSchema = z.strictObject({
  type: z.literal('paragraph'),
  content: z.optional(z.array(textSchema).check(z.maxLength(COMMENT_MAX_NODES))),
})
// Lists hold paragraphs only: a margin has no room for deeper ones, and depth stays bounded.
const listItemSchema = z.strictObject({
  type: z.literal('listItem'),
  content: z.array(paragraphSchema).check(z.minLength(1), z.maxLength(20)),
})
const listSchema = z.strictObject({
  type: z.enum(['bulletList', 'orderedList']),
  content: z.array(listItemSchema).check(z.minLength(1), z.maxLength(200)),
})

const blockSchema = z.union([paragraphSchema, listSchema])
export type CommentBlock = z.infer<typeof blockSchema>
export type CommentInline = z.infer<typeof textSchema>

/** The body of a comment: Tiptap JSON of the few nodes a margin needs. */
export const commentBodySchema = z
  .strictObject({ type: z.literal('doc'), content: z.array(blockSchema).check(z.minLength(1), z.maxLength(200)) })
  .check(
    z.refine((body) => {
      const text = bodyText(body)
      return text.trim().length > 0 && text.length <= COMMENT_MAX_CHARS
    }, 'empty or too long'),
  )

export type CommentBody = z.infer<typeof commentBodySchema>

/** The plain text of a body: its paragraphs, list items included, joined by newlines. */
export const bodyText = (body: { readonly content: readonly CommentBlock[] }): string =>
  body.content
    .flatMap((block) => (block.type === 'paragraph' ? [block] : block.content.flatMap((item) => item.content)))
    .map((paragraph) => (paragraph.content ?? []).map((inline) => inline.text).join(''))
    .join('\n')

/** A body of plain text: one paragraph a line. Lines of white space alone are left out. */
export const bodyOf = (text: string): CommentBody => ({
  type: 'doc',
  content: text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => ({ type: 'paragraph', content: [{ type: 'text', text: line }] })),
})
