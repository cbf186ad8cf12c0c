import { describe, expect, it } from 'vitest'
import { type Random, memberId, seededRandom, tagId } from '../base'
import { recordKey } from './key'
import { type OverlapPassage, type Segment, overlap } from './overlap'
import { createOverlap } from './overlap-by-block'

const TAGS = ['a', 'b', 'c', 'd', 'e'].map((name) => tagId(name))
const BLOCKS = Array.from({ length: 8 }, (_, at) => ({ start: at * 50, end: at * 50 + 49 }))
const isWave = (tag: string): boolean => tag === 'b'

const passageOf = (nth: number, random: Random): OverlapPassage => {
  const start = Math.floor(random() * 380)
  const author = memberId('m0')
  return {
    key: recordKey('annotation', author, `p${String(nth)}`),
    start,
    end: Math.min(399, start + 1 + Math.floor(random() ** 3 * 90)),
    verdicts: TAGS.filter(() => random() < 0.25).map((tag, at) => ({ tag, author: memberId(`m${String(at)}`) })),
  }
}

const inOrder = (a: OverlapPassage, b: OverlapPassage): number =>
  a.start - b.start || b.end - a.end || (a.key < b.key ? -1 : 1)

/** What is seen on each character of a block: the same whether or not a segment is cut once more. */
const seen = (
  segments: readonly Segment[],
  { start, end }: { readonly start: number; readonly end: number },
): unknown[] =>
  Array.from({ length: end - start }, (_, at) => {
    const here = segments.find((segment) => segment.start <= start + at && start + at < segment.end)
    return here === undefined
      ? null
      : { keys: here.keys.toSorted(), fills: here.fills, lines: here.lines, hidden: here.hidden }
  })

describe('overlap block by block', () => {
  it('[OV8] looks as when it is laid out whole and afresh, whatever came and went', () => {
    const random = seededRandom(8)
    const lay = createOverlap(BLOCKS, TAGS, isWave)
    let passages: readonly OverlapPassage[] = []
    for (let step = 0; step < 80; step += 1) {
      const kept = passages.filter(() => random() < 0.93)
      const gone = passages.filter((passage) => !kept.includes(passage))
      const come = Array.from({ length: Math.floor(random() * 4) }, (_, at) => passageOf(step * 10 + at, random))
      passages = [...kept, ...come].sort(inOrder)
      const whole = overlap(passages, TAGS, isWave)
      for (const { block, segments } of lay(passages, [...gone, ...come]))
        expect(seen(segments, block)).toEqual(seen(whole, block))
    }
    expect(passages.length).toBeGreaterThan(10)
  })
  it('[OV8] keeps the object of a block on which nothing looks different', () => {
    const random = seededRandom(9)
    const lay = createOverlap(BLOCKS, TAGS, isWave)
    const passages = Array.from({ length: 30 }, (_, nth) => passageOf(nth, random)).sort(inOrder)
    const before = lay(passages, passages)
    const [gone] = passages.filter(({ verdicts }) => verdicts.length === 0)
    if (gone === undefined) throw new Error('no plain passage')
    const after = lay(
      passages.filter((passage) => passage !== gone),
      [gone],
    )
    const apart = BLOCKS.map(({ start, end }) => gone.end <= start || end <= gone.start)
    expect(apart).toContain(true)
    expect(apart).toContain(false)
    apart.forEach((isApart, at) => {
      if (!isApart) expect(after[at]).not.toBe(before[at])
    })
    expect(apart.filter((isApart, at) => isApart && after[at] === before[at]).length).toBeGreaterThan(4)
  })
})
