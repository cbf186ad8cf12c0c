import { describe, expect, it } from 'vitest'
import { READ_MARKS_MAX, type ReadMarks, isRead, mergeReadMarks } from '.'

const marks = (since: number, until: Readonly<Record<string, number>> = {}): ReadMarks => ({ since, until })

describe('read marks', () => {
  it('[RM1] say what is unread', () => {
    const mine = marks(100, { a: 150 })
    expect(isRead(mine, 'b', 100)).toBe(true)
    expect(isRead(mine, 'b', 101)).toBe(false)
    expect(isRead(mine, 'a', 150)).toBe(true)
    expect(isRead(mine, 'a', 151)).toBe(false)
  })

  it('[RM2] of two devices are one, in either order', () => {
    const first = mergeReadMarks(undefined, marks(100, { a: 150, b: 120 }))
    expect(first).toEqual(marks(100, { a: 150, b: 120 }))
    const laptop = marks(100, { a: 160 })
    const phone = marks(900, { b: 200, a: 155, old: 90 })
    const both = marks(100, { a: 160, b: 200 })
    expect(mergeReadMarks(mergeReadMarks(first, laptop), phone)).toEqual(both)
    expect(mergeReadMarks(mergeReadMarks(first, phone), laptop)).toEqual(both)
    expect(mergeReadMarks(both, laptop)).toEqual(both)
  })

  it('[RM3] are bounded, and what goes counts as read still', () => {
    const many = Object.fromEntries(
      Array.from({ length: READ_MARKS_MAX + 5 }, (_, at) => [`n${String(at)}`, 1_000 + at]),
    )
    const kept = mergeReadMarks(marks(100), marks(100, many))
    expect(Object.keys(kept.until)).toHaveLength(READ_MARKS_MAX)
    expect(kept.since).toBe(1_004)
    for (const [note, at] of Object.entries(many)) expect(isRead(kept, note, at), note).toBe(true)
    expect(isRead(kept, 'n3', 1_200)).toBe(false)
  })
})
