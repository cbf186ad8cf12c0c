import { CsvError, parse } from 'csv-parse/sync'
import { z } from 'zod'
import { type Result, ok, refused } from '../../core/base'
import type { Continuum, RatedUnit, Reliability, Unit } from '../../core/statistics'

/** What a file says, or one sentence why it says nothing, with the line where that was seen. */
export type Read<Value> = Result<Value, string>

interface Row {
  readonly cells: readonly string[]
  /** From 1, as editors count. */
  readonly line: number
}

const rowsSchema = z.array(z.object({ record: z.array(z.string()), info: z.object({ lines: z.int() }) }))
const offsetSchema = z.codec(z.string().regex(/^\d{1,9}$/), z.int(), {
  decode: (text) => Number(text),
  encode: (number) => String(number),
})

const SPAN_COLUMNS = 'rater,start,end,label'
const LENGTH_LINE = /^\uFEFF?# *length *= *(\d{1,9}) *\r?(?:\n|$)/

/**
 * Ratings from `unit,RATER,...`, one row a unit. An empty cell is a rating that
 * was not given; spaces round a cell do not count.
 */
export const readRatings = (text: string): Read<Reliability> => {
  const read = rowsOf(text, 0)
  if (!read.ok) return read
  const [header, ...rows] = read.value
  if (header?.cells[0]?.toLowerCase() !== 'unit' || header.cells.length < 2) {
    return refused(`Line ${header?.line ?? 1}: the first row must be "unit" and the names of the raters.`)
  }
  const raters = header.cells.slice(1)
  const twice = raters.find((rater, at) => rater === '' || raters.indexOf(rater) !== at)
  if (twice !== undefined) {
    return refused(
      twice === ''
        ? `Line ${header.line}: a rater has no name.`
        : `Line ${header.line}: there are two raters "${twice}".`,
    )
  }
  const units: RatedUnit[] = []
  const lines = new Map<string, number>()
  for (const { cells, line } of rows) {
    const [id = '', ...values] = cells
    if (values.length !== raters.length) {
      return refused(`Line ${line}: there are ${cells.length} cells where the first row has ${header.cells.length}.`)
    }
    const before = lines.get(id)
    if (before !== undefined) return refused(`Line ${line}: the unit "${id}" was on line ${before} already.`)
    lines.set(id, line)
    const given = raters.flatMap((rater, at): [string, string][] => {
      const value = values[at] ?? ''
      return value === '' ? [] : [[rater, value]]
    })
    units.push({ id, ratings: new Map(given) })
  }
  return ok({ raters, units })
}

/**
 * Spans from `rater,start,end,label` under a first line `# length=N`. Offsets
 * begin at 0 and `end` is exclusive. A row with a rater alone names one who
 * marked nothing.
 */
export const readSpans = (
  text: string,
): Read<{ readonly continuum: Continuum; readonly raters: readonly string[] }> => {
  const found = LENGTH_LINE.exec(text)
  const length = Number(found?.[1] ?? 0)
  if (found === null || length === 0) return refused('Line 1: the first line must be "# length=N", N above 0.')
  const read = rowsOf(text.slice(found[0].length), 1)
  if (!read.ok) return read
  const rows = read.value[0]?.cells.join(',').toLowerCase() === SPAN_COLUMNS ? read.value.slice(1) : read.value
  const marked = new Map<string, (Unit & { readonly line: number })[]>()
  for (const row of rows) {
    const [rater = '', ...cells] = row.cells
    if (row.cells.length !== 4 || rater === '') {
      return refused(`Line ${row.line}: a row must be ${SPAN_COLUMNS}.`)
    }
    const own = marked.get(rater) ?? []
    marked.set(rater, own)
    if (cells.every((cell) => cell === '')) continue
    const [start, end] = cells.slice(0, 2).map((cell) => offsetSchema.safeParse(cell).data)
    const label = cells[2] ?? ''
    if (start === undefined || end === undefined || start >= end || end > length) {
      return refused(`Line ${row.line}: start and end must be whole numbers, 0 <= start < end <= ${length}.`)
    }
    if (label === '') return refused(`Line ${row.line}: the label is missing.`)
    own.push({ start, end, label, line: row.line })
  }
  for (const own of marked.values()) {
    own.sort((a, b) => a.start - b.start)
    const at = own.findIndex((unit, place) => unit.start < (own[place - 1]?.end ?? 0))
    const [before, over] = [own[at - 1], own[at]]
    if (before !== undefined && over !== undefined) {
      const [first, second] = [before.line, over.line].sort((a, b) => a - b)
      return refused(`Line ${second}: a rater's spans must not overlap, and this one does with line ${first}.`)
    }
  }
  const raters = [...marked.values()].map((own) => own.map(({ start, end, label }): Unit => ({ start, end, label })))
  return ok({ continuum: { length, raters }, raters: [...marked.keys()] })
}

/** The rows that have anything in them. `skipped` lines stood before `text`. */
const rowsOf = (text: string, skipped: number): Read<readonly Row[]> => {
  try {
    const rows = rowsSchema.parse(
      parse(text, { bom: true, info: true, relax_column_count: true, skip_empty_lines: true, trim: true }),
    )
    return ok(rows.map(({ record, info }) => ({ cells: record, line: info.lines + skipped })))
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    const lines = z.int().safeParse(error.lines)
    const where = lines.success ? `Line ${lines.data + skipped}: ` : ''
    return refused(
      error.code === 'CSV_QUOTE_NOT_CLOSED'
        ? `${where}a quotation mark is not closed.`
        : `${where}this is not CSV; check the quotation marks.`,
    )
  }
}
