import type { Smoothness } from './probe'

/** What one side showed at one count, once. Times in ms. */
export interface Run {
  /** From the notes as they are kept: ours from the layer's document whole, theirs from offsets without ranges. */
  readonly wholeMs: number
  /** From the notes at hand to the highlights in the window painted. */
  readonly paintedMs: number
  /** To the first note beside the text; as `paintedMs` where there is no such thing. */
  readonly marginMs: number
  /** To the last thing that comes with them, out of sight or for assistive tools; as `paintedMs` where nothing does. */
  readonly completeMs: number
  /** To the answer of a press on a highlight that was made as soon as one was painted. */
  readonly answeredMs: number
  /** Main-thread work for one change by another member, the page at rest. */
  readonly changeMs: number
  /** Main-thread work for one move of the pointer onto another highlight, or off it. */
  readonly hoverMs: number
  readonly scroll: Smoothness
  /** The same scroll while others' changes come. What these cost in it cannot be told from it: two scrolls differ by more. */
  readonly changing: Smoothness
  readonly heapMb: number
  readonly nodes: number
}

/** How many changes a run measures. */
export const CHANGES = 16
/** How long the page has for each, in ms. */
export const CHANGE_EVERY_MS = 150
/** How many places the pointer visits. */
export const HOVERS = 24
