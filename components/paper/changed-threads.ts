import type { RoomThread } from '@/lib/client/hooks/use-room'

/** What one list of threads has and the other has not. */
export interface ChangedThreads {
  readonly gone: readonly RoomThread[]
  readonly come: readonly RoomThread[]
}

/** How many items two lists share at their beginning and, of the rest, at their end. */
export const commonEnds = (
  before: readonly unknown[],
  after: readonly unknown[],
): { readonly start: number; readonly end: number } => {
  const most = Math.min(before.length, after.length)
  let start = 0
  while (start < most && before[start] === after[start]) start += 1
  let end = 0
  while (end < most - start && before[before.length - 1 - end] === after[after.length - 1 - end]) end += 1
  return { start, end }
}

/**
 * A function that gives what `of` gives for each item of a list. It asks `of` for
 * what stands between the ends that the list shares with that of the last call;
 * the same list gives the same answer.
 */
export const createMapped = <Item, Made>(of: (item: Item) => Made): ((items: readonly Item[]) => readonly Made[]) => {
  let before: readonly Item[] = []
  let made: readonly Made[] = []
  return (items) => {
    if (items === before) return made
    const { start, end } = commonEnds(before, items)
    made = [
      ...made.slice(0, start),
      ...items.slice(start, items.length - end).map(of),
      ...made.slice(made.length - end),
    ]
    before = items
    return made
  }
}

/**
 * The difference of two lists in the same order, in a glance: a thread that did
 * not change is the same object, so only the stretch between the common ends is
 * looked at closely. A changed thread is among both.
 */
export const changedThreads = (before: readonly RoomThread[], after: readonly RoomThread[]): ChangedThreads => {
  // Text, contents, map and margin ask the same of each change.
  if (last.before !== before || last.after !== after) last = { before, after, changed: difference(before, after) }
  return last.changed
}

const EMPTY: readonly RoomThread[] = []
/** What was asked last. */
let last: {
  readonly before: readonly RoomThread[]
  readonly after: readonly RoomThread[]
  readonly changed: ChangedThreads
} = { before: EMPTY, after: EMPTY, changed: { gone: EMPTY, come: EMPTY } }

const difference = (before: readonly RoomThread[], after: readonly RoomThread[]): ChangedThreads => {
  const { start, end } = commonEnds(before, after)
  const old = before.slice(start, before.length - end)
  const now = after.slice(start, after.length - end)
  if (old.length === 0 || now.length === 0) return { gone: old, come: now }
  const were = new Set(old)
  const are = new Set(now)
  return { gone: old.filter((thread) => !are.has(thread)), come: now.filter((thread) => !were.has(thread)) }
}

/** A function that gives the threads it is called with by their keys. The map is the same one each time, brought up to date. */
export const createByKey = (): ((threads: readonly RoomThread[]) => ReadonlyMap<string, RoomThread>) => {
  const byKey = new Map<string, RoomThread>()
  let before: readonly RoomThread[] = []
  return (threads) => {
    if (threads === before) return byKey
    const { gone, come } = changedThreads(before, threads)
    before = threads
    for (const { key } of gone) byKey.delete(key)
    for (const thread of come) byKey.set(thread.key, thread)
    return byKey
  }
}
