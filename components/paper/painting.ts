import type { Pigment, RecordKey, Tag } from '@/lib/core/annotation'
import { type Offset, offset } from '@/lib/core/document'
import type { Start, Stretch, Stroke } from '@/lib/client/editor/highlights'
import type { RoomThread } from '@/lib/client/hooks/use-room'

const WAVES: ReadonlySet<Pigment> = new Set(['orpiment', 'graphite'])
const LANES = [1, 2, 3] as const

interface Run {
  readonly tag: Tag
  readonly start: number
  end: number
  lane?: 1 | 2 | 3
}

export const paint = (threads: readonly RoomThread[], tags: readonly Tag[]): readonly Stretch[] => {
  const runs: Run[] = []
  for (const tag of tags) {
    let run: Run | undefined
    for (const thread of threads) {
      const { start, end } = thread.annotation.anchor
      if (!thread.verdicts.some((verdict) => verdict.tag === tag.id)) continue
      if (run !== undefined && start <= run.end) run.end = Math.max(run.end, end)
      else {
        run = { tag, start, end }
        runs.push(run)
      }
    }
  }
  for (const run of runs.toSorted(
    (a, b) =>
      Number(WAVES.has(a.tag.pigment)) - Number(WAVES.has(b.tag.pigment)) ||
      a.tag.position - b.tag.position ||
      a.start - b.start,
  )) {
    run.lane = LANES.find((lane) => !runs.some((o) => o.lane === lane && o.start < run.end && run.start < o.end))
  }
  const cuts = [...new Set(threads.flatMap(({ annotation: { anchor } }) => [anchor.start, anchor.end]))].sort(
    (a, b) => a - b,
  )
  return cuts.flatMap((start, at): Stretch[] => {
    const end = cuts[at + 1]
    if (end === undefined) return []
    const here = threads.filter(({ annotation: { anchor } }) => anchor.start <= start && end <= anchor.end)
    if (here.length === 0) return []
    const counts = tags
      .map((tag) => ({
        tag,
        keys: here.filter((t) => t.verdicts.some((v) => v.tag === tag.id)).map((t) => t.key),
        voices: new Set(here.flatMap((t) => t.verdicts.filter((v) => v.tag === tag.id).map((v) => v.author))).size,
      }))
      .filter(({ voices }) => voices > 0)
      .sort((a, b) => b.voices - a.voices || a.tag.position - b.tag.position)
    const strokes = counts.flatMap(({ tag, keys, voices }, rank): Stroke[] => {
      const lane = runs.find((run) => run.tag === tag && run.start <= start && end <= run.end)?.lane
      if (lane === undefined) return []
      return [{ pigment: tag.pigment, lane, depth: rank > 1 ? 0 : voices >= 4 ? 3 : voices >= 2 ? 2 : 1, keys }]
    })
    return [{ start: offset(start), end: offset(end), strokes, keys: here.map((thread) => thread.key) }]
  })
}

export type { Start, RecordKey, Offset }
