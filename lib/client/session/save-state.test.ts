import { describe, expect, it } from 'vitest'
import { type SaveFacts, saveState } from './save-state'

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
    const heldUp = 'That is more than anyone writes in so short a time.'
    expect(saveState({ ...calm, waiting: 2, heldUp })).toEqual({ kind: 'saving', heldUp })
    expect(saveState({ ...calm, heldUp })).toEqual({ kind: 'saved' })
  })
  it('[CS53] says why a room is shut, and that one may only read', () => {
    expect(saveState({ ...calm, shut: 'signed-out' })).toMatchObject({ kind: 'offline', shut: 'signed-out' })
    expect(saveState({ ...calm, canWrite: false }).kind).toBe('read-only')
  })
})
