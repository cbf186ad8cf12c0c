import { type Result, ok, refused } from '../../core/base'
import { type Actor, can, isPastReveal } from '../../core/policy'
import { EVERYTHING, type Figures, type FiguresFilter, type Transitions } from '../../core/statistics'
import type { Database } from '../store/database'
import type { CountedRound } from '../store/figures'
import { countedReading } from './running-tallies'

/** The figures of a reading and what they are of. The same object for the page and for `stats --json`. */
export interface ReadingFigures extends Figures {
  readonly reading: { readonly id: string; readonly slug: string; readonly title: string }
  readonly seminar: { readonly id: string; readonly name: string }
  /** True where students may see their own verdicts against the class's; `isBlind` while a round is not revealed. */
  readonly students: { readonly isOpen: boolean; readonly isBlind: boolean }
  /** True where who asks may change that. */
  readonly manages: boolean
  /** The version of the codebook that was counted with. */
  readonly codebook: number
  /** When it was counted: milliseconds since 1970 (UTC). */
  readonly countedAt: number
  /** How verdicts changed between rounds; `null` where there are no two to compare. */
  readonly transitions: Transitions | null
  /** What a filter can ask for. */
  readonly choices: Readonly<Record<'groups' | 'members' | 'tags', readonly Choice[]>> & {
    readonly rounds: readonly Pick<CountedRound, 'number' | 'kind'>[]
  }
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
    students: { isOpen: found.isOpenToStudents, isBlind: !isPastReveal(found.rounds, Date.now()) },
    manages: can(actor, 'reading.manage', { kind: 'reading', seminar: found.seminar.id }).ok,
    codebook: found.seminar.codebookVersion,
    countedAt: Date.now(),
    choices: {
      groups: found.groups.map(choice),
      members: found.members.map(choice),
      tags: found.tags.map(choice),
      rounds: found.rounds.map(({ number, kind }) => ({ number, kind })),
    },
    transitions: tally.transitions(only ?? EVERYTHING) ?? null,
    ...tally.figures(only ?? EVERYTHING, contestedMax),
  })
}
