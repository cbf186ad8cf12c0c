import type { Clock } from '../../core/base'

/** Counts what must not happen too often. One a process: it knows nothing of other processes. */
export interface RateLimit {
  /** May it happen once more for this key? Counts nothing. */
  allows(key: string): boolean
  /** It happened. */
  count(key: string): void
  /** Forgets a key. */
  clear(key: string): void
}

const KEYS_MAX = 50_000

/** At most `limit` times for one key within `windowMs`, counted from the first of them. */
export const rateLimit = ({
  limit,
  windowMs,
  clock = Date.now,
}: {
  readonly limit: number
  readonly windowMs: number
  readonly clock?: Clock
}): RateLimit => {
  const windows = new Map<string, { count: number; readonly endsAt: number }>()
  const live = (key: string) => {
    const found = windows.get(key)
    if (found === undefined || found.endsAt > clock()) return found
    windows.delete(key)
    return undefined
  }
  return {
    allows: (key) => (live(key)?.count ?? 0) < limit,
    count: (key) => {
      const found = live(key)
      if (found !== undefined) {
        found.count += 1
        return
      }
      // A flood of keys may push the oldest out, never fill the memory.
      if (windows.size >= KEYS_MAX) for (const oldest of windows.keys()) if (windows.delete(oldest)) break
      windows.set(key, { count: 1, endsAt: clock() + windowMs })
    },
    clear: (key) => {
      windows.delete(key)
    },
  }
}
