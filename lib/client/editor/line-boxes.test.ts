import { describe, expect, it } from 'vitest'
import { type Box, lineBoxes } from './line-boxes'

const box = (left: number, top: number, right: number, bottom: number): Box => ({ left, top, right, bottom })

describe('line boxes', () => {
  it('[PV2] join the pieces of one line, a raised number among them', () => {
    expect(lineBoxes([box(0, 0, 50, 20), box(50, 1, 60, 9), box(60, 0, 90, 20)])).toEqual([box(0, 0, 90, 20)])
  })
  it('[PV2] keep lines apart that only touch, and put the upper first', () => {
    expect(lineBoxes([box(0, 20, 40, 40), box(30, 0, 90, 21)])).toEqual([box(30, 0, 90, 21), box(0, 20, 40, 40)])
  })
  it('[PV2] leave out what has no extent', () => {
    expect(lineBoxes([box(5, 0, 5, 20)])).toEqual([])
  })
})
