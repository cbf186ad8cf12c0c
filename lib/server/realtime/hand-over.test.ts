import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { openHandOver } from './hand-over'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

/** Whether a turn has come by now. */
const hasCome = async (turn: Promise<void>): Promise<boolean> => {
  let isHere = false
  void turn.then(() => (isHere = true))
  await vi.advanceTimersByTimeAsync(0)
  return isHere
}

it('[SH13] lets a process wait for the one that asked, until its commit is heard', async () => {
  const one = openHandOver(() => undefined)
  expect(await hasCome(one.turn())).toBe(true)
  one.asked()
  const waiting = one.turn()
  expect(await hasCome(waiting)).toBe(false)
  one.heard()
  expect(await hasCome(waiting)).toBe(true)
  expect(await hasCome(one.turn())).toBe(true)
})

it('[SH13] waits for nobody who says no more', async () => {
  const one = openHandOver(() => undefined)
  one.asked()
  const waiting = one.turn()
  await vi.advanceTimersByTimeAsync(59)
  expect(await hasCome(waiting)).toBe(false)
  await vi.advanceTimersByTimeAsync(1)
  expect(await hasCome(waiting)).toBe(true)
})

it('[SH13] does not let two wait for each other', async () => {
  const asks: string[] = []
  const one = openHandOver(() => asks.push('one'))
  one.wasSecond()
  one.wasSecond()
  one.asked()
  // It asked itself: its turn is now, and the other's when it has committed.
  expect(await hasCome(one.turn())).toBe(true)
  one.committed()
  const waiting = one.turn()
  expect(await hasCome(waiting)).toBe(false)
  one.heard()
  expect(await hasCome(waiting)).toBe(true)
  expect(asks).toEqual(['one'])
})
