import { describe, expect, it } from 'vitest'
import { type TagId, memberId, seededRandom, tagId } from '../base'
import { recordKey } from './key'
import { type OverlapPassage, type Segment, overlap } from './overlap'

const TAGS = ['minium', 'azurite', 'orpiment', 'verdigris', 'graphite'].map(tagId)
const isWave = (tag: TagId): boolean => tag === 'orpiment' || tag === 'graphite'

/** A passage `[start, end, verdicts]`: how many members give each tag. */
type Case = readonly [start: number, end: number, verdicts?: Readonly<Record<string, number>>, voters?: string]

const passagesOf = (...cases: readonly Case[]): readonly OverlapPassage[] =>
  cases.map(([start, end, verdicts = {}, voters = ''], at) => ({
    key: recordKey('annotation', memberId('a'), `p${at}`),
    start,
    end,
    verdicts: Object.entries(verdicts).flatMap(([tag, count]) =>
      Array.from({ length: count }, (_, voter) => ({
        tag: tagId(tag),
        author: memberId(voters === '' ? `m${at}-${tag}-${voter}` : voters),
      })),
    ),
  }))

/** `start-end TAG/depth …; TAG@lane …; +hidden` of each stretch. */
const shown = (...cases: readonly Case[]): readonly string[] =>
  overlap(passagesOf(...cases), TAGS, isWave).map(({ start, end, fills, lines, hidden }) =>
    [
      `${start}-${end} ${fills.map(({ tag, depth }) => `${tag ?? 'plain'}/${depth}`).join(' ')}`,
      lines.map(({ tag, lane }) => `${tag ?? 'plain'}@${lane}`).join(' '),
      ...(hidden === 0 ? [] : [`+${hidden}`]),
    ].join('; '),
  )

describe('overlap', () => {
  it.each([
    [1, 1],
    [2, 2],
    [3, 2],
    [4, 3],
    [9, 3],
  ])('[OV2] %i voices fill to depth %i', (voices, depth) => {
    expect(shown([0, 9, { minium: voices }])).toEqual([`0-9 minium/${depth}; minium@1`])
  })

  it('[OV1] cuts two tags, one inside the other', () => {
    expect(shown([0, 30, { minium: 2 }], [10, 15, { azurite: 1 }])).toEqual([
      '0-10 minium/2; minium@1',
      '10-15 minium/2 azurite/1; minium@1 azurite@2',
      '15-30 minium/2; minium@1',
    ])
  })

  it('[OV1] cuts two tags that cross', () => {
    expect(shown([0, 15, { minium: 2 }], [10, 30, { azurite: 1 }])).toEqual([
      '0-10 minium/2; minium@1',
      '10-15 minium/2 azurite/1; minium@1 azurite@2',
      '15-30 azurite/1; azurite@2',
    ])
  })

  it('[OV3] [OV5] shows two fills of three tags; the third is a line, and the wave lies outside', () => {
    expect(shown([0, 50, { minium: 3 }], [10, 40, { azurite: 3 }], [20, 30, { orpiment: 2 }])).toEqual([
      '0-10 minium/2; minium@1',
      '10-20 minium/2 azurite/2; minium@1 azurite@2',
      '20-30 minium/2 azurite/2; minium@1 azurite@2 orpiment@3',
      '30-40 minium/2 azurite/2; minium@1 azurite@2',
      '40-50 minium/2; minium@1',
    ])
  })

  it('[OV2] merges passages of one tag, and counts a member once', () => {
    expect(shown([0, 6, { minium: 1 }], [3, 9, { minium: 2 }])).toEqual([
      '0-3 minium/1; minium@1',
      '3-6 minium/2; minium@1',
      '6-9 minium/2; minium@1',
    ])
    expect(shown([0, 6, { minium: 1 }, 'one'], [0, 6, { minium: 1 }, 'one'])).toEqual(['0-6 minium/1; minium@1'])
  })

  it('[OV3] lets the tag with most voices lead, and of equal ones the first in the codebook', () => {
    expect(shown([0, 9, { minium: 1, azurite: 2, verdigris: 2 }])).toEqual([
      '0-9 azurite/2 verdigris/2; minium@1 azurite@2 verdigris@3',
    ])
    expect(shown([0, 9, { verdigris: 1, minium: 1 }])).toEqual(['0-9 minium/1 verdigris/1; minium@1 verdigris@2'])
  })

  it('[OV4] keeps a line in its lane for its whole length', () => {
    expect(shown([0, 20, { azurite: 1 }], [5, 10, { minium: 1 }], [15, 30, { azurite: 1 }])).toEqual([
      '0-5 azurite/1; azurite@2',
      '5-10 minium/1 azurite/1; minium@1 azurite@2',
      '10-15 azurite/1; azurite@2',
      '15-20 azurite/2; azurite@2',
      '20-30 azurite/1; azurite@2',
    ])
  })

  it('[OV4] takes the first lane again where nothing lies', () => {
    expect(shown([0, 9, { minium: 1, azurite: 1 }], [9, 12, { azurite: 1 }], [13, 15, { azurite: 1 }])).toEqual([
      '0-9 minium/1 azurite/1; minium@1 azurite@2',
      '9-12 azurite/1; azurite@2',
      '13-15 azurite/1; azurite@1',
    ])
  })

  it('[OV5] puts a wave outside even where it comes first', () => {
    expect(shown([0, 20, { orpiment: 1 }], [5, 10, { verdigris: 1 }])).toEqual([
      '0-5 orpiment/1; orpiment@2',
      '5-10 orpiment/1 verdigris/1; verdigris@1 orpiment@2',
      '10-20 orpiment/1; orpiment@2',
    ])
  })

  it('[OV6] does not draw a fourth line, but counts it', () => {
    expect(shown([0, 9, { minium: 1, azurite: 1, orpiment: 1, verdigris: 1, graphite: 1 }])).toEqual([
      '0-9 minium/1 azurite/1; minium@1 azurite@2 verdigris@3; +2',
    ])
  })

  it('[OV7] gives no pigment to what has no verdict, and its line the last of the straight lanes', () => {
    expect(shown([0, 9], [5, 12, { azurite: 1 }], [10, 14, { graphite: 1 }])).toEqual([
      '0-5 plain/1; plain@2',
      '5-9 azurite/1; azurite@1 plain@2',
      '9-10 azurite/1; azurite@1',
      '10-12 azurite/1 graphite/1; azurite@1 graphite@2',
      '12-14 graphite/1; graphite@2',
    ])
  })

  it('[OV1] names the passages of a stretch in reading order', () => {
    const passages = passagesOf([0, 9, { minium: 1 }], [0, 5], [3, 5, { azurite: 1 }])
    expect(overlap(passages, TAGS, isWave).map(({ keys }) => keys.map((key) => key.slice(-2)))).toEqual([
      ['p0', 'p1'],
      ['p0', 'p1', 'p2'],
      ['p0'],
    ])
    expect(overlap([], TAGS, isWave)).toEqual([])
  })

  it('[OV1] [OV2] [OV4] [OV6] holds on random passages', () => {
    for (let seed = 1; seed <= 60; seed += 1) {
      const random = seededRandom(seed)
      const below = (limit: number): number => Math.floor(random() * limit)
      const passages = passagesOf(
        ...Array.from({ length: 1 + below(25) }, (): Case => {
          const start = below(100)
          const verdicts = Object.fromEntries(TAGS.filter(() => random() < 0.3).map((tag) => [tag, 1 + below(3)]))
          return [start, start + 1 + below(30), verdicts, random() < 0.5 ? `v${below(3)}` : '']
        }).sort((a, b) => a[0] - b[0]),
      )
      check(passages, overlap(passages, TAGS, isWave), `seed ${seed}`)
    }
  })
})

const check = (passages: readonly OverlapPassage[], segments: readonly Segment[], name: string): void => {
  const covers = new Map<OverlapPassage, number>()
  let end = 0
  for (const segment of segments) {
    expect(segment.start, name).toBeGreaterThanOrEqual(end)
    end = segment.end
    const here = passages.filter((passage) => passage.start < segment.end && segment.start < passage.end)
    expect(segment.keys, name).toEqual(here.map(({ key }) => key))
    for (const passage of here) covers.set(passage, (covers.get(passage) ?? 0) + segment.end - segment.start)
    const tags = new Set(
      here.flatMap(({ verdicts }) => (verdicts.length === 0 ? [null] : verdicts.map(({ tag }) => tag))),
    )
    expect(segment.lines.length + segment.hidden, name).toBe(tags.size)
    expect(new Set(segment.lines.map(({ lane }) => lane)).size, name).toBe(segment.lines.length)
    for (const { tag, depth } of segment.fills) {
      const voices = new Set(
        here.flatMap(({ verdicts }) => verdicts.filter((one) => one.tag === tag).map((one) => one.author)),
      )
      expect(depth, name).toBe(voices.size >= 4 ? 3 : voices.size >= 2 ? 2 : 1)
    }
  }
  for (const passage of passages) expect(covers.get(passage), name).toBe(passage.end - passage.start)
  // A tag's line has one lane, or none, as far as its stretches touch.
  for (const [at, segment] of segments.entries()) {
    const before = segments[at - 1]
    if (before?.end !== segment.start) continue
    for (const tag of TAGS) {
      const laneIn = (one: Segment) => one.lines.find((line) => line.tag === tag)?.lane
      const isIn = (one: Segment) =>
        passages.some(
          ({ start, end: to, verdicts }) => start < one.end && one.start < to && verdicts.some((v) => v.tag === tag),
        )
      if (isIn(before) && isIn(segment)) expect(laneIn(segment), name).toBe(laneIn(before))
    }
  }
}
