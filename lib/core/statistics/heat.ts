import { type Section, sectionAt } from '../document'
import type { SentenceVerdicts } from './verdicts'

/** One sentence of the heat strip. */
export interface HeatCell {
  /** Offsets of the sentence in the plain text; `end` is exclusive. */
  readonly start: number
  readonly end: number
  /** Claims that touch it. */
  readonly claims: number
  /** Members with a verdict on it. */
  readonly members: number
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

/** The heat strip: one cell a sentence of the body, by section. Rules ST9 to ST11. */
export const heat = (sections: readonly Section[], rated: readonly SentenceVerdicts[]): readonly HeatSection[] => {
  const cells = new Map<string | undefined, HeatCell[]>()
  for (const { sentence, claims, verdicts } of rated) {
    const id = sectionAt(sections, sentence.start)?.id
    const cell = {
      start: sentence.start,
      end: sentence.end,
      claims,
      members: verdicts.size,
      disagreement: disagreement([...verdicts.values()]),
    }
    const own = cells.get(id)
    if (own === undefined) cells.set(id, [cell])
    else own.push(cell)
  }
  return sections.map(({ id, title, level }) => ({ id, title, level, cells: cells.get(id) ?? [] }))
}

/**
 * The share of pairs that differ, among all pairs of `values`; `null` with
 * fewer than two values. This is the observed disagreement of one unit for
 * nominal data (Krippendorff, Content Analysis, 2nd ed. 2004, chapter 11).
 */
export const disagreement = (values: readonly string[]): number | null => {
  if (values.length < 2) return null
  const counts = new Map<string, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  const pairs = values.length * (values.length - 1)
  const agreeing = [...counts.values()].reduce((sum, count) => sum + count * (count - 1), 0)
  return (pairs - agreeing) / pairs
}
