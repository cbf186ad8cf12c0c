import { describe, expect, it } from 'vitest'
import { ID_PATTERN, exhaustive, layerId, memberId, ok, refused, seededRandom } from '.'

describe('ids', () => {
  it.each(['a', 'A-z_9', 'x'.repeat(64), '0198c5c2-7d8e-7a43-9a3e-6a4d5f0b1c2d'])('[BA1] takes %s', (text) => {
    expect(memberId(text)).toBe(text)
    expect(ID_PATTERN.test(text)).toBe(true)
  })

  it.each(['', 'a b', 'a/b', 'a.b', 'ü', 'a\n', 'x'.repeat(65)])('[BA1] throws at "%s"', (text) => {
    expect(() => layerId(text)).toThrow()
  })
})

describe('results', () => {
  it('[BA2] carry a value or a reason', () => {
    expect(ok(3)).toEqual({ ok: true, value: 3 })
    expect(refused('closed')).toEqual({ ok: false, reason: 'closed' })
  })
})

describe('seeded random numbers', () => {
  it('[BA3] are the same for the same seed, everywhere', () => {
    const random = seededRandom(1)
    expect([random(), random(), random()]).toEqual([0.6270739405881613, 0.002735721180215478, 0.5274470399599522])
  })

  it('[BA3] are spread over [0, 1)', () => {
    const random = seededRandom(7)
    const tenths = new Array<number>(10).fill(0)
    for (let draw = 0; draw < 10_000; draw += 1) {
      const tenth = Math.floor(random() * 10)
      tenths[tenth] = (tenths[tenth] ?? Number.NaN) + 1
    }
    expect(tenths).toHaveLength(10)
    for (const count of tenths) expect(Math.abs(count - 1_000)).toBeLessThan(120)
  })
})

describe('exhaustive', () => {
  it('[BA4] throws for a value that slipped past the types', () => {
    const sneak = (value: unknown): never => {
      // @ts-expect-error: the types forbid it, which is the point.
      return exhaustive(value)
    }
    expect(() => sneak({ kind: 'new' })).toThrow('unreachable: {"kind":"new"}')
  })
})
