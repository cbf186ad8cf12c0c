import type { VersionId } from '../base'
import type { Offset } from '../document'

/** The longest passage, in UTF-16 units. */
export const QUOTE_MAX_CHARS = 20_000
/** How much text before and after a passage its anchor remembers, in UTF-16 units. */
export const CONTEXT_CHARS = 32

/** A stretch of the plain text; `end` is exclusive. */
export interface Passage {
  readonly start: Offset
  readonly end: Offset
}

/**
 * Where an annotation sits, after the TextPositionSelector and
 * TextQuoteSelector of the W3C Web Annotation Data Model (2017): offsets in the
 * plain text of one version, the words there, and a little of what stands
 * before and after them.
 */
export interface Anchor extends Passage {
  readonly version: VersionId
  readonly exact: string
  readonly prefix: string
  readonly suffix: string
}

/** The nearest place at or before `at` that is not inside a surrogate pair. */
export const pairStart = (text: string, at: number): number => (isInsidePair(text, at) ? at - 1 : at)

/** The nearest place at or after `at` that is not inside a surrogate pair. */
export const pairEnd = (text: string, at: number): number => (isInsidePair(text, at) ? at + 1 : at)

const isInsidePair = (text: string, at: number): boolean => at > 0 && (text.codePointAt(at - 1) ?? 0) > 0xffff
