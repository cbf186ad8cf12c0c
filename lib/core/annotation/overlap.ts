import type { MemberId, TagId } from '../base'
import type { RecordKey } from './key'

/** A highlighted passage with its verdicts: a thread's, as it is. Offsets in the plain text; `end` is exclusive. */
export interface OverlapPassage {
  readonly key: RecordKey
  readonly start: number
  readonly end: number
  readonly verdicts: readonly { readonly tag: TagId; readonly author: MemberId }[]
}

/** 1 for one voice, 2 for two or three, 3 for four or more. */
export type FillDepth = 1 | 2 | 3
/** From the letters outwards. */
export type Lane = 1 | 2 | 3

/** A stretch of the text on which the same passages lie from end to end. Stretches ascend and do not overlap. */
export interface Segment {
  readonly start: number
  readonly end: number
  /** The passages that lie here, in reading order. */
  readonly keys: readonly RecordKey[]
  /** At most two, the leading tag first. `null` stands for passages without a verdict, where no other lies. */
  readonly fills: readonly { readonly tag: TagId | null; readonly depth: FillDepth }[]
  /** At most three, from the letters outwards. */
  readonly lines: readonly { readonly tag: TagId | null; readonly lane: Lane }[]
  /** How many more lines there would be. */
  readonly hidden: number
}

const LANES = [1, 2, 3] as const
const FILLS_MAX = 2

/** How deep a fill is for so many voices. */
export const depthOf = (voices: number): FillDepth => (voices >= 4 ? 3 : voices >= 2 ? 2 : 1)

/** A stretch that one tag covers without a gap, whoever gave it. */
export interface Run {
  readonly start: number
  end: number
  /** `undefined` for a line that finds no lane. */
  lane: Lane | undefined
}

/** What one tag does along the text; `null` stands for passages without a verdict. */
export interface Stroke {
  readonly tag: TagId | null
  readonly runs: Run[]
  /** Members who give the tag where the sweep is, each with how many of their passages lie there. */
  readonly voices: Map<MemberId | null, number>
  /** The run where the sweep is. */
  at: number
}

/**
 * The design's rule for highlights that overlap, the same on screen and on
 * paper. `passages` in reading order, as `threadsOf` gives them; `tags` in the
 * order of the codebook; `isWave` says which tags have a wavy line. The rules
 * are OV1 to OV7 of SPEC.md. About `n log n` steps for `n` passages.
 */
export const overlap = (
  passages: readonly OverlapPassage[],
  tags: readonly TagId[],
  isWave: (tag: TagId) => boolean,
): readonly Segment[] => {
  const strokes = strokesOf(passages, tags)
  dealLanes([...strokes.values()], isWave)
  return sweep(passages, strokes)
}

/** The tags' runs, in the order of the codebook; passages without a verdict come after it. */
export const strokesOf = (
  passages: readonly OverlapPassage[],
  tags: readonly TagId[],
): ReadonlyMap<TagId | null, Stroke> => {
  const strokes = new Map<TagId | null, Stroke>()
  const strokeOf = (tag: TagId | null): Stroke => {
    const stroke = strokes.get(tag) ?? { tag, runs: [], voices: new Map<MemberId | null, number>(), at: 0 }
    strokes.set(tag, stroke)
    return stroke
  }
  tags.forEach(strokeOf)
  const plain: OverlapPassage[] = []
  for (const passage of passages) {
    if (passage.verdicts.length === 0) plain.push(passage)
    for (const { tag } of passage.verdicts) extend(strokeOf(tag).runs, passage)
  }
  const none = strokeOf(null)
  for (const passage of plain) extend(none.runs, passage)
  return strokes
}

export const extend = (runs: Run[], { start, end }: { readonly start: number; readonly end: number }): void => {
  const last = runs.at(-1)
  if (last === undefined || start > last.end) runs.push({ start, end, lane: undefined })
  else last.end = Math.max(last.end, end)
}

/** Gives lanes: each run takes the first that is free for its whole length: straight lines before waves, then by codebook. */
export const dealLanes = (strokes: readonly Stroke[], isWave: (tag: TagId) => boolean): void => {
  const isWavy = ({ tag }: Stroke): boolean => tag !== null && isWave(tag)
  const ordered = [...strokes.filter((stroke) => !isWavy(stroke)), ...strokes.filter(isWavy)]
  const taken = new Map<Lane, Run[]>(LANES.map((lane) => [lane, []]))
  for (const { runs } of ordered) {
    let waiting: readonly Run[] = runs
    for (const lane of LANES) {
      const there = taken.get(lane) ?? []
      const placed: Run[] = []
      const blocked: Run[] = []
      let next = 0
      for (const run of waiting) {
        for (let other = there[next]; other !== undefined && other.end <= run.start; other = there[next]) next += 1
        const other = there[next]
        if (other !== undefined && other.start < run.end) blocked.push(run)
        else placed.push(run)
      }
      for (const run of placed) run.lane = lane
      taken.set(
        lane,
        [...there, ...placed].sort((a, b) => a.start - b.start),
      )
      waiting = blocked
    }
  }
}

/** Cuts the text where passages begin and end; `strokes` have their lanes. */
export const sweep = (
  passages: readonly OverlapPassage[],
  strokes: ReadonlyMap<TagId | null, Stroke>,
): readonly Segment[] => {
  const closing = passages.toSorted((a, b) => a.end - b.end)
  const cuts = [...new Set(passages.flatMap(({ start, end }) => [start, end]))].sort((a, b) => a - b)
  const ordered = [...strokes.values()]
  let open: OverlapPassage[] = []
  const segments: Segment[] = []
  let nextOpen = 0
  let nextClose = 0
  cuts.forEach((start, at) => {
    for (let one = closing[nextClose]; one !== undefined && one.end <= start; one = closing[nextClose]) {
      nextClose += 1
      // An empty passage was never open.
      if (one.start < one.end) count(one, strokes, -1)
    }
    open = open.filter((one) => one.end > start)
    for (let one = passages[nextOpen]; one !== undefined && one.start <= start; one = passages[nextOpen]) {
      nextOpen += 1
      if (one.end <= start) continue
      open.push(one)
      count(one, strokes, 1)
    }
    const end = cuts[at + 1]
    if (end !== undefined && open.length > 0) segments.push(segmentOf(start, end, open, ordered))
  })
  return segments
}

/** Adds a passage's voices to those where the sweep is, or takes them away. */
const count = ({ verdicts }: OverlapPassage, strokes: ReadonlyMap<TagId | null, Stroke>, by: 1 | -1): void => {
  const add = (tag: TagId | null, author: MemberId | null): void => {
    const voices = strokes.get(tag)?.voices
    const sum = (voices?.get(author) ?? 0) + by
    if (sum === 0) voices?.delete(author)
    else voices?.set(author, sum)
  }
  if (verdicts.length === 0) add(null, null)
  for (const { tag, author } of verdicts) add(tag, author)
}

const segmentOf = (
  start: number,
  end: number,
  open: readonly OverlapPassage[],
  strokes: readonly Stroke[],
): Segment => {
  const here = strokes.filter(({ voices }) => voices.size > 0)
  const lines: { tag: TagId | null; lane: Lane }[] = []
  for (const stroke of here) {
    for (let run = stroke.runs[stroke.at]; run !== undefined && run.end <= start; run = stroke.runs[stroke.at]) {
      stroke.at += 1
    }
    const lane = stroke.runs[stroke.at]?.lane
    if (lane !== undefined) lines.push({ tag: stroke.tag, lane })
  }
  const tagged = here.filter(({ tag }) => tag !== null)
  return {
    start,
    end,
    keys: open.map(({ key }) => key),
    // The sort is stable: of equally many voices the codebook's order holds.
    fills: (tagged.length > 0 ? tagged : here)
      .sort((a, b) => b.voices.size - a.voices.size)
      .slice(0, FILLS_MAX)
      .map(({ tag, voices }) => ({ tag, depth: tag === null ? 1 : depthOf(voices.size) })),
    lines: lines.sort((a, b) => a.lane - b.lane),
    hidden: here.length - lines.length,
  }
}
