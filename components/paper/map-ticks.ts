import type { Pigment, Tag } from '@/lib/core/annotation'
import type { TagId } from '@/lib/core/base'
import type { Sentence } from '@/lib/core/document'
import type { RoomThread } from '@/lib/client/hooks/use-room'
import { changedThreads } from './changed-threads'

/** One sentence on which something was said. */
export interface Tick {
  readonly sentence: Sentence
  /** How many annotations touch it. */
  readonly annotations: number
  /** The tag with most verdicts there, the first in codebook order among equals; `null` without any. */
  readonly leading: Pigment | null
  /** True where the verdicts there are not all of one tag. */
  readonly isDisputed: boolean
}

/** What is counted on one sentence. */
interface Count {
  readonly sentence: Sentence
  annotations: number
  readonly verdicts: Map<TagId, number>
  /** `undefined` where a count changed since. */
  tick: Tick | undefined
}

/**
 * A function that gives the ticks of the map for the threads it is called with,
 * one for each sentence that an annotation touches, in order. It counts only what
 * changed since the last call; a tick that says the same is the same object.
 */
export const createMapTicks = (
  sentences: readonly Sentence[],
  tags: readonly Tag[],
): ((threads: readonly RoomThread[]) => readonly Tick[]) => {
  const counts = sentences.map((sentence): Count => ({
    sentence,
    annotations: 0,
    verdicts: new Map(),
    tick: undefined,
  }))
  let before: readonly RoomThread[] = []
  const add = (thread: RoomThread, by: 1 | -1): void => {
    if (thread.annotation.removedAt !== undefined && thread.verdicts.length === 0) return
    const { start, end } = thread.annotation.anchor
    for (let at = firstAfter(sentences, start); ; at += 1) {
      const count = counts[at]
      if (count === undefined || count.sentence.start >= end) return
      count.annotations += by
      count.tick = undefined
      for (const { tag } of thread.verdicts) count.verdicts.set(tag, (count.verdicts.get(tag) ?? 0) + by)
    }
  }
  return (threads) => {
    const { gone, come } = changedThreads(before, threads)
    before = threads
    for (const thread of gone) add(thread, -1)
    for (const thread of come) add(thread, 1)
    return counts.flatMap((count) => {
      if (count.annotations === 0) return []
      count.tick ??= tickOf(count, tags)
      return [count.tick]
    })
  }
}

const tickOf = ({ sentence, annotations, verdicts }: Count, tags: readonly Tag[]): Tick => {
  const given = tags.map((tag) => ({ pigment: tag.pigment, verdicts: verdicts.get(tag.id) ?? 0 }))
  const most = Math.max(0, ...given.map((one) => one.verdicts))
  return {
    sentence,
    annotations,
    leading: most === 0 ? null : (given.find((one) => one.verdicts === most)?.pigment ?? null),
    isDisputed: given.filter((one) => one.verdicts > 0).length > 1,
  }
}

/** The index of the first sentence that ends after `at`. */
const firstAfter = (sentences: readonly Sentence[], at: number): number => {
  let low = 0
  let high = sentences.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((sentences[middle]?.end ?? 0) > at) high = middle
    else low = middle + 1
  }
  return low
}
