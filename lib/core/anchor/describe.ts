import type { VersionId } from '../base'
import { offset } from '../document'
import { type Anchor, type Passage, CONTEXT_CHARS, QUOTE_MAX_CHARS, pairEnd, pairStart } from './anchor'

/**
 * The anchor of a passage of `version`, whose plain text is `index.text`. A
 * surrogate pair is never cut: the passage grows to hold it, the context shrinks
 * to leave it out. A passage above `QUOTE_MAX_CHARS` is cut at its end. Throws
 * where the passage is empty or lies outside the text.
 */
export const describe = (version: VersionId, index: { readonly text: string }, range: Passage): Anchor => {
  const { text } = index
  if (range.start >= range.end || range.end > text.length) throw new Error('a passage lies within the text')
  const start = pairStart(text, range.start)
  const end = pairStart(text, Math.min(pairEnd(text, range.end), start + QUOTE_MAX_CHARS))
  return {
    version,
    start: offset(start),
    end: offset(end),
    exact: text.slice(start, end),
    prefix: text.slice(pairEnd(text, Math.max(0, start - CONTEXT_CHARS)), start),
    suffix: text.slice(end, pairStart(text, Math.min(text.length, end + CONTEXT_CHARS))),
  }
}
