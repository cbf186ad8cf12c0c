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
import type { Stretch } from '@/lib/client/editor/highlights'
import type { RoomThread } from '@/lib/client/hooks/use-room'
import { colouringOf } from '@/lib/client/hooks/colouring'
import { createPainter } from './painting'

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

const coloured = colouringOf('verdict', { tags, members: [], layers: [] })

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

/** What lies on one block that holds all. */
const painted = (...passages: Parameters<typeof threads>): readonly Stretch[] =>
  createPainter([{ start: offset(0), end: offset(1_000) }], coloured, () => '')(threads(...passages))[0]?.stretches ??
  []

/** `start-end: PIGMENT lane/depth …` of each stretch. */
const shown = (...passages: Parameters<typeof threads>): string[] =>
  painted(...passages).map(
    ({ start, end, strokes }) =>
      `${String(start)}-${String(end)}: ${strokes.map((s) => `${s.pigment ?? 'plain'} ${String(s.lane)}/${String(s.depth)}`).join(', ')}`,
  )

describe('painting', () => {
  it('[PV4] gives each tag its pigment, lane and depth, the leading fill outermost', () => {
    expect(shown([0, 9, { minium: 1 }])).toEqual(['0-9: minium 1/1'])
    expect(shown([0, 9, { minium: 1, azurite: 4, verdigris: 2 }])).toEqual([
      '0-9: azurite 2/3, verdigris 3/2, minium 1/0',
    ])
    expect(shown([0, 9, { orpiment: 5 }], [0, 9, { verdigris: 1 }])).toEqual(['0-9: orpiment 2/3, verdigris 1/1'])
  })
  it('[PV4] shows a passage without a verdict plain, and its line alone beside tagged ones', () => {
    expect(shown([0, 9, {}])).toEqual(['0-9: plain 1/1'])
    expect(shown([0, 9, { minium: 1 }], [3, 6, {}])[1]).toBe('3-6: minium 1/1, plain 2/0')
  })
  it('[PV5] draws a fill without a line where all lanes are taken', () => {
    expect(shown([0, 9, { minium: 1, azurite: 1, verdigris: 1, orpiment: 4 }])).toEqual([
      '0-9: orpiment 0/3, minium 1/1, azurite 2/0, verdigris 3/0',
    ])
  })
  it('[PV7] names for each line the annotations that give it', () => {
    const [, both] = painted([0, 6, { minium: 1 }], [3, 9, { minium: 1, azurite: 1 }])
    expect(both?.strokes.map(({ keys }) => keys.length)).toEqual([2, 1])
    expect(both?.keys).toHaveLength(2)
  })
})

describe('blocks', () => {
  const blocks = [
    { start: offset(0), end: offset(19) },
    { start: offset(20), end: offset(39) },
    { start: offset(40), end: offset(59) },
  ]
  const label = (): string => ''
  it('[PV7] are the same objects where nothing on them changed', () => {
    const painter = createPainter(blocks, coloured, label)
    const [first, second, third] = threads([0, 10, {}], [20, 30, { minium: 1 }], [40, 50, {}])
    if (first === undefined || second === undefined || third === undefined) throw new Error('three threads')
    const before = painter([first, second, third])
    const after = painter([first, { ...second, verdicts: [] }, third])
    expect(after[0]).toBe(before[0])
    expect(after[2]).toBe(before[2])
    expect(after[1]).not.toBe(before[1])
    expect(after[1]?.stretches[0]?.strokes[0]?.pigment).toBeNull()
  })
  it('[PV7] change where a passage that goes on into them gives another lane', () => {
    const painter = createPainter(blocks, coloured, label)
    const [wide, one] = threads([0, 55, { azurite: 1 }], [41, 50, { azurite: 1 }])
    const [late] = threads([0, 5, { minium: 1 }])
    if (wide === undefined || one === undefined || late === undefined) throw new Error('three threads')
    const before = painter([wide, one])
    const after = painter([late, wide, one])
    expect(before[2]?.stretches[0]?.strokes[0]?.lane).toBe(1)
    expect(after[2]?.stretches[0]?.strokes[0]?.lane).toBe(2)
  })
  it('[PV8] have the starts of what begins on them alone', () => {
    const painted = createPainter(blocks, coloured, label)(threads([0, 55, {}], [41, 50, {}]))
    expect(painted.map(({ starts }) => starts.length)).toEqual([1, 0, 1])
  })
})
