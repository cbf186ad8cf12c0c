import { disagreementOf } from './disagreement'
import type { Scope } from './scope'

/** One sentence of the heat strip. */
export interface HeatCell {
  /** Offsets of the sentence in the plain text; `end` is exclusive. */
  readonly start: number
  readonly end: number
  /** Claims that touch it. */
  readonly claims: number
  /** Members with a verdict on it. */
  readonly members: number
  /** These members by the tag that they have here, in the order of `Figures.tags`. */
  readonly tags: readonly number[]
  /** From 0 to 1; `null` with fewer than two members (ST11). */
  readonly disagreement: number | null
}

/** The strip of one section. */
export interface HeatSection {
  readonly id: string
  readonly title: string
  readonly level: number
  readonly cells: readonly HeatCell[]
}

/** The heat strip: one cell a sentence of the body, by section; `shown` are the places of the tags that have a column. Rules ST9 to ST11. */
export const heatOf = (scope: Scope, shown: readonly number[]): readonly HeatSection[] => {
  const { frame, touching, onSentences } = scope
  const tags = frame.facts.tags.length
  const cells: HeatCell[][] = frame.facts.sections.map(() => [])
  frame.sentences.forEach(({ start, end }, at) => {
    const counts = onSentences.members.subarray(at * tags, (at + 1) * tags)
    cells[frame.sectionOfSentence[at] ?? -1]?.push({
      start,
      end,
      claims: touching[at] ?? 0,
      members: counts.reduce((sum, count) => sum + count, 0),
      tags: shown.map((tag) => counts[tag] ?? 0),
      disagreement: disagreementOf(counts),
    })
  })
  return frame.facts.sections.map(({ id, title, level }, at) => ({ id, title, level, cells: cells[at] ?? [] }))
}
