import { type Result, ok, refused } from '../../core/base'
import { type Actor, can } from '../../core/policy'
import { EVERYTHING, type Figures, type FiguresFilter } from '../../core/statistics'
import type { Database } from '../store/database'
import { countedReading } from './running-tallies'

/** The figures of a reading and what they are of. The same object for the page and for `stats --json`. */
export interface ReadingFigures extends Figures {
  readonly reading: { readonly id: string; readonly slug: string; readonly title: string }
  readonly seminar: { readonly id: string; readonly name: string }
  /** The version of the codebook that was counted with. */
  readonly codebook: number
  /** When it was counted: milliseconds since 1970 (UTC). */
  readonly countedAt: number
  /** What a filter can ask for. */
  readonly choices: Readonly<Record<'groups' | 'members' | 'tags', readonly Choice[]>>
}

interface Choice {
  readonly id: string
  readonly name: string
}

/**
 * The figures of a reading, named by its slug or id, as the rows are now, or of
 * the part of it that `only` asks for, with at most `contestedMax` contested
 * passages. `not-found` also for who may not see it.
 */
export const readingFigures = async (
  db: Database,
  actor: Actor,
  reading: string,
  only?: FiguresFilter,
  contestedMax = Infinity,
): Promise<Result<ReadingFigures, 'not-found'>> => {
  const counted = await countedReading(
    db,
    reading,
    ({ seminar }) => can(actor, 'figures.read', { kind: 'reading', seminar: seminar.id }).ok,
  )
  if (counted === undefined) return refused('not-found')
  const { found, tally } = counted
  const choice = ({ id, name }: Choice): Choice => ({ id, name })
  return ok({
    reading: { id: found.id, slug: found.slug, title: found.title },
    seminar: { id: found.seminar.id, name: found.seminar.name },
    codebook: found.seminar.codebookVersion,
    countedAt: Date.now(),
    choices: {
      groups: found.groups.map(choice),
      members: found.members.map(choice),
      tags: found.tags.map(choice),
    },
    ...tally.figures(only ?? EVERYTHING, contestedMax),
  })
}
