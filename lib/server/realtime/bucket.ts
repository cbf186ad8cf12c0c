/** A token bucket, in milliseconds of `Date.now()`: it says how long to wait, and never refuses. */
export interface Bucket {
  /**
   * Takes `cost` tokens, even where they are not there: what is missing is owed,
   * as much as the bucket holds at most. A negative cost gives back. The answer
   * is how many milliseconds to wait before the next, 0 for none.
   */
  take(cost: number, now: number): number
  /** How many milliseconds to wait before the next, 0 for none. */
  wait(now: number): number
  isFull(now: number): boolean
}

/** A bucket, and how to tell it what it holds. */
export interface OwnBucket extends Bucket {
  set(tokens: number, now: number): void
}

/** A bucket that fills with `perSecond` tokens a second up to `most`, and is full at first. */
export const openBucket = (perSecond: number, most: number, start: number): OwnBucket => {
  let tokens = most
  let last = start
  const fill = (now: number): void => {
    tokens = Math.min(most, tokens + (Math.max(0, now - last) * perSecond) / 1000)
    last = now
  }
  const owed = (): number => (tokens >= 0 ? 0 : Math.ceil((-tokens * 1000) / perSecond))
  return {
    take: (cost, now) => {
      fill(now)
      tokens = Math.max(-most, Math.min(most, tokens - cost))
      return owed()
    },
    wait: (now) => {
      fill(now)
      return owed()
    },
    isFull: (now) => {
      fill(now)
      return tokens >= most
    },
    set: (held, now) => {
      tokens = held
      last = now
    },
  }
}

/**
 * A bucket of several processes: each takes from one of its own at once and
 * tells `count` what it took, which answers what all have left. `undefined`, for
 * no answer, leaves it the process's own until the next is taken; then all is
 * told. Between a taking and its answer others may take the same: at most what
 * is under way at that moment is given out twice.
 */
export const openSharedBucket = (
  own: OwnBucket,
  count: (cost: number) => Promise<number | undefined>,
  now: () => number,
): Bucket => {
  let untold = 0
  let isAsking = false
  const tell = async (): Promise<void> => {
    if (isAsking) return
    isAsking = true
    let hasAnswered = true
    do {
      const cost = untold
      untold = 0
      const held = await count(cost)
      hasAnswered = held !== undefined
      if (held === undefined) untold += cost
      else own.set(held - untold, now())
    } while (hasAnswered && untold !== 0)
    isAsking = false
  }
  void tell()
  return {
    ...own,
    take: (cost, at) => {
      const wait = own.take(cost, at)
      untold += cost
      if (cost !== 0) void tell()
      return wait
    },
  }
}
