import type { Random } from '../base'
import { nominalAlpha } from './alpha'
import type { Coefficient } from './reliability'
import { type Tally, differingPairs } from './tally'

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
export const estimateAlpha = (counted: Tally, random: Random, samples = BOOTSTRAP_SAMPLES): Estimate => {
  const coefficient = nominalAlpha(counted)
  if (coefficient.kind === 'undefined') {
    return { coefficient, interval: { kind: 'undefined', reason: 'no-coefficient' } }
  }
  if (counted.units.length < 2) return { coefficient, interval: { kind: 'undefined', reason: 'too-few-units' } }
  const alphas = draws(counted, random, samples)
  if (alphas.length < samples * (1 - UNDEFINED_MAX_SHARE)) {
    return { coefficient, interval: { kind: 'undefined', reason: 'too-few-units' } }
  }
  const rank = (share: number): number => alphas[Math.max(0, Math.ceil(share * alphas.length) - 1)] ?? Number.NaN
  return {
    coefficient,
    interval: { kind: 'defined', low: rank((1 - COVERAGE) / 2), high: rank((1 + COVERAGE) / 2) },
  }
}

/** The alphas of the draws that have one, ascending. */
const draws = ({ units, values }: Tally, random: Random, samples: number): Float64Array => {
  // Flat and numeric: this is gone through some hundred thousand times a page.
  const width = values.length
  const size = Int32Array.from(units, (unit) => unit.size)
  const observed = Float64Array.from(units, (unit) => differingPairs(unit) / (unit.size - 1))
  const counts = new Int32Array(units.length * width)
  units.forEach((unit, at) => {
    for (const [value, count] of unit.counts) counts[at * width + value] = count
  })
  const alphas = new Float64Array(samples)
  const totals = new Float64Array(width)
  let found = 0
  for (let sample = 0; sample < samples; sample += 1) {
    totals.fill(0)
    let n = 0
    let differing = 0
    for (let left = units.length; left > 0; left -= 1) {
      const at = Math.floor(random() * units.length)
      n += size[at] ?? 0
      differing += observed[at] ?? 0
      const from = at * width
      for (let value = 0; value < width; value += 1) totals[value] = (totals[value] ?? 0) + (counts[from + value] ?? 0)
    }
    let unlike = n * n
    for (const total of totals) unlike -= total * total
    if (unlike > 0) {
      alphas[found] = 1 - (differing * (n - 1)) / unlike
      found += 1
    }
  }
  return alphas.slice(0, found).sort()
}
