import type { NoteFilter } from '../../core/annotation'
import type { GroupId, MemberId } from '../../core/base'
import type { FileWords } from '../../core/export'
import type { Round } from '../store/rounds'

/** What a file says of how it was chosen, a line each. */
export type ToldChoice = readonly { readonly label: string; readonly words: string }[]

/** What the ids of a choice stand for, and the words around them. */
export interface ChoiceWords {
  readonly words: FileWords
  readonly tags: readonly { readonly id: string; readonly name: string }[]
  readonly nameOf: (member: MemberId) => string
  readonly groupName: (group: GroupId) => string
}

/** The lines for a round and a filter; none for everything. */
export const toldChoice = (
  filter: NoteFilter,
  round: Pick<Round, 'position' | 'kind'> | undefined,
  { words: { say, list }, tags, nameOf, groupName }: ChoiceWords,
): ToldChoice => {
  const line = (label: Label, parts: readonly string[]): ToldChoice =>
    parts.length === 0 ? [] : [{ label: say(`choice.${label}`), words: list(parts) }]
  const tag = (id: string): string =>
    id === 'none' ? say('choice.untagged') : (tags.find((known) => known.id === id)?.name ?? id)
  const roundWords = ({ position, kind }: Pick<Round, 'position' | 'kind'>): string =>
    say('choice.roundIs', { number: position + 1, kind: say(`kinds.${kind}`) })
  const span = ({ from, until }: NoteFilter['times'][number]): string =>
    say('choice.span', { from: minuteText(from), until: minuteText(until) })
  const { length: places } = filter.places
  const text = filter.text.trim()
  return [
    ...line('round', round === undefined ? [] : [roundWords(round)]),
    ...line('rounds', filter.rounds.map(String)),
    ...line('places', places === 0 ? [] : [say('choice.placesChosen', { count: places })]),
    ...line('times', filter.times.map(span)),
    ...line('members', filter.members.map(nameOf)),
    ...line('groups', filter.groups.map(groupName)),
    ...line('tags', filter.tags.map(tag)),
    ...line(
      'only',
      filter.marks.map((mark) => say(`choice.${mark}`)),
    ),
    ...line('threads', filter.state === 'any' ? [] : [say(`choice.${filter.state}`)]),
    ...line('words', text === '' ? [] : [say('choice.quoted', { words: text })]),
  ]
}

type Label = 'round' | 'rounds' | 'places' | 'times' | 'members' | 'groups' | 'tags' | 'only' | 'threads' | 'words'

/** A moment to the minute, UTC. */
const minuteText = (at: number): string => new Date(at).toISOString().slice(0, 16).replace('T', ' ')
