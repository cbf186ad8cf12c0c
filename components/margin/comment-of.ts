import type { JSONContent } from '@tiptap/core'
import { type CommentBody, bodyText, commentBodySchema, keepable } from '@/lib/core/annotation'

const isPlain = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const kept = (value: unknown): unknown => (typeof value === 'string' ? keepable(value) : value)

/** What the record's schema knows of a node or mark: type, text, content, marks, and of attributes a link's address and a mention's member. */
const cleaned = (node: unknown): unknown => {
  if (!isPlain(node)) return node
  const { type, text, content, marks, attrs } = node
  const inner = (Array.isArray(content) ? content.map(cleaned) : []).filter(
    (part) => !isPlain(part) || part.text !== '',
  )
  return {
    type,
    ...(typeof text === 'string' ? { text: keepable(text) } : {}),
    ...(inner.length > 0 ? { content: inner } : {}),
    ...(Array.isArray(marks) && marks.length > 0 ? { marks: marks.map(cleaned) } : {}),
    ...(type === 'link' && isPlain(attrs) ? { attrs: { href: kept(attrs.href) } } : {}),
    ...(type === 'mention' && isPlain(attrs) ? { attrs: { id: attrs.id, label: kept(attrs.label) } } : {}),
  }
}

/** True for a paragraph without words. */
const isBlank = (node: unknown): boolean => isPlain(node) && node.type === 'paragraph' && node.content === undefined

/**
 * A comment's body from what the editor holds (ProseMirror JSON): attributes
 * that the record does not know are left out, and so are characters that no
 * database keeps and empty paragraphs at both ends. `undefined` where it is empty or too long.
 */
export const commentOf = (json: unknown): CommentBody | undefined => {
  const node = cleaned(json)
  if (!isPlain(node) || !Array.isArray(node.content)) return undefined
  const blocks: readonly unknown[] = node.content
  const first = blocks.findIndex((block) => !isBlank(block))
  const last = blocks.findLastIndex((block) => !isBlank(block))
  const parsed = commentBodySchema.safeParse({ type: 'doc', content: blocks.slice(first, last + 1) })
  return first >= 0 && parsed.success ? parsed.data : undefined
}

/** What stands in a composer. */
export interface Written {
  /** As Tiptap takes and gives it: a whole document. */
  readonly content: JSONContent
  /** Its plain text. */
  readonly text: string
}

/** What stands in a composer where `typed`, a paragraph a line, follows `base`. */
export const writtenOf = (base: CommentBody | undefined, typed: string): Written => {
  const before = base === undefined ? undefined : bodyText(base)
  const lines = typed === '' && base !== undefined ? [] : typed.split('\n')
  return {
    content: {
      type: 'doc',
      content: [
        ...(base === undefined ? [] : mutable(base).content),
        ...lines.map((text) =>
          text === '' ? { type: 'paragraph' } : { type: 'paragraph', content: [{ type: 'text', text }] },
        ),
      ],
    },
    text: [...(before === undefined ? [] : [before]), ...lines].join('\n'),
  }
}

// Tiptap may write into what it takes; the record is shared.
const mutable = (body: CommentBody): { content: JSONContent[] } => ({
  content: structuredClone(body).content.map((block): JSONContent => block),
})

/** The text of a body that is paragraphs without marks alone; `undefined` for any other, and where there is none. */
export const plainTextOf = (body: CommentBody | undefined): string | undefined =>
  body?.content.every(
    (block) =>
      block.type === 'paragraph' &&
      (block.content ?? []).every((inline) => inline.type === 'text' && (inline.marks ?? []).length === 0),
  ) === true
    ? bodyText(body)
    : undefined
