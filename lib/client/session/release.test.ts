import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { watchRelease } from './release'
import { memoryServer } from './testing'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

const open = (mine: string | undefined, theirs: () => string | undefined) => {
  const transport = memoryServer().transport()
  const told = vi.fn()
  const asked = vi.fn(() => Promise.resolve(theirs()))
  return { transport, told, asked, watch: watchRelease(transport, mine, asked, told) }
}

describe('the release of a page', () => {
  it('[CS90] asks once after each return of the connection, within ten seconds, and says once that the page is old', async () => {
    let running = 'one'
    const { transport, told, asked, watch } = open('one', () => running)
    await vi.advanceTimersByTimeAsync(20_000)
    expect(asked).not.toHaveBeenCalled()
    for (const [count, build] of ['one', 'two', 'three'].entries()) {
      running = build
      transport.breakSocket()
      transport.retry()
      await vi.advanceTimersByTimeAsync(10_000)
      expect(asked).toHaveBeenCalledTimes(count + 1)
    }
    expect(told).toHaveBeenCalledTimes(1)
    expect(watch.isStale()).toBe(true)
  })

  it.each([
    ['a development server', '', 'two'],
    ['a page that does not know', undefined, 'two'],
    ['a server that does not say', 'one', undefined],
  ])('[CS91] is never old by %s', (_name, mine, theirs) => {
    const { watch } = open(mine, () => theirs)
    watch.saw(theirs)
    expect(watch.isStale()).toBe(false)
  })
})
