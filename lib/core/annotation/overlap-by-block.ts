import type { TagId } from '../base'
import {
  type OverlapPassage,
  type Run,
  type Segment,
  type Stroke,
  dealLanes,
  extend,
  strokesOf,
  sweep,
} from './overlap'

/** A part of the text that is laid out by itself: a paragraph. Blocks ascend and do not overlap. */
export interface OverlapBlock {
  readonly start: number
  readonly end: number
}

/** What lies on one block. The same object as long as nothing on it looks different. */
export interface BlockOverlap<Passage extends OverlapPassage> {
  readonly block: OverlapBlock
  /** The passages that touch the block, in reading order. */
  readonly passages: readonly Passage[]
  /** The segments of the block, cut at its ends; worked out when they are first asked for. */
  readonly segments: readonly Segment[]
}

/** A block with the passages on it. */
interface Draft<Passage extends OverlapPassage> {
  readonly block: OverlapBlock
  readonly passages: readonly Passage[]
  /** Where the last of them ends; before everything where there is none. */
  readonly reach: number
  /** The tags' runs of these passages, not cut at the block's ends, without lanes. */
  readonly strokes: () => ReadonlyMap<TagId | null, Stroke>
}

/** What is kept of a block from one call to the next. */
interface Kept<Passage extends OverlapPassage> extends Draft<Passage> {
  readonly overlap: BlockOverlap<Passage>
  /** The runs on the block with their lanes, as text. */
  readonly lanes: () => string
  /** The blocks that it hangs together with. */
  readonly group: Group
}

/** Blocks that passages join, `from` to before `to`. What lies on other blocks has no say in their lanes. */
interface Group {
  readonly from: number
  readonly to: number
}

/**
 * `overlap`, block by block and change by change. The answer is a function that
 * takes all passages in reading order each time, and says where they may differ
 * from those of the last call: the blocks that lie in none of `changed` and whose
 * lanes stay are the same objects as before (OV8). Of what has changed only the
 * blocks that hang together with it are looked at again, and nothing is laid out
 * before its segments are asked for.
 */
export const createOverlap = <Passage extends OverlapPassage>(
  blocks: readonly OverlapBlock[],
  tags: readonly TagId[],
  isWave: (tag: TagId) => boolean,
): ((passages: readonly Passage[], changed: readonly OverlapBlock[]) => readonly BlockOverlap<Passage>[]) => {
  let known: readonly Kept<Passage>[] = []
  /** No passage was ever longer. */
  let longest = 0
  return (passages, changed) => {
    const isFirst = known.length === 0
    for (const { start, end } of isFirst ? passages : changed) longest = Math.max(longest, end - start)
    const drafts = blocks.map((block, at): Draft<Passage> => {
      const before = known[at]
      if (before !== undefined && !changed.some((one) => touches(one, block))) return before
      const here = passagesOn(block, passages, longest)
      const reach = here.reduce((last, { end }) => Math.max(last, end), -Infinity)
      return { block, passages: here, reach, strokes: once(() => strokesOf(here, tags)) }
    })
    known = together(drafts).flatMap((group): readonly Kept<Passage>[] => {
      const own = drafts.slice(group.from, group.to)
      const before = known.slice(group.from, group.to)
      const [first] = before
      // The same blocks with the same passages as before: nothing came between.
      if (first?.group.from === group.from && first.group.to === group.to && own.every((one, at) => one === before[at]))
        return before
      const dealt = once(() => dealtOut(own, tags, isWave))
      return own.map(({ block, passages: here, reach, strokes }, at): Kept<Passage> => {
        const on = once(() => runsOn(block, dealt()))
        const lanes = once(() => lanesOf(on()))
        const was = before[at]
        const isSame = was?.passages === here && was.lanes() === lanes()
        const overlap = isSame ? was.overlap : lazily(block, here, on)
        return { block, passages: here, reach, strokes, lanes, group, overlap }
      })
    })
    return known.map(({ overlap }) => overlap)
  }
}

/** Which blocks hang together: a passage lies on one and reaches the next. */
const together = (
  drafts: readonly Draft<OverlapPassage>[],
): readonly { readonly from: number; readonly to: number }[] => {
  const groups: { from: number; to: number }[] = []
  let reach = -Infinity
  drafts.forEach(({ block, reach: own }, at) => {
    const last = groups.at(-1)
    // Where one ends at the very place at which the next begins, their runs are one.
    if (last === undefined || reach < block.start) groups.push({ from: at, to: at + 1 })
    else last.to = at + 1
    reach = Math.max(reach, own)
  })
  return groups
}

/** The strokes of blocks that hang together, with their lanes. */
const dealtOut = (
  drafts: readonly Draft<OverlapPassage>[],
  tags: readonly TagId[],
  isWave: (tag: TagId) => boolean,
): ReadonlyMap<TagId | null, Stroke> => {
  const strokes = joined(
    drafts.map((draft) => draft.strokes()),
    tags,
  )
  dealLanes([...strokes.values()], isWave)
  return strokes
}

/** `make`, called when it is first asked for, and once. */
const once = <Made extends string | object>(make: () => Made): (() => Made) => {
  let made: Made | undefined
  return () => (made ??= make())
}

const lanesOf = (strokes: readonly Stroke[]): string =>
  strokes.map(({ tag, runs }) => `${tag ?? ''}:${runs.map(laneText).join()}`).join(';')

const touches = (one: OverlapBlock, other: OverlapBlock): boolean => one.start < other.end && other.start < one.end

const passagesOn = <Passage extends OverlapPassage>(
  block: OverlapBlock,
  passages: readonly Passage[],
  longest: number,
): readonly Passage[] =>
  passages
    .slice(firstFrom(passages, block.start - longest), firstFrom(passages, block.end))
    .filter((passage) => touches(passage, block))

/** The index of the first of `passages` that begins at `start` or after it. */
const firstFrom = (passages: readonly OverlapPassage[], start: number): number => {
  let low = 0
  let high = passages.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((passages[middle]?.start ?? 0) < start) low = middle + 1
    else high = middle
  }
  return low
}

/** The runs of all blocks as those of one text: a passage that goes over a block's end joins what it touches. */
const joined = (
  blocks: readonly ReadonlyMap<TagId | null, Stroke>[],
  tags: readonly TagId[],
): ReadonlyMap<TagId | null, Stroke> => {
  const all = new Map<TagId | null, Stroke>()
  const strokeOf = (tag: TagId | null): Stroke => {
    const stroke = all.get(tag) ?? { tag, runs: [], voices: new Map(), at: 0 }
    all.set(tag, stroke)
    return stroke
  }
  tags.forEach(strokeOf)
  for (const strokes of blocks)
    for (const { tag, runs } of strokes.values())
      if (tag !== null) for (const run of runs) extend(strokeOf(tag).runs, run)
  const plain = strokeOf(null)
  for (const strokes of blocks) for (const run of strokes.get(null)?.runs ?? []) extend(plain.runs, run)
  return all
}

/** The strokes with those of their runs that lie on the block, cut to it. */
const runsOn = (block: OverlapBlock, strokes: ReadonlyMap<TagId | null, Stroke>): readonly Stroke[] =>
  [...strokes.values()].map(({ tag, runs }) => ({
    tag,
    runs: between(runs, block).map((run) => ({
      start: Math.max(run.start, block.start),
      end: Math.min(run.end, block.end),
      lane: run.lane,
    })),
    voices: new Map(),
    at: 0,
  }))

/** Runs ascend: those that touch the block. */
const between = (runs: readonly Run[], block: OverlapBlock): readonly Run[] => {
  let low = 0
  let high = runs.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((runs[middle]?.end ?? 0) <= block.start) low = middle + 1
    else high = middle
  }
  const on: Run[] = []
  for (let run = runs[low]; run !== undefined && run.start < block.end; low += 1, run = runs[low]) on.push(run)
  return on
}

const laneText = ({ start, end, lane }: Run): string => `${String(start)}-${String(end)}-${String(lane ?? 0)}`

const lazily = <Passage extends OverlapPassage>(
  block: OverlapBlock,
  passages: readonly Passage[],
  strokes: () => readonly Stroke[],
): BlockOverlap<Passage> => {
  let segments: readonly Segment[] | undefined
  return {
    block,
    passages,
    get segments() {
      segments ??= sweep(
        passages
          .map(({ key, start, end, verdicts }) => ({
            key,
            start: Math.max(start, block.start),
            end: Math.min(end, block.end),
            verdicts,
          }))
          // Cut at the block's beginning, they would no longer ascend.
          .sort((a, b) => a.start - b.start),
        new Map(strokes().map((stroke) => [stroke.tag, stroke])),
      )
      return segments
    },
  }
}
