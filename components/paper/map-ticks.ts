import type { Pigment, Tag } from '@/lib/core/annotation'
import type { Sentence } from '@/lib/core/document'
import type { RoomThread } from '@/lib/client/hooks/use-room'

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

/** The ticks of the map, one for each sentence that an annotation touches, in order. */
export const mapTicks = (
  sentences: readonly Sentence[],
  threads: readonly RoomThread[],
  tags: readonly Tag[],
): readonly Tick[] => {
  const live = threads.filter((thread) => thread.annotation.removedAt === undefined || thread.verdicts.length > 0)
  return sentences.flatMap((sentence): Tick[] => {
    const touching = live.filter(
      ({ annotation: { anchor } }) => anchor.start < sentence.end && sentence.start < anchor.end,
    )
    if (touching.length === 0) return []
    const counts = tags.map((tag) => ({
      pigment: tag.pigment,
      verdicts: touching.reduce((sum, { verdicts }) => sum + verdicts.filter(({ tag: id }) => id === tag.id).length, 0),
    }))
    const most = Math.max(0, ...counts.map(({ verdicts }) => verdicts))
    return [
      {
        sentence,
        annotations: touching.length,
        leading: most === 0 ? null : (counts.find(({ verdicts }) => verdicts === most)?.pigment ?? null),
        isDisputed: counts.filter(({ verdicts }) => verdicts > 0).length > 1,
      },
    ]
  })
}
