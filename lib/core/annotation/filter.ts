import * as z from 'zod/mini'
import { type GroupId, type MemberId, type TagId, folded, groupId, tagId } from '../base'
import { type Offset, offset } from '../document'
import { bodyText, mentionsOf } from './body'
import { idText, memberIdSchema } from './text'
import { type Thread, type ThreadComment, type Verdict, voicesOf } from './thread'

/** What a note can be besides its tags and voices; several must all hold. */
export const NOTE_MARKS = ['unread', 'mine', 'mentions', 'contested'] as const
export type NoteMark = (typeof NOTE_MARKS)[number]

/** A stretch of the text of the reading's version. `end` is exclusive. */
export interface NotePlace {
  readonly start: Offset
  readonly end: Offset
}

/** A span of time, in milliseconds since 1970. `until` is exclusive. */
export interface NoteTime {
  readonly from: number
  readonly until: number
}

/** Which notes are shown. An empty list, `any` and '' leave nothing out. */
export interface NoteFilter {
  /** With a verdict of one of these, or (`none`) without any. */
  readonly tags: readonly (TagId | 'none')[]
  /** On which one of these says something. */
  readonly members: readonly MemberId[]
  /** On which a member of one of these groups says something. */
  readonly groups: readonly GroupId[]
  /** In a layer of one of these rounds, counted from 1. */
  readonly rounds: readonly number[]
  /** Whose passage shares a character with one of these. */
  readonly places: readonly NotePlace[]
  /** With a verdict that was last set in one of these. */
  readonly times: readonly NoteTime[]
  readonly marks: readonly NoteMark[]
  readonly state: 'any' | 'open' | 'resolved'
  /** Words in the passage, the comments or a rationale; case and accents do not count. */
  readonly text: string
}

/** The order in which notes stand. */
export const NOTE_SORTS = ['place', 'time', 'disagreement'] as const
export type NoteSort = (typeof NOTE_SORTS)[number]

/** A filter that shows every note. */
export const EVERY_NOTE: NoteFilter = {
  tags: [],
  members: [],
  groups: [],
  rounds: [],
  places: [],
  times: [],
  marks: [],
  state: 'any',
  text: '',
}

/** The longest text to search for, in UTF-16 units. */
export const FILTER_TEXT_MAX_CHARS = 200
/** The most places that an address names. */
export const FILTER_PLACES_MAX = 100

/** What a filter must know beyond the thread. */
export interface FilterContext<Item extends Thread = Thread> {
  readonly me: MemberId
  readonly groupOf: (member: MemberId) => GroupId | null
  readonly isUnread: (thread: Item) => boolean
  /** The round of the thread's layer; absent where rounds were chosen already. */
  readonly roundOf?: (thread: Item) => number | undefined
  /** Whom the member does not want to be talked to by; absent for nobody. */
  readonly muted?: ReadonlySet<MemberId>
}

const tagChoice = z.union([
  z.literal('none'),
  z.pipe(
    idText,
    z.transform((text: string): TagId => tagId(text)),
  ),
])
const groupChoice = z.pipe(
  idText,
  z.transform((text: string): GroupId => groupId(text)),
)
const markChoice = z.enum(NOTE_MARKS)
const roundChoice = z.pipe(z.string().check(z.regex(/^[1-9]\d?$/)), z.transform(Number))
/** Two whole numbers, the first below the second: `START-END`. */
const stretchChoice = z.pipe(
  z.string().check(z.regex(/^\d{1,15}-\d{1,15}$/)),
  z.transform((text): readonly [number, number] => {
    const [from = 0, to = 0] = text.split('-').map(Number)
    return [from, to]
  }),
)
const stateChoice = z.enum(['open', 'resolved'])
const sortChoice = z.enum(NOTE_SORTS)

/**
 * A filter and an order from the parameters of an address, as pairs of name and
 * value. What is none of ours is passed over, so that an address that was cut
 * or made by a later release still opens.
 */
export const parseFilter = (
  parameters: Iterable<readonly [string, string]>,
): { readonly filter: NoteFilter; readonly sort: NoteSort } => {
  const tags = new Set<TagId | 'none'>()
  const members = new Set<MemberId>()
  const groups = new Set<GroupId>()
  const rounds = new Set<number>()
  const places = new Map<string, NotePlace>()
  const times = new Map<string, NoteTime>()
  const marks = new Set<NoteMark>()
  let state: NoteFilter['state'] = 'any'
  let text = ''
  let sort: NoteSort = 'place'
  for (const [name, value] of parameters) {
    switch (name) {
      case 'tag':
        add(tags, tagChoice.safeParse(value))
        break
      case 'by':
        add(members, memberIdSchema.safeParse(value))
        break
      case 'group':
        add(groups, groupChoice.safeParse(value))
        break
      case 'round':
        add(rounds, roundChoice.safeParse(value))
        break
      case 'in':
        onStretch(value, (start, end) => {
          if (places.size < FILTER_PLACES_MAX) places.set(value, { start: offset(start), end: offset(end) })
        })
        break
      case 'when':
        onStretch(value, (from, until) => times.set(value, { from, until }))
        break
      case 'is': {
        const standing = stateChoice.safeParse(value)
        if (standing.success) state = standing.data
        else add(marks, markChoice.safeParse(value))
        break
      }
      case 'q':
        text = value.slice(0, FILTER_TEXT_MAX_CHARS)
        break
      case 'sort': {
        const order = sortChoice.safeParse(value)
        if (order.success) sort = order.data
        break
      }
    }
  }
  return {
    filter: {
      tags: [...tags],
      members: [...members],
      groups: [...groups],
      rounds: [...rounds],
      places: [...places.values()],
      times: [...times.values()],
      marks: [...marks],
      state,
      text,
    },
    sort,
  }
}

const add = <Value>(
  set: Set<Value>,
  read: { readonly success: true; readonly data: Value } | { readonly success: false },
): void => {
  if (read.success) set.add(read.data)
}

const onStretch = (value: string, found: (from: number, to: number) => void): void => {
  const read = stretchChoice.safeParse(value)
  if (read.success && read.data[0] < read.data[1]) found(...read.data)
}

/** The parameters that `parseFilter` reads back; none for every note in the order of the text. */
export const serializeFilter = (filter: NoteFilter, sort: NoteSort): readonly (readonly [string, string])[] => [
  ...filter.tags.map((tag) => ['tag', tag] as const),
  ...filter.members.map((member) => ['by', member] as const),
  ...filter.groups.map((group) => ['group', group] as const),
  ...filter.rounds.map((round) => ['round', String(round)] as const),
  ...filter.places.map(({ start, end }) => ['in', `${start}-${end}`] as const),
  ...filter.times.map(({ from, until }) => ['when', `${from}-${until}`] as const),
  ...filter.marks.map((mark) => ['is', mark] as const),
  ...(filter.state === 'any' ? [] : [['is', filter.state] as const]),
  ...(filter.text.trim() === '' ? [] : [['q', filter.text] as const]),
  ...(sort === 'place' ? [] : [['sort', sort] as const]),
]

/** True where the filter leaves nothing out. */
export const showsEveryNote = (filter: NoteFilter): boolean => serializeFilter(filter, 'place').length === 0

/** A function that tells whether a thread is shown. Made once for many threads. */
export const noteMatcher = <Item extends Thread>(
  filter: NoteFilter,
  context: FilterContext<Item>,
): ((thread: Item) => boolean) => {
  const tags = new Set<string>(filter.tags)
  const members = new Set<MemberId>(filter.members)
  const groups = new Set<GroupId>(filter.groups)
  const words = folded(filter.text.trim())
  const isAnyone = members.size === 0 && groups.size === 0
  const isVoice = (member: MemberId): boolean => {
    if (isAnyone || members.has(member)) return true
    const group = context.groupOf(member)
    return group !== null && groups.has(group)
  }
  const isSaidBy = (thread: Item): boolean => isAnyone || [...voicesOf(thread)].some(isVoice)
  const isSetThen = ({ at, editedAt }: Verdict): boolean =>
    filter.times.length === 0 ||
    filter.times.some(({ from, until }) => from <= (editedAt ?? at) && (editedAt ?? at) < until)
  /** One verdict that is all that is asked of verdicts: the tag, whose it is, and when it was set. */
  const hasVerdict = ({ verdicts }: Thread): boolean =>
    (tags.size === 0 && filter.times.length === 0) ||
    (verdicts.length === 0 && tags.has('none')) ||
    verdicts.some(
      (verdict) => (tags.size === 0 || tags.has(verdict.tag)) && isVoice(verdict.author) && isSetThen(verdict),
    )
  const isThere = ({ annotation }: Thread): boolean =>
    filter.places.length === 0 ||
    filter.places.some(({ start, end }) => annotation.anchor.start < end && start < annotation.anchor.end)
  const isOfRound = (thread: Item): boolean =>
    filter.rounds.length === 0 ||
    context.roundOf === undefined ||
    filter.rounds.some((round) => round === context.roundOf?.(thread))
  const has: Readonly<Record<NoteMark, (thread: Item) => boolean>> = {
    unread: context.isUnread,
    mine: (thread) => voicesOf(thread).has(context.me),
    mentions: (thread) => mentions(thread.comments, context.me, context.muted),
    contested: (thread) => disagreement(thread) > 0,
  }
  return (thread) =>
    isOfRound(thread) &&
    isThere(thread) &&
    hasVerdict(thread) &&
    (filter.state === 'any' || (filter.state === 'resolved') === (thread.resolved !== null)) &&
    isSaidBy(thread) &&
    filter.marks.every((mark) => has[mark](thread)) &&
    (words === '' || says(thread, words))
}

/**
 * How much the verdicts of a thread disagree, from 0 to 1: the share of pairs of
 * verdicts that name different tags (the observed disagreement of one unit in
 * Krippendorff's alpha for nominal data; Krippendorff 2019, Content Analysis,
 * ch. 12). 0 with fewer than two verdicts.
 */
export const disagreement = ({ verdicts }: Pick<Thread, 'verdicts'>): number => {
  const n = verdicts.length
  if (n < 2) return 0
  const counts = new Map<TagId, number>()
  for (const { tag } of verdicts) counts.set(tag, (counts.get(tag) ?? 0) + 1)
  let same = 0
  for (const count of counts.values()) same += count * (count - 1)
  return 1 - same / (n * (n - 1))
}

/**
 * When something was last said on a thread, in milliseconds since 1970; with
 * `but`, by others than that member and those of `muted`, and 0 where nobody
 * else spoke.
 */
export const latestAt = (thread: Thread, but?: MemberId, muted?: ReadonlySet<MemberId>): number => {
  let latest = 0
  const count = ({ author, at, editedAt }: Pick<Verdict, 'author' | 'at' | 'editedAt'>): void => {
    if (author !== but && muted?.has(author) !== true) latest = Math.max(latest, editedAt ?? at)
  }
  count(thread.annotation)
  thread.verdicts.forEach(count)
  const visit = (comment: ThreadComment): void => {
    if (comment.body !== null) count(comment)
    comment.replies.forEach(visit)
  }
  thread.comments.forEach(visit)
  return latest
}

/**
 * Threads, given in the order of the text, in another one: `time`, what was last
 * said first; `disagreement`, the most contested first, among equals that with
 * most verdicts. Equals keep the order of the text. `place` gives `threads` back.
 */
export const sortNotes = <Item extends Thread>(threads: readonly Item[], sort: NoteSort): readonly Item[] => {
  if (sort === 'place') return threads
  const rank: (thread: Item) => readonly [number, number] =
    sort === 'time' ? (thread) => [latestAt(thread), 0] : (thread) => [disagreement(thread), thread.verdicts.length]
  return threads
    .map((thread) => ({ thread, rank: rank(thread) }))
    .toSorted((a, b) => b.rank[0] - a.rank[0] || b.rank[1] - a.rank[1])
    .map(({ thread }) => thread)
}

const mentions = (
  comments: readonly ThreadComment[],
  member: MemberId,
  muted: ReadonlySet<MemberId> | undefined,
): boolean =>
  comments.some(
    ({ author, body, replies }) =>
      (body !== null && muted?.has(author) !== true && mentionsOf(body).includes(member)) ||
      mentions(replies, member, muted),
  )

const says = (thread: Thread, words: string): boolean =>
  folded(thread.annotation.anchor.exact).includes(words) ||
  thread.verdicts.some(({ rationale }) => rationale !== undefined && folded(rationale).includes(words)) ||
  isSaidIn(thread.comments, words)

const isSaidIn = (comments: readonly ThreadComment[], words: string): boolean =>
  comments.some(
    ({ body, replies }) => (body !== null && folded(bodyText(body)).includes(words)) || isSaidIn(replies, words),
  )
