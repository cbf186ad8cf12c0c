import type { Random } from '../base'

/** Draws for an interval. */
export const BOOTSTRAP_SAMPLES = 2_000
/** The seed of the intervals that pages and exports show: the same rows give the same interval. */
export const BOOTSTRAP_SEED = 7
/** How much of the draws lies within the interval. */
const COVERAGE = 0.95
/** With a greater share of draws that have no value there is no interval. */
const UNDEFINED_MAX_SHARE = 0.05

/** Where a coefficient lies in 95 of 100 draws, or why that is not known. */
export type Interval =
  | { readonly kind: 'defined'; readonly low: number; readonly high: number }
  | {
      readonly kind: 'undefined'
      /** `too-few-units`: fewer than two units, or too many draws without a value. `not-drawn`: nobody looks at it, or it would take too long (ST21). */
      readonly reason: 'too-few-units' | 'no-coefficient' | 'not-drawn'
    }

/** No interval, and why. */
export const noInterval = (reason: Extract<Interval, { readonly kind: 'undefined' }>['reason']): Interval => ({
  kind: 'undefined',
  reason,
})

/** What draws gave, ascending; those without a value are left out. */
export class Drawn {
  readonly #values: Float64Array
  #count = 0

  constructor(samples: number) {
    this.#values = new Float64Array(samples)
  }

  add(value: number | undefined): void {
    if (value === undefined) return
    this.#values[this.#count] = value
    this.#count += 1
  }

  /** The 95 % interval of a coefficient that has a value, from the percentiles of the draws. */
  interval(): Interval {
    if (this.#count < this.#values.length * (1 - UNDEFINED_MAX_SHARE)) return noInterval('too-few-units')
    const values = this.#values.slice(0, this.#count).sort()
    const rank = (share: number): number => values[Math.max(0, Math.ceil(share * values.length) - 1)] ?? Number.NaN
    return { kind: 'defined', low: rank((1 - COVERAGE) / 2), high: rank((1 + COVERAGE) / 2) }
  }
}

/** A statistic of a draw, from the sums of its columns; `undefined` where the draw has none. */
export type OfSums = (sums: Float64Array) => number | undefined

/**
 * The percentile bootstrap over units (Efron and Tibshirani 1993, An Introduction
 * to the Bootstrap, ch. 13) of statistics that need no more of a draw than sums:
 * each of `columns` has one number a unit. As many units as there are, drawn with
 * replacement. One set of draws for all statistics.
 */
export const drawSums = (
  columns: readonly Float64Array[],
  statistics: readonly OfSums[],
  random: Random,
  samples = BOOTSTRAP_SAMPLES,
): readonly Drawn[] => {
  const units = columns[0]?.length ?? 0
  const drawn = new Int32Array(units)
  const sums = new Float64Array(columns.length)
  const found = statistics.map(() => new Drawn(samples))
  if (units < 2) return found
  for (let sample = 0; sample < samples; sample += 1) {
    for (let at = 0; at < units; at += 1) drawn[at] = Math.floor(random() * units)
    columns.forEach((numbers, column) => {
      sums[column] = sumAt(numbers, drawn)
    })
    found.forEach((values, at) => {
      values.add(statistics[at]?.(sums))
    })
  }
  return found
}

/** The sum of the numbers at these places. */
const sumAt = (numbers: Float64Array, places: Int32Array): number => {
  let sum = 0
  for (const place of places) sum += numbers[place] ?? 0
  return sum
}

/** A table of columns of as many units; `set` puts a number. */
export const columnsOf = (
  count: number,
  units: number,
): {
  readonly columns: readonly Float64Array[]
  readonly set: (column: number, unit: number, value: number) => void
} => {
  const columns = Array.from({ length: count }, () => new Float64Array(units))
  return {
    columns,
    set: (column, unit, value) => {
      const numbers = columns[column]
      if (numbers !== undefined) numbers[unit] = value
    },
  }
}
