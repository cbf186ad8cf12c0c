import { type Random, seededRandom } from '../base'
import type { Agreement, Coefficients } from './agreement'
import { intervalOf } from './bootstrap'
import { ORDERED_METRICS, type OrderedMetric } from './ordered'
import {
  BOOTSTRAP_SAMPLES,
  BOOTSTRAP_SEED,
  Drawn,
  type Interval,
  type OfSums,
  columnsOf,
  drawSums,
  noInterval,
} from './resample'
import type { UnitTally } from './tally'
import type { TextBlocks } from './text-blocks'
import { textDraws } from './unitizing-interval'

/** The intervals of the coefficients of one matrix. */
export type CoefficientIntervals = Readonly<Record<keyof Coefficients, Interval>>

/** The intervals of every coefficient of a part of a reading, in the shape of `Agreement`. */
export interface AgreementIntervals {
  readonly sentences: CoefficientIntervals
  readonly claims: CoefficientIntervals
  /** `null` where the tags are no numbers. */
  readonly ordered: Readonly<Record<OrderedMetric, Interval>> | null
  readonly unitizing: Interval
  readonly bySection: readonly Interval[]
  /** In the order of `Agreement.pairs.kappas`. */
  readonly pairs: readonly Interval[]
}

/** Above so many claims none is drawn from them: it would take seconds, and tell little. */
export const CLAIMS_DRAWN_MAX = 5_000

/** The values of two members on what both rated. */
export interface BothRated {
  readonly a: Uint8Array
  readonly b: Uint8Array
}

/** What intervals are drawn from, taken at one moment: a reading may move while they are drawn. */
export interface IntervalsAsked {
  readonly agreement: Agreement
  /** The numbers that the tags are called, where they are numbers, in the order of the values of units. */
  readonly numbers: readonly number[]
  /** How many values there could have been. */
  readonly categories: number
  readonly values: number
  /** Sentences with a verdict. */
  readonly sentences: readonly UnitTally[]
  /** By section, the same. */
  readonly sections: readonly (readonly UnitTally[])[]
  /** Claims with a verdict, in an order that does not hang on that of the rows; `null` where they are more than are drawn from. */
  readonly claims: readonly UnitTally[] | null
  readonly text: TextBlocks
  /** Of each pair of members: the values of the one and of the other on the sentences that both have. `null` where none is drawn. */
  readonly pairs: readonly BothRated[] | null
}

/**
 * Draws the intervals, each from the same seed (ST48). Yields between the
 * coefficients, so that who draws many can do something else meanwhile.
 */
export function* drawIntervals(asked: IntervalsAsked): Generator<undefined, AgreementIntervals> {
  const { agreement, values, categories, numbers } = asked
  const common = { values, categories }
  const sentences = coefficientIntervals(asked.sentences, agreement.sentences, common)
  yield
  const ordered = agreement.ordered === null ? null : orderedIntervals(asked.sentences, agreement.ordered, numbers)
  yield
  const claims = asked.claims === null ? notDrawn : coefficientIntervals(asked.claims, agreement.claims, common)
  yield
  const bySection: Interval[] = []
  for (const [at, { alpha }] of agreement.bySection.entries()) {
    const [drawn] = drawSums(...nominalDraw(asked.sections[at] ?? [], values), fresh())
    bySection.push(intervalOf(alpha, drawn))
  }
  yield
  const unitizing = intervalOf(agreement.unitizing, textDraws(asked.text))
  yield
  const pairs: Interval[] = []
  for (const [at, { kappa }] of agreement.pairs.kappas.entries()) {
    const pair = asked.pairs?.[at]
    pairs.push(pair === undefined ? noInterval('not-drawn') : intervalOf(kappa, kappaDraws(pair, values)))
    if (at % 16 === 15) yield
  }
  return { sentences, claims, ordered, unitizing, bySection, pairs }
}

const fresh = (): Random => seededRandom(BOOTSTRAP_SEED)

const notDrawn: CoefficientIntervals = {
  alpha: noInterval('not-drawn'),
  percent: noInterval('not-drawn'),
  fleiss: noInterval('not-drawn'),
  ac1: noInterval('not-drawn'),
  scott: noInterval('not-drawn'),
}

const coefficientIntervals = (
  units: readonly UnitTally[],
  { alpha, percent, fleiss, ac1, scott }: Coefficients,
  { values, categories }: { readonly values: number; readonly categories: number },
): CoefficientIntervals => {
  const [columns, [nominal]] = nominalDraw(units, values)
  const sumsOfSquares = (sums: Float64Array): number => {
    let squares = 0
    for (let value = 0; value < values; value += 1) squares += (sums[FIRST_VALUE + value] ?? 0) ** 2
    return squares
  }
  // Fleiss' kappa where all units are as large, and so Scott's pi, which is that of two raters.
  const asMany: OfSums = (sums) => {
    const [n = 0, differing = 0] = sums
    const unlike = n * n - sumsOfSquares(sums)
    return unlike <= 0 ? undefined : 1 - (differing * n) / unlike
  }
  const agreeing: OfSums = ([, , pairs = 0, unlike = 0]) => (pairs === 0 ? undefined : (pairs - unlike) / pairs)
  const [alphas, kappas, shares] = drawSums(columns, [nominal, asMany, agreeing], fresh())
  const [ac1s] = drawSums(ac1Columns(units, values), [ac1OfSums(values, categories)], fresh())
  return {
    alpha: alpha.interval.kind === 'defined' ? alpha.interval : intervalOf(alpha.coefficient, alphas),
    percent: intervalOf(percent, shares),
    fleiss: intervalOf(fleiss, kappas),
    ac1: intervalOf(ac1, ac1s),
    scott: intervalOf(scott, kappas),
  }
}

/** Columns before those of the values: values given, disagreement, pairs, unlike pairs. */
const FIRST_VALUE = 4

/** The columns of units with two values or more, and nominal alpha of their sums. */
const nominalDraw = (
  units: readonly UnitTally[],
  values: number,
): readonly [columns: readonly Float64Array[], statistics: readonly [OfSums]] => {
  const paired = units.filter(({ size }) => size > 1)
  const { columns, set } = columnsOf(FIRST_VALUE + values, paired.length)
  paired.forEach(({ size, counts }, at) => {
    let unlike = size * size
    for (const [value, count] of counts) {
      unlike -= count * count
      set(FIRST_VALUE + value, at, count)
    }
    set(0, at, size)
    set(1, at, unlike / (size - 1))
    set(2, at, size * (size - 1))
    set(3, at, unlike)
  })
  const nominal: OfSums = (sums) => {
    const [n = 0, differing = 0] = sums
    let unlike = n * n
    for (let value = 0; value < values; value += 1) unlike -= (sums[FIRST_VALUE + value] ?? 0) ** 2
    return unlike <= 0 ? undefined : 1 - (differing * (n - 1)) / unlike
  }
  return [columns, [nominal]]
}

/** Of each unit with a value: whether it has two, how far those agree, and each value's share. */
const ac1Columns = (units: readonly UnitTally[], values: number): readonly Float64Array[] => {
  const { columns, set } = columnsOf(3 + values, units.length)
  units.forEach(({ size, counts }, at) => {
    let unlike = size * size
    for (const [value, count] of counts) {
      unlike -= count * count
      set(3 + value, at, count / size)
    }
    set(0, at, 1)
    set(1, at, size > 1 ? 1 : 0)
    set(2, at, size > 1 ? 1 - unlike / (size * (size - 1)) : 0)
  })
  return columns
}

const ac1OfSums =
  (values: number, categories: number): OfSums =>
  (sums) => {
    const [rated = 0, paired = 0, agreeing = 0] = sums
    if (paired === 0 || categories < 2) return undefined
    let chance = 0
    for (let value = 0; value < values; value += 1) {
      const share = (sums[3 + value] ?? 0) / rated
      chance += share * (1 - share)
    }
    chance /= categories - 1
    return (agreeing / paired - chance) / (1 - chance)
  }

/** Draws of alpha by the metrics for numbers: of a draw they need how often two values met. */
const orderedIntervals = (
  units: readonly UnitTally[],
  alphas: NonNullable<Agreement['ordered']>,
  numbers: readonly number[],
): NonNullable<AgreementIntervals['ordered']> => {
  const paired = units.filter(({ size }) => size > 1)
  const values = numbers.length
  const { columns, set } = columnsOf(values + values * values, paired.length)
  paired.forEach(({ size, counts }, at) => {
    for (const [a, count] of counts) {
      set(a, at, count)
      for (const [b, other] of counts) if (a !== b) set(values + a * values + b, at, (count * other) / (size - 1))
    }
  })
  const byNumber = [...new Set(numbers)].sort((a, b) => a - b)
  const alphaBy =
    (distance: (a: number, b: number, ranks: ReadonlyMap<number, number>) => number, isOrdinal: boolean): OfSums =>
    (sums) => {
      const ranks = isOrdinal ? ranksIn(byNumber, numbers, sums) : new Map<number, number>()
      let n = 0
      let observed = 0
      let expected = 0
      for (let a = 0; a < values; a += 1) {
        n += sums[a] ?? 0
        for (let b = 0; b < values; b += 1) {
          if (a === b) continue
          const apart = distance(numbers[a] ?? 0, numbers[b] ?? 0, ranks)
          observed += (sums[values + a * values + b] ?? 0) * apart
          expected += (sums[a] ?? 0) * (sums[b] ?? 0) * apart
        }
      }
      return expected <= 0 ? undefined : 1 - (observed * (n - 1)) / expected
    }
  const drawn = drawSums(
    columns,
    [
      alphaBy((a, b, ranks) => ((ranks.get(a) ?? 0) - (ranks.get(b) ?? 0)) ** 2, true),
      alphaBy((a, b) => (a - b) ** 2, false),
      alphaBy((a, b) => (a === b ? 0 : ((a - b) / (a + b)) ** 2), false),
    ],
    fresh(),
  )
  const [ordinal, interval, ratio] = ORDERED_METRICS.map((metric, at) => intervalOf(alphas[metric], drawn[at]))
  return {
    ordinal: ordinal ?? noInterval('no-coefficient'),
    interval: interval ?? noInterval('no-coefficient'),
    ratio: ratio ?? noInterval('no-coefficient'),
  }
}

/** The mean rank of each number in a draw. */
const ranksIn = (
  byNumber: readonly number[],
  numbers: readonly number[],
  sums: Float64Array,
): ReadonlyMap<number, number> => {
  let below = 0
  return new Map(
    byNumber.map((number) => {
      let count = 0
      numbers.forEach((other, value) => {
        if (other === number) count += sums[value] ?? 0
      })
      below += count
      return [number, below - count / 2]
    }),
  )
}

/** Draws of Cohen's kappa: the units that both rated. */
const kappaDraws = ({ a, b }: BothRated, values: number): Drawn => {
  const units = a.length
  const drawn = new Drawn(BOOTSTRAP_SAMPLES)
  if (units < 2) return drawn
  const random = fresh()
  const uses = [new Int32Array(values), new Int32Array(values)] as const
  for (let sample = 0; sample < BOOTSTRAP_SAMPLES; sample += 1) {
    uses[0].fill(0)
    uses[1].fill(0)
    let agreeing = 0
    for (let at = 0; at < units; at += 1) {
      const unit = Math.floor(random() * units)
      const [left = 0, right = 0] = [a[unit], b[unit]]
      if (left === right) agreeing += 1
      uses[0][left] = (uses[0][left] ?? 0) + 1
      uses[1][right] = (uses[1][right] ?? 0) + 1
    }
    let chance = 0
    for (let value = 0; value < values; value += 1) chance += (uses[0][value] ?? 0) * (uses[1][value] ?? 0)
    const all = units * units
    drawn.add(chance === all ? undefined : (units * agreeing - chance) / (all - chance))
  }
  return drawn
}
