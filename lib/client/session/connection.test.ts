import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { watchConnection } from './connection'
import { memoryServer } from './testing'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

describe('a connection that comes back', () => {
  it('[CS95] asks once after each return what the member may see, and not before the first', async () => {
    const transport = memoryServer().transport()
    const asked = vi.fn()
    const watch = watchConnection(transport, vi.fn(), asked)
    await vi.advanceTimersByTimeAsync(20_000)
    expect(asked).not.toHaveBeenCalled()
    for (const count of [1, 2]) {
      transport.breakSocket()
      transport.retry()
      await vi.advanceTimersByTimeAsync(5_000)
      expect(asked).toHaveBeenCalledTimes(count)
    }
    transport.breakSocket()
    transport.retry()
    watch.stop()
    await vi.advanceTimersByTimeAsync(20_000)
    expect(asked).toHaveBeenCalledTimes(2)
  })
})
