import { describe, expect, it } from 'vitest'
import { createMapped } from '@/components/paper/changed-threads'
import { recordKey } from '@/lib/core/annotation'
import { type Random, layerId, memberId, seededRandom, versionId } from '@/lib/core/base'
import { offset } from '@/lib/core/document'
import { type Passages, createPassages } from '@/lib/client/editor/passages'
import type { RoomThread } from '@/lib/client/hooks/use-room'
import type { Crowded } from './crowding'
import { createStanding, inReadingOrder } from './standing'

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

describe('the order of the margin', () => {
  const threadAt = (start: number): RoomThread => {
    const key = recordKey('annotation', memberId('m'), `at${String(start)}`)
    const anchor = {
      version: versionId('v'),
      start: offset(start),
      end: offset(start + 1),
      exact: 'x',
      prefix: '',
      suffix: '',
    }
    const annotation = { v: 1 as const, kind: 'annotation' as const, author: memberId('m'), at: 1, anchor }
    return {
      key,
      layer: layerId('l'),
      annotation,
      verdicts: [],
      comments: [],
      commentCount: 0,
      reactions: [],
      resolved: null,
    }
  }
  const passagesWith = (places: ReadonlyMap<number, number>): Passages => ({
    ...createPassages(),
    readsAt: (at) => offset(places.get(at) ?? at),
  })

  it('[MA16] has a thread on a note where the note hangs', () => {
    const threads = [10, 20, 30, 100, 110].map(threadAt)
    const startsOf = (places: ReadonlyMap<number, number>): readonly number[] =>
      inReadingOrder(threads, passagesWith(places)).map(({ annotation }) => annotation.anchor.start)
    expect(startsOf(new Map())).toEqual([10, 20, 30, 100, 110])
    expect(
      startsOf(
        new Map([
          [100, 25],
          [110, 5],
        ]),
      ),
    ).toEqual([110, 10, 20, 100, 30])
    expect(startsOf(new Map([[110, 40]]))).toEqual([10, 20, 30, 110, 100])
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
