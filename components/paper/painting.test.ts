import { describe, expect, it } from 'vitest'
import {
  type LayerRecord,
  PIGMENTS,
  type RecordKey,
  type Tag,
  recordKey,
  taggingKey,
  threadsOf,
} from '@/lib/core/annotation'
import { layerId, memberId, tagId, versionId } from '@/lib/core/base'
import { offset } from '@/lib/core/document'
import type { RoomThread } from '@/lib/client/hooks/use-room'
import { paint } from './painting'

const tags: readonly Tag[] = PIGMENTS.slice(0, 4).map((pigment, position) => ({
  id: tagId(pigment),
  name: pigment,
  definition: '',
  example: '',
  pigment,
  key: String(position),
  position,
  active: true,
}))

/** A room's threads from `[start, end, verdicts by tag]`; each verdict is another member's. */
const threads = (
  ...passages: [number, number, Partial<Record<(typeof PIGMENTS)[number], number>>][]
): readonly RoomThread[] => {
  const records: [RecordKey, LayerRecord][] = []
  passages.forEach(([start, end, verdicts], at) => {
    const author = memberId('author')
    const key = recordKey('annotation', author, `p${String(at)}`)
    const anchor = {
      version: versionId('v'),
      start: offset(start),
      end: offset(end),
      exact: 'x'.repeat(end - start),
      prefix: '',
      suffix: '',
    }
    records.push([key, { v: 1, kind: 'annotation', author, at: 1, anchor }])
    let voter = 0
    for (const [tag, count] of Object.entries(verdicts))
      for (let vote = 0; vote < count; vote += 1) {
        voter += 1
        const member = memberId(`m${String(at)}-${String(voter)}`)
        records.push([
          taggingKey(member, key),
          { v: 1, kind: 'tagging', author: member, at: 1, annotation: key, tag: tagId(tag) },
        ])
      }
  })
  return threadsOf(records).map((thread) => ({ ...thread, layer: layerId('l') }))
}

/** `start-end: PIGMENT lane/depth …` of each stretch. */
const shown = (...passages: Parameters<typeof threads>): string[] =>
  paint(threads(...passages), tags).map(
    ({ start, end, strokes }) =>
      `${String(start)}-${String(end)}: ${strokes.map((s) => `${s.pigment} ${String(s.lane)}/${String(s.depth)}`).join(', ') || 'plain'}`,
  )

describe('painting', () => {
  it('[PV4] fills with one depth for one voice, the next for two or three, the last from four', () => {
    expect(shown([0, 9, { minium: 1 }])).toEqual(['0-9: minium 1/1'])
    expect(shown([0, 9, { minium: 3 }])).toEqual(['0-9: minium 1/2'])
    expect(shown([0, 9, { minium: 4 }])).toEqual(['0-9: minium 1/3'])
    expect(shown([0, 9, {}])).toEqual(['0-9: plain'])
  })
  it('[PV4] adds the voices of passages of one tag and keeps their line in one lane', () => {
    expect(shown([0, 6, { minium: 1 }], [3, 9, { minium: 2 }])).toEqual([
      '0-3: minium 1/1',
      '3-6: minium 1/2',
      '6-9: minium 1/2',
    ])
  })
  it('[PV5] fills at most the two leading tags; a third is a line alone', () => {
    expect(shown([0, 9, { minium: 1, azurite: 4, verdigris: 2 }])).toEqual([
      '0-9: azurite 2/3, verdigris 3/2, minium 1/0',
    ])
  })
  it('[PV5] keeps a line in its lane where the one above it ends, and gives waves the outer lane', () => {
    expect(shown([0, 4, { minium: 1 }], [2, 9, { azurite: 1 }])).toEqual([
      '0-2: minium 1/1',
      '2-4: minium 1/1, azurite 2/1',
      '4-9: azurite 2/1',
    ])
    expect(shown([0, 9, { orpiment: 5 }], [0, 9, { verdigris: 1 }])).toEqual(['0-9: orpiment 2/3, verdigris 1/1'])
  })
  it('[PV5] uses the first lane again where nothing lies there, and draws no fourth', () => {
    expect(shown([0, 4, { minium: 1 }], [4, 9, { azurite: 1 }])).toEqual(['0-4: minium 1/1', '4-9: azurite 1/1'])
    expect(shown([0, 9, { minium: 1, azurite: 1, orpiment: 1, verdigris: 1 }])).toEqual([
      '0-9: minium 1/1, azurite 2/1, verdigris 3/0',
    ])
  })
})
