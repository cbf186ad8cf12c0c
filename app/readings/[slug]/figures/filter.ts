import type { NoteFilter } from '@/lib/core/annotation'
import type { FiguresFilter } from '@/lib/core/statistics'

/** The part of the figures that the reading room's filter asks for. What only notes have (marks, words) leaves nothing out. */
export const figuresFilter = ({ members, groups, tags }: NoteFilter): FiguresFilter => ({
  members,
  groups,
  tags: tags.flatMap((tag) => (tag === 'none' ? [] : [tag])),
  rounds: [],
})

/** The parameters of an address that ask for it. */
export const parametersOf = ({ members, groups, tags }: FiguresFilter): readonly (readonly [string, string])[] => [
  ...groups.map((group) => ['group', group] as const),
  ...members.map((member) => ['by', member] as const),
  ...tags.map((tag) => ['tag', tag] as const),
]
