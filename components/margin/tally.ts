import { changedThreads } from '@/components/paper/changed-threads'
import { type Tag, type ThreadComment, bodyText } from '@/lib/core/annotation'
import type { MemberId } from '@/lib/core/base'
import type { RoomThread } from '@/lib/client/hooks/use-room'

/** A tag and the members whose verdict it is. */
export interface TagVoices {
  readonly tag: Tag
  /** The oldest verdict first. */
  readonly members: readonly MemberId[]
}

/** The verdicts of a thread by tag, most voices first, then in the order of the codebook. Tags that are gone are left out. */
export const tally = (thread: RoomThread, tags: readonly Tag[]): readonly TagVoices[] =>
  tags
    .map((tag) => ({
      tag,
      members: thread.verdicts.filter((verdict) => verdict.tag === tag.id).map(({ author }) => author),
    }))
    .filter(({ members }) => members.length > 0)
    .sort((a, b) => b.members.length - a.members.length || a.tag.position - b.tag.position)

/** How many verdicts a tag has. */
export interface TagCount {
  readonly tag: Tag
  readonly count: number
}

/** The verdicts of several threads by tag, in the order of the codebook. */
export const tallyAll = (threads: readonly RoomThread[], tags: readonly Tag[]): readonly TagCount[] =>
  createTally(tags)(threads)

/** A function that tallies as `tallyAll` does; it counts only what changed since the last call. */
export const createTally = (tags: readonly Tag[]): ((threads: readonly RoomThread[]) => readonly TagCount[]) => {
  const codebook = tags.toSorted((a, b) => a.position - b.position)
  const counts = new Map<string, number>()
  let before: readonly RoomThread[] = []
  const add = ({ verdicts }: RoomThread, by: 1 | -1): void => {
    for (const { tag } of verdicts) counts.set(tag, (counts.get(tag) ?? 0) + by)
  }
  return (threads) => {
    const { gone, come } = changedThreads(before, threads)
    before = threads
    for (const thread of gone) add(thread, -1)
    for (const thread of come) add(thread, 1)
    return codebook.map((tag) => ({ tag, count: counts.get(tag.id) ?? 0 })).filter(({ count }) => count > 0)
  }
}

/** A comment with how deep it stands: 0 on the annotation, 1 an answer, and so on. */
export interface Said {
  readonly comment: ThreadComment
  readonly depth: number
  /** Whom it answers, where that does not stand right above it. */
  readonly answers?: MemberId
}

/** The comments of a thread as they are read: each before what answers it. */
export const said = (comments: readonly ThreadComment[]): readonly Said[] => {
  const rows: Said[] = []
  const say = (all: readonly ThreadComment[], depth: number, parent: ThreadComment | undefined): void => {
    for (const comment of all) {
      const before = rows.at(-1)?.comment
      rows.push({ comment, depth, ...(parent === undefined || parent === before ? {} : { answers: parent.author }) })
      say(comment.replies, depth + 1, comment)
    }
  }
  say(comments, 0, undefined)
  return rows
}

/** What a shut thread shows: the first comment that still has words, or nothing. */
export const leadOf = (thread: RoomThread): ThreadComment | undefined =>
  said(thread.comments).find(({ comment }) => comment.body !== null)?.comment

/** The first words of a comment, in one line; empty for one without. */
export const wordsOf = (comment: ThreadComment | undefined): string =>
  comment?.body == null ? '' : bodyText(comment.body).replaceAll('\n', ' ')

/** The first words of a passage, cut at a word, with an ellipsis where it goes on. At most `most` characters. */
export const shortened = (text: string, most = 60): string => {
  const line = text.replaceAll(/\s+/g, ' ').trim()
  if (line.length <= most) return line
  const cut = line.slice(0, most)
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), most / 2))}…`
}

const guesses = new WeakMap<RoomThread, number>()

/** About how tall a shut thread is, in px: for what must be known before it is drawn. */
export const guessHeight = (thread: RoomThread): number => {
  // A long list asks for all of them at each step of a scroll.
  const known = guesses.get(thread)
  if (known !== undefined) return known
  const words = wordsOf(leadOf(thread))
  const lines = Math.min(3, Math.ceil(words.length / 40))
  const guess = 20 + lines * 22.5 + (thread.commentCount > 1 ? 21 : 0)
  guesses.set(thread, guess)
  return guess
}

/** How much a thread deserves a place where there is little: words before verdicts, many before few. */
export const weightOf = (thread: RoomThread): number =>
  (thread.commentCount > 0 ? 1_000 : 0) + thread.commentCount * 10 + thread.verdicts.length
