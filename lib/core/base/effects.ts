/** The time, handed in so that core stays pure: milliseconds since 1970 (UTC). */
export type Clock = () => number

/** A uniform number in [0, 1), handed in so that core stays pure. */
export type Random = () => number

/**
 * A repeatable `Random`: the same seed gives the same numbers everywhere.
 * The generator is mulberry32 (Tommy Ettinger, public domain): small, fast and
 * good enough for tests, samples and bootstrap draws; never for secrets.
 */
export const seededRandom = (seed: number): Random => {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}
