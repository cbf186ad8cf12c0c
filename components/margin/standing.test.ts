import { describe, expect, it } from 'vitest'
import { createMapped } from '@/components/paper/changed-threads'
import { type Random, seededRandom } from '@/lib/core/base'
import type { Crowded } from './crowding'
import { createStanding } from './standing'

const SEED = 20261127
const STEPS = 300

const placeAt = (nth: number, random: Random): Crowded => {
  const paragraph = random() < 0.1 ? null : Math.floor(random() * 8)
  return {
    key: `n${String(nth)}`,
    paragraph,
    want: (paragraph ?? 8) * 300 + Math.floor(random() * 40) * 7,
    height: 40 + Math.floor(random() * 60),
    weight: Math.floor(random() * 5),
  }
}

const byWant = (a: Crowded, b: Crowded): number => a.want - b.want || (a.key < b.key ? -1 : 1)

describe('the rows of a margin that changes', () => {
  it('[MA15] are those of a margin that was never other', () => {
    const random = seededRandom(SEED)
    const stand = createStanding()
    let places: readonly Crowded[] = []
    for (let step = 0; step < STEPS; step += 1) {
      const kept = places.filter(() => random() > 0.05)
      const come = Array.from({ length: Math.floor(random() * 4) }, (_, nth) => placeAt(step * 10 + nth, random))
      places = random() < 0.02 ? [] : [...kept, ...come].toSorted(byWant)
      const open = random() < 0.5 ? null : (places[Math.floor(random() * places.length)]?.key ?? null)
      const unfolded = new Set(random() < 0.2 ? [Math.floor(random() * 8)] : [])
      expect(stand(places, open, unfolded), `seed ${String(SEED)}, step ${String(step)}`).toEqual(
        createStanding()(places, open, unfolded),
      )
    }
  })

  it('are not made anew for the same places', () => {
    const random = seededRandom(SEED)
    const places = Array.from({ length: 40 }, (_, nth) => placeAt(nth, random)).toSorted(byWant)
    const stand = createStanding()
    const before = stand(places, null, new Set())
    const after = stand([...places], null, new Set())
    expect(after.every((row, at) => row === before[at])).toBe(true)
  })
})

describe('what is made of a list', () => {
  it('is made once for what stays at its ends, and is right for the rest', () => {
    const asked: number[] = []
    const mapped = createMapped((item: number) => {
      asked.push(item)
      return item * 2
    })
    expect(mapped([1, 2, 3, 4])).toEqual([2, 4, 6, 8])
    asked.length = 0
    expect(mapped([1, 2, 9, 3, 4])).toEqual([2, 4, 18, 6, 8])
    expect(asked).toEqual([9])
    expect(mapped([2, 9, 3])).toEqual([4, 18, 6])
    expect(mapped([])).toEqual([])
    expect(mapped([5])).toEqual([10])
  })
})
