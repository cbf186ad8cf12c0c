import { describe, expect, test } from 'vitest'
import { tagId } from '../base'
import { type Figures, type FiguresInput, disagreement, figures } from './index'
import { annotationRow, commentRow, emptyReading, randomReading, taggingRow } from './testing'

const withRows = (rows: Partial<FiguresInput['rows']>): Figures => {
  const reading = emptyReading()
  return figures({ ...reading, rows: { ...reading.rows, ...rows } })
}
const first = annotationRow('ann', 'first', 0, 9)
const second = annotationRow('cyd', 'second', 45, 65)

describe('figures', () => {
  test('[ST1] leaves out an annotation that its author removed', () => {
    const counted = withRows({ annotations: [first, { ...second, removedAt: 5 }] })
    expect(counted.totals.annotations).toBe(1)
  })

  test('[ST2] keeps the verdicts of others on a removed annotation, and drops one without an annotation', () => {
    const removed = { ...first, removedAt: 5 }
    expect(withRows({ annotations: [removed], taggings: [taggingRow('ben', first, 'realist')] }).totals.verdicts).toBe(
      1,
    )
    expect(withRows({ taggings: [taggingRow('ben', first, 'realist')] }).totals.verdicts).toBe(0)
  })

  test('[ST3] counts one claim however many verdicts it has', () => {
    const counted = withRows({
      annotations: [first, second],
      taggings: [taggingRow('ann', first, 'realist'), taggingRow('ben', first, 'liberal')],
    })
    expect(counted.totals).toMatchObject({
      annotations: 2,
      claims: 1,
      verdicts: 2,
      membersWhoTagged: 2,
      tags: [1, 1, 0],
    })
  })

  test('[ST4] counts a comment while its words are there', () => {
    const comments = [commentRow('ann', 'a', first, 'words'), commentRow('ann', 'b', first, '')]
    expect(withRows({ annotations: [first], comments }).totals.comments).toBe(1)
  })

  test('[ST5] shows the members of no group only when one of them took part', () => {
    expect(withRows({}).byGroup.map((group) => group.name)).toEqual(['Group A', 'Group B'])
    const counted = withRows({ annotations: [first], taggings: [taggingRow('eve', first, 'liberal')] })
    expect(counted.byGroup.at(-1)).toMatchObject({ id: null, members: 1, membersWhoTagged: 1, verdicts: 1 })
  })

  test('[ST6] gives a switched off tag a column only while a verdict uses it', () => {
    expect(withRows({}).tags.map((tag) => tag.name)).toEqual(['realist', 'liberal', 'constructivist'])
    const taggings = [taggingRow('ann', first, 'interdependence'), taggingRow('ben', first, 'gone')]
    const counted = withRows({ annotations: [first], taggings })
    expect(counted.tags.map((tag) => tag.id)).toContain(tagId('interdependence'))
    expect(counted).toMatchObject({ unknownTags: 1, totals: { verdicts: 1, tags: [0, 0, 0, 1] } })
  })

  test('[ST7] places a passage where it starts, and one in a footnote in its own row', () => {
    const note = annotationRow('ann', 'note', 104, 108)
    const counted = withRows({
      annotations: [first, second, note],
      taggings: [taggingRow('ann', second, 'realist'), taggingRow('ann', note, 'liberal')],
    })
    expect(counted.bySection.map(({ id, annotations, verdicts }) => [id, annotations, verdicts])).toEqual([
      ['one', 2, 1],
      ['two', 0, 0],
      ['footnotes', 1, 1],
    ])
  })

  test('[ST44] counts a passage in the numbered paragraph where it starts, and one between two in none', () => {
    const between = annotationRow('ann', 'between', 19, 30)
    const counted = withRows({
      annotations: [first, second, between],
      taggings: [
        taggingRow('ann', first, 'realist'),
        taggingRow('ben', first, 'liberal'),
        taggingRow('ann', between, 'liberal'),
      ],
    })
    expect(counted.byParagraph).toEqual([{ number: 1, start: 0, end: 18, claims: 1, verdicts: 2, tags: [1, 1, 0] }])
  })

  test('[ST46] a sentence has its members by the tag that they have there', () => {
    const counted = withRows({
      annotations: [first],
      taggings: [
        taggingRow('ann', first, 'realist'),
        taggingRow('ben', first, 'liberal'),
        taggingRow('cyd', first, 'liberal'),
      ],
    })
    const [one, other] = counted.heat[0]?.cells ?? []
    expect([one?.tags, other?.tags]).toEqual([
      [1, 2, 0],
      [0, 0, 0],
    ])
  })

  test.each([1, 2, 3, 4, 5, 6, 7, 8])('[ST8] totals are the sums of the rows (seed %i)', (seed) => {
    const counted = figures(randomReading(seed))
    for (const rows of [counted.byGroup, counted.byMember]) {
      for (const column of ['annotations', 'verdicts', 'comments'] as const) {
        expect(rows.reduce((sum, row) => sum + row[column], 0)).toBe(counted.totals[column])
      }
    }
    expect(counted.bySection.reduce((sum, row) => sum + row.claims, 0)).toBe(counted.totals.claims)
    expect(counted.totals.tags.reduce((sum, count) => sum + count, 0)).toBe(counted.totals.verdicts)
  })

  test.each([11, 12, 13, 14])('[ST8] equals a slow and obvious recount (seed %i)', (seed) => {
    const reading = randomReading(seed)
    const counted = figures(reading)
    const here = reading.rows.taggings.filter((row) => row.tag !== 'gone')
    for (const [column, tag] of counted.tags.entries()) {
      for (const member of counted.byMember) {
        const slow = here.filter((row) => row.member === member.id && row.tag === tag.id).length
        expect(member.tags[column]).toBe(slow)
      }
    }
    const claimed = reading.rows.annotations.filter((row) => here.some((tagging) => tagging.annotation === row.key))
    expect(counted.totals.claims).toBe(claimed.length)
    expect(counted.unknownTags).toBe(reading.rows.taggings.length - here.length)
  })
})

describe('heat', () => {
  test('[ST9] has one cell a sentence, under its section', () => {
    expect(withRows({}).heat.map((section) => section.cells.length)).toEqual([5, 5])
  })

  test('[ST10] a claim touches every sentence that it shares a character with', () => {
    const cells = withRows({ annotations: [second], taggings: [taggingRow('cyd', second, 'realist')] }).heat.flatMap(
      (section) => section.cells.map((cell) => cell.claims),
    )
    expect(cells).toEqual([0, 0, 0, 0, 1, 1, 1, 0, 0, 0])
  })

  test('[ST10] a member whose verdicts on a sentence tie has none there', () => {
    const other = annotationRow('ann', 'other', 2, 5)
    const counted = withRows({
      annotations: [first, other],
      taggings: [taggingRow('ann', first, 'realist'), taggingRow('ann', other, 'liberal')],
    })
    expect(counted.heat[0]?.cells[0]).toMatchObject({ claims: 2, members: 0, disagreement: null })
  })

  test('[ST11] disagreement is the share of differing pairs, not defined under two members', () => {
    expect(disagreement([])).toBeNull()
    expect(disagreement(['realist'])).toBeNull()
    expect(disagreement(['realist', 'realist'])).toBe(0)
    expect(disagreement(['realist', 'liberal'])).toBe(1)
    expect(disagreement(['realist', 'realist', 'liberal'])).toBeCloseTo(2 / 3, 12)
  })
})
