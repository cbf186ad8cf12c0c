import { describe, expect, it } from 'vitest'
import { type LayerRecord, type RecordKey, threadsOf } from '@/lib/core/annotation'
import { layerId } from '@/lib/core/base'
import { AMINA, BILAL, annotationKey, annotationOf, commentKey, commentOf } from '@/lib/core/testing'
import type { RoomThread } from '@/lib/client/hooks/use-room'
import { createArrivals } from './arrivals'

const threadOf = (...records: [RecordKey, LayerRecord][]): RoomThread => {
  const [thread] = threadsOf(records)
  if (thread === undefined) throw new Error('no thread')
  return { ...thread, layer: layerId('one') }
}

const amina = threadOf([annotationKey(AMINA), annotationOf(AMINA)])
const bilal = threadOf([annotationKey(BILAL), annotationOf(BILAL)])
const answered = threadOf(
  [annotationKey(BILAL), annotationOf(BILAL)],
  [commentKey(AMINA), commentOf(AMINA, annotationKey(BILAL), null, 'Is it so?', 5_000)],
)

describe('what has just come', () => {
  it('[PV12] is what others made since, not what was there, what changed or one’s own', () => {
    const arrivals = createArrivals()
    let told = 0
    arrivals.subscribe(() => (told += 1))
    arrivals.see([amina], AMINA)
    expect([arrivals.now().size, told]).toEqual([0, 0])
    arrivals.see([amina, bilal], AMINA)
    expect([[...arrivals.now()], told]).toEqual([[bilal.key], 1])
    arrivals.see([amina, answered], AMINA)
    expect([[...arrivals.now()], told]).toEqual([[bilal.key], 1])
    const own = createArrivals()
    own.see([bilal], AMINA)
    own.see([amina, bilal], AMINA)
    expect(own.now().size).toBe(0)
  })
})
