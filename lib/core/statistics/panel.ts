import { scaleOf } from './alpha'
import { type Coefficient, type Reliability, defined, notDefined } from './reliability'
import { type Summary, summaryOf, unlikePairs } from './tally'

/** The share of agreeing pairs among all pairs of raters on all units (ST17). Not corrected for chance. */
export const percentAgreement = (matrix: Reliability): Coefficient => percentOf(summaryOf(matrix))

/** Percent agreement of what was counted; so below. */
export const percentOf = ({ sizes, differing, n }: Summary): Coefficient => {
  if (n.pairable === 0) return notDefined('no-pairable-values', n)
  let pairs = 0
  let unlike = 0
  for (const [size, units] of sizes.entries()) pairs += units * size * (size - 1)
  for (const [, amount] of differing.entries()) unlike += amount
  return defined((pairs - unlike) / pairs, n)
}

/**
 * Fleiss' kappa for many raters (Fleiss 1971, Psychological Bulletin 76(5),
 * 378-382). Wants as many values in each unit that has two or more; the raters
 * need not be the same (ST18).
 */
export const fleissKappa = (matrix: Reliability): Coefficient => fleissOf(summaryOf(matrix))

export const fleissOf = ({ sizes, differing, totals, n }: Summary): Coefficient => {
  if (n.pairable === 0) return notDefined('no-pairable-values', n)
  const large = sizes.entries().filter(([size]) => size > 1)
  const [first] = large
  if (first === undefined || large.length > 1) return notDefined('unequal-ratings', n)
  const [size] = first
  const all = n.pairable
  const unlike = unlikePairs(all, totals)
  if (unlike === 0) return notDefined('no-variation', n)
  const observed = differing.entries().reduce((sum, [, amount]) => sum + amount, 0)
  return defined(1 - (observed * all) / ((size - 1) * unlike), n)
}

/**
 * Gwet's AC1 (Gwet 2008, British Journal of Mathematical and Statistical
 * Psychology 61, 29-48; with missing values as in his Handbook of Inter-Rater
 * Reliability, 4th ed. 2014, ch. 5): agreement over units with two values or
 * more, the use of a value over all units with one (ST19).
 */
export const gwetAC1 = (matrix: Reliability): Coefficient => ac1Of(summaryOf(matrix), scaleOf(matrix).length)

/** `categories` is how many values there could have been. */
export const ac1Of = ({ differing, uses, rated, n }: Summary, categories: number): Coefficient => {
  if (n.pairable === 0) return notDefined('no-pairable-values', n)
  if (categories < 2) return notDefined('no-variation', n)
  const agreement = 1 - differing.over((size) => size * (size - 1)) / n.units
  // In ascending order, so that the sum does not hang on what the values are called.
  const shares = uses.map((use) => use.over((size) => size) / rated).sort((a, b) => a - b)
  const chance = shares.reduce((sum, share) => sum + share * (1 - share), 0) / (categories - 1)
  return defined((agreement - chance) / (1 - chance), n)
}
