import { describe, expect, it } from 'vitest'
import { taggingKey, threadsOf } from '../../core/annotation'
import { groupId, layerId } from '../../core/base'
import { AMINA, BILAL, LIBERAL, annotationKey, annotationOf, taggingOf } from '../../core/testing'
import type { RoomThread } from '../session/room'
import { colouringOf } from './colouring'

const KEY = annotationKey(AMINA)
const LAYER = layerId('g1')
const [thread] = threadsOf([
  [KEY, annotationOf(AMINA)],
  [taggingKey(BILAL, KEY), taggingOf(BILAL, KEY, LIBERAL)],
]).map((one): RoomThread => ({ ...one, layer: LAYER }))
if (thread === undefined) throw new Error('no thread')
const tag = { definition: '', example: '', key: 'l', active: true } as const
const setup = {
  tags: [
    { ...tag, id: LIBERAL, name: 'liberal', pigment: 'azurite' as const, position: 1 },
    { ...tag, id: LIBERAL, name: 'realist', pigment: 'minium' as const, position: 0 },
  ],
  members: [AMINA, BILAL].map((id) => ({
    id,
    name: id,
    colour: 1,
    role: 'student' as const,
    group: groupId('g'),
  })),
  layers: [
    { id: layerId('other'), kind: 'private' as const, name: 'Only me', access: 'write' as const, moderates: false },
    { id: LAYER, kind: 'group' as const, name: 'Group A', access: 'write' as const, moderates: false },
  ],
}

describe('colours', () => {
  it('[PV10] are the codebook’s by verdict', () => {
    const { entries, verdictsOf } = colouringOf('verdict', setup)
    expect(entries.map(({ name }) => name)).toEqual(['realist', 'liberal'])
    expect(verdictsOf(thread)).toBe(thread.verdicts)
  })

  it('[PV10] are one a voice by member, and one a layer by layer', () => {
    const member = colouringOf('member', setup)
    expect(member.verdictsOf(thread).map(({ author, tag: id }) => [author, id])).toEqual([
      [AMINA, AMINA],
      [BILAL, BILAL],
    ])
    expect(new Set(member.entries.map(({ pigment }) => pigment)).size).toBe(2)
    const layer = colouringOf('layer', setup)
    expect(layer.verdictsOf(thread).map(({ tag: id }) => id)).toEqual([LAYER, LAYER])
    expect(layer.entries.map(({ name }) => name)).toEqual(['Only me', 'Group A'])
  })
})
