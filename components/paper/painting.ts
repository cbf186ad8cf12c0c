import {
  type OverlapPassage,
  type Pigment,
  type RecordKey,
  type Segment,
  type Tag,
  overlap,
} from '@/lib/core/annotation'
import type { TagId } from '@/lib/core/base'
import { offset } from '@/lib/core/document'
import type { Cluster, Stretch, Stroke } from '@/lib/client/editor/highlights'
import type { RoomThread } from '@/lib/client/hooks/use-room'

/** The pigments whose line is a wave: `--t-stroke` in tokens.css. */
const WAVES: ReadonlySet<Pigment> = new Set(['orpiment', 'graphite'])

/**
 * A function that gives the clusters of the threads it is called with, in the
 * order of the text: the design's rule for overlaps (core's `overlap`), with
 * pigments for tags and, for each line and fill, the annotations that give it. A
 * cluster whose threads are the same as last time is the same object.
 */
export const createPainter = (
  tags: readonly Tag[],
  labelOf: (thread: RoomThread) => string,
): ((threads: readonly RoomThread[]) => readonly Cluster[]) => {
  let known = new Map<RoomThread, { readonly threads: readonly RoomThread[]; readonly cluster: Cluster }>()
  return (threads) => {
    const next: typeof known = new Map()
    const clusters = clustersOf(threads).map((group) => {
      const [first] = group
      const before = first === undefined ? undefined : known.get(first)
      const isSame = before?.threads.length === group.length && group.every((one, at) => one === before.threads[at])
      const painted = isSame ? before : { threads: group, cluster: clusterOf(group, tags, labelOf) }
      if (first !== undefined) next.set(first, painted)
      return painted.cluster
    })
    known = next
    return clusters
  }
}

/** Threads whose passages touch, directly or through others. `threads` in the order of the text. */
const clustersOf = (threads: readonly RoomThread[]): readonly (readonly RoomThread[])[] => {
  const groups: RoomThread[][] = []
  let end = -1
  for (const thread of threads) {
    const { anchor } = thread.annotation
    if (anchor.start > end) groups.push([thread])
    else groups.at(-1)?.push(thread)
    end = Math.max(end, anchor.end)
  }
  return groups
}

const clusterOf = (
  threads: readonly RoomThread[],
  tags: readonly Tag[],
  labelOf: (thread: RoomThread) => string,
): Cluster => ({
  start: offset(Math.min(...threads.map(({ annotation }) => annotation.anchor.start))),
  end: offset(Math.max(...threads.map(({ annotation }) => annotation.anchor.end))),
  stretches: paint(threads, tags),
  starts: threads.map((thread) => ({
    key: thread.key,
    at: thread.annotation.anchor.start,
    label: labelOf(thread),
  })),
})

/** What is painted for `threads`, in the order of the text. */
export const paint = (threads: readonly RoomThread[], tags: readonly Tag[]): readonly Stretch[] => {
  const codebook = tags.toSorted((a, b) => a.position - b.position)
  const byId = new Map(codebook.map((tag) => [tag.id, tag]))
  const passages = threads.map(({ key, annotation: { anchor }, verdicts }): OverlapPassage => ({
    key,
    start: anchor.start,
    end: anchor.end,
    verdicts,
  }))
  const isWave = (id: TagId): boolean => {
    const tag = byId.get(id)
    return tag !== undefined && WAVES.has(tag.pigment)
  }
  const segments = overlap(
    passages,
    codebook.map((tag) => tag.id),
    isWave,
  )
  const givers = new Map<RecordKey, ReadonlySet<TagId>>(
    passages.map(({ key, verdicts }) => [key, new Set(verdicts.map(({ tag }) => tag))]),
  )
  return segments.map((segment): Stretch => ({
    start: offset(segment.start),
    end: offset(segment.end),
    keys: segment.keys,
    strokes: strokesOf(segment, byId, givers),
  }))
}

/** The fills first, the leading tag outermost; then the lines of the other tags. A tag that left the codebook is shown plain. */
const strokesOf = (
  { keys, fills, lines }: Segment,
  tags: ReadonlyMap<TagId, Tag>,
  givers: ReadonlyMap<RecordKey, ReadonlySet<TagId>>,
): readonly Stroke[] => {
  const laneOf = new Map(lines.map(({ tag, lane }) => [tag, lane]))
  const depthOf = new Map(fills.map(({ tag, depth }) => [tag, depth]))
  return [...new Set([...depthOf.keys(), ...laneOf.keys()])].map((tag) => ({
    pigment: (tag === null ? undefined : tags.get(tag)?.pigment) ?? null,
    lane: laneOf.get(tag) ?? 0,
    depth: depthOf.get(tag) ?? 0,
    keys: keys.filter((key) => {
      const given = givers.get(key)
      return tag === null ? given?.size === 0 : given?.has(tag) === true
    }),
  }))
}
