import { describe, expect, it } from 'vitest'
import { threadsOf } from '@/lib/core/annotation'
import { layerId } from '@/lib/core/base'
import { AMINA, annotationKey, annotationOf } from '@/lib/core/testing'
import { rowsInSight } from './windowed-rows'

const COUNT = 1_000
const TALL = 100
const WINDOW = 800
const threads = threadsOf(
  Array.from({ length: COUNT }, (_, at) => [annotationKey(AMINA, `n${String(at)}`), annotationOf(AMINA, 0, 17, at)]),
).map((thread) => ({ ...thread, layer: layerId('l') }))
const heights = new Map(threads.map(({ key }) => [key, TALL]))
const keyAt = (at: number): string => threads[at]?.key ?? ''

describe('rows of a long list', () => {
  it.each([0, 3, 40, 249])('[MA17] are drawn in the window and a window around it, %s half windows down', (halves) => {
    const { rows, after } = rowsInSight(threads, { halves, focused: undefined }, WINDOW, heights, null)
    const seen = (halves * WINDOW) / 2
    const places = rows.map(({ place }) => place)
    expect(rows.length).toBeLessThanOrEqual((3 * WINDOW) / TALL + 1)
    // Every row that the window shows is among them.
    for (let top = seen; top < Math.min(seen + WINDOW, COUNT * TALL); top += TALL) {
      expect(places).toContain(Math.floor(top / TALL) + 1)
    }
    // The list is as long as if all were drawn.
    expect(rows.reduce((sum, { before }) => sum + before + TALL, after)).toBe(COUNT * TALL)
    expect(rows.map(({ thread }) => thread.key)).toEqual(places.map((place) => keyAt(place - 1)))
  })

  it('[MA17] hold the open one and the one that has the focus, wherever they are, and keep their places', () => {
    const sight = { halves: 0, focused: keyAt(500) }
    const { rows, after } = rowsInSight(threads, sight, WINDOW, heights, keyAt(900))
    expect(rows.slice(-2).map(({ place }) => place)).toEqual([501, 901])
    expect(rows.reduce((sum, { before }) => sum + before + TALL, after)).toBe(COUNT * TALL)
  })

  it('[MA17] look at the words of a thread once, however often the list is looked at', () => {
    let looks = 0
    const [first] = threads
    if (first === undefined) throw new Error('no threads')
    const talked = {
      ...first,
      commentCount: 1,
      get comments() {
        looks += 1
        return []
      },
    }
    for (const halves of [0, 1, 2])
      rowsInSight([talked, ...threads], { halves, focused: undefined }, WINDOW, new Map(), null)
    expect(looks).toBe(1)
  })
})
