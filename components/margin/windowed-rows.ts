import type { RoomThread } from '@/lib/client/hooks/use-room'
import { guessHeight } from './tally'
import type { Sight } from './use-sight'

/** How far beyond the window rows are drawn, in heights of it. */
const REACH = 1
/** What a row has around its words, px. */
const ROW_EDGE = 25

/** A row of a long list that is drawn. */
export interface WindowedRow {
  readonly thread: RoomThread
  /** Its place in the whole list, from 1. */
  readonly place: number
  /** The rows between it and the drawn one before it take so much room, px. */
  readonly before: number
}

/**
 * The rows of a list that are in and around a window `height` px tall, with the
 * open one and the one that has the focus, and how much room the others take.
 * `heights` are those that have been measured, px by key; others are guessed.
 */
export const rowsInSight = (
  threads: readonly RoomThread[],
  { halves, focused }: Sight,
  height: number,
  heights: ReadonlyMap<string, number>,
  open: string | null,
): { readonly rows: readonly WindowedRow[]; readonly after: number } => {
  const from = (halves * height) / 2 - REACH * height
  const to = (halves * height) / 2 + (1 + REACH) * height
  const rows: WindowedRow[] = []
  let top = 0
  let before = 0
  for (const [at, thread] of threads.entries()) {
    const tall = heights.get(thread.key) ?? guessHeight(thread) + ROW_EDGE
    if ((top + tall > from && top < to) || thread.key === open || thread.key === focused) {
      rows.push({ thread, place: at + 1, before })
      before = 0
    } else before += tall
    top += tall
  }
  return { rows, after: before }
}
