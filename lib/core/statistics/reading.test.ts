import { describe, expect, test } from 'vitest'
import { groupId, memberId, tagId } from '../base'
import { reactionKey } from '../annotation'
import type { CommentRow, ReactionRow } from '../projection'
import { type Figures, type FiguresFilter, type FiguresInput, figures, krippendorffAlpha } from './index'
import { fromRows } from './published'
import { annotationRow, commentRow, emptyReading, randomReading, taggingRow } from './testing'
import { continuumOf } from './recount/verdicts'

const NO_FILTER: FiguresFilter = { members: [], groups: [], tags: [], rounds: [] }

const withRows = (rows: Partial<FiguresInput['rows']>, only: Partial<FiguresFilter> = {}): Figures => {
  const reading = emptyReading()
  return figures({ ...reading, rows: { ...reading.rows, ...rows }, only: { ...NO_FILTER, ...only } })
}

const first = annotationRow('ann', 'first', 0, 9)
const second = annotationRow('cyd', 'second', 20, 29)
const third = annotationRow('ben', 'third', 60, 69)

/** Verdicts as one row a member: a tag's first letter for each of first, second and third. */
const verdictsOf = (rows: Readonly<Record<string, string>>) =>
  Object.entries(rows).flatMap(([member, row]) =>
    row.split(' ').flatMap((letter, at) => {
      const annotation = [first, second, third][at]
      const name = { r: 'realist', l: 'liberal', c: 'constructivist' }[letter]
      return annotation === undefined || name === undefined ? [] : [taggingRow(member, annotation, name)]
    }),
  )
const annotations = [first, second, third]
const taggings = verdictsOf({ ann: 'r r l', ben: 'r l l', cyd: 'r r .', dan: '. l c' })
const matrix = fromRows({ ann: 'r r l', ben: 'r l l', cyd: 'r r .', dan: '. l c' })

const replyTo = (comment: CommentRow, author: string, local: string): CommentRow => ({
  ...commentRow(author, local, first, 'words'),
  parent: comment.key,
})

const agree = (member: string, comment: CommentRow): ReactionRow => ({
  layer: comment.layer,
  key: reactionKey(memberId(member), comment.key, 'agree'),
  member: memberId(member),
  annotation: comment.annotation,
  comment: comment.key,
  reaction: 'agree',
  at: 0,
  editedAt: null,
})

describe('ratings', () => {
  test('[ST26] on sentences and on claims are those of the members', () => {
    const { sentences, claims } = withRows({ annotations, taggings }).agreement
    const alpha = krippendorffAlpha(matrix, 'nominal')
    expect(sentences.alpha.coefficient).toEqual(alpha)
    expect(claims.alpha.coefficient).toEqual(alpha)
  })

  test('[ST26] of a group are those of its members alone', () => {
    const { byGroup } = withRows({ annotations, taggings }).agreement
    const alphaOf = (rows: Readonly<Record<string, string>>) => krippendorffAlpha(fromRows(rows), 'nominal')
    expect(byGroup.map(({ name, alpha }) => [name, alpha.coefficient])).toEqual([
      ['Group A', alphaOf({ ann: 'r r l', ben: 'r l l' })],
      ['Group B', alphaOf({ cyd: 'r r .', dan: '. l c' })],
    ])
  })

  test('[ST26] of a section are those on its sentences', () => {
    const { bySection } = withRows({ annotations, taggings }).agreement
    expect(bySection[0]?.alpha).toEqual(
      krippendorffAlpha(fromRows({ ann: 'r r', ben: 'r l', cyd: 'r r', dan: '. l' }), 'nominal'),
    )
    expect(bySection[1]?.alpha).toMatchObject({ kind: 'defined', n: { units: 1, pairable: 3 } })
  })

  test('[ST16] by tag are of the tag against the rest, over sentences', () => {
    const { byTag } = withRows({ annotations, taggings }).agreement
    expect(byTag.map(({ alpha }) => alpha.coefficient)).toEqual([
      krippendorffAlpha(fromRows({ ann: 'r r l', ben: 'r l l', cyd: 'r r .', dan: '. l l' }), 'nominal'),
      krippendorffAlpha(fromRows({ ann: 'c c l', ben: 'c l l', cyd: 'c c .', dan: '. l c' }), 'nominal'),
      krippendorffAlpha(fromRows({ ann: 'l l l', ben: 'l l l', cyd: 'l l .', dan: '. l c' }), 'nominal'),
    ])
  })

  test('[ST20] pairs are of members who can be compared, in their order', () => {
    const { pairs } = withRows({ annotations, taggings }).agreement
    expect(pairs.members).toEqual(['ann', 'ben', 'cyd', 'dan'])
    expect(pairs.kappas.map(({ a, b, kappa }) => [a, b, kappa.n.units])).toEqual([
      ['ann', 'ben', 3],
      ['ann', 'cyd', 2],
      ['ann', 'dan', 2],
      ['ben', 'cyd', 2],
      ['ben', 'dan', 2],
      ['cyd', 'dan', 1],
    ])
  })

  test('[ST27] a member’s claims become units: cut where they overlap, a tie a gap, neighbours joined', () => {
    const claims = [
      annotationRow('ann', 'a', 0, 10),
      annotationRow('ann', 'b', 10, 20),
      annotationRow('ann', 'c', 15, 30),
      annotationRow('ann', 'd', 95, 99),
    ]
    const tags = ['realist', 'realist', 'liberal', 'liberal']
    const verdicts = claims.map((on, at) => ({
      member: memberId('ann'),
      tag: tagId(tags[at] ?? ''),
      on,
      at: 0,
      round: 1,
    }))
    expect(continuumOf(verdicts, 97)).toEqual({
      length: 97,
      raters: [
        [
          { start: 0, end: 15, label: 'realist' },
          { start: 20, end: 30, label: 'liberal' },
          { start: 95, end: 97, label: 'liberal' },
        ],
      ],
    })
  })
})

describe('contested passages', () => {
  test('[ST28] are those where verdicts differ, by disagreement and by how many spoke', () => {
    const found = withRows({ annotations, taggings }).contested
    expect(found.map(({ annotation, rank }) => [annotation, rank])).toEqual([
      [second.key, ((2 / 3) * 4) / 5],
      [third.key, ((2 / 3) * 3) / 5],
    ])
    expect(found[0]?.tags).toEqual([2, 2, 0])
  })

  test('[ST29] who wrote, reacted or marked the passage has spoken; who took all back has not', () => {
    const verdicts = verdictsOf({ ben: 'r', cyd: 'l' })
    const said = commentRow('dan', 'x', first, 'words')
    const voices = (rows: Partial<FiguresInput['rows']>): number | undefined =>
      withRows({ annotations: [first], taggings: verdicts, ...rows }).contested[0]?.voices
    expect(voices({})).toBe(3)
    expect(voices({ comments: [said], reactions: [agree('eve', said)] })).toBe(5)
    expect(voices({ annotations: [{ ...first, removedAt: 1 }], comments: [commentRow('dan', 'x', first, '')] })).toBe(2)
  })

  test('[ST28] [ST33] of some members, who marked the passage has spoken only where they are one of them', () => {
    const rows = { annotations: [first], taggings: verdictsOf({ ben: 'r', cyd: 'l' }) }
    const only = { members: [memberId('ben'), memberId('cyd')] }
    expect(withRows(rows, only).contested[0]).toMatchObject({ voices: 2, rank: 1 })
    const withAuthor = { members: [...only.members, memberId('ann')] }
    expect(withRows(rows, withAuthor).contested[0]).toMatchObject({ voices: 3, rank: 1 })
  })

  test('[ST30] the strongest comments are those that others took up', () => {
    const weak = commentRow('ann', 'weak', first, 'alone')
    const strong = commentRow('ben', 'strong', first, 'taken up')
    const own = replyTo(strong, 'ben', 'own')
    const rows = {
      annotations: [first],
      taggings: verdictsOf({ ann: 'r', ben: 'l' }),
      comments: [weak, own, strong, replyTo(strong, 'cyd', 'answer')],
      reactions: [agree('cyd', strong), agree('dan', strong), agree('ben', strong)],
    }
    expect(withRows(rows).contested[0]?.comments[0]).toEqual({ member: 'ben', text: 'taken up', support: 2 })
    expect(withRows(rows).contested[0]?.comments).toHaveLength(2)
  })
})

describe('over time', () => {
  const at = (minutes: number, who = 'ann') => ({ ...taggingRow(who, first, 'realist'), at: minutes * 60_000 })

  test('[ST31] counts a verdict when it was last set, in steps without a gap', () => {
    const verdicts = [at(0), at(2.5, 'ben'), { ...at(1, 'cyd'), editedAt: 3.2 * 60_000 }]
    const { stepMs, steps } = withRows({ annotations: [first], taggings: verdicts }).overTime
    expect(stepMs).toBe(60_000)
    expect(steps.map((step) => step.verdicts)).toEqual([1, 0, 1, 1])
  })

  test.each([
    [39, 1, 40],
    [41, 5, 9],
    [60 * 24, 60, 25],
    [60 * 24 * 365 * 30, 40_320 * 11, 36],
  ])('[ST31] over %i minutes a step is %i', (minutes, step, count) => {
    const { stepMs, steps } = withRows({ annotations: [first], taggings: [at(0), at(minutes, 'ben')] }).overTime
    expect([stepMs / 60_000, steps.length]).toEqual([step, count])
  })

  test('[ST31] has no step where there is no verdict', () => {
    expect(withRows({}).overTime.steps).toEqual([])
  })
})

describe('responses', () => {
  test('[ST32] a comment answers the comment above it, else who marked the passage, never its writer', () => {
    const top = commentRow('ben', 'top', first, 'words')
    const comments = [
      top,
      replyTo(top, 'cyd', 'one'),
      replyTo(top, 'ben', 'self'),
      commentRow('ann', 'own', first, 'words'),
    ]
    const found = withRows({ annotations: [first], comments }).responses
    expect(found.answers).toEqual([
      { from: 'ben', to: 'ann', count: 1 },
      { from: 'cyd', to: 'ben', count: 1 },
    ])
    expect(found.depths).toEqual([2, 2])
  })

  test('[ST32] an answer to a removed comment still answers its writer, and comments in a circle end', () => {
    const gone = commentRow('ben', 'gone', first, '')
    const one = replyTo(gone, 'cyd', 'one')
    const a = { ...commentRow('ann', 'a', first, 'words'), parent: commentRow('dan', 'b', first, '').key }
    const b = { ...commentRow('dan', 'b', first, 'words'), parent: a.key }
    const found = withRows({ annotations: [first], comments: [gone, one, a, b] }).responses
    expect(found.answers).toContainEqual({ from: 'cyd', to: 'ben', count: 1 })
    expect(found.depths.reduce((sum, count) => sum + count, 0)).toBe(3)
  })
})

describe('a part', () => {
  test('[ST33] of some members is what these wrote', () => {
    const found = withRows({ annotations, taggings }, { members: [memberId('dan')], groups: [groupId('a')] })
    expect(found.byMember.map(({ id }) => id)).toEqual(['ann', 'ben', 'dan'])
    expect(found.byGroup.map(({ name }) => name)).toEqual(['Group A', 'Group B'])
    expect(found.totals).toMatchObject({ members: 3, annotations: 2, verdicts: 8, claims: 3 })
    expect(found.agreement.sentences.alpha.coefficient).toEqual(
      krippendorffAlpha(fromRows({ ann: 'r r l', ben: 'r l l', dan: '. l c' }), 'nominal'),
    )
  })

  test('[ST33] of a tag shows its verdicts, and leaves agreement alone', () => {
    const all = withRows({ annotations, taggings })
    const part = withRows({ annotations, taggings }, { tags: [tagId('constructivist')] })
    expect(part.tags.map(({ name }) => name)).toEqual(['constructivist'])
    expect(part.totals).toMatchObject({ verdicts: 1, claims: 1, membersWhoTagged: 1 })
    expect(part.agreement).toEqual(all.agreement)
    expect(part.contested.map(({ annotation }) => annotation)).toEqual([third.key])
    expect(part.allTags).toEqual(all.tags)
  })

  test.each([21, 22, 23])('[ST33] of all members and tags is the whole (seed %i)', (seed) => {
    const reading = randomReading(seed)
    const only = {
      members: reading.members.map(({ id }) => id),
      groups: [],
      tags: reading.tags.map(({ id }) => id),
      rounds: [],
    }
    expect(figures({ ...reading, only })).toEqual(figures(reading))
  })

  test.each([31, 32, 33])('[ST22] the order of rows changes no digit (seed %i)', (seed) => {
    const reading = randomReading(seed)
    const { annotations: a, taggings: t, comments: c, reactions: r } = reading.rows
    const turned = {
      annotations: a.toReversed(),
      taggings: t.toReversed(),
      comments: c.toReversed(),
      reactions: r.toReversed(),
    }
    expect(figures({ ...reading, rows: turned })).toEqual(figures(reading))
  })
})
