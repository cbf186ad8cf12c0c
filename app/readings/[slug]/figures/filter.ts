import { type NoteFilter, parseFilter } from '@/lib/core/annotation'
import type { FiguresFilter } from '@/lib/core/statistics'

/** The part of the figures that an address asks for, by the parameters of the reading room. What only notes have (marks, words, places) leaves nothing out. */
export const figuresFilter = (parameters: Iterable<readonly [string, string]>): FiguresFilter => {
  const { members, groups, tags, rounds }: NoteFilter = parseFilter(parameters).filter
  return {
    members,
    groups,
    tags: tags.flatMap((tag) => (tag === 'none' ? [] : [tag])),
    rounds,
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
