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

/** A bucket that fills with `perSecond` tokens a second up to `most`, and is full at first. */
export const openBucket = (perSecond: number, most: number, start: number): Bucket => {
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
  }
}
