import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { seededRandom } from '../base'
import {
  type Coefficient,
  type Metric,
  type Reliability,
  alphaByValue,
  cohenKappas,
  estimateAlpha,
  estimateAlphas,
  fleissKappa,
  gwetAC1,
  krippendorffAlpha,
  percentAgreement,
  restrictTo,
  scottPi,
  tally,
  tallyAgainst,
} from './index'
import { ARTSTEIN_POESIO_2008, COHEN_1960, FLEISS_1971, KRIPPENDORFF_2011, fromCounts, fromRows } from './published'
import { slowAC1, slowAlpha, slowFleiss, slowKappa, slowPercent } from './slow'

const METRICS = ['nominal', 'ordinal', 'interval', 'ratio'] as const satisfies readonly Metric[]

const valueOf = (coefficient: Coefficient | undefined): number | undefined =>
  coefficient?.kind === 'defined' ? coefficient.value : undefined
const reasonOf = (coefficient: Coefficient | undefined): string | undefined =>
  coefficient?.kind === 'undefined' ? coefficient.reason : undefined

const RATERS = ['a', 'b', 'c', 'd', 'e']
/** Up to twelve units by five raters, about half of the values missing, values 0 to 3. */
const matrices = fc
  .array(fc.array(fc.option(fc.integer({ min: 0, max: 3 })), { minLength: 5, maxLength: 5 }), { maxLength: 12 })
  .map((rows): Reliability => ({
    raters: RATERS,
    units: rows.map((row, id) => ({
      id: String(id),
      ratings: new Map(
        row.flatMap((value, at): [string, string][] => (value === null ? [] : [[RATERS[at] ?? '', String(value)]])),
      ),
    })),
  }))

/** Every coefficient of a matrix that asks nothing of what the values are called. */
const all = (matrix: Reliability): readonly Coefficient[] => [
  krippendorffAlpha(matrix, 'nominal'),
  percentAgreement(matrix),
  fleissKappa(matrix),
  gwetAC1(matrix),
  ...cohenKappas(matrix).map(({ kappa }) => kappa),
  scottPi(restrictTo(matrix, ['a', 'b'])),
]

const expectSame = (fast: Coefficient | undefined, slow: number | undefined): void => {
  if (slow === undefined) expect(fast?.kind).toBe('undefined')
  else expect(valueOf(fast)).toBeCloseTo(slow, 9)
}

describe('published values', () => {
  test.each([
    ['nominal', 0.743421],
    ['ordinal', 0.815388],
    ['interval', 0.849107],
    ['ratio', 0.797403],
  ] as const)('[ST14] %s alpha of Krippendorff 2011 is %f', (metric, published) => {
    const alpha = krippendorffAlpha(KRIPPENDORFF_2011, metric)
    expect(valueOf(alpha)).toBeCloseTo(published, 6)
    expect(alpha.n).toEqual({ raters: 4, units: 11, pairable: 40 })
  })

  test('[ST14] nominal alpha of Krippendorff 2011, sections A and B', () => {
    const binary = fromRows({ a: '0 1 0 0 0 0 0 0 1 0', b: '1 1 1 0 0 1 0 0 0 0' })
    expect(valueOf(krippendorffAlpha(binary, 'nominal'))).toBeCloseTo(0.095, 3)
    const nominal = fromRows({ a: 'a a b b d c c c e d d a', b: 'b a b b b c c c e d d d' })
    expect(valueOf(krippendorffAlpha(nominal, 'nominal'))).toBeCloseTo(0.692, 3)
  })

  test('[ST18] Fleiss 1971: kappa 0.430245', () => {
    expect(valueOf(fleissKappa(FLEISS_1971))).toBeCloseTo(0.430245, 6)
  })

  test('[ST19] AC1 of the four raters with missing values in Gwet 2014 is 0.77544', () => {
    expect(valueOf(gwetAC1(KRIPPENDORFF_2011))).toBeCloseTo(0.77544, 5)
  })

  test('[ST20] Cohen 1960: kappa 0.491525; Artstein and Poesio 2008: pi 0.7995, kappa 0.8013', () => {
    expect(valueOf(cohenKappas(COHEN_1960)[0]?.kappa)).toBeCloseTo(0.491525, 6)
    expect(valueOf(scottPi(ARTSTEIN_POESIO_2008))).toBeCloseTo(0.79953, 5)
    expect(valueOf(cohenKappas(ARTSTEIN_POESIO_2008)[0]?.kappa)).toBeCloseTo(0.8013, 4)
  })
})

describe('undefined', () => {
  const single = fromRows({ a: '1 2 .', b: '. . 3' })
  const same = fromRows({ a: '1 1', b: '1 1' })

  test('[ST13] nothing can be paired', () => {
    for (const coefficient of all(single).slice(0, 4)) expect(reasonOf(coefficient)).toBe('no-pairable-values')
    expect(reasonOf(cohenKappas(single)[0]?.kappa)).toBe('no-pairable-values')
    expect(reasonOf(krippendorffAlpha({ raters: [], units: [] }, 'ratio'))).toBe('no-pairable-values')
  })

  test('[ST13] nothing varies: agreement is 1, what is corrected for chance is not defined', () => {
    expect(valueOf(percentAgreement(same))).toBe(1)
    for (const metric of METRICS) expect(reasonOf(krippendorffAlpha(same, metric))).toBe('no-variation')
    for (const of of [fleissKappa, gwetAC1, scottPi]) expect(reasonOf(of(same))).toBe('no-variation')
    expect(reasonOf(cohenKappas(same)[0]?.kappa)).toBe('no-variation')
  })

  test('[ST13] words are not numbers and have no order of their own', () => {
    const words = fromRows({ a: 'low high', b: 'low mid' })
    expect(METRICS.map((metric) => reasonOf(krippendorffAlpha(words, metric)))).toEqual([
      undefined,
      'no-order',
      'not-numeric',
      'not-numeric',
    ])
    expect(reasonOf(krippendorffAlpha(fromRows({ a: '-1 2', b: '1 2' }), 'ratio'))).toBe('negative-values')
  })

  test('[ST13] Fleiss wants as many ratings in each unit, Scott two raters', () => {
    expect(reasonOf(fleissKappa(KRIPPENDORFF_2011))).toBe('unequal-ratings')
    expect(reasonOf(scottPi(KRIPPENDORFF_2011))).toBe('not-two-raters')
  })
})

describe('alpha', () => {
  test('[ST14] a scale orders words as numbers do', () => {
    const words = fromRows({ a: 'low high mid', b: 'low mid mid' }, ['low', 'mid', 'high'])
    const numbers = fromRows({ a: '1 30 2', b: '1 2 2' })
    expect(krippendorffAlpha(words, 'ordinal')).toEqual(krippendorffAlpha(numbers, 'ordinal'))
  })

  test('[ST14] numbers written differently are the same number', () => {
    const alphas = METRICS.slice(1).map((metric) => krippendorffAlpha(fromRows({ a: '1 2.0 3', b: '1.0 2 4' }), metric))
    expect(alphas).toEqual(
      METRICS.slice(1).map((metric) => krippendorffAlpha(fromRows({ a: '1 2 3', b: '1 2 4' }), metric)),
    )
  })

  test('[ST16] of a value is that of the value against all others', () => {
    const binary = fromRows({
      a: 'x x 3 3 x x x x x . . .',
      b: 'x x 3 3 x x x x x x . 3',
      c: '. 3 3 3 x 3 x x x x x .',
      d: 'x x 3 3 x x x x x x x .',
    })
    const three = alphaByValue(KRIPPENDORFF_2011).find(({ value }) => value === '3')
    expect(three?.alpha).toEqual(krippendorffAlpha(binary, 'nominal'))
  })

  test('is 1 where all agree, below 0 where they agree less than by chance', () => {
    expect(valueOf(krippendorffAlpha(fromRows({ a: '1 2 3', b: '1 2 3' }), 'interval'))).toBe(1)
    expect(valueOf(krippendorffAlpha(fromRows({ a: '1 2', b: '2 1' }), 'nominal'))).toBe(-0.5)
  })
})

describe('laws', () => {
  test('[ST22] equals the definitions written out pair by pair', () => {
    fc.assert(
      fc.property(matrices, (matrix) => {
        for (const metric of METRICS) expectSame(krippendorffAlpha(matrix, metric), slowAlpha(matrix, metric))
        expectSame(percentAgreement(matrix), slowPercent(matrix))
        expectSame(gwetAC1(matrix), slowAC1(matrix))
        for (const { a, b, kappa } of cohenKappas(matrix)) expectSame(kappa, slowKappa(matrix, a, b, false))
        expectSame(scottPi(restrictTo(matrix, ['a', 'b'])), slowKappa(matrix, 'a', 'b', true))
      }),
    )
  })

  test('[ST18] Fleiss equals its definition on units with as many ratings', () => {
    const counts = fc.array(
      fc
        .array(fc.integer({ min: 0, max: 2 }), { minLength: 4, maxLength: 4 })
        .map((raters) => [0, 1, 2].map((value) => raters.filter((one) => one === value).length)),
      { minLength: 1, maxLength: 10 },
    )
    fc.assert(
      fc.property(counts, (rows) => {
        const matrix = fromCounts(rows)
        expectSame(fleissKappa(matrix), slowFleiss(matrix))
      }),
    )
  })

  test('[ST15] what values are called, and the order of raters and units, change no digit', () => {
    fc.assert(
      fc.property(matrices, (matrix) => {
        const renamed: Reliability = {
          raters: matrix.raters,
          units: matrix.units
            .map(({ id, ratings }) => ({
              id,
              ratings: new Map([...ratings].reverse().map(([rater, value]) => [rater, `${9 - Number(value)}th`])),
            }))
            .reverse(),
        }
        expect(all(renamed)).toEqual(all(matrix))
      }),
    )
  })

  test('[ST15] a value without another on its unit changes nothing but AC1', () => {
    fc.assert(
      fc.property(matrices, fc.integer({ min: 0, max: 5 }), (matrix, value) => {
        const more: Reliability = {
          raters: matrix.raters,
          units: [...matrix.units, { id: 'single', ratings: new Map([['a', String(value)]]) }],
        }
        for (const metric of METRICS) expect(krippendorffAlpha(more, metric)).toEqual(krippendorffAlpha(matrix, metric))
        expect(percentAgreement(more)).toEqual(percentAgreement(matrix))
        expect(fleissKappa(more)).toEqual(fleissKappa(matrix))
        expect(cohenKappas(more)).toEqual(cohenKappas(matrix))
      }),
    )
  })

  test('[ST17] a double of every rater raises percent agreement, unless it was 1', () => {
    fc.assert(
      fc.property(matrices, (matrix) => {
        const before = valueOf(percentAgreement(matrix))
        fc.pre(before !== undefined)
        const doubled: Reliability = {
          raters: matrix.raters.flatMap((rater) => [rater, `${rater}2`]),
          units: matrix.units.map(({ id, ratings }) => ({
            id,
            ratings: new Map([...ratings].flatMap(([rater, value]) => [[rater, value] as const, [`${rater}2`, value]])),
          })),
        }
        const after = valueOf(percentAgreement(doubled)) ?? 0
        if (before === 1) expect(after).toBe(1)
        else expect(after).toBeGreaterThan(before)
      }),
    )
  })

  test('[ST13] no coefficient is ever NaN or infinite', () => {
    fc.assert(
      fc.property(matrices, (matrix) => {
        const numbers = [...all(matrix), ...METRICS.map((metric) => krippendorffAlpha(matrix, metric))].map(valueOf)
        expect(numbers.every((number) => number === undefined || Number.isFinite(number))).toBe(true)
      }),
    )
  })
})

describe('interval', () => {
  const counted = tally(FLEISS_1971)

  test('[ST21] is the same for a seed, holds the coefficient and lies close to the published standard error', () => {
    const { coefficient, interval } = estimateAlpha(counted, seededRandom(7))
    expect(estimateAlpha(counted, seededRandom(7)).interval).toEqual(interval)
    if (interval.kind === 'undefined') throw new Error('no interval')
    const alpha = valueOf(coefficient) ?? 0
    expect(interval.low).toBeLessThan(alpha)
    expect(interval.high).toBeGreaterThan(alpha)
    expect(interval.high - interval.low).toBeGreaterThan(0.1)
    expect(interval.high - interval.low).toBeLessThan(0.35)
  })

  test('[ST21] draws units: its ends are those of alphas of draws made the slow way', () => {
    const matrix = fromRows({ a: '1 2 1 2 3 1', b: '1 2 2 2 3 1', c: '1 . 1 1 3 2' })
    const random = seededRandom(3)
    const alphas = Array.from({ length: 200 }, () => {
      const units = matrix.units.map(() => matrix.units[Math.floor(random() * matrix.units.length)])
      return valueOf(krippendorffAlpha({ ...matrix, units: units.flatMap((unit) => unit ?? []) }, 'nominal'))
    })
      .filter((alpha) => alpha !== undefined)
      .sort((a, b) => a - b)
    const { interval } = estimateAlpha(tally(matrix), seededRandom(3), 200)
    if (interval.kind === 'undefined') throw new Error('no interval')
    expect(interval.low).toBeCloseTo(alphas[Math.ceil(0.025 * alphas.length) - 1] ?? 0, 9)
    expect(interval.high).toBeCloseTo(alphas[Math.ceil(0.975 * alphas.length) - 1] ?? 0, 9)
  })

  test('[ST21] of each value against the rest comes from the same draws as its own would', () => {
    const matrix = fromRows({ a: '1 2 1 2 3 1 2', b: '1 2 2 2 3 1 2', c: '1 . 1 1 3 2 2' })
    const counted = tally(matrix)
    const { whole, byValue } = estimateAlphas(counted, ['1', '2', '3', '4'], seededRandom(3), 400)
    expect(whole).toEqual(estimateAlpha(counted, seededRandom(3), 400))
    for (const [at, value] of ['1', '2', '3', '4'].entries()) {
      const { coefficient, interval } = estimateAlpha(tallyAgainst(counted, value), seededRandom(3), 400)
      expect(byValue[at]?.coefficient).toEqual(coefficient)
      const shared = byValue[at]?.interval
      if (interval.kind === 'undefined' || shared?.kind !== 'defined') expect(shared).toEqual(interval)
      else {
        expect(shared.low).toBeCloseTo(interval.low, 9)
        expect(shared.high).toBeCloseTo(interval.high, 9)
      }
    }
  })

  test('[ST21] there is none for one unit, for too many draws without variation, and without a coefficient', () => {
    const intervalOf = (matrix: Reliability) => estimateAlpha(tally(matrix), seededRandom(1)).interval
    expect(intervalOf(fromRows({ a: '1', b: '2' }))).toEqual({ kind: 'undefined', reason: 'too-few-units' })
    expect(intervalOf(fromRows({ a: '1 2', b: '1 2' }))).toEqual({ kind: 'undefined', reason: 'too-few-units' })
    expect(intervalOf(fromRows({ a: '1 1', b: '1 1' }))).toEqual({ kind: 'undefined', reason: 'no-coefficient' })
  })
})
