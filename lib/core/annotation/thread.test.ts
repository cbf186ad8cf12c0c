import { describe, expect, it } from 'vitest'
import { memberId } from '../base'
import {
  AMINA,
  BILAL,
  LIBERAL,
  annotationKey,
  annotationOf,
  commentKey,
  commentOf,
  reactionOf,
  taggingOf,
} from '../testing'
import {
  type LayerRecord,
  type RecordKey,
  type ThreadComment,
  bodyText,
  reactionKey,
  taggingKey,
  threadsOf,
  voicesOf,
} from '.'

type Entry = readonly [RecordKey, LayerRecord]
const CHEN = memberId('chen')
const A = annotationKey(AMINA)
const own: Entry = [A, annotationOf(AMINA)]
const gone: Entry = [A, { ...annotationOf(AMINA), removedAt: 5 }]
const c = (local: string): RecordKey => commentKey(BILAL, local)
/** A comment of Bilal's with its name as its words, written at `at`. */
const says = (local: string, at: number, parent: RecordKey | null = null): Entry => [
  c(local),
  commentOf(BILAL, A, parent, local, at),
]
const removed = (local: string, at: number, parent: RecordKey | null = null): Entry => [
  c(local),
  { ...commentOf(BILAL, A, parent, local, at), body: null, removedAt: 9 },
]

/** The comments of the one thread: `words(answers)`, `-` for a removed one. */
const shown = (...entries: readonly Entry[]): string => {
  const write = ({ body, replies }: ThreadComment): string =>
    `${body === null ? '-' : bodyText(body)}${replies.length === 0 ? '' : `(${replies.map(write).join(' ')})`}`
  return threadsOf(entries)
    .map(({ comments }) => comments.map(write).join(' '))
    .join(' | ')
}

describe('threads', () => {
  it('[TH1] stand in the order of the text, the longer first', () => {
    const entries = (
      [
        ['a', 5, 9],
        ['b', 0, 3],
        ['c', 5, 20],
        ['d', 0, 3],
      ] as const
    ).map(([local, start, end]): Entry => [annotationKey(AMINA, local), annotationOf(AMINA, start, end)])
    expect(threadsOf(entries).map(({ key }) => key.slice(-1))).toEqual(['b', 'd', 'c', 'a'])
  })

  it('[TH2] have verdicts and comments oldest first, answers below', () => {
    expect(
      shown(
        own,
        says('late', 3),
        says('answer', 9, c('first')),
        says('first', 1),
        says('deep', 4, c('answer')),
        says('soon', 2, c('first')),
      ),
    ).toBe('first(soon answer(deep)) late')
    const [thread] = threadsOf([
      own,
      [taggingKey(AMINA, A), taggingOf(AMINA, A, LIBERAL, 7)],
      [taggingKey(BILAL, A), taggingOf(BILAL, A, LIBERAL, 2)],
    ])
    expect(thread?.verdicts.map(({ key }) => key)).toEqual([taggingKey(BILAL, A), taggingKey(AMINA, A)])
  })

  it('[TH3] stay after their author removed the passage, while another says something', () => {
    expect(threadsOf([gone])).toEqual([])
    expect(threadsOf([gone, [taggingKey(AMINA, A), taggingOf(AMINA, A)]])).toEqual([])
    expect(threadsOf([gone, [taggingKey(BILAL, A), taggingOf(BILAL, A)]])).toHaveLength(1)
    expect(threadsOf([gone, says('x', 1)])).toHaveLength(1)
    expect(threadsOf([gone, removed('x', 1)])).toEqual([])
    // The answer to a removed comment is another's word.
    expect(threadsOf([gone, removed('x', 1), [commentKey(CHEN), commentOf(CHEN, A, c('x'))]])).toHaveLength(1)
  })

  it('[TH4] keep the place of a removed comment while an answer hangs on it', () => {
    expect(shown(own, removed('x', 1), says('y', 2, c('x')))).toBe('-(y)')
    expect(shown(own, removed('x', 1), removed('y', 2, c('x')))).toBe('')
    expect(threadsOf([own, removed('x', 1), says('y', 2, c('x'))])[0]?.commentCount).toBe(1)
  })

  it('[TH5] lose no words to a parent that is not there, or that is elsewhere', () => {
    expect(shown(own, says('x', 1, c('gone')), says('y', 2, c('x')))).toBe('x(y)')
    const other = annotationKey(BILAL)
    const elsewhere: Entry = [c('far'), commentOf(BILAL, other, null, 'far')]
    expect(shown(own, [other, annotationOf(BILAL, 3, 9)], elsewhere, says('x', 1, c('far')))).toBe('x | far')
  })

  it('[TH5] lose no words to a circle', () => {
    expect(shown(own, says('x', 1, c('x')))).toBe('x')
    expect(shown(own, says('y', 2, c('x')), says('x', 1, c('y')))).toBe('x(y)')
    expect(shown(own, says('x', 3, c('z')), says('y', 2, c('x')), says('z', 4, c('y')), says('tail', 5, c('x')))).toBe(
      'y(z(x(tail)))',
    )
  })

  it('[TH6] leave out what is on no annotation', () => {
    expect(threadsOf([says('x', 1), [taggingKey(BILAL, A), taggingOf(BILAL, A)]])).toEqual([])
  })

  it('[TH7] have the voices of those who say something', () => {
    const voices = (...entries: readonly Entry[]): readonly string[] =>
      threadsOf(entries).flatMap((thread) => [...voicesOf(thread)])
    expect(voices(own)).toEqual([AMINA])
    expect(voices(own, [taggingKey(BILAL, A), taggingOf(BILAL, A)], says('x', 1))).toEqual([AMINA, BILAL])
    expect(voices(gone, says('x', 1))).toEqual([BILAL])
    const answer: Entry = [commentKey(CHEN), commentOf(CHEN, A, c('x'))]
    expect(voices(own, removed('x', 1), answer)).toEqual([AMINA, CHEN])
    const pressed: Entry = [reactionKey(CHEN, A, 'agree'), reactionOf(CHEN, A)]
    expect(voices(own, pressed)).toEqual([AMINA])
    expect(threadsOf([gone, pressed])).toEqual([])
  })

  it('[TH8] have reactions with what they are to, oldest first', () => {
    const to = (author: typeof CHEN, comment: RecordKey | null, at: number): Entry => [
      reactionKey(author, comment ?? A, 'question'),
      reactionOf(author, A, comment, 'question', at),
    ]
    const [thread] = threadsOf([own, says('x', 1), to(CHEN, null, 9), to(BILAL, null, 3), to(AMINA, c('x'), 4)])
    expect(thread?.reactions.map(({ author }) => author)).toEqual([BILAL, CHEN])
    expect(thread?.comments[0]?.reactions.map(({ author }) => author)).toEqual([AMINA])
  })

  it('[TH9] are resolved while the latest word, whoever says it, is so', () => {
    const word = (author: typeof CHEN, reaction: 'resolved' | 'reopened', at: number, editedAt?: number): Entry => [
      reactionKey(author, A, reaction),
      { ...reactionOf(author, A, null, reaction, at), ...(editedAt === undefined ? {} : { editedAt }) },
    ]
    const state = (...entries: readonly Entry[]) => threadsOf([own, ...entries])[0]?.resolved?.author
    expect(state()).toBeUndefined()
    expect(state(word(CHEN, 'resolved', 5))).toBe(CHEN)
    expect(state(word(CHEN, 'resolved', 5), word(BILAL, 'reopened', 6))).toBeUndefined()
    expect(state(word(CHEN, 'resolved', 5, 7), word(BILAL, 'reopened', 6))).toBe(CHEN)
    expect(threadsOf([own, word(CHEN, 'resolved', 5)])[0]?.reactions).toEqual([])
  })
})
