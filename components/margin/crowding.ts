/** A thread as the crowding rule sees it. */
export interface Crowded {
  readonly key: string
  /** The paragraph that it is on; threads of one paragraph follow each other. */
  readonly paragraph: number | null
  /** Where its passage stands, px from the top of the column. */
  readonly want: number
  /** About how tall it is when shut, in px. */
  readonly height: number
  /** How much it deserves to be seen; the greater first. */
  readonly weight: number
}

/** What stands in the margin: a thread, or a line for those that had no room. */
export type Row =
  | { readonly kind: 'thread'; readonly key: string }
  | {
      readonly kind: 'more'
      readonly paragraph: number | null
      /** The threads that are folded away, in the order of the text. */
      readonly keys: readonly string[]
      readonly want: number
      /** Of whatever paragraph, they stood where the open thread has to: they have room again when it is shut. */
      readonly isAbove?: true
    }

/** The most threads that stand beside one paragraph. */
export const PARAGRAPH_MAX = 14
const GAP_PX = 22
/** How far a paragraph's threads may run on below it before they are folded, in px. */
const SLACK_PX = 120

/**
 * Folds the threads of crowded paragraphs: of each paragraph those of most
 * weight stand as long as there is room until the next paragraph's first
 * thread; the rest become one line, which stands where its first one would.
 * One alone is never folded. Threads in `kept` (the open one, say) always stand, and so do all
 * of an `unfolded` paragraph.
 */
export const crowd = (
  threads: readonly Crowded[],
  kept: ReadonlySet<string>,
  unfolded: ReadonlySet<number | null>,
): readonly Row[] => {
  const groups: Crowded[][] = []
  for (const thread of threads) {
    const last = groups.at(-1)
    if (last !== undefined && last[0]?.paragraph === thread.paragraph) last.push(thread)
    else groups.push([thread])
  }
  return groups.flatMap((group, at): Row[] => {
    const paragraph = group[0]?.paragraph ?? null
    const standing = unfolded.has(paragraph) ? new Set(group.map(({ key }) => key)) : seen(group, groups[at + 1], kept)
    const folded = group.filter(({ key }) => !standing.has(key))
    if (folded.length < 2) return group.map(({ key }) => ({ kind: 'thread', key }))
    const first = folded[0]
    return group.flatMap((thread): Row[] => {
      if (standing.has(thread.key)) return [{ kind: 'thread', key: thread.key }]
      if (thread !== first) return []
      return [{ kind: 'more', paragraph, keys: folded.map(({ key }) => key), want: thread.want }]
    })
  })
}

const seen = (
  group: readonly Crowded[],
  next: readonly Crowded[] | undefined,
  kept: ReadonlySet<string>,
): ReadonlySet<string> => {
  const start = group[0]?.want ?? 0
  const room = (next?.[0]?.want ?? Infinity) - start + SLACK_PX
  const standing = new Set<string>()
  let used = 0
  const ranked = group.toSorted((a, b) => Number(kept.has(b.key)) - Number(kept.has(a.key)) || b.weight - a.weight)
  for (const thread of ranked) {
    const isKept = kept.has(thread.key)
    if (!isKept && (standing.size >= PARAGRAPH_MAX || used + thread.height > room)) continue
    standing.add(thread.key)
    used += thread.height + GAP_PX
  }
  return standing
}
