import { describe, expect, it } from 'vitest'
import { memberId } from '../../core/base'
import { openClientIds } from './client-ids'

const ADA = memberId('ada')
const BEN = memberId('ben')

describe('client ids', () => {
  it('[RT31] are whose window shows them, until they are bound', () => {
    const ids = openClientIds()
    expect(ids.speakFor(1, ADA)).toBe(true)
    expect(ids.speakFor(1, BEN)).toBe(false)
    // For Ada it is an id to be bound, for Ben another's.
    expect([ids.ownerOf(1, ADA), ids.ownerOf(1, BEN)]).toEqual([undefined, ADA])
    ids.bind(1, ADA)
    expect([ids.ownerOf(1, ADA), ids.ownerOf(1, BEN)]).toEqual([ADA, ADA])
    expect(ids.speakFor(1, BEN)).toBe(false)
  })

  it('[RT31] shown by a member are kept, the last 64 of them', () => {
    const ids = openClientIds()
    for (let client = 1; client <= 65; client += 1) ids.speakFor(client, ADA)
    expect(ids.ownerOf(1, BEN)).toBeUndefined()
    expect(ids.ownerOf(2, BEN)).toBe(ADA)
  })

  it('[RT10] are counted, and free again where nothing was committed', () => {
    const ids = openClientIds()
    ids.bind(1, ADA)
    ids.claim(2, ADA)
    ids.claim(2, ADA)
    expect(ids.idsOf(ADA).size).toBe(2)
    ids.release(2)
    expect([...ids.idsOf(ADA)]).toEqual([1])
    expect(ids.ownerOf(2, BEN)).toBeUndefined()
    expect(ids.idsOf(BEN).size).toBe(0)
  })

  it('[SH5] stay whose another process bound them to, though a claim here comes to nothing', () => {
    const ids = openClientIds()
    ids.claim(1, ADA)
    ids.bind(1, BEN)
    ids.release(1)
    expect(ids.ownerOf(1, ADA)).toBe(BEN)
    ids.claim(2, ADA)
    ids.bind(2, ADA)
    ids.release(2)
    expect(ids.ownerOf(2, BEN)).toBe(ADA)
  })
})
