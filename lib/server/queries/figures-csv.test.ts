import { parse } from 'csv-parse/sync'
import { z } from 'zod'
import { expect, test } from 'vitest'
import { memberId } from '../../core/base'
import { FIGURE_NAMES, figures } from '../../core/statistics'
import { emptyReading, randomReading } from '../../core/statistics/testing'
import { figureCsv } from './figures-csv'

const rowsOf = (csv: string): readonly (readonly string[])[] =>
  z.array(z.array(z.string())).parse(parse(csv, { bom: true }))

test.each(FIGURE_NAMES)('%s is a table of as many cells in each row, without a NaN', (name) => {
  for (const reading of [emptyReading(), randomReading(4)]) {
    const rows = rowsOf(figureCsv(figures(reading), name))
    expect(new Set(rows.map((row) => row.length)).size).toBe(1)
    expect(rows.flat().filter((cell) => /NaN|Infinity|undefined/.test(cell))).toEqual([])
  }
})

test('[ST8] the members are those of the figures, in full', () => {
  const counted = figures(randomReading(4))
  const [, ...rows] = rowsOf(figureCsv(counted, 'members'))
  expect(rows.map(([name, , , ...cells]) => [name, ...cells.map(Number)])).toEqual(
    counted.byMember.map((row) => [row.name, ...row.tags, row.verdicts, row.claims, row.annotations, row.comments]),
  )
})

test('[ST13] agreement has every digit, and a reason where there is no value', () => {
  const counted = figures(randomReading(4))
  const alpha = counted.agreement.sentences.alpha.coefficient
  const rows = rowsOf(figureCsv(counted, 'agreement'))
  expect(Number(rows[1]?.[3])).toBe(alpha.kind === 'defined' ? alpha.value : Number.NaN)
  expect(rows.find((row) => row[2] === 'scott pi')).toEqual(
    expect.arrayContaining(['all', 'sentences', 'scott pi', '', 'not-two-raters']),
  )
})

test('a name that a spreadsheet would take for a formula is kept as text', () => {
  const reading = emptyReading()
  const members = [{ id: memberId('ann'), name: '=HYPERLINK("x")', role: 'student' as const, group: null }]
  expect(rowsOf(figureCsv(figures({ ...reading, members }), 'members'))[1]?.[0]).toBe('\'=HYPERLINK("x")')
})
