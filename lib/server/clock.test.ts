import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { startClock } from './clock'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

test('looks at first after its own time, then a pause after each end, or after the pause that the look asks for', async () => {
  const at: number[] = []
  const began = Date.now()
  const pauses = [undefined, 500, undefined]
  const stop = startClock({
    name: 'test',
    firstMs: 10,
    everyMs: 100,
    look: () => {
      at.push(Date.now() - began)
      return Promise.resolve(pauses[at.length - 1])
    },
  })
  await vi.advanceTimersByTimeAsync(700)
  await stop()
  await vi.advanceTimersByTimeAsync(10_000)
  expect(at).toEqual([10, 110, 610])
})

test('tells of a look that failed in one line, and looks again', async () => {
  const said = vi.spyOn(console, 'warn').mockImplementation(() => undefined)
  let looks = 0
  const stop = startClock({
    name: 'test',
    firstMs: 0,
    everyMs: 100,
    look: () => {
      looks += 1
      return looks === 1 ? Promise.reject(new Error('away')) : Promise.resolve(undefined)
    },
  })
  await vi.advanceTimersByTimeAsync(150)
  await stop()
  expect(looks).toBe(2)
  expect(said.mock.calls).toEqual([['test: cannot look (away)']])
})

test('is stopped once what is under way has ended, and looks no more', async () => {
  let end = (): void => undefined
  let looks = 0
  const stop = startClock({
    name: 'test',
    firstMs: 0,
    everyMs: 1,
    look: () => {
      looks += 1
      return new Promise((resolve) => {
        end = () => {
          resolve(undefined)
        }
      })
    },
  })
  await vi.advanceTimersByTimeAsync(1)
  let isStopped = false
  const stopped = stop().then(() => {
    isStopped = true
  })
  await vi.advanceTimersByTimeAsync(1_000)
  expect(isStopped).toBe(false)
  end()
  await stopped
  await vi.advanceTimersByTimeAsync(1_000)
  expect(looks).toBe(1)
})
