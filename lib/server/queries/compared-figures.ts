import { type MemberId, type Result, ok, refused } from '../../core/base'
import { type Actor, can, isPastReveal, membershipIn } from '../../core/policy'
import type { Compared } from '../../core/statistics'
import type { Database } from '../store/database'
import type { ReadingToCount } from '../store/figures'
import { countedReading } from './running-tallies'

/** A member's own verdicts against the class's, and what they are of. */
export interface ComparedReading extends Compared {
  readonly reading: { readonly id: string; readonly slug: string; readonly title: string }
  readonly seminar: { readonly id: string; readonly name: string }
  /** Who asks. */
  readonly me: MemberId
  /** The headings of the paper. */
  readonly sections: readonly { readonly id: string; readonly title: string }[]
}

/** True where students may compare themselves with the class: it is open to them, and nothing is blind any more. */
export const comparesNow = ({
  isOpenToStudents,
  rounds,
}: Pick<ReadingToCount, 'isOpenToStudents' | 'rounds'>): boolean => isOpenToStudents && isPastReveal(rounds, Date.now())

/** The verdicts of who asks against those of all others. `not-found` also for who may not compare, or not yet. */
export const comparedFigures = async (
  db: Database,
  actor: Actor,
  reading: string,
): Promise<Result<ComparedReading, 'not-found'>> => {
  const counted = await countedReading(
    db,
    reading,
    (found) =>
      can(actor, 'figures.compare', { kind: 'reading', seminar: found.seminar.id, compares: comparesNow(found) }).ok,
  )
  const place = counted === undefined ? undefined : membershipIn(actor, counted.found.seminar.id)
  if (counted === undefined || place === undefined) return refused('not-found')
  const { found, tally } = counted
  const compared = tally.compared(place.member, { rounds: [] })
  if (compared === undefined) return refused('not-found')
  return ok({
    reading: { id: found.id, slug: found.slug, title: found.title },
    seminar: { id: found.seminar.id, name: found.seminar.name },
    me: place.member,
    sections: counted.facts.sections.map(({ id, title }) => ({ id, title })),
    ...compared,
  })
}
