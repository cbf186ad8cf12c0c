import { describe, expect, it } from 'vitest'
import { catalogueKeyOf } from './refusals'
import { type SaveFacts, saveState } from './save-state'
import { readRefusal } from './unsent-rows'

const calm: SaveFacts = {
  wasSynced: true,
  isLost: false,
  nextTryAt: undefined,
  waiting: 0,
  isOnlyHere: false,
  refusals: [],
  shut: undefined,
  heldUp: undefined,
  canWrite: true,
}

describe('saveState', () => {
  it('[CS50] is saved only when nothing waits and the server has been heard', () => {
    expect(saveState(calm)).toEqual({ kind: 'saved' })
    expect(saveState({ ...calm, waiting: 1 })).toEqual({ kind: 'saving' })
    expect(saveState({ ...calm, wasSynced: false })).toEqual({ kind: 'loading' })
  })
  it('[CS51] tells of a lost connection with what is kept and when the next try comes', () => {
    expect(saveState({ ...calm, isLost: true, waiting: 3, nextTryAt: 99 })).toEqual({
      kind: 'offline',
      kept: 3,
      nextTryAt: 99,
    })
  })
  it('[CS54] says when what waits is lost with the page', () => {
    expect(saveState({ ...calm, isLost: true, waiting: 3, isOnlyHere: true })).toEqual({
      kind: 'offline',
      kept: 3,
      isOnlyHere: true,
    })
  })
  it('[CS52] tells of a refusal before all else, and sums several up', () => {
    const refusals = [
      { sentence: 'one', count: 1, text: 'a' },
      { sentence: 'two', count: 2, text: '' },
    ]
    expect(saveState({ ...calm, isLost: true, refusals })).toEqual({
      kind: 'refused',
      sentence: 'one',
      count: 3,
      text: 'a',
    })
  })
  it('[CS55] tells why the server does not take yet what waits, and no longer than it waits', () => {
    const heldUp = { sentence: 'That is more than anyone writes in so short a time.', rule: 'RT29' }
    expect(saveState({ ...calm, waiting: 2, heldUp })).toEqual({ kind: 'saving', heldUp })
    expect(saveState({ ...calm, heldUp })).toEqual({ kind: 'saved' })
  })
  it('[CS53] says why a room is shut, and that one may only read', () => {
    expect(saveState({ ...calm, shut: 'signed-out' })).toMatchObject({ kind: 'offline', shut: 'signed-out' })
    expect(saveState({ ...calm, canWrite: false }).kind).toBe('read-only')
  })
})

it('[CS56] keeps the rule with the sentence, and has words for each rule of the gate and of the room', () => {
  const said = { sentence: 'This tag is not in the codebook. Choose another.', rule: 'GA10' }
  const row: unknown = JSON.parse(JSON.stringify({ ...said, count: 1, text: 'trade' }))
  const kept = readRefusal('a', row)
  expect(kept).toEqual({ id: 'a', ...said, count: 1, text: 'trade' })
  expect(saveState({ ...calm, refusals: kept === undefined ? [] : [kept] })).toMatchObject({ kind: 'refused', ...said })
  expect(catalogueKeyOf(said)).toBe('GA10')
  expect(catalogueKeyOf({ sentence: 'The database does not answer. Try again in a minute.' })).toBe('unavailable')
  expect(catalogueKeyOf({ sentence: 'Of a release to come.', rule: 'RT999' })).toBeUndefined()
})
