import { setImmediate as nextTurn } from 'node:timers/promises'
import { type MemberId, type Result, memberId, ok, refused } from '../../core/base'
import { type Actor, can, isPastReveal, membershipIn, nameViewer } from '../../core/policy'
import {
  type AgreementIntervals,
  EVERYTHING,
  type Figures,
  type FiguresFilter,
  type Transitions,
  heirsOf,
} from '../../core/statistics'
import type { Database } from '../store/database'
import type { CountedRound, ReadingToCount } from '../store/figures'
import { namesOf } from '../store/names'
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
  /** The tags that were merged, and what their verdicts count as. */
  readonly merged: readonly { readonly name: string; readonly into: string }[]
  /** When it was counted: milliseconds since 1970 (UTC). */
  readonly countedAt: number
  /** The intervals of every coefficient; `null` where they were not asked for, or are not drawn at once (ST49). */
  readonly intervals: AgreementIntervals | null
  /** How verdicts changed between rounds; `null` where there are no two to compare. */
  readonly transitions: Transitions | null
  /** What a filter can ask for. */
  readonly choices: Readonly<Record<'groups' | 'members' | 'tags', readonly Choice[]>> & {
    readonly rounds: readonly Pick<CountedRound, 'number' | 'kind'>[]
  }
}

/** Which intervals are drawn: all of them, those of a reading where that is little work, or none. */
export type IntervalsWanted = 'all' | 'at-once' | 'none'

/** Numbers that a page adds up for each draw: some tens of milliseconds for all draws, within what a page has. */
const AT_ONCE_WORK_MAX = 6_000

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
  wanted: IntervalsWanted = 'none',
): Promise<Result<ReadingFigures, 'not-found'>> => {
  const counted = await countedReading(
    db,
    reading,
    ({ seminar }) => can(actor, 'figures.read', { kind: 'reading', seminar: seminar.id }).ok,
  )
  if (counted === undefined) return refused('not-found')
  const { found, tally } = counted
  // Counted for all alike, by the names that members see of each other: who knows more gets more.
  const asked = narrowed(actor, found, only ?? EVERYTHING)
  const counts = tally.figures(asked, contestedMax)
  // Read off before anything is waited for: both are of one moment.
  const transitions = tally.transitions(asked) ?? null
  const intervals =
    wanted === 'none'
      ? null
      : await inSteps(tally.intervals(asked, counts.agreement, wanted === 'all' ? undefined : AT_ONCE_WORK_MAX))
  const { id: seminar, pseudonyms } = found.seminar
  const knows = pseudonyms !== 'off' && nameViewer(actor, seminar) === 'knows'
  const names = knows ? await namesOf(db, seminar, 'knows') : undefined
  const named = <Row extends { readonly id: MemberId; readonly name: string }>(row: Row): Row => ({
    ...row,
    name: names?.get(row.id) ?? row.name,
  })
  const sight = sightOf(actor, found)
  const nameOf = (id: string): string => found.tags.find((tag) => tag.id === id)?.name ?? ''
  const choice = ({ id, name }: Choice): Choice => ({ id, name })
  return ok({
    reading: { id: found.id, slug: found.slug, title: found.title },
    seminar: { id: found.seminar.id, name: found.seminar.name },
    students: { isOpen: found.isOpenToStudents, isBlind: !isPastReveal(found.rounds, Date.now()) },
    manages: can(actor, 'reading.manage', { kind: 'reading', seminar: found.seminar.id }).ok,
    codebook: found.seminar.codebookVersion,
    merged: [...heirsOf(found.tags)].map(([id, heir]) => ({ name: nameOf(id), into: nameOf(heir) })),
    countedAt: Date.now(),
    choices: {
      groups: found.groups.filter(({ id }) => sight?.groups.includes(id) !== false).map(choice),
      members: found.members
        .filter(({ id }) => sight?.members.includes(id) !== false)
        .map((member) => choice(named(member))),
      tags: found.tags.map(choice),
      rounds: found.rounds.map(({ number, kind }) => ({ number, kind })),
    },
    intervals: intervals ?? null,
    transitions,
    ...counts,
    byMember: counts.byMember.map(named),
  })
}

/** Lets others have their turn between the steps: rooms live in this process. */
const inSteps = async <Value>(steps: Generator<undefined, Value>): Promise<Value> => {
  for (;;) {
    const step = steps.next()
    if (step.done === true) return step.value
    await nextTurn()
  }
}

/** What of a reading an assistant sees who looks after groups: these, and who is in them; `undefined` for who sees all. */
const sightOf = (actor: Actor, { seminar, groups, members }: ReadingToCount) => {
  const me = membershipIn(actor, seminar.id)
  if (me?.role !== 'assistant' || (me.group === null && (me.sees ?? []).length === 0)) return undefined
  const own = groups.map(({ id }) => id).filter((id) => id === me.group || me.sees?.includes(id) === true)
  return {
    groups: own,
    members: members.filter(({ group }) => group !== null && own.includes(group)).map(({ id }) => id),
  }
}

/** What is asked for, or as much of it as the actor sees. */
const narrowed = (actor: Actor, found: ReadingToCount, only: FiguresFilter): FiguresFilter => {
  const sight = sightOf(actor, found)
  if (sight === undefined) return only
  const isAsked = only.members.length > 0 || only.groups.length > 0
  const asked = {
    ...only,
    members: only.members.filter((id) => sight.members.includes(id)),
    groups: isAsked ? only.groups.filter((id) => sight.groups.includes(id)) : sight.groups,
  }
  // Nothing of what was asked for is in sight: then nothing is shown, and not everything.
  return asked.members.length + asked.groups.length > 0 ? asked : { ...asked, members: [NOBODY] }
}

const NOBODY = memberId('nobody')
