import { scaleOf } from './alpha'
import { type Coefficient, type Reliability, defined, notDefined } from './reliability'
import { BySize, type Tally, differingPairs, tally, unlikePairs } from './tally'

/**
 * The share of agreeing pairs among all pairs of raters on all units (ST17).
 * Not corrected for chance. `counted` is the matrix's own tally, from who has it
 * already; so below.
 */
export const percentAgreement = (matrix: Reliability, counted: Tally = tally(matrix)): Coefficient => {
  const { units, n } = counted
  if (n.pairable === 0) return notDefined('no-pairable-values', n)
  let pairs = 0
  let differing = 0
  for (const unit of units) {
    pairs += unit.size * (unit.size - 1)
    differing += differingPairs(unit)
  }
  return defined((pairs - differing) / pairs, n)
}

/**
 * Fleiss' kappa for many raters (Fleiss 1971, Psychological Bulletin 76(5),
 * 378-382). Wants as many values in each unit that has two or more; the raters
 * need not be the same (ST18).
 */
export const fleissKappa = (matrix: Reliability, counted: Tally = tally(matrix)): Coefficient => {
  const { units, totals, n } = counted
  if (n.pairable === 0) return notDefined('no-pairable-values', n)
  const sizes = new Set(units.map(({ size }) => size))
  const [size] = sizes
  if (size === undefined || sizes.size > 1) return notDefined('unequal-ratings', n)
  const all = n.pairable
  const unlike = unlikePairs(all, totals)
  if (unlike === 0) return notDefined('no-variation', n)
  const differing = units.reduce((sum, unit) => sum + differingPairs(unit), 0)
  return defined(1 - (differing * all) / ((size - 1) * unlike), n)
}

/**
 * Gwet's AC1 (Gwet 2008, British Journal of Mathematical and Statistical
 * Psychology 61, 29-48; with missing values as in his Handbook of Inter-Rater
 * Reliability, 4th ed. 2014, ch. 5): agreement over units with two values or
 * more, the use of a value over all units with one (ST19).
 */
export const gwetAC1 = (matrix: Reliability, counted: Tally = tally(matrix)): Coefficient => {
  const { units, n } = counted
  if (n.pairable === 0) return notDefined('no-pairable-values', n)
  const scale = scaleOf(matrix)
  if (scale.length < 2) return notDefined('no-variation', n)
  const differing = new BySize()
  for (const unit of units) differing.add(unit.size, differingPairs(unit))
  const agreement = 1 - differing.over((size) => size * (size - 1)) / n.units
  const uses = new Map<string, BySize>()
  let rated = 0
  for (const { ratings } of matrix.units) {
    if (ratings.size > 0) rated += 1
    for (const value of ratings.values()) {
      const use = uses.get(value) ?? new BySize()
      use.add(ratings.size, 1)
      uses.set(value, use)
    }
  }
  // In ascending order, so that the sum does not hang on what the values are called.
  const shares = [...uses.values()].map((use) => use.over((size) => size) / rated).sort((a, b) => a - b)
  const chance = shares.reduce((sum, share) => sum + share * (1 - share), 0) / (scale.length - 1)
  return defined((agreement - chance) / (1 - chance), n)
}
