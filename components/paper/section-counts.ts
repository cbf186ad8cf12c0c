import type { Pigment, Tag } from '@/lib/core/annotation'
import type { Section } from '@/lib/core/document'
import type { RoomThread } from '@/lib/client/hooks/use-room'

/** What the contents say of one section. */
export interface SectionCount {
  /** Annotations and comments that begin in it or in a part of it. */
  readonly notes: number
  /** Verdicts by tag, in codebook order; tags without one are left out. */
  readonly mix: readonly { readonly pigment: Pigment; readonly verdicts: number }[]
}

/**
 * Notes and verdicts of each section, its parts included, in the order of
 * `sections`. A thread counts where its passage begins; what stands before the
 * first heading and in the paper's notes counts nowhere.
 */
export const countSections = (
  sections: readonly Section[],
  threads: readonly RoomThread[],
  tags: readonly Tag[],
): readonly SectionCount[] =>
  sections.map((section, at) => {
    const next = sections.slice(at + 1).find((other) => other.level <= section.level)
    const end = next?.start ?? sections.at(-1)?.end ?? section.end
    const inside = threads.filter(({ annotation: { anchor } }) => section.start <= anchor.start && anchor.start < end)
    return {
      notes: inside.reduce(
        (sum, thread) => sum + (thread.annotation.removedAt === undefined ? 1 : 0) + thread.commentCount,
        0,
      ),
      mix: tags.flatMap((tag) => {
        const verdicts = inside.reduce(
          (sum, thread) => sum + thread.verdicts.filter((verdict) => verdict.tag === tag.id).length,
          0,
        )
        return verdicts === 0 ? [] : [{ pigment: tag.pigment, verdicts }]
      }),
    }
  })
