import { GAP, type Unsettled } from './settle'

/**
 * How many of the first threads have to be folded into one line, `lineHeight` px
 * tall, so that the thread of `open` can stand at its passage; 0 where all have
 * room above it, or nothing is open. `least` is the top of the column.
 */
export const foldedAbove = (
  threads: readonly Unsettled[],
  open: string | null,
  least: number,
  lineHeight: number,
): number => {
  const at = open === null ? -1 : threads.findIndex(({ key }) => key === open)
  const above = threads.slice(0, Math.max(at, 0))
  const room = (threads[at]?.want ?? 0) - least
  const needed = above.reduce((sum, { height }) => sum + height + GAP, 0)
  if (needed <= room) return 0
  let left = room - lineHeight - GAP
  for (const [back, { height }] of above.toReversed().entries()) {
    left -= height + GAP
    if (left < 0) return above.length - back
  }
  return above.length
}
