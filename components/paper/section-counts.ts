import type { Pigment, Tag } from '@/lib/core/annotation'
import type { TagId } from '@/lib/core/base'
import type { Section } from '@/lib/core/document'
import type { RoomThread } from '@/lib/client/hooks/use-room'
import { changedThreads } from './changed-threads'

/** What the contents say of one section. */
export interface SectionCount {
  /** Annotations and comments that begin in it or in a part of it. */
  readonly notes: number
  /** Verdicts by tag, in codebook order; tags without one are left out. */
  readonly mix: readonly { readonly pigment: Pigment; readonly verdicts: number }[]
}

/** What is counted in one section. */
interface Counted {
  readonly start: number
  readonly end: number
  notes: number
  readonly verdicts: Map<TagId, number>
  /** `undefined` where a count changed since. */
  said: SectionCount | undefined
}

/**
 * A function that gives notes and verdicts of each section, its parts included,
 * in the order of `sections`, for the threads it is called with; it counts only
 * what changed since the last call; what is said of a section is the same object until it changes. A thread counts where its passage begins;
 * what stands before the first heading and in the paper's notes counts nowhere.
 */
export const createSectionCounts = (
  sections: readonly Section[],
  tags: readonly Tag[],
): ((threads: readonly RoomThread[]) => readonly SectionCount[]) => {
  const counts = sections.map((section, at): Counted => {
    const next = sections.slice(at + 1).find((other) => other.level <= section.level)
    const end = next?.start ?? sections.at(-1)?.end ?? section.end
    return { start: section.start, end, notes: 0, verdicts: new Map(), said: undefined }
  })
  let before: readonly RoomThread[] = []
  const add = (thread: RoomThread, by: 1 | -1): void => {
    const { start } = thread.annotation.anchor
    for (const count of counts) {
      if (start < count.start || start >= count.end) continue
      count.said = undefined
      count.notes += by * ((thread.annotation.removedAt === undefined ? 1 : 0) + thread.commentCount)
      for (const { tag } of thread.verdicts) count.verdicts.set(tag, (count.verdicts.get(tag) ?? 0) + by)
    }
  }
  return (threads) => {
    const { gone, come } = changedThreads(before, threads)
    before = threads
    for (const thread of gone) add(thread, -1)
    for (const thread of come) add(thread, 1)
    return counts.map((count) => (count.said ??= saidOf(count, tags)))
  }
}

const saidOf = ({ notes, verdicts }: Counted, tags: readonly Tag[]): SectionCount => ({
  notes,
  mix: tags.flatMap(({ id, pigment }) => {
    const given = verdicts.get(id) ?? 0
    return given === 0 ? [] : [{ pigment, verdicts: given }]
  }),
})
