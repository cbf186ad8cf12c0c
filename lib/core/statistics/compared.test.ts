import { describe, expect, test } from 'vitest'
import { type Random, memberId, seededRandom } from '../base'
import type { TaggingRow } from '../projection'
import { EVERYTHING, FOOTNOTES_SECTION, type Compared, type FiguresInput, RunningTally } from './index'
import { OTHERS_MIN } from './compared'
import { annotationRow, emptyReading, taggingRow } from './testing'

const NAMES = ['realist', 'liberal', 'constructivist', 'interdependence'] as const

const pick = <Item>(random: Random, items: readonly Item[]): Item => {
  const item = items[Math.floor(random() * items.length)]
  if (item === undefined) throw new Error('nothing to pick from')
  return item
}

/** A class of `size` in which some tags and some sections are rare. */
const classOf = (seed: number, size: number): FiguresInput => {
  const random = seededRandom(seed)
  const reading = emptyReading()
  const members = Array.from({ length: size }, (_, at) => ({
    id: memberId(`p${at}`),
    name: `P ${at}`,
    role: 'student' as const,
    group: null,
  }))
  const annotations = Array.from({ length: 25 }, (_, at) => {
    const start = Math.floor(random() ** 3 * 115)
    return annotationRow(String(pick(random, members).id), `a${at}`, start, start + 1 + Math.floor(random() * 12))
  })
  const taggings = new Map<string, TaggingRow>()
  for (let draw = 0; draw < size * 6; draw += 1) {
    const name = NAMES[Math.floor(random() ** 2 * NAMES.length)] ?? 'realist'
    const row = taggingRow(String(pick(random, members).id), pick(random, annotations), name)
    taggings.set(row.key, row)
  }
  return { ...reading, members, rows: { annotations, taggings: [...taggings.values()], comments: [], reactions: [] } }
}

const compare = ({ rows, ...facts }: FiguresInput, student = 'p0'): Compared => {
  const tally = new RunningTally(facts)
  tally.columns.put(rows)
  const found = tally.compared(memberId(student), EVERYTHING)
  if (found === undefined) throw new Error('nobody')
  return found
}

/** Who besides p0 is behind the verdicts that `holds` is true of. */
const behind = ({ rows }: FiguresInput, holds: (row: TaggingRow) => boolean): ReadonlySet<string> =>
  new Set(rows.taggings.filter((row) => row.member !== 'p0' && holds(row)).map(({ member }) => String(member)))

const sectionOf = (reading: FiguresInput, row: TaggingRow): string => {
  const on = reading.rows.annotations.find(({ key }) => key === row.annotation)
  if (on === undefined) return ''
  if (on.start >= reading.bodyEnd) return FOOTNOTES_SECTION
  return reading.sections.find(({ start, end }) => start <= on.start && on.start < end)?.id ?? ''
}

describe('a student against the class', () => {
  test.each(Array.from({ length: 60 }, (_, seed) => seed))(
    '[ST41] no number shown, and no difference of some, has fewer than five others behind it (seed %i)',
    (seed) => {
      const reading = classOf(seed, 4 + (seed % 20))
      const found = compare(reading)
      const all = behind(reading, () => true)
      if (all.size < OTHERS_MIN) {
        expect(found).toMatchObject({ others: null, byTag: null, bySection: null })
        return
      }
      expect(found.others).toBe(all.size)
      const cuts = [
        [found.byTag, ({ tag }: TaggingRow): string => String(tag)],
        [found.bySection, (row: TaggingRow): string => sectionOf(reading, row)],
      ] as const
      for (const [parts, idOf] of cuts) {
        if (parts === null) continue
        const shown = parts.shown.map(({ id }) => String(id))
        const cells = [
          ...shown.map((id) => behind(reading, (row) => idOf(row) === id)),
          ...(parts.rest === null ? [] : [behind(reading, (row) => !shown.includes(idOf(row)))]),
        ]
        // Whatever is added up or taken from the whole is a union of cells.
        for (let subset = 1; subset < 2 ** cells.length; subset += 1) {
          const union = new Set(cells.flatMap((cell, at) => ((subset >> at) & 1 ? [...cell] : [])))
          expect(union.size).toBeGreaterThanOrEqual(OTHERS_MIN)
        }
        const total = parts.shown.reduce((sum, { verdicts }) => sum + verdicts, parts.rest ?? 0)
        expect(total).toBe(reading.rows.taggings.filter(({ member }) => member !== 'p0').length)
      }
    },
  )

  test('[ST41] what has too few behind it is put together, with the smallest of the rest where that is too few', () => {
    const on = annotationRow('p0', 'a', 0, 9)
    const reading = { ...classOf(1, 12) }
    const give = (members: readonly number[], name: string) => members.map((at) => taggingRow(`p${at}`, on, name))
    const found = (taggings: readonly TaggingRow[]) =>
      compare({ ...reading, rows: { ...reading.rows, annotations: [on], taggings } }).byTag
    expect(found([...give([1, 2, 3, 4, 5], 'realist'), ...give([6, 7, 8, 9, 10, 11], 'liberal')])).toEqual({
      shown: [
        { id: 'realist', verdicts: 5 },
        { id: 'liberal', verdicts: 6 },
      ],
      rest: null,
    })
    expect(
      found([
        ...give([1, 2, 3, 4, 5], 'realist'),
        ...give([6, 7, 8, 9, 10], 'liberal'),
        ...give([11], 'constructivist'),
      ]),
    ).toEqual({
      shown: [{ id: 'realist', verdicts: 5 }],
      rest: 6,
    })
    expect(found(give([1, 2, 3, 4], 'realist'))).toBeNull()
  })

  test('[ST42] their own stand in full beside it', () => {
    const reading = classOf(5, 14)
    const found = compare(reading)
    const own = reading.rows.taggings.filter(({ member }) => member === 'p0')
    expect(found.own.reduce((sum, count) => sum + count, 0)).toBe(own.length)
    expect(found.ownBySection.reduce((sum, { verdicts }) => sum + verdicts, 0)).toBe(own.length)
  })

  test('[ST43] on a sentence they are held against most others, where five or more have a verdict there', () => {
    const on = annotationRow('p0', 'a', 0, 9)
    const far = annotationRow('p0', 'b', 60, 69)
    const reading = classOf(2, 9)
    const taggings = [
      ...[1, 2, 3, 4].map((at) => taggingRow(`p${at}`, on, 'realist')),
      taggingRow('p5', on, 'liberal'),
      taggingRow('p0', on, 'liberal'),
      ...[1, 2, 3, 4].map((at) => taggingRow(`p${at}`, far, 'realist')),
      taggingRow('p0', far, 'realist'),
    ]
    const found = compare({ ...reading, rows: { ...reading.rows, annotations: [on, far], taggings } })
    expect(found).toMatchObject({ comparable: 1, agreeing: 0 })
    expect(found.apart).toEqual([{ start: 0, end: 9, exact: 'x'.repeat(9), own: 1, most: 0 }])
  })
})
