import type { MemberId, TagId } from '../base'
import type { Tag } from '../annotation'
import type { Note } from './notes'
import { FILL_OPACITY, LANE_EM, PAPER_PIGMENTS, type PaperPigment, type Rgb, UNTAGGED } from './pigments'
import type { Stretch } from './stretches'

/** A line below the letters. */
export interface PaintLine {
  readonly colour: Rgb
  readonly stroke: PaperPigment['stroke']
  /** Of one stroke, in CSS pixels as in the tokens. */
  readonly weight: number
  /** How far its upper edge lies below the baseline, in em. */
  readonly below: number
}

/** What one highlight paints on one stretch. */
export interface Paint {
  readonly stretch: number
  readonly fills: readonly { readonly colour: Rgb; readonly opacity: number }[]
  readonly lines: readonly PaintLine[]
}

/** The tokens' nudge is for the screen's larger type; on paper this much of it is right. */
const NUDGE_ON_PAPER = 0.6
/** So many fills lie on one word at most. */
const FILLS_MAX = 2

/**
 * The design's rule for overlaps, dealt out to the notes (by index): each fill
 * and each line of a stretch is painted by one note alone, the first that
 * stands for it. A fill is a tag, its depth the voices for that tag there; the
 * two strongest are shown. A line is a tag; notes of one tag that
 * touch share theirs, and it keeps its lane from end to end. A fourth lane is
 * not drawn.
 */
export const paintsOf = (
  notes: readonly Note[],
  stretches: readonly Stretch[],
): ReadonlyMap<number, readonly Paint[]> => {
  const lanes = lanesOf(notes)
  const paints = new Map<number, Paint[]>()
  for (const stretch of stretches) {
    const fills = fillsOf(notes, stretch)
    const drawn = new Set<string>()
    for (const at of stretch.notes) {
      const note = notes[at]
      if (note === undefined) continue
      const lines = strokesOf(note).flatMap(({ name, look }): PaintLine[] => {
        const lane = LANE_EM[lanes.get(`${at} ${name}`) ?? LANE_EM.length]
        if (lane === undefined || drawn.has(name)) return []
        drawn.add(name)
        const below = lane + look.nudge * NUDGE_ON_PAPER
        return [{ colour: look.line, stroke: look.stroke, weight: look.weight, below }]
      })
      const own = fills.filter((fill) => fill.note === at)
      const list = paints.get(at) ?? []
      list.push({
        stretch: stretch.id,
        fills: own.map((fill) => ({ colour: fill.look.fill, opacity: FILL_OPACITY[depthOf(fill.voices)] })),
        lines,
      })
      paints.set(at, list)
    }
  }
  return paints
}

/** How deep a fill is for so many voices: one, two or three, four or more. */
export const depthOf = (voices: number): 1 | 2 | 3 => (voices >= 4 ? 3 : voices >= 2 ? 2 : 1)

interface Stroke {
  /** The tag's id; empty for a note without a verdict. */
  readonly name: string
  readonly look: PaperPigment
  /** Place in the codebook; a note without a verdict comes last. */
  readonly position: number
}

const strokesOf = (note: Note): readonly Stroke[] =>
  note.counts.length === 0
    ? [{ name: '', look: UNTAGGED, position: Infinity }]
    : note.counts.map(({ tag }) => ({ name: tag.id, look: lookOf(tag), position: tag.position }))

const lookOf = (tag: Tag): PaperPigment => PAPER_PIGMENTS[tag.pigment]

interface Fill {
  readonly note: number
  readonly look: PaperPigment
  readonly voices: number
  readonly position: number
}

const fillsOf = (notes: readonly Note[], stretch: Stretch): readonly Fill[] => {
  const fills = new Map<string, Fill>()
  for (const at of stretch.notes) {
    const note = notes[at]
    for (const { name, look, position } of note === undefined ? [] : strokesOf(note)) {
      if (!fills.has(name)) fills.set(name, { note: at, look, voices: voicesFor(notes, stretch, name), position })
    }
  }
  // The grey of a note without a verdict shows where no tag does.
  if (fills.size > 1) fills.delete('')
  return [...fills.values()].sort((a, b) => b.voices - a.voices || a.position - b.position).slice(0, FILLS_MAX)
}

const voicesFor = (notes: readonly Note[], stretch: Stretch, tag: TagId | string): number => {
  const voices = new Set<MemberId>()
  for (const at of stretch.notes) {
    for (const verdict of notes[at]?.thread.verdicts ?? []) if (verdict.tag === tag) voices.add(verdict.author)
  }
  return Math.max(1, voices.size)
}

interface Run {
  readonly stroke: Stroke
  readonly start: number
  end: number
  readonly notes: number[]
}

/** The lane of each tag's line under each note, from 0, by `NOTE TAG`: straight strokes inside, waves outside, ties in codebook order. */
const lanesOf = (notes: readonly Note[]): ReadonlyMap<string, number> => {
  const runs = runsOf(notes).toSorted(
    (a, b) =>
      Number(a.stroke.look.stroke === 'wavy') - Number(b.stroke.look.stroke === 'wavy') ||
      a.stroke.position - b.stroke.position ||
      a.start - b.start,
  )
  const taken: Run[][] = LANE_EM.map(() => [])
  const lanes = new Map<string, number>()
  for (const run of runs) {
    const lane = taken.findIndex((others) => others.every((other) => other.end <= run.start || other.start >= run.end))
    if (lane < 0) continue
    taken[lane]?.push(run)
    for (const note of run.notes) lanes.set(`${note} ${run.stroke.name}`, lane)
  }
  return lanes
}

const runsOf = (notes: readonly Note[]): readonly Run[] => {
  const open = new Map<string, Run>()
  const runs: Run[] = []
  notes.forEach(({ place }, at) => {
    const note = notes[at]
    if (place === null || note === undefined) return
    for (const stroke of strokesOf(note)) {
      const run = open.get(stroke.name)
      if (run !== undefined && place.start <= run.end) {
        run.end = Math.max(run.end, place.end)
        run.notes.push(at)
      } else {
        const fresh: Run = { stroke, start: place.start, end: place.end, notes: [at] }
        open.set(stroke.name, fresh)
        runs.push(fresh)
      }
    }
  })
  return runs
}
