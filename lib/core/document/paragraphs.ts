import type { Document } from './document'
import { type Offset, offset } from './positions'
import type { TextIndex } from './text-index'

/** A numbered paragraph of the body: 1 is the first after the front matter. */
export interface NumberedParagraph {
  readonly number: number
  readonly start: Offset
  readonly end: Offset
}

/**
 * The numbers that stand in the gutter: the body's own paragraphs in order.
 * Front matter, headings, lists, quotes, tables and notes have none.
 * `app/paper.css` counts by the same rule, so that the numbers need no script.
 */
export const numberedParagraphs = (document: Document, index: TextIndex): readonly NumberedParagraph[] =>
  index.blocks
    .filter(
      (block) =>
        block.footnote === null &&
        block.node.type.name === 'paragraph' &&
        block.node.attrs.role === null &&
        document.resolve(block.pos).depth === 1,
    )
    .map((block, at) => ({ number: at + 1, start: block.start, end: block.end }))

/**
 * The number of the paragraph at `at`, or of the last one before it; `null`
 * before the first, and in the notes.
 */
export const paragraphAt = (paragraphs: readonly NumberedParagraph[], index: TextIndex, at: Offset): number | null => {
  if (at >= index.bodyEnd && index.bodyEnd < offset(index.text.length)) return null
  let low = 0
  let high = paragraphs.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((paragraphs[middle]?.start ?? at) <= at) low = middle + 1
    else high = middle
  }
  return paragraphs[low - 1]?.number ?? null
}
