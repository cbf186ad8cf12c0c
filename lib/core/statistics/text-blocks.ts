import type { Unit } from './unitizing'
import type { OfSums } from './resample'

/**
 * What u-alpha asks of a text, cut into blocks, each as if it stood alone: sums
 * over blocks are those of the text, so that a text can be drawn anew from its
 * blocks. A unit's pairing with itself is shared out by how much of it lies in a
 * block.
 */
export interface TextBlocks {
  readonly raters: number
  readonly labels: number
  readonly blocks: number
  readonly length: Float64Array
  /** Ordered pairs of raters with unlike values, over the places of the block. */
  readonly differing: Float64Array
  readonly marked: Float64Array
  readonly itself: Float64Array
  /** By label and then block: how much has it. */
  readonly lengths: readonly Float64Array[]
}

/** Cuts a text of this length; `starts` are where blocks begin, ascending, and the first begins the text whatever it is. `raters` are those with a unit; labels are places. */
export const textBlocks = (
  raters: readonly (readonly (Omit<Unit, 'label'> & { readonly label: number })[])[],
  { length, labels, starts }: { readonly length: number; readonly labels: number; readonly starts: readonly number[] },
): TextBlocks => {
  const cuts = [0, ...starts.slice(1).filter((start) => start > 0 && start < length), length]
  const blocks = cuts.length - 1
  const made: TextBlocks = {
    raters: raters.length,
    labels,
    blocks,
    length: Float64Array.from({ length: blocks }, (_, at) => (cuts[at + 1] ?? 0) - (cuts[at] ?? 0)),
    differing: new Float64Array(blocks),
    marked: new Float64Array(blocks),
    itself: new Float64Array(blocks),
    lengths: Array.from({ length: labels }, () => new Float64Array(blocks)),
  }
  const changes: { readonly at: number; readonly label: number; readonly by: number }[] = []
  for (const units of raters) {
    let block = 0
    for (const { start, end, label } of units) {
      changes.push({ at: start, label, by: 1 }, { at: end, label, by: -1 })
      while ((cuts[block + 1] ?? length) <= start) block += 1
      for (let at = block; at < blocks && (cuts[at] ?? 0) < end; at += 1) {
        const piece = Math.min(end, cuts[at + 1] ?? 0) - Math.max(start, cuts[at] ?? 0)
        add(made.marked, at, piece)
        add(made.itself, at, piece * (end - start))
        const own = made.lengths[label]
        if (own !== undefined) add(own, at, piece)
      }
    }
  }
  countDiffering(made, cuts, changes)
  return made
}

const add = (numbers: Float64Array, at: number, by: number): void => {
  numbers[at] = (numbers[at] ?? 0) + by
}

const countDiffering = (
  { raters, labels, blocks, differing }: TextBlocks,
  cuts: readonly number[],
  changes: { readonly at: number; readonly label: number; readonly by: number }[],
): void => {
  changes.sort((a, b) => a.at - b.at)
  const counts = new Int32Array(labels)
  let gaps = raters
  let next = 0
  for (let block = 0; block < blocks; block += 1) {
    const end = cuts[block + 1] ?? 0
    let from = cuts[block] ?? 0
    while (from < end) {
      for (let change = changes[next]; change !== undefined && change.at <= from; change = changes[next]) {
        counts[change.label] = (counts[change.label] ?? 0) + change.by
        gaps -= change.by
        next += 1
      }
      const to = Math.min(end, changes[next]?.at ?? end)
      const same = counts.reduce((sum, count) => sum + count * count, gaps * gaps)
      add(differing, block, (to - from) * (raters * raters - same))
      from = to
    }
  }
}

/** The columns that are summed for a draw. */
export const blockColumns = ({ length, differing, marked, itself, lengths }: TextBlocks): readonly Float64Array[] => [
  length,
  differing,
  marked,
  itself,
  ...lengths,
]

/** u-alpha of what the blocks of a draw add up to (ST23); over each block once it is that of the text. */
export const blockAlpha =
  ({ raters, labels }: Pick<TextBlocks, 'raters' | 'labels'>): OfSums =>
  (sums) => {
    const [length = 0, differing = 0, marked = 0, paired = 0] = sums
    const all = raters * length
    const gaps = all - marked
    let unlike = all * all - gaps * gaps
    for (let label = 0; label < labels; label += 1) unlike -= (sums[4 + label] ?? 0) ** 2
    if (raters < 2 || unlike <= 0) return undefined
    return 1 - (differing * (all * all - paired - gaps)) / ((raters - 1) * all * unlike)
  }
