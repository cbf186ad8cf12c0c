import { changedThreads } from '@/components/paper/changed-threads'
import type { MemberId } from '@/lib/core/base'
import type { RoomThread } from '@/lib/client/hooks/use-room'
import { said } from './tally'

/** What others added between two looks at the threads. */
export interface News {
  readonly notes: number
  readonly verdicts: number
  /** Who, each once, in the order they are met. */
  readonly authors: readonly MemberId[]
}

/** The keys of what others said in a thread, with whose it is: comments and verdicts, and the annotation itself. */
const sayings = (thread: RoomThread): readonly { key: string; author: MemberId; isVerdict: boolean }[] => [
  { key: thread.key, author: thread.annotation.author, isVerdict: false },
  ...thread.verdicts.map(({ key, author, tag }) => ({ key: `${key} ${tag}`, author, isVerdict: true })),
  ...said(thread.comments).map(({ comment }) => ({ key: comment.key, author: comment.author, isVerdict: false })),
]

/**
 * What is new in `after`, but for what `me` and those of `muted` said. Threads that are the same object are skipped, so the
 * cost is that of what changed. An annotation counts as a note of its own only
 * where nothing else in it is new.
 */
export const newsBetween = (
  before: readonly RoomThread[],
  after: readonly RoomThread[],
  me: MemberId,
  muted?: ReadonlySet<MemberId>,
): News => {
  const { gone, come } = changedThreads(before, after)
  const known = new Map(gone.map((thread) => [thread.key, thread]))
  const authors = new Set<MemberId>()
  let notes = 0
  let verdicts = 0
  for (const thread of come) {
    const old = known.get(thread.key)
    const heard = new Set(old === undefined ? [] : sayings(old).map(({ key }) => key))
    const fresh = sayings(thread).filter(
      ({ key, author }) => author !== me && muted?.has(author) !== true && !heard.has(key),
    )
    const others = fresh.filter(({ key }) => key !== thread.key)
    for (const saying of others.length > 0 ? others : fresh) {
      authors.add(saying.author)
      if (saying.isVerdict) verdicts += 1
      else notes += 1
    }
  }
  return { notes, verdicts, authors: [...authors] }
}
