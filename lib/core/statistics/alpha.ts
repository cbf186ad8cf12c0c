import { type Coefficient, type Reliability, defined, notDefined } from './reliability'
import { type Summary, type Tally, differingBySize, tally, tallyAgainst, unlikePairs } from './tally'

/** How far two values are apart. */
export type Metric = 'nominal' | 'ordinal' | 'interval' | 'ratio'

/**
 * Krippendorff's alpha: 1 less the disagreement observed within units over the
 * one expected if values were dealt to units by chance (Krippendorff 2019,
 * Content Analysis, 4th ed., ch. 12; `1 - (n - 1) * Do / De` in the form of
 * coincidences). Any number of raters; a unit with fewer than two values says
 * nothing. Rules ST12 to ST15.
 */
export const krippendorffAlpha = (matrix: Reliability, metric: Metric): Coefficient => {
  return alphaOfTally(tally(matrix), metric, matrix.scale)
}

/** The same of what was counted; the values are then those that were given. */
export const alphaOfTally = (counted: Tally, metric: Metric, scale?: readonly string[]): Coefficient => {
  const { n } = counted
  if (n.pairable === 0) return notDefined('no-pairable-values', n)
  if (metric === 'nominal') return nominalAlpha(counted)
  const places = placesOf(counted, metric, scale)
  if (typeof places === 'string') return notDefined(places, n)
  return metric === 'ratio' ? ratioAlpha(counted, places) : squaredAlpha(counted, places)
}

/** Alpha of each value against all others, in the order of the scale or of the values given (ST16). */
export const alphaByValue = (
  matrix: Reliability,
): readonly { readonly value: string; readonly alpha: Coefficient }[] => {
  const counted = tally(matrix)
  return scaleOf(matrix).map((value) => ({ value, alpha: nominalAlpha(tallyAgainst(counted, value)) }))
}

/** The scale, or all values given, sorted. */
export const scaleOf = ({ scale, units }: Reliability): readonly string[] =>
  scale ?? [...new Set(units.flatMap(({ ratings }) => [...ratings.values()]))].sort()

/** Nominal alpha of what was counted: whole numbers up to the last division. */
export const nominalAlpha = ({ units, totals, n }: Tally): Coefficient =>
  alphaOf({ differing: differingBySize(units), totals, n })

/** The same from what a summary keeps. */
export const alphaOf = ({ differing, totals, n }: Pick<Summary, 'differing' | 'totals' | 'n'>): Coefficient => {
  if (n.pairable === 0) return notDefined('no-pairable-values', n)
  const expected = unlikePairs(n.pairable, totals)
  if (expected === 0) return notDefined('no-variation', n)
  return defined(1 - (differing.over((size) => size - 1) * (n.pairable - 1)) / expected, n)
}

/**
 * Where each value lies on a line. For ordinal data that is its mean rank among
 * all values: their distance is the number of ranks between, half of both ends
 * counted, which is Krippendorff's ordinal metric.
 */
const placesOf = (
  { values, totals }: Tally,
  metric: Exclude<Metric, 'nominal'>,
  scale: readonly string[] | undefined,
): readonly number[] | 'not-numeric' | 'no-order' | 'negative-values' => {
  const numbers = values.map(numberOf)
  const isNumeric = numbers.every((number) => number !== undefined)
  if (metric !== 'ordinal') {
    if (!isNumeric) return 'not-numeric'
    return metric === 'ratio' && numbers.some((number) => number < 0) ? 'negative-values' : numbers
  }
  const order = isNumeric ? numbers : orderIn(values, scale)
  if (order === undefined) return 'no-order'
  const byRank = new Map<number, number>()
  order.forEach((rank, at) => byRank.set(rank, (byRank.get(rank) ?? 0) + (totals[at] ?? 0)))
  const middles = new Map<number, number>()
  let below = 0
  for (const [rank, count] of [...byRank].sort(([a], [b]) => a - b)) {
    middles.set(rank, below + count / 2)
    below += count
  }
  return order.map((rank) => middles.get(rank) ?? 0)
}

const orderIn = (values: readonly string[], scale: readonly string[] | undefined): readonly number[] | undefined => {
  const places = values.map((value) => scale?.indexOf(value) ?? -1)
  return places.includes(-1) ? undefined : places
}

const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i

/** The number that a value says; `undefined` where it says none. */
export const numberOf = (value: string): number | undefined => {
  if (!NUMBER.test(value)) return undefined
  const number = Number(value)
  return Number.isFinite(number) ? number : undefined
}

/** Weighted sum of squares round the mean: half of what all pairs differ, squared, over the weight. */
const spread = (points: readonly (readonly [place: number, count: number])[]): number => {
  let weight = 0
  let sum = 0
  for (const [place, count] of points) {
    weight += count
    sum += count * place
  }
  const mean = sum / weight
  return points.reduce((squares, [place, count]) => squares + count * (place - mean) ** 2, 0)
}

/** Alpha with squared differences, from sums of squares: no pair is looked at. */
const squaredAlpha = ({ units, totals, n }: Tally, places: readonly number[]): Coefficient => {
  const expected = (n.pairable * spread(totals.map((count, at) => [places[at] ?? 0, count]))) / (n.pairable - 1)
  if (new Set(places).size < 2) return notDefined('no-variation', n)
  const observed = units.reduce(
    (sum, { size, counts }) =>
      sum + (size / (size - 1)) * spread(counts.map(([value, count]) => [places[value] ?? 0, count])),
    0,
  )
  return defined(1 - observed / expected, n)
}

/** Alpha with `((a - b) / (a + b))` squared: over pairs of different values. */
const ratioAlpha = ({ units, totals, n }: Tally, places: readonly number[]): Coefficient => {
  if (new Set(places).size < 2) return notDefined('no-variation', n)
  const pairs = (points: readonly (readonly [value: number, count: number])[]): number => {
    let sum = 0
    for (let a = 0; a < points.length; a += 1) {
      const [left, leftCount] = points[a] ?? [0, 0]
      for (let b = a + 1; b < points.length; b += 1) {
        const [right, rightCount] = points[b] ?? [0, 0]
        const x = places[left] ?? 0
        const y = places[right] ?? 0
        if (x !== y) sum += leftCount * rightCount * ((x - y) / (x + y)) ** 2
      }
    }
    return sum
  }
  const observed = units.reduce((sum, { size, counts }) => sum + pairs(counts) / (size - 1), 0)
  const expected = pairs(totals.map((count, at) => [at, count])) / (n.pairable - 1)
  return defined(1 - observed / expected, n)
}
