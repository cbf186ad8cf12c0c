import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Coefficient, type Continuum, type Unit, unitizingAlpha, unitizingAlphaByLabel } from './index'
import { slowLabelAlpha, slowUnitizing } from './slow'

const LENGTH = 24
/** One rater's units: cuts in ascending order, each stretch a label or a gap. */
const units = fc
  .tuple(
    fc.uniqueArray(fc.integer({ min: 0, max: LENGTH }), { maxLength: 8 }),
    fc.array(fc.constantFrom('', 'x', 'y', 'z'), { minLength: 8, maxLength: 8 }),
  )
  .map(([cuts, labels]): Unit[] => {
    const ordered = cuts.sort((a, b) => a - b)
    return ordered.flatMap((start, at) => {
      const end = ordered[at + 1]
      const label = labels[at] ?? ''
      return end === undefined || label === '' ? [] : [{ start, end, label }]
    })
  })
const continua = fc
  .array(units, { minLength: 2, maxLength: 4 })
  .map((raters): Continuum => ({ length: LENGTH, raters }))

const valueOf = (alpha: Coefficient): number | undefined => (alpha.kind === 'defined' ? alpha.value : undefined)
const of = (...raters: readonly (readonly Unit[])[]): Continuum => ({ length: 10, raters })
const x = (start: number, end: number): Unit => ({ start, end, label: 'x' })
const y = (start: number, end: number): Unit => ({ start, end, label: 'y' })

describe('u-alpha', () => {
  test('[ST23] is 1 where all mark the same', () => {
    expect(valueOf(unitizingAlpha(of([x(0, 4), y(6, 9)], [x(0, 4), y(6, 9)])))).toBe(1)
  })

  test('[ST23] by hand: two raters of ten places, one marks two, one four, two in common', () => {
    // Observed 2 of 10 differ, each way: 4. Of 20 places 6 are marked: 2 * 6 * 14 unlike pairs.
    // All pairs but each unit with itself (4 + 16) and each gap's place with itself (14): 400 - 34.
    const alpha = unitizingAlpha(of([x(0, 2)], [x(0, 4)]))
    expect(valueOf(alpha)).toBeCloseTo(1 - (4 * (400 - 34)) / (20 * 168), 12)
    expect(alpha.n).toEqual({ raters: 2, units: 2, pairable: 20 })
  })

  test('[ST23] two short units are not one long one', () => {
    const long = unitizingAlpha(of([x(0, 4)], [x(2, 6)]))
    const short = unitizingAlpha(of([x(0, 2), x(2, 4)], [x(2, 6)]))
    expect(valueOf(short)).not.toBe(valueOf(long))
  })

  test('[ST23] equals the definition written out character by character', () => {
    fc.assert(
      fc.property(continua, (continuum) => {
        const slow = slowUnitizing(continuum)
        const fast = unitizingAlpha(continuum)
        if (slow === undefined) expect(fast.kind).toBe('undefined')
        else expect(valueOf(fast)).toBeCloseTo(slow, 9)
      }),
    )
  })

  test('[ST23] names of labels and the order of raters change nothing', () => {
    fc.assert(
      fc.property(continua, (continuum) => {
        const renamed = {
          ...continuum,
          raters: continuum.raters
            .map((rater) => rater.map((unit) => ({ ...unit, label: `not ${unit.label}` })))
            .reverse(),
        }
        expect(unitizingAlpha(renamed)).toEqual(unitizingAlpha(continuum))
      }),
    )
  })

  test('[ST24] is not defined for one rater, nor where nobody marks anything or all mark all', () => {
    expect(unitizingAlpha(of([x(0, 4)]))).toMatchObject({ reason: 'no-pairable-values' })
    expect(unitizingAlpha(of([], []))).toMatchObject({ reason: 'no-variation' })
    expect(unitizingAlpha(of([x(0, 10)], [x(0, 10)]))).toMatchObject({ reason: 'no-variation' })
  })
})

describe('(k)u-alpha', () => {
  test('[ST25] equals the equations of the paper, label by label', () => {
    fc.assert(
      fc.property(continua, (continuum) => {
        for (const { label, alpha } of unitizingAlphaByLabel(continuum)) {
          if (alpha.kind === 'defined') expect(alpha.value).toBeCloseTo(slowLabelAlpha(continuum, label) ?? 0, 8)
          else expect(slowLabelAlpha(continuum, label)).toBeNaN()
        }
      }),
    )
  })

  test('[ST25] is 1 where a label always meets itself, whatever was left unmarked', () => {
    const found = unitizingAlphaByLabel(of([x(0, 4), y(6, 9)], [x(2, 4), y(7, 9)]))
    expect(found.map(({ label, alpha, coverage }) => [label, valueOf(alpha), coverage])).toEqual([
      ['x', 1, 4 / 6],
      ['y', 1, 4 / 5],
    ])
  })

  test('[ST25] is not defined for a label that meets nothing, nor where no other label meets', () => {
    const found = unitizingAlphaByLabel(of([x(0, 4), y(6, 9)], [x(2, 4)]))
    expect(found.map(({ alpha }) => alpha)).toMatchObject([
      { reason: 'no-variation' },
      { reason: 'no-pairable-values' },
    ])
  })
})
