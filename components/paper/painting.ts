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
import type { Stretch, Stroke } from '@/lib/client/editor/highlights'
import type { RoomThread } from '@/lib/client/hooks/use-room'

/** The pigments whose line is a wave: `--t-stroke` in tokens.css. */
const WAVES: ReadonlySet<Pigment> = new Set(['orpiment', 'graphite'])

/**
 * What is painted on the text: the design's rule for overlaps (core's
 * `overlap`), with pigments for tags and, for each line and fill, the
 * annotations that give it. `threads` in the order of the text.
 */
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
