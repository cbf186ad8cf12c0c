import { describe, expect, it } from 'vitest'
import { userId } from '../../core/base'
import { openAllowances } from './allowance'
import { LIMITS } from './limits'

describe('allowances', () => {
  it('[RT27] [RT29] are one for all windows of a user, and outlive them', () => {
    let now = 0
    const allowances = openAllowances(LIMITS, () => now)
    const ada = userId('ada')
    allowances.of(ada).values.take(LIMITS.valuesAtOnce + 2, now)
    allowances.of(userId('ben')).values.take(1, now)
    expect(allowances.of(ada).values.wait(now)).toBe((2 / LIMITS.valuesPerSecond) * 1000)
    // A crowd comes by: those who owe are remembered, whoever else is forgotten.
    for (let at = 0; at < 5_000; at += 1) allowances.of(userId(`u${at}`))
    expect(allowances.of(ada).values.wait(now)).toBe((2 / LIMITS.valuesPerSecond) * 1000)
    now += (2 / LIMITS.valuesPerSecond) * 1000
    expect(allowances.of(ada).values.wait(now)).toBe(0)
  })

  it('[RT29] gives back a day of client ids in a day', () => {
    let now = 0
    const { clients } = openAllowances(LIMITS, () => now).of(userId('ada'))
    clients.take(LIMITS.clientsPerDay, now)
    expect(clients.wait(now)).toBe(0)
    expect(clients.take(1, now)).toBeCloseTo((24 * 60 * 60 * 1000) / LIMITS.clientsPerDay, -1)
    now += 25 * 60 * 60 * 1000
    expect(clients.isFull(now)).toBe(true)
  })
})
