import { describe, expect, test } from 'vitest'
import { type TagId, groupId, layerId, memberId, seededRandom } from '../base'
import type { Rows } from '../projection'
import {
  EVERYTHING,
  type FiguresFilter,
  type ReadingFacts,
  RunningTally,
  type Transitions,
  krippendorffAlpha,
} from './index'
import { sentenceRatings, verdictsOnSentences } from './recount/verdicts'
import { annotationRow, commentRow, emptyReading, taggingRow } from './testing'

const LAYERS = ['first', 'second', 'third'].map((id, at) => ({ id: layerId(id), round: at + 1, group: null }))

const facts = (): ReadingFacts => ({ ...emptyReading(), layers: LAYERS })

/** A passage of a round; the same name in two rounds is the same stretch in another layer. */
const claim = (round: number, author: string, local: string, start: number, end: number) => ({
  ...annotationRow(author, `${local}${round}`, start, end),
  layer: LAYERS[round - 1]?.id ?? layerId('none'),
})

const compare = (
  rows: Partial<Rows>,
  rounds: readonly number[] = [],
  given: ReadingFacts = facts(),
  filter: Partial<FiguresFilter> = {},
) => {
  const tally = new RunningTally(given)
  tally.columns.put({ annotations: [], taggings: [], comments: [], reactions: [], ...rows })
  return tally.transitions({ ...EVERYTHING, ...filter, rounds })
}

const must = (found: Transitions | undefined): Transitions => {
  if (found === undefined) throw new Error('nothing to compare')
  return found
}

const before = claim(1, 'ann', 'x', 0, 9)
const after = claim(2, 'ben', 'x', 2, 8)
const elsewhere = claim(2, 'ben', 'y', 60, 69)
const at = (minutes: number) => ({ at: minutes * 60_000 })

const taggings = [
  { ...taggingRow('ann', before, 'realist'), ...at(1) },
  { ...taggingRow('ben', before, 'realist'), ...at(2) },
  { ...taggingRow('cyd', before, 'liberal'), ...at(3) },
  { ...taggingRow('dan', before, 'liberal'), ...at(4) },
  { ...taggingRow('ann', after, 'liberal'), ...at(20) },
  { ...taggingRow('ben', after, 'realist'), ...at(21) },
  { ...taggingRow('cyd', after, 'liberal'), ...at(22) },
  { ...taggingRow('eve', after, 'constructivist'), ...at(23) },
  { ...taggingRow('eve', elsewhere, 'liberal'), ...at(24) },
]
const annotations = [before, after, elsewhere]

describe('change between rounds', () => {
  test('[ST36] goes from the earlier tag to the later, over who gave a verdict in both', () => {
    const found = must(compare({ annotations, taggings }))
    expect(found).toMatchObject({ from: 1, to: 2, pairs: 3, changed: 1, membersWhoChanged: 1, membersInBoth: 3 })
    expect(found.table).toEqual([
      [1, 1, 0],
      [0, 1, 0],
      [0, 0, 0],
    ])
    expect(found).toMatchObject({ onlyBefore: 1, onlyAfter: 2 })
  })

  test('[ST51] behind each cell stand its sentences and its members', () => {
    const next = claim(1, 'ann', 'w', 10, 19)
    const nextAfter = claim(2, 'ben', 'w', 10, 19)
    const far = claim(1, 'ann', 'v', 60, 69)
    const more = [
      taggingRow('cyd', next, 'realist'),
      taggingRow('cyd', nextAfter, 'liberal'),
      taggingRow('cyd', far, 'realist'),
      taggingRow('cyd', elsewhere, 'liberal'),
    ]
    const found = must(
      compare({ annotations: [...annotations, next, nextAfter, far], taggings: [...taggings, ...more] }),
    )
    expect(found.behind[0]?.[1]).toEqual({
      places: [
        { start: 0, end: 19 },
        { start: 60, end: 69 },
      ],
      members: ['ann', 'cyd'],
    })
    expect(found.behind[2]?.[0]).toEqual({ places: [], members: [] })
    expect(found.behind.map((row) => row.map(({ members }) => members.length > 0))).toEqual(
      found.table.map((row) => row.map((count) => count > 0)),
    )
  })

  test('[ST37] alpha of each round, and of the same members on the same sentences', () => {
    const found = must(compare({ annotations, taggings }))
    expect(found.before.coefficient).toMatchObject({ kind: 'defined', n: { raters: 4, units: 1, pairable: 4 } })
    expect(found.after.coefficient.n).toEqual({ raters: 4, units: 1, pairable: 4 })
    expect(found.pairedBefore.n).toEqual({ raters: 3, units: 1, pairable: 3 })
    expect(found.pairedAfter.n).toEqual({ raters: 3, units: 1, pairable: 3 })
    expect(found.before.interval).toEqual({ kind: 'undefined', reason: 'too-few-units' })
  })

  test('[ST38] passages with most changes come first', () => {
    const other = claim(1, 'ann', 'z', 60, 69)
    const more = ['ann', 'ben'].flatMap((member) => [
      taggingRow(member, other, 'realist'),
      taggingRow(member, elsewhere, 'constructivist'),
    ])
    const found = must(compare({ annotations: [...annotations, other], taggings: [...taggings, ...more] }))
    expect(found.passages.map(({ start, changed, pairs }) => [start, changed, pairs])).toEqual([
      [60, 2, 2],
      [0, 1, 3],
    ])
    expect(found.passages[0]).toMatchObject({
      annotation: elsewhere.key,
      moves: [{ from: 0, to: 2, count: 2 }],
    })
  })

  describe('[ST39] a change follows a comment', () => {
    const said = (author: string, minutes: number, text = 'words') => ({
      ...commentRow(author, `c${minutes}`, after, text),
      ...at(minutes),
    })
    const followed = (comments: Rows['comments'], given = facts()) =>
      must(compare({ annotations, taggings, comments }, [], given)).comments.map(({ member, followed: count }) => [
        member,
        count,
      ])

    test('of another, between the two verdicts', () => {
      expect(followed([said('ben', 10)])).toEqual([['ben', 1]])
    })
    test('and says who changed', () => {
      const [first] = must(compare({ annotations, taggings, comments: [said('ben', 10)] })).comments
      expect(first?.movers).toEqual(['ann'])
    })
    test('of whoever wrote it, where only some are asked for: the filter says whose changes they are', () => {
      const comments = [said('cyd', 10), said('ann', 11)]
      const only = (filter: Partial<FiguresFilter>) =>
        must(compare({ annotations, taggings, comments }, [], facts(), filter))
      const { comments: swayed, membersInBoth } = only({ members: [memberId('ann')] })
      expect(membersInBoth).toBe(1)
      expect(swayed.map(({ member, movers }) => [member, movers])).toEqual([['cyd', ['ann']]])
      expect(only({ groups: [groupId('a')] }).comments).toEqual(swayed)
      expect(only({ members: [memberId('ben')] }).comments).toEqual([])
    })
    test('and none of their own, none too early or too late, none whose words are gone', () => {
      expect(followed([said('ann', 10), said('ben', 0.5), said('ben', 20.5), said('cyd', 11, '')])).toEqual([])
    })
    test('and none on another passage', () => {
      expect(followed([{ ...commentRow('ben', 'far', elsewhere, 'words'), ...at(10) }])).toEqual([])
    })
    test('and none in a layer of another group', () => {
      const inGroup = (group: string): ReadingFacts => ({
        ...facts(),
        layers: LAYERS.map((layer) => ({ ...layer, group: layer.round === 2 ? groupId(group) : null })),
      })
      expect(followed([said('ben', 10)], inGroup('a'))).toEqual([['ben', 1]])
      expect(followed([said('ben', 10)], inGroup('b'))).toEqual([])
    })
  })

  test('[ST40] compares the rounds that have verdicts: those asked for, or the last two', () => {
    const third = claim(3, 'ann', 'x', 0, 9)
    const rows = {
      annotations: [...annotations, third],
      taggings: [...taggings, taggingRow('ann', third, 'realist')],
    }
    const compared = (rounds: readonly number[]) => {
      const found = compare(rows, rounds)
      return found === undefined ? undefined : [found.from, found.to]
    }
    expect([[], [1, 3], [2], [1], [1, 2, 3]].map(compared)).toEqual([[2, 3], [1, 3], [1, 2], undefined, [1, 3]])
    expect(compare({ annotations, taggings: taggings.slice(0, 3) })).toBeUndefined()
    expect(compare({})).toBeUndefined()
  })

  test('[ST40] without a pair the table is empty and alpha of the pairs says why', () => {
    const found = must(
      compare({ annotations, taggings: [taggingRow('ann', before, 'realist'), taggingRow('eve', after, 'liberal')] }),
    )
    expect(found).toMatchObject({ pairs: 0, changed: 0, passages: [], comments: [], onlyBefore: 1, onlyAfter: 1 })
    expect(found.pairedAfter).toMatchObject({ kind: 'undefined', reason: 'no-pairable-values' })
  })

  test.each(Array.from({ length: 12 }, (_, seed) => seed))(
    '[ST36] equals a slow and obvious count, and turned round it turns over (seed %i)',
    (seed) => {
      const random = seededRandom(seed)
      const pick = <Item>(items: readonly Item[]): Item => {
        const item = items[Math.floor(random() * items.length)]
        if (item === undefined) throw new Error('nothing to pick from')
        return item
      }
      const claims = Array.from({ length: 30 }, (_, place) => {
        const start = Math.floor(random() * 90)
        return claim(1 + Math.floor(random() * 2), pick(['ann', 'ben', 'cyd']), `r${place}`, start, start + 15)
      })
      const given = new Map(
        Array.from({ length: 90 }, () => {
          const row = taggingRow(pick(['ann', 'ben', 'cyd', 'dan']), pick(claims), pick(['realist', 'liberal']))
          return [`${row.layer} ${row.key}`, row] as const
        }),
      )
      const reading = facts()
      const found = must(compare({ annotations: claims, taggings: [...given.values()] }))
      const cells = [1, 2].map((round) => {
        const verdicts = [...given.values()].flatMap(({ layer, annotation, member, tag }) => {
          const on = claims.find((one) => one.key === annotation && one.layer === layer)
          return on === undefined || layer !== LAYERS[round - 1]?.id ? [] : [{ on, member, tag, at: 0, round }]
        })
        return verdictsOnSentences(reading.sentences, verdicts)
      })
      const [old = [], now = []] = cells
      const slow = (from: TagId | undefined, to: TagId | undefined): number =>
        old.reduce((sum, { verdicts }, sentence) => {
          const later = now[sentence]?.verdicts
          return sum + [...verdicts].filter(([member, tag]) => tag === from && later?.get(member) === to).length
        }, 0)
      const scale = reading.tags.filter(({ active }) => active).map(({ id }) => id)
      expect(found.table).toEqual(scale.map((from) => scale.map((to) => slow(from, to))))
      const members = reading.members.map(({ id }) => id)
      expect(found.after.coefficient).toEqual(krippendorffAlpha(sentenceRatings(now, members, scale), 'nominal'))
      const swapped = { ...reading, layers: LAYERS.map((layer) => ({ ...layer, round: 4 - layer.round })) }
      const back = must(compare({ annotations: claims, taggings: [...given.values()] }, [], swapped))
      expect(back.table).toEqual(found.table.map((_, column) => found.table.map((row) => row[column])))
      expect(back).toMatchObject({ changed: found.changed, onlyBefore: found.onlyAfter, onlyAfter: found.onlyBefore })
    },
  )
})
