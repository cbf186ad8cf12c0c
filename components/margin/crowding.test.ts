import { describe, expect, it } from 'vitest'
import { type Crowded, PARAGRAPH_MAX, crowd } from './crowding'

const one = (key: string, paragraph: number | null, want: number, weight = 0, height = 80): Crowded => ({
  key,
  paragraph,
  want,
  height,
  weight,
})
const NONE: ReadonlySet<never> = new Set()

describe('crowd', () => {
  it('[MA10] lets every thread stand where there is room', () => {
    const rows = crowd([one('a', 1, 0), one('b', 1, 20), one('c', 2, 400)], NONE, NONE)
    expect(rows).toEqual([
      { kind: 'thread', key: 'a' },
      { kind: 'thread', key: 'b' },
      { kind: 'thread', key: 'c' },
    ])
  })

  it('[MA11] folds what has no room before the next paragraph, the lightest first', () => {
    const rows = crowd([one('a', 1, 0, 1), one('b', 1, 10, 9), one('c', 1, 20, 2), one('d', 2, 60)], NONE, NONE)
    expect(rows).toEqual([
      { kind: 'more', paragraph: 1, keys: ['a', 'c'], want: 0 },
      { kind: 'thread', key: 'b' },
      { kind: 'thread', key: 'd' },
    ])
  })

  it('[MA12] never folds one thread alone', () => {
    const rows = crowd([one('a', 1, 0, 1), one('b', 1, 10, 9), one('c', 2, 40)], NONE, NONE)
    expect(rows.map((row) => row.kind)).toEqual(['thread', 'thread', 'thread'])
  })

  it('[MA13] lets no more than 14 stand on one paragraph, however much room there is', () => {
    const many = Array.from({ length: 40 }, (_, at) => one(`t${String(at)}`, 1, at, at))
    const rows = crowd(many, NONE, NONE)
    expect(rows.filter((row) => row.kind === 'thread')).toHaveLength(PARAGRAPH_MAX)
    expect(rows.flatMap((row) => (row.kind === 'more' ? row.keys : [row.key])).toSorted()).toEqual(
      many.map(({ key }) => key).toSorted(),
    )
  })

  it('[MA14] lets a kept thread stand, and all of an unfolded paragraph', () => {
    const rows = [one('a', 1, 0, 9), one('b', 1, 10, 8), one('c', 1, 20, 0), one('d', 1, 20, 0), one('e', 2, 60)]
    expect(crowd(rows, new Set(['c']), NONE)).toContainEqual({ kind: 'thread', key: 'c' })
    expect(crowd(rows, NONE, new Set([1])).every((row) => row.kind === 'thread')).toBe(true)
  })
})
