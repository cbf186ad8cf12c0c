import { describe, expect, it } from 'vitest'
import { foldedAbove } from './folded-above'
import { GAP, type Unsettled, settle } from './settle'

const LINE_PX = 20
const LEAST_PX = 100
const threads = (count: number, want: number): Unsettled[] =>
  Array.from({ length: count }, (_, at) => ({ key: `t${String(at)}`, want, height: 60 }))

describe('foldedAbove', () => {
  it('[MA19] folds nothing where nothing is open, or all above the open one have room', () => {
    expect(foldedAbove(threads(9, 200), null, LEAST_PX, LINE_PX)).toBe(0)
    expect(foldedAbove(threads(9, 200), 't0', LEAST_PX, LINE_PX)).toBe(0)
    expect(foldedAbove(threads(3, LEAST_PX + 2 * (60 + GAP)), 't2', LEAST_PX, LINE_PX)).toBe(0)
  })

  it('[MA19] folds so many of the first that the open one stands at its passage under their line', () => {
    for (const want of [160, 300, 500, 900]) {
      const rows = threads(14, want)
      const folded = foldedAbove(rows, 't13', LEAST_PX, LINE_PX)
      expect(folded).toBeGreaterThan(0)
      const shown = [{ key: 'line', want: rows[0]?.want ?? 0, height: LINE_PX }, ...rows.slice(folded)]
      const tops = settle(shown, 't13', LEAST_PX)
      expect(tops.at(-1)).toBe(want)
    }
  })

  it('[MA19] folds no more than it has to', () => {
    const rows = threads(14, 500)
    const folded = foldedAbove(rows, 't13', LEAST_PX, LINE_PX)
    const more = [{ key: 'line', want: 500, height: LINE_PX }, ...rows.slice(folded - 1)]
    expect(settle(more, 't13', LEAST_PX).at(-1)).toBeGreaterThan(500)
  })

  it('[MA19] folds all above one whose passage is at the top', () => {
    expect(foldedAbove(threads(5, 60), 't4', LEAST_PX, LINE_PX)).toBe(4)
  })
})
