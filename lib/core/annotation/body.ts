import { type Schema, type Shaped, also, either, exactly, list, oneOf, schemaOf } from '../base'
import { isSafeHref } from '../document'
import { keepableText } from './text'

/** The most characters of plain text in one comment. */
export const COMMENT_MAX_CHARS = 10_000
/** The most nodes in one comment's body. */
export const COMMENT_MAX_NODES = 2_000

const mark = either(
  exactly({ type: oneOf('bold') }),
  exactly({ type: oneOf('italic') }),
  exactly({ type: oneOf('link'), attrs: exactly({ href: keepableText(0, 2_000, isSafeHref) }) }),
)
const inline = exactly({ type: oneOf('text'), text: keepableText(1, COMMENT_MAX_CHARS) }, { marks: list(mark, 0, 3) })
const paragraph = exactly({ type: oneOf('paragraph') }, { content: list(inline, 0, COMMENT_MAX_NODES) })
// Lists hold paragraphs only: a margin has no room for deeper ones, and depth stays bounded.
const listItem = exactly({ type: oneOf('listItem'), content: list(paragraph, 1, 20) })
const block = either(paragraph, exactly({ type: oneOf('bulletList', 'orderedList'), content: list(listItem, 1, 200) }))
export type CommentBlock = Shaped<typeof block>
export type CommentInline = Shaped<typeof inline>

/** The body of a comment: Tiptap JSON of the few nodes a margin needs. */
export interface CommentBody {
  type: 'doc'
  content: CommentBlock[]
}

export const commentBodySchema: Schema<CommentBody> = schemaOf(
  'the body of a comment',
  also(exactly({ type: oneOf('doc'), content: list(block, 1, 200) }), (body) => {
    const words = bodyText(body)
    return words.trim().length > 0 && words.length <= COMMENT_MAX_CHARS
  }),
)

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
