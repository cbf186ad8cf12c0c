import { describe, expect, it } from 'vitest'
import { createEncoder, toUint8Array, writeVarString, writeVarUint, writeVarUint8Array } from 'lib0/encoding'
import { layerId } from '../../core/base'
import { PING, readFrame } from './frame'
import { LIMITS } from './limits'

const LAYER = layerId('layer')

const frame = (type: number, ...rest: readonly number[]): Uint8Array => {
  const encoder = createEncoder()
  writeVarString(encoder, 'layer')
  writeVarUint(encoder, type)
  rest.forEach((number) => {
    writeVarUint(encoder, number)
  })
  return toUint8Array(encoder)
}

describe('a message before it is believed', () => {
  it('[RT26] is told apart by its envelope', () => {
    expect(readFrame(frame(0, 0), LAYER, LIMITS)?.kind).toBe('sync-step-1')
    expect(readFrame(frame(0, 1, 0), LAYER, LIMITS)?.kind).toBe('update')
    expect(readFrame(frame(4, 2, 0), LAYER, LIMITS)?.kind).toBe('update')
    expect(readFrame(frame(1, 0), LAYER, LIMITS)?.kind).toBe('awareness')
    expect(readFrame(frame(2, 0), LAYER, LIMITS)?.kind).toBe('other')
  })

  it('[RT26] is not taken where no client of ours sends it: stateless, broadcast, unknown, cut short', () => {
    for (const type of [5, 6, 8, 11, 1_000_000]) expect(readFrame(frame(type), LAYER, LIMITS)).toBeUndefined()
    expect(readFrame(new Uint8Array(), LAYER, LIMITS)).toBeUndefined()
    expect(readFrame(new Uint8Array([200, 1, 2]), LAYER, LIMITS)).toBeUndefined()
    expect(readFrame(frame(0), LAYER, LIMITS)).toBeUndefined()
    expect(readFrame(frame(0, 2, 9, 1), LAYER, LIMITS)).toBeUndefined()
  })

  it.each(['other', 'Layer', '', 'layer\0toString', 'layer\0a\nb', 'layer\0b\0c', `layer\0${'x'.repeat(129)}`])(
    '[RT26] [RT33] is not taken for a layer named %j',
    (name) => {
      const encoder = createEncoder()
      writeVarString(encoder, name)
      writeVarUint(encoder, 2)
      writeVarUint(encoder, 0)
      expect(readFrame(toUint8Array(encoder), LAYER, LIMITS)).toBeUndefined()
    },
  )

  it('[RT26] is not taken for a layer that every object has', () => {
    const encoder = createEncoder()
    writeVarString(encoder, '__proto__')
    writeVarUint(encoder, 2)
    expect(readFrame(toUint8Array(encoder), layerId('__proto__'), LIMITS)).toBeUndefined()
  })

  it('[RT34] is told apart where it answers a ping', () => {
    expect(readFrame(Uint8Array.of(10), LAYER, LIMITS)?.kind).toBe('pong')
    expect(readFrame(PING, LAYER, LIMITS)).toBeUndefined()
  })

  it('[RT26] is not taken where it is large and no update', () => {
    const encoder = createEncoder()
    writeVarString(encoder, 'layer')
    writeVarUint(encoder, 1)
    writeVarUint8Array(encoder, new Uint8Array(LIMITS.smallMessageMaxBytes))
    expect(readFrame(toUint8Array(encoder), LAYER, LIMITS)).toBeUndefined()
  })
})
