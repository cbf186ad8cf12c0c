import { COMMENT_MAX_CHARS, type CommentBlock, type CommentBody, bodyText } from '../annotation'

/** Parts of a text that is too long for one comment are shorter than this, in UTF-16 units. */
const PART_CHARS = 5_000
/** A quotation that is longer, or has more lines, is kept as paragraphs. */
const QUOTE_CHARS = 4_000
const QUOTE_LINES = 20
const BLOCKS_MAX = 200

/** A paragraph of words, italic where they are ours and not the author's. */
export const line = (text: string, isOurs = false): CommentBlock => ({
  type: 'paragraph',
  content: [isOurs ? { type: 'text', text, marks: [{ type: 'italic' }] } : { type: 'text', text }],
})

/** The words of a passage that the text does not have any more. */
export const quotation = (exact: string): readonly CommentBlock[] => {
  const lines = exact.split('\n').filter((text) => text.trim() !== '')
  if (exact.length > QUOTE_CHARS || lines.length > QUOTE_LINES) return lines.map((text) => line(text))
  return [
    { type: 'blockquote', content: lines.map((text) => ({ type: 'paragraph', content: [{ type: 'text', text }] })) },
  ]
}

/** The blocks as comments, each within what a comment may hold; none where the blocks say nothing. */
export const bodiesOf = (blocks: readonly CommentBlock[]): readonly CommentBody[] => {
  const bodies: { type: 'doc'; content: CommentBlock[] }[] = []
  let room = 0
  for (const block of blocks.flatMap(partsOf)) {
    const length = bodyText({ content: [block] }).length + 1
    const last = bodies.at(-1)
    if (last !== undefined && length <= room && last.content.length < BLOCKS_MAX) {
      last.content.push(block)
      room -= length
    } else {
      bodies.push({ type: 'doc', content: [block] })
      room = COMMENT_MAX_CHARS - length
    }
  }
  return bodies.filter((body) => bodyText(body).trim() !== '')
}

/** A paragraph that is too long, as several; its marks are left behind. */
const partsOf = (block: CommentBlock): readonly CommentBlock[] => {
  const text = bodyText({ content: [block] })
  if (text.length < COMMENT_MAX_CHARS) return [block]
  const characters = Array.from(text)
  const parts: CommentBlock[] = []
  for (let at = 0; at < characters.length; at += PART_CHARS / 2) {
    const part = characters.slice(at, at + PART_CHARS / 2).join('')
    if (part.trim() !== '') parts.push(line(part))
  }
  return parts
}
