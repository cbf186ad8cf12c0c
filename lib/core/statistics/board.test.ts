import { describe, expect, test } from 'vitest'
import { layerId, memberId, tagId } from '../base'
import { recordKey } from '../annotation'
import type { AnnotationRow } from '../projection'
import { type BoardInput, type BoardReader, boardFigures, boardReader, figures, followHeirs, heirsOf } from './index'
import { annotationRow, commentRow, emptyReading, randomReading, taggingRow } from './testing'

const elsewhere = (row: AnnotationRow): AnnotationRow => ({ ...row, layer: layerId('other') })
const read = (rows: Partial<BoardInput['rows']>): BoardReader => {
  const { members, tags, rows: none } = emptyReading()
  return boardReader({ members, tags, rows: { ...none, ...rows } })
}
const first = annotationRow('ann', 'first', 0, 20)
const near = elsewhere(annotationRow('cyd', 'near', 5, 20))
const far = elsewhere(annotationRow('dan', 'far', 14, 40))

describe('a board', () => {
  test('[BD1] shows what the class said on the same words, in whatever layers', () => {
    const reader = read({
      annotations: [first, near, far],
      taggings: [
        taggingRow('ann', first, 'realist'),
        taggingRow('cyd', near, 'liberal'),
        taggingRow('dan', far, 'constructivist'),
      ],
    })
    expect(reader.passage('layer', first.key)).toMatchObject({
      start: 0,
      end: 20,
      tags: [1, 1, 0, 0],
      verdicts: 2,
      voices: 2,
      groups: 2,
      disagreement: 1,
    })
    expect(reader.passage('other', far.key)).toMatchObject({ tags: [0, 0, 1, 0], verdicts: 1, disagreement: 0 })
    expect(reader.passage('layer', recordKey('annotation', memberId('ann'), 'gone'))).toBeUndefined()
  })

  test('[BD1] finds a long passage that begins far before', () => {
    const long = annotationRow('ben', 'long', 0, 90)
    const late = elsewhere(annotationRow('cyd', 'late', 40, 90))
    const between = Array.from({ length: 20 }, (_, at) => annotationRow('ann', `n${String(at)}`, at + 10, at + 12))
    const reader = read({
      annotations: [long, ...between, late],
      taggings: [taggingRow('ben', long, 'realist'), taggingRow('cyd', late, 'liberal')],
    })
    expect(reader.passage('other', late.key)).toMatchObject({ verdicts: 2 })
  })

  test('[BD2] gives a member the tag that most of their verdicts there have, and none on a tie', () => {
    const again = annotationRow('ann', 'again', 0, 19)
    const third = annotationRow('ann', 'third', 0, 18)
    const two = [taggingRow('ann', first, 'realist'), taggingRow('ann', again, 'liberal')]
    const annotations = [first, again, third]
    expect(read({ annotations, taggings: two }).passage('layer', first.key)).toMatchObject({ verdicts: 0, voices: 1 })
    const three = [...two, taggingRow('ann', third, 'liberal')]
    expect(read({ annotations, taggings: three }).passage('layer', first.key)?.tags).toEqual([0, 1, 0, 0])
  })

  test('[BD2] takes the verdict of the latest round for who revised theirs', () => {
    const again = elsewhere(annotationRow('ann', 'again', 0, 20))
    const rows = {
      ...emptyReading().rows,
      annotations: [first, again],
      taggings: [
        taggingRow('ann', first, 'realist'),
        taggingRow('ann', again, 'liberal'),
        taggingRow('ben', first, 'realist'),
      ],
    }
    const rounds = new Map([
      ['layer', 0],
      ['other', 1],
    ])
    const reader = boardReader({ ...emptyReading(), rows, rounds })
    expect(reader.passage('layer', first.key)?.tags).toEqual([1, 1, 0, 0])
  })

  test('[BD3] ranks by disagreement and voices, and lists what is one passage once', () => {
    const annotations = [first, near, far]
    const taggings = [
      taggingRow('ann', first, 'realist'),
      taggingRow('ben', first, 'liberal'),
      taggingRow('cyd', near, 'liberal'),
      taggingRow('dan', far, 'realist'),
      taggingRow('eve', far, 'liberal'),
    ]
    const reader = read({ annotations, taggings })
    expect(reader.contested(9).map(({ annotation }) => annotation)).toEqual([first.key, far.key])
    expect(reader.contested(1)).toHaveLength(1)
    expect(read({ annotations, taggings: taggings.slice(3, 4) }).contested(9)).toEqual([])
  })

  test('[BD4] shows the strongest comments, each with its writer’s verdict', () => {
    const weak = commentRow('ann', 'weak', first, 'First said.')
    const strong = commentRow('cyd', 'strong', near, 'Taken up.')
    const answer = { ...commentRow('dan', 'answer', near, 'So it is.'), parent: strong.key }
    const reader = read({
      annotations: [first, near],
      taggings: [taggingRow('cyd', near, 'liberal')],
      comments: [weak, strong, answer],
    })
    expect(reader.passage('layer', first.key)?.comments).toEqual([
      { member: 'cyd', text: 'Taken up.', support: 1, tag: 1 },
      { member: 'ann', text: 'First said.', support: 0, tag: null },
      { member: 'dan', text: 'So it is.', support: 0, tag: null },
    ])
  })

  test('[ST1] [ST2] drops a passage that its author removed, unless others spoke there', () => {
    const removed = { ...first, removedAt: 5 }
    expect(read({ annotations: [removed] }).passage('layer', first.key)).toBeUndefined()
    const taggings = [taggingRow('ben', first, 'realist')]
    expect(read({ annotations: [removed], taggings }).passage('layer', first.key)).toMatchObject({ voices: 1 })
  })
})

describe('the foot of a board', () => {
  test.each([1, 2, 3])('[ST1] [ST3] [ST9] [ST14] counts as the figures do, reading %i', (seed) => {
    const reading = randomReading(seed)
    const whole = figures(reading)
    const foot = boardFigures(reading, reading)
    const { claims, verdicts, comments } = whole.totals
    expect(foot).toMatchObject({ claims, verdicts, comments })
    const bare = whole.heat.map((section) => ({
      ...section,
      cells: section.cells.map((cell) => ({ ...cell, tags: [] })),
    }))
    expect(foot.heat).toEqual(bare)
    expect(foot.alpha).toEqual(whole.agreement.sentences.alpha.coefficient)
  })
})

describe('tags that were merged', () => {
  const tag = (id: string, heir?: string) => ({ id: tagId(id), ...(heir === undefined ? {} : { heir: tagId(heir) }) })
  const rows = {
    ...emptyReading().rows,
    annotations: [first],
    taggings: [taggingRow('ann', first, 'power'), taggingRow('ben', first, 'liberal')],
  }

  test('[BD5] [CD4] count as their heir, through as many merges as there were, and the rows stay', () => {
    const followed = followHeirs(rows, [tag('force', 'realist'), tag('power', 'force'), tag('realist'), tag('liberal')])
    expect(followed.taggings.map((row) => row.tag)).toEqual(['realist', 'liberal'])
    expect(rows.taggings.map((row) => row.tag)).toEqual(['power', 'liberal'])
    expect(followHeirs(rows, [tag('power'), tag('liberal')])).toBe(rows)
  })

  test('[BD5] end where a circle was written', () => {
    expect([...heirsOf([tag('a', 'b'), tag('b', 'a')]).keys()].length).toBeLessThanOrEqual(2)
  })
})
