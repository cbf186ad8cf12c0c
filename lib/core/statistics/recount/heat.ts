import type { TagId } from '../../base'
import { type Section, sectionAt } from '../../document'
import { disagreement } from '../disagreement'
import type { HeatCell, HeatSection } from '../heat'
import type { SentenceVerdicts } from './verdicts'

/** The heat strip: one cell a sentence of the body, by section. Rules ST9 to ST11. */
export const heat = (
  sections: readonly Section[],
  rated: readonly SentenceVerdicts[],
  tags: readonly TagId[],
): readonly HeatSection[] => {
  const cells = new Map<string | undefined, HeatCell[]>()
  for (const { sentence, claims, verdicts } of rated) {
    const id = sectionAt(sections, sentence.start)?.id
    const cell = {
      start: sentence.start,
      end: sentence.end,
      claims,
      members: verdicts.size,
      tags: tags.map((tag) => [...verdicts.values()].filter((verdict) => verdict === tag).length),
      disagreement: disagreement([...verdicts.values()]),
    }
    const own = cells.get(id)
    if (own === undefined) cells.set(id, [cell])
    else own.push(cell)
  }
  return sections.map(({ id, title, level }) => ({ id, title, level, cells: cells.get(id) ?? [] }))
}
