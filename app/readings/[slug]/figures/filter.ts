import { type NoteFilter, parseFilter } from '@/lib/core/annotation'
import type { FiguresFilter } from '@/lib/core/statistics'

/** The most digits of a round's number. */
const ROUND = /^[1-9]\d?$/

/** The part of the figures that an address asks for, by the parameters of the reading room and `round`. What only notes have (marks, words) leaves nothing out. */
export const figuresFilter = (parameters: Iterable<readonly [string, string]>): FiguresFilter => {
  const asked = [...parameters]
  const { members, groups, tags }: NoteFilter = parseFilter(asked).filter
  const rounds = asked.flatMap(([name, value]) => (name === 'round' && ROUND.test(value) ? [Number(value)] : []))
  return {
    members,
    groups,
    tags: tags.flatMap((tag) => (tag === 'none' ? [] : [tag])),
    rounds: [...new Set(rounds)],
  }
}

/** The parameters of an address that ask for it. */
export const parametersOf = ({
  members,
  groups,
  tags,
  rounds,
}: FiguresFilter): readonly (readonly [string, string])[] => [
  ...rounds.map((round) => ['round', String(round)] as const),
  ...groups.map((group) => ['group', group] as const),
  ...members.map((member) => ['by', member] as const),
  ...tags.map((tag) => ['tag', tag] as const),
]
