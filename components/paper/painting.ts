import {
  type BlockOverlap,
  type OverlapPassage,
  type Pigment,
  type RecordKey,
  type Segment,
  createOverlap,
} from '@/lib/core/annotation'
import type { TagId } from '@/lib/core/base'
import { type Offset, offset } from '@/lib/core/document'
import type { Painted, Start, Stretch, Stroke } from '@/lib/client/editor/highlights'
import type { ColourEntry, Colouring } from '@/lib/client/hooks/colouring'
import type { RoomThread } from '@/lib/client/hooks/use-room'
import { changedThreads, createMapped } from './changed-threads'

/** The pigments whose line is a wave: `--t-stroke` in tokens.css. */
const WAVES: ReadonlySet<Pigment> = new Set(['orpiment', 'graphite'])

/**
 * A function that gives what lies on each block for the threads it is called
 * with: the design's rule for overlaps (core's `overlap`), with pigments for tags (or
 * what else is coloured)
 * and, for each line and fill, the annotations that give it. A block on which
 * nothing changed since the last call is the same object.
 */
export const createPainter = (
  blocks: readonly { readonly start: Offset; readonly end: Offset }[],
  { entries, verdictsOf }: Colouring,
  labelOf: (thread: RoomThread) => string,
): ((threads: readonly RoomThread[]) => readonly Painted[]) => {
  const byId = new Map(entries.map((entry) => [entry.id, entry]))
  const lay = createOverlap<Laid>(
    blocks,
    entries.map(({ id }) => id),
    (id) => WAVES.has(byId.get(id)?.pigment ?? 'minium'),
  )
  const known = new WeakMap<RoomThread, Laid>()
  const laidOf = (thread: RoomThread): Laid => {
    const before = known.get(thread)
    if (before !== undefined) return before
    const { start, end } = thread.annotation.anchor
    const laid = { key: thread.key, start, end, verdicts: verdictsOf(thread), thread }
    known.set(thread, laid)
    return laid
  }
  const laidOfAll = createMapped(laidOf)
  const starts = new WeakMap<RoomThread, Start>()
  const startOf = ({ thread }: Laid): Start => {
    const start = starts.get(thread) ?? {
      key: thread.key,
      at: thread.annotation.anchor.start,
      label: labelOf(thread),
    }
    starts.set(thread, start)
    return start
  }
  let before: readonly RoomThread[] = []
  let painted = new Map<BlockOverlap<Laid>, Painted>()
  return (threads) => {
    const { gone, come } = changedThreads(before, threads)
    before = threads
    const changed = [...gone, ...come].map(({ annotation }) => annotation.anchor)
    const next: typeof painted = new Map()
    for (const overlap of lay(laidOfAll(threads), changed)) {
      if (overlap.passages.length > 0) next.set(overlap, painted.get(overlap) ?? paintedOf(overlap, byId, startOf))
    }
    painted = next
    return [...next.values()]
  }
}

/** A thread as the rule for overlaps takes it. */
interface Laid extends OverlapPassage {
  readonly thread: RoomThread
}

const paintedOf = (
  overlap: BlockOverlap<Laid>,
  tags: ReadonlyMap<TagId, ColourEntry>,
  startOf: (laid: Laid) => Start,
): Painted => {
  const { block, passages } = overlap
  let stretches: readonly Stretch[] | undefined
  let starts: readonly Start[] | undefined
  return {
    start: offset(block.start),
    end: offset(block.end),
    get stretches() {
      if (stretches !== undefined) return stretches
      const givers = giversOf(passages)
      stretches = overlap.segments.map((segment) => ({
        start: offset(segment.start),
        end: offset(segment.end),
        keys: segment.keys,
        strokes: strokesOf(segment, tags, givers),
      }))
      return stretches
    },
    get starts() {
      starts ??= passages.filter(({ start }) => start >= block.start).map(startOf)
      return starts
    },
  }
}

/** The fills first, the leading tag outermost; then the lines of the other tags. A tag that left the codebook is shown plain. */
const strokesOf = (
  { keys, fills, lines }: Segment,
  tags: ReadonlyMap<TagId, ColourEntry>,
  givers: () => ReadonlyMap<RecordKey, ReadonlySet<TagId>>,
): readonly Stroke[] => {
  const laneOf = new Map(lines.map(({ tag, lane }) => [tag, lane]))
  const depthOf = new Map(fills.map(({ tag, depth }) => [tag, depth]))
  return [...new Set([...depthOf.keys(), ...laneOf.keys()])].map((tag) => {
    let own: readonly RecordKey[] | undefined
    return {
      pigment: (tag === null ? undefined : tags.get(tag)?.pigment) ?? null,
      lane: laneOf.get(tag) ?? 0,
      depth: depthOf.get(tag) ?? 0,
      get keys() {
        own ??= keys.filter((key) => {
          const given = givers().get(key)
          return tag === null ? given?.size === 0 : given?.has(tag) === true
        })
        return own
      },
    }
  })
}

/** A function that gives the tags of each passage's verdicts; made at the first call. */
const giversOf = (passages: readonly Laid[]): (() => ReadonlyMap<RecordKey, ReadonlySet<TagId>>) => {
  let made: ReadonlyMap<RecordKey, ReadonlySet<TagId>> | undefined
  return () => {
    made ??= new Map(passages.map(({ key, verdicts }) => [key, new Set(verdicts.map(({ tag }) => tag))]))
    return made
  }
}
