import { describe, expect, test } from 'vitest'
import { layerId, seededRandom } from '../base'
import type { TaggingRow } from '../projection'
import {
  EVERYTHING,
  type FiguresInput,
  type Interval,
  type Reliability,
  RunningTally,
  cohenKappas,
  fleissKappa,
  gwetAC1,
  isRated,
  krippendorffAlpha,
  percentAgreement,
  recount,
  resampled,
  restrictTo,
  scottPi,
} from './index'
import type { AgreementIntervals } from './intervals'
import { claimRatings, sentenceRatings, verdictsOnSentences } from './recount/verdicts'
import { blockAlpha, blockColumns, textBlocks } from './text-blocks'
import { annotationRow, emptyReading, taggingRow } from './testing'
import { unitizingAlpha } from './unitizing'

/** Four members on many passages, with tags that are numbers. */
const numericReading = (seed: number): FiguresInput => {
  const random = seededRandom(seed)
  const reading = emptyReading()
  const pick = <Item>(items: readonly Item[]): Item => {
    const item = items[Math.floor(random() * items.length)]
    if (item === undefined) throw new Error('nothing to pick from')
    return item
  }
  const members = ['ann', 'ben', 'cyd', 'dan']
  const annotations = Array.from({ length: 30 }, (_, at) => {
    const start = Math.floor(random() * 90)
    return annotationRow(pick(members), `n${at}`, start, start + 1 + Math.floor(random() * 20))
  })
  const taggings = new Map<string, TaggingRow>()
  for (let draw = 0; draw < 90; draw += 1) {
    const row = taggingRow(pick(members), pick(annotations), pick(['realist', 'liberal', 'constructivist']))
    taggings.set(row.key, row)
  }
  const numbers = ['3', '1', '2', '7']
  return {
    ...reading,
    tags: reading.tags.map((tag, at) => ({ ...tag, name: numbers[at] ?? '' })),
    layers: [{ id: layerId('layer'), round: 1, group: null }],
    rows: { annotations, taggings: [...taggings.values()], comments: [], reactions: [] },
  }
}

/** The tally of a reading, and the matrices that a recount has. */
const counted = (input: FiguresInput) => {
  const { rows, ...facts } = input
  const tally = new RunningTally(facts)
  tally.columns.put(rows)
  const placed = new Map(rows.annotations.map((row) => [row.key, row]))
  const verdicts = rows.taggings.flatMap(({ member, tag, annotation, at }) => {
    const on = placed.get(annotation)
    return on === undefined ? [] : [{ member, tag, on, at, round: 1 }]
  })
  const members = facts.members.map(({ id }) => id)
  const scale = facts.tags.filter(({ active }) => active).map(({ id }) => id)
  const body = facts.sentences.filter(({ start }) => start < facts.bodyEnd)
  return {
    tally,
    sentences: sentenceRatings(verdictsOnSentences(body, verdicts), members, scale),
    claims: claimRatings(verdicts, members, scale),
    agreement: tally.figures(EVERYTHING).agreement,
  }
}

/** A unit on which both agree. */
const same = new Map([
  ['one', 'a'],
  ['two', 'a'],
])

/** Goes through the steps of a drawing. */
const whole = (steps: Generator<undefined, AgreementIntervals | undefined>): AgreementIntervals => {
  for (;;) {
    const { done, value } = steps.next()
    if (done !== true) continue
    if (value === undefined) throw new Error('too much to draw')
    return value
  }
}

const near = (found: Interval | undefined, expected: Interval): void => {
  if (found?.kind !== 'defined' || expected.kind !== 'defined') {
    expect(found).toEqual(expected)
    return
  }
  expect(found.low).toBeCloseTo(expected.low, 9)
  expect(found.high).toBeCloseTo(expected.high, 9)
}

describe('intervals of every coefficient', () => {
  test.each([1, 2, 3])('[ST48] are those of units drawn and counted anew (seed %i)', (seed) => {
    const { tally, sentences, claims, agreement } = counted(numericReading(seed))
    const found = whole(tally.intervals(EVERYTHING, agreement))
    for (const [intervals, matrix] of [
      [found.sentences, sentences],
      [found.claims, claims],
    ] as const) {
      near(
        intervals.alpha,
        resampled(matrix, (drawn) => krippendorffAlpha(drawn, 'nominal')),
      )
      near(intervals.percent, resampled(matrix, percentAgreement))
      near(intervals.fleiss, resampled(matrix, fleissKappa))
      near(intervals.ac1, resampled(matrix, gwetAC1, isRated))
    }
    expect(found.sentences.alpha).toEqual(agreement.sentences.alpha.interval)
    agreement.pairs.kappas.forEach(({ a, b }, at) => {
      near(
        found.pairs[at],
        resampled(restrictTo(sentences, [a, b]), (drawn) => cohenKappas(drawn)[0]?.kappa ?? fleissKappa(drawn)),
      )
    })
    expect(found.pairs.some(({ kind }) => kind === 'defined')).toBe(true)
  })

  test('[ST52] a draw that misses a rare value has its category all the same', () => {
    // Twenty units of two raters: mostly "a", two "b", and one lone "c" that one draw in three misses.
    const units = Array.from({ length: 20 }, (_, at) => {
      const second = at === 0 ? 'c' : at < 3 ? 'b' : 'a'
      return { id: String(at), ratings: new Map(Object.entries({ one: at === 1 ? 'b' : 'a', two: second })) }
    })
    const matrix: Reliability = { raters: ['one', 'two'], units }
    const all = { ...matrix, scale: ['a', 'b', 'c'] }
    const interval = resampled(matrix, gwetAC1, isRated)
    expect(interval.kind).toBe('defined')
    expect(interval).toEqual(resampled(all, gwetAC1, isRated))
    // One value but for a single rating: the draws without it agree wholly, over two categories, and are not left out.
    const nearlyAll = { ...matrix, units: units.map((unit, at) => (at === 0 ? unit : { ...unit, ratings: same })) }
    expect(resampled(nearlyAll, gwetAC1, isRated)).toMatchObject({ kind: 'defined', high: 1 })
  })

  test('[ST52] the other coefficients ask for no number of categories: naming more of them changes nothing', () => {
    const { sentences } = counted(numericReading(2))
    const pair = restrictTo(sentences, ['ann', 'ben'])
    for (const [matrix, coefficient] of [
      [sentences, percentAgreement],
      [sentences, fleissKappa],
      [pair, scottPi],
      [sentences, (drawn: Reliability) => krippendorffAlpha(drawn, 'nominal')],
      [pair, (drawn: Reliability) => cohenKappas(drawn)[0]?.kappa ?? fleissKappa(drawn)],
    ] as const) {
      const more = { ...matrix, scale: [...(matrix.scale ?? []), 'never given', 'nor this'] }
      expect(resampled(more, coefficient)).toEqual(resampled(matrix, coefficient))
    }
    const more = { ...sentences, scale: [...(sentences.scale ?? []), 'never given'] }
    expect(resampled(more, gwetAC1, isRated)).not.toEqual(resampled(sentences, gwetAC1, isRated))
  })

  test('[ST48] Scott’s pi of two members has that of Fleiss’ kappa, which it is for two', () => {
    const { tally, sentences, agreement: all } = counted(numericReading(4))
    const [a, b] = all.pairs.members
    if (a === undefined || b === undefined) throw new Error('nobody to compare')
    const only = { ...EVERYTHING, members: [a, b] }
    const { agreement } = tally.figures(only)
    expect(agreement.sentences.scott.kind).toBe('defined')
    const found = whole(tally.intervals(only, agreement))
    near(found.sentences.scott, resampled(restrictTo(sentences, [a, b]), fleissKappa))
    expect(whole(tally.intervals(EVERYTHING, all)).sentences.scott).toEqual({
      kind: 'undefined',
      reason: 'no-coefficient',
    })
  })

  test.each([1, 2, 3])('[ST47] [ST48] of tags that are numbers, by the metrics for numbers (seed %i)', (seed) => {
    const input = numericReading(seed)
    const { tally, sentences, agreement } = counted(input)
    const names = new Map<string, string>(input.tags.map(({ id, name }) => [id, name]))
    const named: Reliability = {
      raters: sentences.raters,
      units: sentences.units.map(({ id, ratings }) => ({
        id,
        ratings: new Map([...ratings].map(([rater, tag]) => [rater, names.get(tag) ?? ''])),
      })),
    }
    const found = whole(tally.intervals(EVERYTHING, agreement))
    for (const metric of ['ordinal', 'interval', 'ratio'] as const) {
      const expected = krippendorffAlpha(named, metric)
      const own = agreement.ordered?.[metric]
      if (expected.kind === 'undefined' || own?.kind !== 'defined') throw new Error('nothing to compare')
      expect(own.n).toEqual(expected.n)
      expect(own.value).toBeCloseTo(expected.value, 12)
      near(
        found.ordered?.[metric],
        resampled(named, (drawn) => krippendorffAlpha(drawn, metric)),
      )
    }
    expect(agreement).toEqual(recount(input).agreement)
  })

  test('[ST47] a codebook with a tag that is no number has none', () => {
    const input = numericReading(1)
    const tags = input.tags.map((tag, at) => (at === 0 ? { ...tag, name: 'other' } : tag))
    const { tally, agreement } = counted({ ...input, tags })
    expect(agreement.ordered).toBeNull()
    expect(whole(tally.intervals(EVERYTHING, agreement)).ordered).toBeNull()
  })

  test('[ST49] are drawn once for what there is, and not at once where that is too much', () => {
    const input = numericReading(5)
    const { tally, agreement } = counted(input)
    expect(tally.intervals(EVERYTHING, agreement, 10).next()).toEqual({ done: true, value: undefined })
    const first = whole(tally.intervals(EVERYTHING, agreement))
    expect(whole(tally.intervals(EVERYTHING, agreement, 10))).toBe(first)
    const { tally: anew } = counted(input)
    const few = whole(anew.intervals(EVERYTHING, agreement, 1_000_000))
    expect(few.sentences).toEqual(first.sentences)
    expect(new Set(few.pairs.map(({ kind }) => kind))).toEqual(new Set(['undefined']))
    const [row] = input.rows.taggings
    if (row === undefined) throw new Error('no verdict')
    // What is said while they are drawn: they are of what was there before, and are not kept for what is there now.
    const drawing = tally.intervals({ ...EVERYTHING, groups: [] }, agreement)
    tally.apply([{ kind: 'upsert', table: 'taggings', row: { ...row, editedAt: 9 } }])
    const under = tally.intervals(EVERYTHING, agreement)
    under.next()
    tally.apply([{ kind: 'delete', table: 'taggings', layer: row.layer, key: row.key }])
    whole(under)
    whole(drawing)
    const now = tally.figures(EVERYTHING).agreement
    expect(whole(tally.intervals(EVERYTHING, now)).claims).not.toEqual(first.claims)
  })
})

describe('u-alpha of blocks of text', () => {
  const random = seededRandom(3)
  const raters = Array.from({ length: 4 }, () => {
    let at = 0
    return Array.from({ length: 6 }, () => {
      const start = at + Math.floor(random() * 6)
      at = start + 1 + Math.floor(random() * 9)
      return { start, end: at, label: Math.floor(random() * 3) }
    })
  })
  const length = 100
  const text = textBlocks(raters, { length, labels: 3, starts: [4, 13, 30, 31, 64, 90] })

  test('[ST50] over each block once it is that of the text', () => {
    const sums = Float64Array.from(blockColumns(text), (numbers) => numbers.reduce((sum, one) => sum + one, 0))
    const alpha = unitizingAlpha({
      length,
      raters: raters.map((units) => units.map((unit) => ({ ...unit, label: String(unit.label) }))),
    })
    if (alpha.kind === 'undefined') throw new Error('no alpha')
    expect(blockAlpha(text)(sums)).toBeCloseTo(alpha.value, 12)
  })

  test('[ST50] a block has what a count of its places gives', () => {
    const cuts = [0, 13, 30, 31, 64, 90, length]
    const labelAt = (units: (typeof raters)[number], at: number): number =>
      units.find(({ start, end }) => start <= at && at < end)?.label ?? -1
    cuts.slice(1).forEach((end, block) => {
      let differing = 0
      let marked = 0
      for (let at = cuts[block] ?? 0; at < end; at += 1) {
        const values = raters.map((units) => labelAt(units, at))
        marked += values.filter((value) => value >= 0).length
        for (const one of values) differing += values.filter((other) => other !== one).length
      }
      expect([text.differing[block], text.marked[block]]).toEqual([differing, marked])
    })
  })
})
