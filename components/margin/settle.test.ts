import { describe, expect, it } from 'vitest'
import { seededRandom } from '@/lib/core/base'
import { GAP, type Unsettled, settle } from './settle'

const threads = (...rows: readonly (readonly [number, number])[]): Unsettled[] =>
  rows.map(([want, height], at) => ({ key: `t${String(at)}`, want, height }))

describe('settle', () => {
  it('[MA1] leaves a thread beside its passage where nothing is in the way', () => {
    expect(settle(threads([100, 50], [300, 50]), null, 0)).toEqual([100, 300])
  })

  it('[MA2] pushes a thread below the one before it, 22 px apart', () => {
    expect(settle(threads([100, 50], [110, 50]), null, 0)).toEqual([100, 172])
  })

  it('[MA3] stands the open thread at its passage and pushes those above it up', () => {
    expect(settle(threads([100, 50], [110, 50]), 't1', 0)).toEqual([110 - GAP - 50, 110])
  })

  it('[MA4] pushes those below the open thread down', () => {
    expect(settle(threads([100, 400], [110, 50], [900, 50]), 't0', 0)).toEqual([100, 522, 900])
  })

  it('[MA5] never rises over the top of the column', () => {
    expect(settle(threads([60, 50], [60, 50], [60, 50]), 't2', 40)).toEqual([40, 112, 184])
  })

  it('[MA6] takes the tops as they are where the open thread is not among them', () => {
    expect(settle(threads([100, 50]), 'elsewhere', 0)).toEqual([100])
  })

  it('[MA7] keeps order and distance whatever comes', () => {
    const random = seededRandom(7)
    for (let round = 0; round < 300; round += 1) {
      const rows = Array.from({ length: 1 + Math.floor(random() * 30) }, () => ({
        want: Math.floor(random() * 2_000),
        height: 10 + Math.floor(random() * 300),
      })).sort((a, b) => a.want - b.want)
      const some = rows.map((row, at) => ({ ...row, key: String(at) }))
      const open = String(Math.floor(random() * some.length))
      const tops = settle(some, open, 0)
      for (let at = 1; at < some.length; at += 1) {
        expect(tops[at]).toBeGreaterThanOrEqual((tops[at - 1] ?? 0) + (some[at - 1]?.height ?? 0) + GAP)
      }
      expect(tops[0]).toBeGreaterThanOrEqual(0)
    }
  })
})
