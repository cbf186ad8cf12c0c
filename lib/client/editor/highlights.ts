import type { Pigment, RecordKey } from '../../core/annotation'
import type { Offset } from '../../core/document'

/** One tag's line under a stretch of text, and its fill there. */
export interface Stroke {
  /** `null` for annotations without a verdict. */
  readonly pigment: Pigment | null
  /** 1 is nearest the letters; 0 where all lanes are taken: no line. */
  readonly lane: 0 | 1 | 2 | 3
  /** 0 is no fill, 1 one voice, 2 two or three, 3 four or more. */
  readonly depth: 0 | 1 | 2 | 3
  /** The annotations that give the line; worked out when asked for. */
  readonly keys: readonly RecordKey[]
}

/** A stretch of text on which the same annotations lie. Stretches do not overlap. */
export interface Stretch {
  readonly start: Offset
  readonly end: Offset
  /** The outermost first; at least one. */
  readonly strokes: readonly Stroke[]
  /** Every annotation on the stretch. */
  readonly keys: readonly RecordKey[]
}

/** Where an annotation begins, for readers who cannot see it. The same object as long as the annotation is the same. */
export interface Start {
  readonly key: RecordKey
  readonly at: Offset
  /** What assistive tools say: "Highlight: realist, 3 verdicts, 2 comments". */
  readonly label: string
}

/**
 * What lies on one block of the text. The same object as long as nothing on it
 * changed: what a change costs is its block.
 */
export interface Painted {
  readonly start: Offset
  readonly end: Offset
  /** In the order of the text, cut at the block's ends; worked out when asked for. */
  readonly stretches: readonly Stretch[]
  readonly starts: readonly Start[]
}

/** The attribute on the start of an annotation. */
export const START_ATTRIBUTE = 'data-start'
