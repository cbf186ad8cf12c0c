import type { Random } from '../base'
import { nominalAlpha } from './alpha'
import type { Coefficient } from './reliability'
import { type Tally, differingPairs, tallyAgainst } from './tally'

/** Draws for an interval. */
export const BOOTSTRAP_SAMPLES = 2_000
/** The seed of the intervals that pages and exports show: the same rows give the same interval. */
export const BOOTSTRAP_SEED = 7
/** How much of the draws lies within the interval. */
const COVERAGE = 0.95
/** With a greater share of draws that have no alpha there is no interval. */
const UNDEFINED_MAX_SHARE = 0.05

/** Where a coefficient lies in 95 of 100 draws, or why that is not known. */
export type Interval =
  | { readonly kind: 'defined'; readonly low: number; readonly high: number }
  | {
      readonly kind: 'undefined'
      /** `too-few-units`: fewer than two units, or too many draws without variation. `not-drawn`: nobody looks at it (ST21). */
      readonly reason: 'too-few-units' | 'no-coefficient' | 'not-drawn'
    }

/** A coefficient with its interval. */
export interface Estimate {
  readonly coefficient: Coefficient
  readonly interval: Interval
}

/**
 * Nominal alpha with its 95 % interval by the percentile bootstrap over units
 * (Efron and Tibshirani 1993, An Introduction to the Bootstrap, ch. 13): as
 * many pairable units as there are, drawn with replacement, alpha anew from the
 * draw's own values. Rules ST21 and ST22.
 */
export const estimateAlpha = (counted: Tally, random: Random, samples = BOOTSTRAP_SAMPLES): Estimate =>
  estimateAlphas(counted, [], random, samples).whole

/**
 * As `estimateAlpha`, and the same for each of `values` against all others: what
 * `tallyAgainst` and `estimateAlpha` give with as fresh a generator, up to
 * rounding, from one set of draws.
 */
export const estimateAlphas = (
  counted: Tally,
  values: readonly string[],
  random: Random,
  samples = BOOTSTRAP_SAMPLES,
): { readonly whole: Estimate; readonly byValue: readonly Estimate[] } => {
  const isDrawn = counted.units.length >= 2 && nominalAlpha(counted).kind === 'defined'
  const drawn = isDrawn ? draws(counted, random, samples) : undefined
  return {
    whole: {
      coefficient: nominalAlpha(counted),
      interval: intervalOf(nominalAlpha(counted), counted, drawn?.whole, samples),
    },
    byValue: values.map((value) => {
      const coefficient = nominalAlpha(tallyAgainst(counted, value))
      const alphas = drawn?.byValue[counted.values.indexOf(value)]
      return { coefficient, interval: intervalOf(coefficient, counted, alphas, samples) }
    }),
  }
}

const intervalOf = (
  { kind }: Coefficient,
  { units }: Tally,
  alphas: Float64Array | undefined,
  samples: number,
): Interval => {
  if (kind === 'undefined') return { kind: 'undefined', reason: 'no-coefficient' }
  if (units.length < 2 || alphas === undefined || alphas.length < samples * (1 - UNDEFINED_MAX_SHARE)) {
    return { kind: 'undefined', reason: 'too-few-units' }
  }
  const rank = (share: number): number => alphas[Math.max(0, Math.ceil(share * alphas.length) - 1)] ?? Number.NaN
  return { kind: 'defined', low: rank((1 - COVERAGE) / 2), high: rank((1 + COVERAGE) / 2) }
}

/** The alphas of one kind, as draws give them; those without one are left out. */
class Alphas {
  readonly #values: Float64Array
  #count = 0

  constructor(samples: number) {
    this.#values = new Float64Array(samples)
  }

  /** `unlike` ordered pairs of unlike values among the draw's `n`, `differing` the disagreement within its units. */
  add(differing: number, n: number, unlike: number): void {
    if (unlike <= 0) return
    this.#values[this.#count] = 1 - (differing * (n - 1)) / unlike
    this.#count += 1
  }

  ascending(): Float64Array {
    return this.#values.slice(0, this.#count).sort()
  }
}

/** The alphas of the draws, ascending: of all values, and of each of `values` against the others. */
const draws = (
  { units, values }: Tally,
  random: Random,
  samples: number,
): { readonly whole: Float64Array; readonly byValue: readonly Float64Array[] } => {
  // Columns of numbers: this is gone through some hundred thousand times a page. Of each unit its size and its
  // disagreement, then for each value how often it was given and the disagreement of that value with the others.
  const columns = Array.from({ length: 2 + 2 * values.length }, () => new Float64Array(units.length))
  const set = (column: number, unit: number, value: number): void => {
    const numbers = columns[column]
    if (numbers !== undefined) numbers[unit] = value
  }
  units.forEach((unit, at) => {
    const { size, counts } = unit
    set(0, at, size)
    set(1, at, differingPairs(unit) / (size - 1))
    for (const [value, count] of counts) {
      set(2 + 2 * value, at, count)
      set(3 + 2 * value, at, (2 * count * (size - count)) / (size - 1))
    }
  })
  const whole = new Alphas(samples)
  const byValue = values.map(() => new Alphas(samples))
  const drawn = new Int32Array(units.length)
  const sums = new Float64Array(columns.length)
  for (let sample = 0; sample < samples; sample += 1) {
    for (let at = 0; at < drawn.length; at += 1) drawn[at] = Math.floor(random() * drawn.length)
    columns.forEach((numbers, column) => {
      sums[column] = sumAt(numbers, drawn)
    })
    const [n = 0, differing = 0] = sums
    let unlike = n * n
    byValue.forEach((alphas, value) => {
      const given = sums[2 + 2 * value] ?? 0
      unlike -= given * given
      alphas.add(sums[3 + 2 * value] ?? 0, n, 2 * given * (n - given))
    })
    whole.add(differing, n, unlike)
  }
  return { whole: whole.ascending(), byValue: byValue.map((alphas) => alphas.ascending()) }
}

/** The sum of the numbers at these places. */
const sumAt = (numbers: Float64Array, places: Int32Array): number => {
  let sum = 0
  for (const place of places) sum += numbers[place] ?? 0
  return sum
}
