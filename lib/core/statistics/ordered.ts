import { type Metric, alphaOfTally, numberOf } from './alpha'
import type { Coefficient } from './reliability'
import type { Tally } from './tally'

/** The metrics that look at how far values are apart. */
export const ORDERED_METRICS = ['ordinal', 'interval', 'ratio'] as const satisfies readonly Metric[]
export type OrderedMetric = (typeof ORDERED_METRICS)[number]

/** Alpha of a codebook whose tags are numbers, by each metric. */
export type OrderedAlphas = Readonly<Record<OrderedMetric, Coefficient>>

/** The numbers that tags are called; `undefined` where one is none, or all are the same (ST47). */
export const numbersOf = (names: readonly string[]): readonly number[] | undefined => {
  const numbers = names.map(numberOf)
  return numbers.every((number) => number !== undefined) && new Set(numbers).size > 1 ? numbers : undefined
}

/**
 * Alpha of what was counted by each metric; the values of `counted` are numbers.
 * They are put in their order first, so that the sums are the same to the last
 * digit in whatever order values came (ST22).
 */
export const orderedAlphas = (counted: Tally): OrderedAlphas => {
  const inOrder = ascending(counted)
  return {
    ordinal: alphaOfTally(inOrder, 'ordinal'),
    interval: alphaOfTally(inOrder, 'interval'),
    ratio: alphaOfTally(inOrder, 'ratio'),
  }
}

/** The same counts with the values that were given alone, from the lowest. */
const ascending = ({ values, units, totals, n }: Tally): Tally => {
  const order = [...values.keys()]
    .filter((place) => (totals[place] ?? 0) > 0)
    .sort((a, b) => (numberOf(values[a] ?? '') ?? 0) - (numberOf(values[b] ?? '') ?? 0) || a - b)
  const places = new Map(order.map((old, place) => [old, place]))
  return {
    values: order.map((place) => values[place] ?? ''),
    totals: order.map((place) => totals[place] ?? 0),
    units: units.map(({ size, counts }) => ({
      size,
      counts: counts.map(([value, count]) => [places.get(value) ?? 0, count] as const).toSorted(([a], [b]) => a - b),
    })),
    n,
  }
}
