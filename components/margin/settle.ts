/** A thread on its way to its place; px from the top of the column. */
export interface Unsettled {
  readonly key: string
  /** Where its passage stands. */
  readonly want: number
  readonly height: number
}

/** The space between two threads, in px. */
export const GAP = 22

/**
 * Where each thread stands: the tops, in the order given, which is that of the
 * text. Each stands beside its passage or as near below it as those before it
 * leave room. The thread of `open` stands at its passage exactly: those above
 * are pushed up and those below down, unless the top of the column (`least`)
 * leaves no room above (see `foldedAbove`); then all give way downwards.
 */
export const settle = (threads: readonly Unsettled[], open: string | null, least: number): readonly number[] => {
  const tops = stack(
    threads,
    threads.map(({ want }) => want),
    least,
  )
  const at = open === null ? -1 : threads.findIndex(({ key }) => key === open)
  const fixed = threads[at]
  if (fixed === undefined) return tops
  const wishes = threads.map(({ want }, index) => (index < at ? (tops[index] ?? want) : want))
  let floor = fixed.want
  for (let index = at - 1; index >= 0; index -= 1) {
    const top = Math.min(wishes[index] ?? 0, floor - GAP - (threads[index]?.height ?? 0))
    wishes[index] = top
    floor = top
  }
  return stack(threads, wishes, least)
}

/** From the top down: each at its wish, or right below the one before it. */
const stack = (threads: readonly Unsettled[], wishes: readonly number[], least: number): number[] => {
  let free = least
  return threads.map(({ height, want }, index) => {
    const top = Math.max(wishes[index] ?? want, free)
    free = top + height + GAP
    return top
  })
}
