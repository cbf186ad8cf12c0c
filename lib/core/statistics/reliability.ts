/** One thing that was rated: a sentence, a claim, a row of a file. */
export interface RatedUnit {
  readonly id: string
  /** The value that each rater gave; who is not here gave none. */
  readonly ratings: ReadonlyMap<string, string>
}

/** Units by raters. What nobody rated is absent, never a value. */
export interface Reliability {
  readonly raters: readonly string[]
  readonly units: readonly RatedUnit[]
  /** All values that could be given, lowest first where they have an order; absent where only those given are known. */
  readonly scale?: readonly string[]
}

/** What a number rests on. */
export interface Basis {
  /** Raters with a value that can be paired. */
  readonly raters: number
  /** Units with two values or more. */
  readonly units: number
  /** Values in those units: each can be paired with another's on the same unit. */
  readonly pairable: number
}

/** Why a coefficient has no value (ST13). */
export type UndefinedReason =
  /** No unit has two values. */
  | 'no-pairable-values'
  /** All values that can be paired are the same: nothing could differ, by chance or else. */
  | 'no-variation'
  /** The distance is between numbers, and some value is none. */
  | 'not-numeric'
  /** The values are not numbers and no scale orders them. */
  | 'no-order'
  /** A ratio needs a scale that begins at zero, and some value is below it. */
  | 'negative-values'
  /** The coefficient wants as many values in each unit, and they differ in number. */
  | 'unequal-ratings'
  /** The coefficient compares two raters, and there are more or fewer. */
  | 'not-two-raters'

/** A coefficient, or why it has none. Never 0, 1 or NaN for what is not defined. */
export type Coefficient =
  | { readonly kind: 'defined'; readonly value: number; readonly n: Basis }
  | { readonly kind: 'undefined'; readonly reason: UndefinedReason; readonly n: Basis }

/** A coefficient that has a value. */
export const defined = (value: number, n: Basis): Coefficient => ({ kind: 'defined', value, n })

/** A coefficient that has none. */
export const notDefined = (reason: UndefinedReason, n: Basis): Coefficient => ({ kind: 'undefined', reason, n })

/** The same units with the ratings of these raters alone. */
export const restrictTo = (matrix: Reliability, raters: Iterable<string>): Reliability => {
  const kept = new Set(raters)
  return {
    ...matrix,
    raters: matrix.raters.filter((rater) => kept.has(rater)),
    units: matrix.units.map(({ id, ratings }) => ({
      id,
      ratings: new Map([...ratings].filter(([rater]) => kept.has(rater))),
    })),
  }
}
