import type { TagId } from '../base'
import { type OverlapPassage, type Tag, overlap } from '../annotation'
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

/**
 * The rule of `overlap`, dealt out to the notes (by index): each fill and each
 * line of a stretch is painted by one note alone, the first that stands for it.
 */
export const paintsOf = (
  notes: readonly Note[],
  stretches: readonly Stretch[],
): ReadonlyMap<number, readonly Paint[]> => {
  const tags = new Map<TagId, Tag>(notes.flatMap(({ counts }) => counts.map(({ tag }): [TagId, Tag] => [tag.id, tag])))
  const codebook = [...tags.values()].sort((a, b) => a.position - b.position).map(({ id }) => id)
  const lookOf = (id: TagId | null): PaperPigment => {
    const tag = id === null ? undefined : tags.get(id)
    return tag === undefined ? UNTAGGED : PAPER_PIGMENTS[tag.pigment]
  }
  const segments = overlap(notes.flatMap(passageOf), codebook, (tag) => lookOf(tag).stroke === 'wavy')
  const byStart = new Map(segments.map((segment) => [segment.start, segment]))

  const paints = new Map<number, Paint[]>()
  for (const stretch of stretches) {
    const segment = byStart.get(stretch.start)
    const painterOf = (tag: TagId | null): number | undefined => stretch.notes.find((at) => standsFor(notes[at], tag))
    for (const at of stretch.notes) {
      const list = paints.get(at) ?? []
      list.push({
        stretch: stretch.id,
        fills: (segment?.fills ?? [])
          .filter(({ tag }) => painterOf(tag) === at)
          .map(({ tag, depth }) => ({ colour: lookOf(tag).fill, opacity: FILL_OPACITY[depth] })),
        lines: (segment?.lines ?? [])
          .filter(({ tag }) => painterOf(tag) === at)
          .map(({ tag, lane }) => lineOf(lookOf(tag), LANE_EM[lane - 1] ?? 0)),
      })
      paints.set(at, list)
    }
  }
  return paints
}

const lineOf = ({ line, stroke, weight, nudge }: PaperPigment, laneEm: number): PaintLine => ({
  colour: line,
  stroke,
  weight,
  below: laneEm + nudge * NUDGE_ON_PAPER,
})

/** Verdicts for tags that the codebook has lost count as none, as they do in the list. */
const passageOf = (note: Note): readonly OverlapPassage[] => {
  if (note.place === null) return []
  const known = new Set(note.counts.map(({ tag }) => tag.id))
  const verdicts = note.thread.verdicts.filter(({ tag }) => known.has(tag))
  return [{ key: note.thread.key, ...note.place, verdicts }]
}

const standsFor = (note: Note | undefined, tag: TagId | null): boolean =>
  note !== undefined && (tag === null ? note.counts.length === 0 : note.counts.some((count) => count.tag.id === tag))
