import type { MemberId } from '@/lib/core/base'
import type { Pigment, Tag } from '@/lib/core/annotation'
import { type Offset, offset } from '@/lib/core/document'
import type { Stretch, Stroke } from '@/lib/client/editor/highlights'
import type { RoomThread } from '@/lib/client/hooks/use-room'

/** The pigments whose line is a wave (`--t-stroke: wavy` in tokens.css): they take the outer lanes. */
const WAVES: ReadonlySet<Pigment> = new Set(['orpiment', 'graphite'])
/** From the letters outwards. A fourth line is not drawn: the margin says how many. */
const LANES = [1, 2, 3] as const
/** So many fills lie on one word at most. */
const FILLS_MAX = 2

type Lane = (typeof LANES)[number]

/** A stretch that one tag covers without a gap, whoever gave it. */
interface Run {
  readonly tag: Tag
  readonly start: number
  readonly end: number
}

/**
 * What is painted on the text, by the design's rule for overlaps. A stretch is
 * filled with its two leading tags (by members who gave them, ties in codebook
 * order), each as deep as it has voices. Every tag has a line; passages of one
 * tag that touch or overlap share theirs, and it keeps its lane from end to end:
 * the first free one, straight strokes before waves, then in codebook order.
 * `threads` in the order of the text, as `threadsOf` gives them.
 */
export const paint = (threads: readonly RoomThread[], tags: readonly Tag[]): readonly Stretch[] => {
  const lanes = dealLanes(runsOf(threads, tags))
  return cut(threads).map(({ start, end, threads: here }): Stretch => {
    const strokes = tags
      .flatMap((tag): (Stroke & { readonly voices: number; readonly position: number })[] => {
        const giving = here.filter((thread) => thread.verdicts.some((verdict) => verdict.tag === tag.id))
        const run = lanes.find(
          ({ run: { tag: other, start: from, end: to } }) => other === tag && from <= start && end <= to,
        )
        if (giving.length === 0 || run?.lane === undefined) return []
        const { lane } = run
        const voices = voicesFor(giving, tag)
        return [
          { pigment: tag.pigment, lane, depth: 0, keys: giving.map(({ key }) => key), voices, position: tag.position },
        ]
      })
      .sort((a, b) => b.voices - a.voices || a.position - b.position)
      .map(({ pigment, lane, keys, voices }, rank): Stroke => ({
        pigment,
        lane,
        depth: rank < FILLS_MAX ? depthOf(voices) : 0,
        keys,
      }))
    return { start, end, strokes, keys: here.map(({ key }) => key) }
  })
}

/** How deep a fill is for so many voices: one, two or three, four or more. */
const depthOf = (voices: number): 1 | 2 | 3 => (voices >= 4 ? 3 : voices >= 2 ? 2 : 1)

const voicesFor = (threads: readonly RoomThread[], tag: Tag): number => {
  const voices = new Set<MemberId>()
  for (const { verdicts } of threads)
    for (const verdict of verdicts) if (verdict.tag === tag.id) voices.add(verdict.author)
  return voices.size
}

const runsOf = (threads: readonly RoomThread[], tags: readonly Tag[]): readonly Run[] =>
  tags.flatMap((tag) => {
    const runs: Run[] = []
    for (const { annotation, verdicts } of threads) {
      if (!verdicts.some((verdict) => verdict.tag === tag.id)) continue
      const { start, end } = annotation.anchor
      const last = runs.at(-1)
      if (last === undefined || start > last.end) runs.push({ tag, start, end })
      else runs[runs.length - 1] = { tag, start: last.start, end: Math.max(last.end, end) }
    }
    return runs
  })

const dealLanes = (runs: readonly Run[]): readonly { readonly run: Run; readonly lane: Lane | undefined }[] => {
  const dealt: { readonly run: Run; readonly lane: Lane | undefined }[] = []
  const ordered = runs.toSorted(
    (a, b) =>
      Number(WAVES.has(a.tag.pigment)) - Number(WAVES.has(b.tag.pigment)) ||
      a.tag.position - b.tag.position ||
      a.start - b.start,
  )
  for (const run of ordered) {
    const beside = dealt.filter(({ run: other }) => other.start < run.end && run.start < other.end)
    dealt.push({ run, lane: LANES.find((lane) => beside.every((other) => other.lane !== lane)) })
  }
  return dealt
}

/** The text cut at every start and end of a passage; pieces on which none lies are left out. */
const cut = (
  threads: readonly RoomThread[],
): readonly { readonly start: Offset; readonly end: Offset; readonly threads: readonly RoomThread[] }[] => {
  const edges = new Set(threads.flatMap(({ annotation: { anchor } }) => [anchor.start, anchor.end]))
  const cuts = [...edges].sort((a, b) => a - b)
  let next = 0
  let open: readonly RoomThread[] = []
  return cuts.flatMap((start, at) => {
    const opening: RoomThread[] = []
    for (let thread = threads[next]; thread?.annotation.anchor.start === start; thread = threads[next]) {
      opening.push(thread)
      next += 1
    }
    open = [...open.filter(({ annotation: { anchor } }) => anchor.end > start), ...opening]
    const end = cuts[at + 1]
    return open.length === 0 || end === undefined ? [] : [{ start: offset(start), end: offset(end), threads: open }]
  })
}
