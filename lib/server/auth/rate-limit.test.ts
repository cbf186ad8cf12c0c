import { expect, test } from 'vitest'
import { rateLimit } from './rate-limit'

test('it allows up to the limit within the window, for each key by itself, and again afterwards', () => {
  let now = 0
  const limit = rateLimit({ limit: 2, windowMs: 1000, clock: () => now })
  limit.count('a')
  expect(limit.allows('a')).toBe(true)
  limit.count('a')
  expect(limit.allows('a')).toBe(false)
  expect(limit.allows('b')).toBe(true)
  now = 999
  expect(limit.allows('a')).toBe(false)
  now = 1000
  expect(limit.allows('a')).toBe(true)
})

test('a cleared key starts anew', () => {
  const limit = rateLimit({ limit: 1, windowMs: 1000, clock: () => 0 })
  limit.count('a')
  limit.clear('a')
  expect(limit.allows('a')).toBe(true)
})

test('a flood of keys forgets the oldest and keeps the newest', () => {
  const limit = rateLimit({ limit: 1, windowMs: 1000, clock: () => 0 })
  for (let at = 0; at < 50_001; at += 1) limit.count(String(at))
  expect(limit.allows('0')).toBe(true)
  expect(limit.allows('1')).toBe(false)
  expect(limit.allows('50000')).toBe(false)
})
