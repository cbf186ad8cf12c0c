import type { Random } from '../base'
import { nominalAlpha } from './alpha'
import type { Coefficient } from './reliability'
import { BOOTSTRAP_SAMPLES, type Drawn, type Interval, columnsOf, drawSums, noInterval } from './resample'
import { type Tally, differingPairs, tallyAgainst } from './tally'

/** A coefficient with its interval. */
export interface Estimate {
  readonly coefficient: Coefficient
  readonly interval: Interval
}

/**
 * Nominal alpha with its 95 % interval by the percentile bootstrap over units:
 * as many pairable units as there are, drawn with replacement, alpha anew from
 * the draw's own values. Rules ST21 and ST22.
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
  const [whole, ...byValue] = isDrawn ? draws(counted, random, samples) : []
  return {
    whole: estimateOf(nominalAlpha(counted), whole),
    byValue: values.map((value) =>
      estimateOf(nominalAlpha(tallyAgainst(counted, value)), byValue[counted.values.indexOf(value)]),
    ),
  }
}

const estimateOf = (coefficient: Coefficient, drawn: Drawn | undefined): Estimate => ({
  coefficient,
  interval: intervalOf(coefficient, drawn),
})

/** The interval of a coefficient from its draws, if there were any. */
export const intervalOf = ({ kind }: Coefficient, drawn: Drawn | undefined): Interval => {
  if (kind === 'undefined') return noInterval('no-coefficient')
  return drawn?.interval() ?? noInterval('too-few-units')
}

/** The alphas of the draws: of all values, and of each of `values` against the others. */
const draws = ({ units, values }: Tally, random: Random, samples: number): readonly Drawn[] => {
  // Columns of numbers: this is gone through some hundred thousand times a page. Of each unit its size and its
  // disagreement, then for each value how often it was given and the disagreement of that value with the others.
  const { columns, set } = columnsOf(2 + 2 * values.length, units.length)
  units.forEach((unit, at) => {
    const { size, counts } = unit
    set(0, at, size)
    set(1, at, differingPairs(unit) / (size - 1))
    for (const [value, count] of counts) {
      set(2 + 2 * value, at, count)
      set(3 + 2 * value, at, (2 * count * (size - count)) / (size - 1))
    }
  })
  const alpha = (differing: number, n: number, unlike: number): number | undefined =>
    unlike <= 0 ? undefined : 1 - (differing * (n - 1)) / unlike
  return drawSums(
    columns,
    [
      (sums) => {
        const [n = 0, differing = 0] = sums
        let unlike = n * n
        for (let value = 0; value < values.length; value += 1) unlike -= (sums[2 + 2 * value] ?? 0) ** 2
        return alpha(differing, n, unlike)
      },
      ...values.map((_, value) => (sums: Float64Array) => {
        const [n = 0] = sums
        const given = sums[2 + 2 * value] ?? 0
        return alpha(sums[3 + 2 * value] ?? 0, n, 2 * given * (n - given))
      }),
    ],
    random,
    samples,
  )
}
