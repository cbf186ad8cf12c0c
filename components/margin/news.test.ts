import { describe, expect, it } from 'vitest'
import { type LayerRecord, type RecordKey, latestAt, threadsOf } from '@/lib/core/annotation'
import { layerId } from '@/lib/core/base'
import {
  AMINA,
  BILAL,
  LIBERAL,
  annotationKey,
  annotationOf,
  commentKey,
  commentOf,
  taggingOf,
} from '@/lib/core/testing'
import type { RoomThread } from '@/lib/client/hooks/use-room'
import { taggingKey } from '@/lib/core/annotation'
import { newsBetween } from './news'
import { said, shortened, tally } from './tally'

const KEY = annotationKey(AMINA)
const threads = (...records: [RecordKey, LayerRecord][]): readonly RoomThread[] =>
  threadsOf(records).map((thread) => ({ ...thread, layer: layerId('one') }))

const bare = threads([KEY, annotationOf(AMINA)])
const answered = threads(
  [KEY, annotationOf(AMINA)],
  [commentKey(BILAL), commentOf(BILAL, KEY, null, 'Is it so?', 5_000)],
  [taggingKey(BILAL, KEY), taggingOf(BILAL, KEY)],
)

describe('news', () => {
  it('[MA40] counts what others added, and says nothing of one’s own', () => {
    expect(newsBetween(bare, answered, AMINA)).toEqual({ notes: 1, verdicts: 1, authors: [BILAL] })
    expect(newsBetween(bare, answered, BILAL)).toEqual({ notes: 0, verdicts: 0, authors: [] })
  })
  it('[MA41] counts a new highlight once, and not beside what is said on it', () => {
    expect(newsBetween([], bare, BILAL)).toEqual({ notes: 1, verdicts: 0, authors: [AMINA] })
    expect(newsBetween([], answered, AMINA)).toEqual({ notes: 1, verdicts: 1, authors: [BILAL] })
  })
  it('[MN6] tells nothing of whom the member folded away', () => {
    expect(newsBetween(bare, answered, AMINA, new Set([BILAL]))).toEqual({ notes: 0, verdicts: 0, authors: [] })
  })
  it('[MA42] counts a verdict that moved', () => {
    const moved = threads(
      [KEY, annotationOf(AMINA)],
      [commentKey(BILAL), commentOf(BILAL, KEY, null, 'Is it so?', 5_000)],
      [taggingKey(BILAL, KEY), taggingOf(BILAL, KEY, LIBERAL)],
    )
    expect(newsBetween(answered, moved, AMINA)).toEqual({ notes: 0, verdicts: 1, authors: [BILAL] })
  })
})

describe('what a thread says in short', () => {
  it('[MA43] knows when others last said something', () => {
    expect(answered.map((thread) => latestAt(thread, AMINA))).toEqual([5_000])
    expect(bare.map((thread) => latestAt(thread, AMINA))).toEqual([0])
  })
  it('[MA44] leaves verdicts out whose tag is no longer in the codebook', () => {
    expect(answered.map((thread) => tally(thread, []))).toEqual([[]])
  })
  it('[MA45] cuts a passage at a word', () => {
    expect(shortened('States seek power because anarchy leaves them no choice', 20)).toBe('States seek power…')
    expect(shortened('short', 20)).toBe('short')
  })
})

describe('said', () => {
  it('[MA50] gives each comment before its answers, and whom an answer is to where that does not stand right above', () => {
    const first = commentKey(AMINA, 'c1')
    const [thread] = threads(
      [KEY, annotationOf(AMINA)],
      [first, commentOf(AMINA, KEY, null, 'Is it so?', 1)],
      [commentKey(BILAL, 'c2'), commentOf(BILAL, KEY, first, 'It is.', 2)],
      [commentKey(AMINA, 'c3'), commentOf(AMINA, KEY, commentKey(BILAL, 'c2'), 'Why?', 3)],
      [commentKey(BILAL, 'c4'), commentOf(BILAL, KEY, first, 'Read on.', 4)],
    )
    expect(said(thread?.comments ?? []).map(({ depth, answers }) => [depth, answers])).toEqual([
      [0, undefined],
      [1, undefined],
      [2, undefined],
      [1, AMINA],
    ])
  })
})
