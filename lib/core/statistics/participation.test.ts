import { describe, expect, it } from 'vitest'
import { type LayerId, type MemberId, layerId, memberId } from '../base'
import type { LayerRecord, RecordKey } from '../annotation'
import { taggingKey } from '../annotation'
import { rowsOfRecords } from '../projection'
import { AMINA, BILAL, REALIST, annotationKey, annotationOf, commentKey, commentOf, taggingOf } from '../testing'
import { type CountedRound, type Grading, participation } from '.'

const CHEN = memberId('chen')
const FIRST = layerId('first')
const SECOND = layerId('second')
const GRADING: Grading = { points: 10, rule: 'scaled', lateShare: 1 }
type Written = readonly [RecordKey, LayerRecord]

const mark = (who: MemberId, local: string, at = 1_000): Written => [
  annotationKey(who, local),
  annotationOf(who, 0, 6, at),
]
const verdict = (who: MemberId, on: RecordKey, at = 1_000): Written => [
  taggingKey(who, on),
  taggingOf(who, on, REALIST, at),
]
const say = (who: MemberId, local: string, on: RecordKey, parent: RecordKey | null = null, at = 1_000): Written => [
  commentKey(who, local),
  commentOf(who, on, parent, 'So it is.', at),
]
const A = annotationKey(AMINA, 'a')

const rowsOf = (layers: readonly (readonly [LayerId, readonly Written[]])[]) => {
  const all = layers.map(([layer, records]) => rowsOfRecords(layer, records))
  return {
    annotations: all.flatMap(({ annotations }) => annotations),
    taggings: all.flatMap(({ taggings }) => taggings),
    comments: all.flatMap(({ comments }) => comments),
    reactions: all.flatMap(({ reactions }) => reactions),
  }
}
const round = (
  targets: Partial<CountedRound['targets']> = {},
  more: Partial<Omit<CountedRound, 'targets'>> = {},
): CountedRound => ({
  id: 'one',
  layers: new Set([FIRST]),
  targets: { verdicts: null, comments: null, replies: null, ...targets },
  dueAt: null,
  ...more,
})
const count = (
  records: readonly Written[],
  rounds: readonly CountedRound[] = [round()],
  grading: Partial<Grading> = {},
  adjust?: { readonly points: number; readonly reason: string },
) => {
  const adjustments = new Map(adjust === undefined ? [] : [[BILAL, adjust] as const])
  const lines = participation(
    rowsOf([[FIRST, records]]),
    [AMINA, BILAL, CHEN],
    rounds,
    { ...GRADING, ...grading },
    adjustments,
  )
  return { amina: lines[0], bilal: lines[1], chen: lines[2] }
}

describe('participation', () => {
  it('[PN1] counts what stands', () => {
    const { amina, bilal } = count([
      [A, { ...annotationOf(AMINA), removedAt: 5_000 }],
      verdict(BILAL, A),
      [commentKey(AMINA, 'gone'), { ...commentOf(AMINA, A), body: null, removedAt: 5_000 }],
    ])
    expect(amina?.total).toMatchObject({ claims: 0, comments: 0, passages: 0, first: null })
    expect(bilal?.total).toMatchObject({ verdicts: 1, passages: 1, first: 1_000 })
  })

  it('[PN1] counts the layers of the round and no others', () => {
    const rows = rowsOf([
      [FIRST, [mark(AMINA, 'a')]],
      [SECOND, [mark(AMINA, 'b'), verdict(AMINA, annotationKey(AMINA, 'b'))]],
      [layerId('private'), [mark(AMINA, 'c')]],
    ])
    const second = round({}, { id: 'two', layers: new Set([SECOND]) })
    const [amina] = participation(rows, [AMINA], [round(), second], GRADING, new Map())
    expect(amina?.rounds.map(({ round: id, passages, claims }) => [id, passages, claims])).toEqual([
      ['one', 1, 0],
      ['two', 1, 1],
    ])
  })

  it('[PN2] [PN3] tells claims, verdicts, comments, replies and answers received apart', () => {
    const { amina, bilal, chen } = count([
      mark(AMINA, 'a'),
      mark(AMINA, 'bare'),
      verdict(BILAL, A),
      say(BILAL, 'b1', A),
      say(AMINA, 'a1', A, commentKey(BILAL, 'b1')),
      say(CHEN, 'c1', A, commentKey(BILAL, 'b1')),
      say(BILAL, 'b2', A, commentKey(BILAL, 'b1')),
    ])
    expect(amina?.total).toMatchObject({ claims: 1, verdicts: 0, comments: 0, replies: 1, received: 1 })
    expect(bilal?.total).toMatchObject({ claims: 0, verdicts: 1, comments: 1, replies: 1, received: 2 })
    expect(chen?.total).toMatchObject({ claims: 0, comments: 0, replies: 1, received: 0 })
  })

  it('[PN4] counts a passage once, and says when the member was first and last heard', () => {
    const { bilal } = count([
      mark(AMINA, 'a'),
      verdict(BILAL, A, 3_000),
      say(BILAL, 'b1', A, null, 2_000),
      [commentKey(BILAL, 'b2'), { ...commentOf(BILAL, A, null, 'No.', 2_500), editedAt: 9_000 }],
    ])
    expect(bilal?.total).toMatchObject({ passages: 1, first: 2_000, last: 9_000 })
  })

  it('[PN5] counts each piece that was asked for the same, and none twice', () => {
    const records = [mark(AMINA, 'a'), verdict(BILAL, A), say(BILAL, 'b1', A), say(BILAL, 'b2', A), say(BILAL, 'b3', A)]
    const rounds = [round({ verdicts: 3, comments: 1 })]
    expect(count(records, rounds).bilal).toMatchObject({ rounds: [{ share: 0.5 }], points: 5 })
    expect(count(records, rounds, { rule: 'whole' }).bilal?.points).toBe(0)
    expect(count(records, [round({ verdicts: 1, comments: 3 })], { rule: 'whole' }).bilal?.points).toBe(10)
    expect(count(records, rounds).chen?.points).toBe(0)
  })

  it.each<[string, Partial<Grading>, number]>([
    ['scaled, in full', { lateShare: 1 }, 10],
    ['scaled, half', { lateShare: 0.5 }, 7.5],
    ['scaled, not at all', { lateShare: 0 }, 5],
    ['whole, half', { rule: 'whole', lateShare: 0.5 }, 5],
  ])('[PN6] counts late work as it was set: %s', (_what, grading, points) => {
    const rounds = [round({ comments: 2 }, { dueAt: 2_000 })]
    const records = [mark(AMINA, 'a'), say(BILAL, 'b1', A, null, 2_000), say(BILAL, 'b2', A, null, 2_001)]
    expect(count(records, rounds, grading).bilal).toMatchObject({ points, total: { late: { comments: 1 } } })
    // One more, late, beyond what was asked for costs nothing.
    const more = [...records, say(BILAL, 'b0', A, null, 1_000)]
    expect(count(more, rounds, grading).bilal?.points).toBe(10)
  })

  it('[PN7] takes the mean of the rounds that ask for something, and gives none where none does', () => {
    const silent = round({}, { id: 'silent', layers: new Set([SECOND]) })
    const other = round({ comments: 1 }, { id: 'other', layers: new Set([SECOND]) })
    const records = [mark(AMINA, 'a'), say(BILAL, 'b1', A)]
    expect(count(records, [round({ comments: 1 }), silent]).bilal?.points).toBe(10)
    expect(count(records, [round({ comments: 1 }), other]).bilal?.points).toBe(5)
    expect(count(records, [silent]).bilal?.points).toBeNull()
  })

  it('[PN8] adds what an instructor said, rounds to hundredths, never below 0', () => {
    const records = [mark(AMINA, 'a'), say(BILAL, 'b1', A)]
    const rounds = [round({ comments: 3 })]
    const points = (by: number) => count(records, rounds, {}, { points: by, reason: 'was ill' }).bilal?.points
    expect([points(0), points(2), points(-9)]).toEqual([3.33, 5.33, 0])
    expect(count(records, [round()], {}, { points: 4, reason: 'spoke in class' }).bilal?.points).toBe(4)
  })

  it('[PN9] sums the rounds', () => {
    const rows = rowsOf([
      [FIRST, [mark(AMINA, 'a', 5_000), verdict(AMINA, A, 6_000)]],
      [SECOND, [mark(AMINA, 'b', 1_000)]],
    ])
    const rounds = [round({}, { dueAt: 5_500 }), round({}, { id: 'two', layers: new Set([SECOND]) })]
    const [amina] = participation(rows, [AMINA], rounds, GRADING, new Map())
    expect(amina?.total).toEqual({
      claims: 1,
      verdicts: 1,
      comments: 0,
      replies: 0,
      received: 0,
      passages: 2,
      first: 1_000,
      last: 6_000,
      late: { verdicts: 1, comments: 0, replies: 0 },
    })
  })
})
