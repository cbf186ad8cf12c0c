import { describe, expect, it } from 'vitest'
import { applyState, readRecords } from '../../core/layer'
import { rehearseOpening } from './rehearse'

describe('the rehearsal of opening a layer', () => {
  it('[RT49] reads a layer as a class could have written it, each time into a document of its own', () => {
    const read: ReturnType<typeof readRecords>[] = []
    rehearseOpening((doc, state) => {
      expect(doc.store.clients.size).toBe(0)
      applyState(doc, state)
      expect(doc.store.clients.size).toBe(10)
      read.push(readRecords(doc))
    })
    // Records that are none any more would rehearse what no class waits for.
    expect(new Set(read.map((records) => records.size))).toEqual(new Set([1_000]))
    expect(read.length).toBeGreaterThanOrEqual(10)
  })
})
