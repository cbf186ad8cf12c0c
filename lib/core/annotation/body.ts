import * as z from 'zod/mini'
import type { MemberId } from '../base'
import { isSafeHref } from '../document'
import { keepableText, memberIdSchema } from './text'

/** The most characters of plain text in one comment. */
export const COMMENT_MAX_CHARS = 10_000
/** The most nodes in one comment's body. */
export const COMMENT_MAX_NODES = 2_000
/** The longest name in a mention, in UTF-16 units. */
export const MENTION_MAX_CHARS = 200

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
/** A member who is spoken to. `label` is their name as it was when the words were written. */
const mentionSchema = z.strictObject({
  type: z.literal('mention'),
  attrs: z.strictObject({ id: memberIdSchema, label: keepableText(1, MENTION_MAX_CHARS) }),
})
const inlineSchema = z.union([textSchema, mentionSchema])
const paragraphSchema = z.strictObject({
  type: z.literal('paragraph'),
  content: z.optional(z.array(inlineSchema).check(z.maxLength(COMMENT_MAX_NODES))),
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

/** Words of the paper, or of another, that the comment speaks about. */
const quoteSchema = z.strictObject({
  type: z.literal('blockquote'),
  content: z.array(paragraphSchema).check(z.minLength(1), z.maxLength(20)),
})

const blockSchema = z.union([paragraphSchema, listSchema, quoteSchema])
export type CommentBlock = z.infer<typeof blockSchema>
export type CommentInline = z.infer<typeof inlineSchema>

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

/** The plain text of a body: its paragraphs, those of lists and quotations included, joined by newlines. */
export const bodyText = (body: { readonly content: readonly CommentBlock[] }): string =>
  body.content
    .flatMap(paragraphsOf)
    .map((paragraph) => (paragraph.content ?? []).map(inlineText).join(''))
    .join('\n')

/** The members whom a body speaks to, each once, in the order of the words. */
export const mentionsOf = (body: { readonly content: readonly CommentBlock[] }): readonly MemberId[] => [
  ...new Set(
    body.content
      .flatMap(paragraphsOf)
      .flatMap((paragraph) => paragraph.content ?? [])
      .flatMap((inline) => (inline.type === 'mention' ? [inline.attrs.id] : [])),
  ),
]

/** The words of one piece of a paragraph; a mention is `@` and the name. */
export const inlineText = (inline: CommentInline): string =>
  inline.type === 'mention' ? `@${inline.attrs.label}` : inline.text

/** The body with every piece of its paragraphs as `change` gives it back. */
export const withInlines = (body: CommentBody, change: (inline: CommentInline) => CommentInline): CommentBody => {
  const paragraph = (block: Paragraph): Paragraph =>
    block.content === undefined ? block : { ...block, content: block.content.map(change) }
  return {
    ...body,
    content: body.content.map((block): CommentBlock => {
      switch (block.type) {
        case 'paragraph':
          return paragraph(block)
        case 'blockquote':
          return { ...block, content: block.content.map(paragraph) }
        case 'bulletList':
        case 'orderedList':
          return { ...block, content: block.content.map((item) => ({ ...item, content: item.content.map(paragraph) })) }
      }
    }),
  }
}

type Paragraph = Extract<CommentBlock, { type: 'paragraph' }>

const paragraphsOf = (block: CommentBlock): readonly Paragraph[] => {
  switch (block.type) {
    case 'paragraph':
      return [block]
    case 'blockquote':
      return block.content
    case 'bulletList':
    case 'orderedList':
      return block.content.flatMap((item) => item.content)
  }
}

/** A body of plain text: one paragraph a line. Lines of white space alone are left out. */
export const bodyOf = (text: string): CommentBody => ({
  type: 'doc',
  content: text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => ({ type: 'paragraph', content: [{ type: 'text', text: line }] })),
})
