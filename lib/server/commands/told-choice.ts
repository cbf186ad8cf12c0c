import { type NOTE_MARKS, type NoteFilter } from '../../core/annotation'
import type { GroupId, MemberId } from '../../core/base'
import type { Round } from '../store/rounds'

/** What a file says of how it was chosen, a line each. */
export type ToldChoice = readonly { readonly label: string; readonly words: string }[]

/** What the ids of a choice stand for. */
export interface ChoiceWords {
  readonly tags: readonly { readonly id: string; readonly name: string }[]
  readonly nameOf: (member: MemberId) => string
  readonly groupName: (group: GroupId) => string
}

const MARKS: Readonly<Record<(typeof NOTE_MARKS)[number], string>> = {
  unread: 'unread',
  mine: 'with my words',
  mentions: 'that speak to me',
  contested: 'whose verdicts differ',
}

/** The lines for a round and a filter; none for everything. */
export const toldChoice = (
  filter: NoteFilter,
  round: Pick<Round, 'position' | 'kind'> | undefined,
  words: ChoiceWords,
): ToldChoice => {
  const line = (label: string, parts: readonly string[]): ToldChoice =>
    parts.length === 0 ? [] : [{ label, words: parts.join(', ') }]
  const tag = (id: string): string =>
    id === 'none' ? 'without a verdict' : (words.tags.find((known) => known.id === id)?.name ?? id)
  return [
    ...line('Round', round === undefined ? [] : [`${round.position + 1} (${round.kind})`]),
    ...line('Rounds', filter.rounds.map(String)),
    ...line('Places', filter.places.length === 0 ? [] : [`${filter.places.length} chosen in the text`]),
    ...line('Verdicts set', filter.times.map(spanInWords)),
    ...line('Members', filter.members.map(words.nameOf)),
    ...line('Groups', filter.groups.map(words.groupName)),
    ...line('Tags', filter.tags.map(tag)),
    ...line(
      'Only notes',
      filter.marks.map((mark) => MARKS[mark]),
    ),
    ...line('Threads', filter.state === 'any' ? [] : [filter.state]),
    ...line('Words', filter.text.trim() === '' ? [] : [`“${filter.text.trim()}”`]),
  ]
}

/** A span of time to the minute, UTC. */
const spanInWords = ({ from, until }: NoteFilter['times'][number]): string =>
  [from, until].map((at) => new Date(at).toISOString().slice(0, 16).replace('T', ' ')).join(' to ')
