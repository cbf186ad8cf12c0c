import type { Metric } from './alpha'
import type { Reliability } from './reliability'
import type { Continuum } from './unitizing'

/** The definitions once more, written out pair by pair: slow, obvious, for tests alone. `undefined` where one divides by zero. */

const quotient = (above: number, below: number): number | undefined => (below === 0 ? undefined : above / below)

const mean = (numbers: readonly number[]): number | undefined =>
  quotient(
    numbers.reduce((sum, number) => sum + number, 0),
    numbers.length,
  )

/** The values of each unit with two or more. */
const pairableUnits = (matrix: Reliability): string[][] =>
  matrix.units.map(({ ratings }) => [...ratings.values()]).filter((values) => values.length > 1)

const distance = (metric: Metric, pool: readonly string[]): ((a: string, b: string) => number) => {
  const between = (a: string, b: string): number => {
    const [low, high] = [Number(a), Number(b)].sort((x, y) => x - y)
    const ranks = pool.map(Number).filter((number) => number >= (low ?? 0) && number <= (high ?? 0)).length
    const ends = pool.filter((value) => Number(value) === Number(a) || Number(value) === Number(b)).length
    return ranks - ends / 2
  }
  return {
    nominal: (a: string, b: string) => (a === b ? 0 : 1),
    ordinal: (a: string, b: string) => (Number(a) === Number(b) ? 0 : between(a, b) ** 2),
    interval: (a: string, b: string) => (Number(a) - Number(b)) ** 2,
    ratio: (a: string, b: string) =>
      Number(a) === Number(b) ? 0 : ((Number(a) - Number(b)) / (Number(a) + Number(b))) ** 2,
  }[metric]
}

/** Alpha as 1 less the mean difference within units over the mean difference of all pairs. */
export const slowAlpha = (matrix: Reliability, metric: Metric): number | undefined => {
  const units = pairableUnits(matrix)
  const pool = units.flat()
  const delta = distance(metric, pool)
  let observed = 0
  for (const values of units) {
    values.forEach((a, i) => {
      values.forEach((b, j) => {
        if (i !== j) observed += delta(a, b) / (values.length - 1) / pool.length
      })
    })
  }
  let expected = 0
  pool.forEach((a, i) => {
    pool.forEach((b, j) => {
      if (i !== j) expected += delta(a, b) / (pool.length * (pool.length - 1))
    })
  })
  const ratio = quotient(observed, expected)
  return ratio === undefined ? undefined : 1 - ratio
}

/** Agreeing among all pairs. */
export const slowPercent = (matrix: Reliability): number | undefined =>
  mean(
    pairableUnits(matrix).flatMap((values) =>
      values.flatMap((a, i) => values.slice(i + 1).map((b) => (a === b ? 1 : 0))),
    ),
  )

/** The mean over units of the share of agreeing pairs. */
const meanAgreement = (matrix: Reliability): number | undefined =>
  mean(
    pairableUnits(matrix).map(
      (values) =>
        mean(values.flatMap((a, i) => values.flatMap((b, j): number[] => (i === j ? [] : [a === b ? 1 : 0])))) ?? 0,
    ),
  )

const corrected = (agreement: number | undefined, chance: number): number | undefined =>
  agreement === undefined ? undefined : quotient(agreement - chance, 1 - chance)

/** Fleiss' kappa of units with as many values. */
export const slowFleiss = (matrix: Reliability): number | undefined => {
  const pool = pairableUnits(matrix).flat()
  const chance = [...new Set(pool)].reduce(
    (sum, value) => sum + (pool.filter((other) => other === value).length / pool.length) ** 2,
    0,
  )
  return corrected(meanAgreement(matrix), chance)
}

/** Gwet's AC1 for the values given. */
export const slowAC1 = (matrix: Reliability): number | undefined => {
  const rated = matrix.units.map(({ ratings }) => [...ratings.values()]).filter((values) => values.length > 0)
  const values = [...new Set(rated.flat())]
  const shares = values.map((value) => mean(rated.map((unit) => mean(unit.map((one) => (one === value ? 1 : 0))) ?? 0)))
  const chance = quotient(
    shares.reduce<number>((sum, share) => sum + (share ?? 0) * (1 - (share ?? 0)), 0),
    values.length - 1,
  )
  return chance === undefined ? undefined : corrected(meanAgreement(matrix), chance)
}

/** Cohen's kappa, or with `joint` Scott's pi, of two raters. */
export const slowKappa = (matrix: Reliability, a: string, b: string, joint: boolean): number | undefined => {
  const both = matrix.units.flatMap(({ ratings }): [string, string][] => {
    const left = ratings.get(a)
    const right = ratings.get(b)
    return left === undefined || right === undefined ? [] : [[left, right]]
  })
  const share = (side: 0 | 1, value: string): number => mean(both.map((pair) => (pair[side] === value ? 1 : 0))) ?? 0
  const chance = [...new Set(both.flat())].reduce(
    (sum, value) => sum + (joint ? ((share(0, value) + share(1, value)) / 2) ** 2 : share(0, value) * share(1, value)),
    0,
  )
  return corrected(mean(both.map(([left, right]) => (left === right ? 1 : 0))), chance)
}

/** Each rater's text character by character: the unit that it lies in, or `undefined` in a gap. */
const characters = ({ length, raters }: Continuum) =>
  raters.map((units) => Array.from({ length }, (_, at) => units.find(({ start, end }) => start <= at && at < end)))

/** u-alpha, character by character: every place of every rater with every other, but never within one unit. */
export const slowUnitizing = (continuum: Continuum): number | undefined => {
  const texts = characters(continuum)
  const label = (unit: { label: string } | undefined): string => unit?.label ?? ''
  let observed = 0
  texts.forEach((left, i) => {
    texts.forEach((right, j) => {
      if (i !== j) {
        left.forEach((unit, at) => {
          if (label(unit) !== label(right[at])) observed += 1 / (texts.length - 1)
        })
      }
    })
  })
  const places = texts.flat()
  let unlike = 0
  let pairs = 0
  places.forEach((unit, i) => {
    places.forEach((other, j) => {
      if (i === j || (unit !== undefined && unit === other)) return
      pairs += 1
      if (label(unit) !== label(other)) unlike += 1
    })
  })
  const ratio = quotient(observed * pairs, places.length * unlike)
  return ratio === undefined ? undefined : 1 - ratio
}

/** (k)u-alpha of a label with its matrices of coincidences written out. */
export const slowLabelAlpha = (continuum: Continuum, label: string): number | undefined => {
  const texts = characters(continuum)
  const others = texts.length - 1
  const labels = [...new Set(continuum.raters.flat().map((unit) => unit.label))]
  const observed = (c: string, k: string): number => {
    let length = 0
    texts.forEach((left, i) => {
      texts.forEach((right, j) => {
        if (i !== j) length += left.filter((unit, at) => unit?.label === c && right[at]?.label === k).length
      })
    })
    return length / others
  }
  const itself = (c: string): number =>
    continuum.raters.reduce(
      (sum, units, i) =>
        sum +
        units
          .filter((unit) => unit.label === c)
          .map(
            (unit) =>
              texts.reduce(
                (shared, right, j) =>
                  i === j
                    ? shared
                    : shared + right.slice(unit.start, unit.end).filter((one) => one !== undefined).length,
                0,
              ) / others,
          )
          .map((shared) => shared ** 2)
          .reduce((squares, square) => squares + square, 0),
      0,
    )
  const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0)
  const margin = (c: string): number => sum(labels.map((k) => observed(c, k)))
  const all = sum(labels.map(margin))
  const below = all - sum(labels.map(itself)) / all
  const expected = (c: string, k: string): number => (margin(c) * margin(k) - (c === k ? itself(c) : 0)) / below
  const expectedMargin = sum(labels.map((k) => expected(label, k)))
  return (
    1 -
    ((expectedMargin / margin(label)) * (margin(label) - observed(label, label))) /
      (expectedMargin - expected(label, label))
  )
}
