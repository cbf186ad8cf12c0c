import { type RecordKey, voicesOf } from '@/lib/core/annotation'
import type { RoomThread } from '@/lib/client/hooks/use-room'
import { changedThreads } from './changed-threads'

/** How long a highlight that has just come shows it, in ms. */
const ARRIVED_MS = 2_500

const NONE: ReadonlySet<RecordKey> = new Set()

/** The annotations that others have just made, each for a moment. */
export interface Arrivals {
  readonly now: () => ReadonlySet<RecordKey>
  /** Takes the room's threads in; the first time nothing has just come. */
  readonly see: (threads: readonly RoomThread[], me: string) => void
  /** Calls `listener` when they are others than before; the answer unsubscribes. */
  readonly subscribe: (listener: () => void) => () => void
}

/** Nothing has come yet. Kept beside React: what comes needs no drawing of the room's for it. */
export const createArrivals = (): Arrivals => {
  let known: readonly RoomThread[] | undefined
  let arrived = NONE
  let timer: ReturnType<typeof setTimeout> | undefined
  const listeners = new Set<() => void>()
  const become = (next: ReadonlySet<RecordKey>): void => {
    arrived = next
    for (const listener of [...listeners]) listener()
  }
  return {
    now: () => arrived,
    see: (threads, me) => {
      const before = known
      known = threads
      if (before === undefined || before === threads) return
      const { gone, come } = changedThreads(before, threads)
      const changed = new Set(gone.map(({ key }) => key))
      const fresh = come.filter(
        (thread) => !changed.has(thread.key) && [...voicesOf(thread)].some((voice) => voice !== me),
      )
      if (fresh.length === 0) return
      clearTimeout(timer)
      timer = setTimeout(() => {
        become(NONE)
      }, ARRIVED_MS)
      become(new Set(fresh.map(({ key }) => key)))
    },
    subscribe: (listener) => {
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
      }
    },
  }
}
