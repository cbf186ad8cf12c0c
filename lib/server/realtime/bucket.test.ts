import { describe, expect, it } from 'vitest'
import { openBucket } from './bucket'

describe('a bucket', () => {
  it('[RT27] lets a burst go free, then says how long to wait', () => {
    const bucket = openBucket(10, 5, 0)
    expect([1, 2, 3, 4, 5].map(() => bucket.take(1, 0))).toEqual([0, 0, 0, 0, 0])
    expect(bucket.take(1, 0)).toBe(100)
    expect(bucket.take(2, 0)).toBe(300)
    expect(bucket.take(1, 300)).toBe(100)
    expect(bucket.take(1, 10_000)).toBe(0)
    // A clock that is set back gives nothing and takes nothing.
    expect(bucket.take(1, 0)).toBe(0)
  })

  it('[RT27] owes at most what it holds, and gets back what was not used', () => {
    const bucket = openBucket(10, 5, 0)
    expect(bucket.take(1_000_000, 0)).toBe(500)
    expect(bucket.wait(250)).toBe(250)
    expect(bucket.take(-2, 250)).toBe(50)
    expect(bucket.isFull(799)).toBe(false)
    expect(bucket.isFull(800)).toBe(true)
    expect(bucket.take(-100, 800)).toBe(0)
    expect([1, 2, 3, 4, 5].map(() => bucket.take(1, 800))).toEqual([0, 0, 0, 0, 0])
    expect(bucket.wait(800)).toBe(0)
  })
})
