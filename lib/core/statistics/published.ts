import type { Reliability } from './reliability'

/** A matrix from one row a rater; a full stop is a value that was not given. */
export const fromRows = (rows: Readonly<Record<string, string>>, scale?: readonly string[]): Reliability => {
  const raters = Object.keys(rows)
  const cells = raters.map((rater) => (rows[rater] ?? '').trim().split(/\s+/))
  const units = Array.from({ length: cells[0]?.length ?? 0 }, (_, at) => ({
    id: String(at),
    ratings: new Map(
      raters.flatMap((rater, row): [string, string][] => {
        const value = cells[row]?.[at] ?? '.'
        return value === '.' ? [] : [[rater, value]]
      }),
    ),
  }))
  return scale === undefined ? { raters, units } : { raters, units, scale }
}

/** A matrix of two raters from their table: rows are the first's values, columns the second's. */
const fromTable = (table: readonly (readonly number[])[]): Reliability => ({
  raters: ['a', 'b'],
  units: table.flatMap((row, a) =>
    row.flatMap((count, b) =>
      Array.from({ length: count }, (_, at) => ({
        id: `${a} ${b} ${at}`,
        ratings: new Map([
          ['a', `v${a}`],
          ['b', `v${b}`],
        ]),
      })),
    ),
  ),
})

/** A matrix from one row a unit: how many raters gave each value. */
export const fromCounts = (rows: readonly (readonly number[])[]): Reliability => {
  const raters = Math.max(...rows.map((row) => row.reduce((sum, count) => sum + count, 0)))
  return {
    raters: Array.from({ length: raters }, (_, at) => `r${at}`),
    units: rows.map((row, id) => ({
      id: String(id),
      ratings: new Map(
        row
          .flatMap((count, value) => Array.from({ length: count }, () => `v${value}`))
          .map((value, at) => [`r${at}`, value]),
      ),
    })),
  }
}

/** Four raters, twelve units, values missing (Krippendorff 2011, Computing Krippendorff's Alpha-Reliability, section C). */
export const KRIPPENDORFF_2011 = fromRows({
  a: '1 2 3 3 2 1 4 1 2 . . .',
  b: '1 2 3 3 2 2 4 1 2 5 . 3',
  c: '. 3 3 3 2 3 4 2 2 5 1 .',
  d: '1 2 3 3 2 4 4 1 2 5 1 .',
})

/** Two raters, 200 subjects (Cohen 1960, table 1). */
export const COHEN_1960 = fromTable([
  [88, 14, 18],
  [10, 40, 10],
  [2, 6, 12],
])

/** Two coders of 100 utterances (Artstein and Poesio 2008, Computational Linguistics 34(4), table 1). */
export const ARTSTEIN_POESIO_2008 = fromTable([
  [46, 6, 0],
  [0, 32, 0],
  [0, 6, 10],
])

/** Thirty patients, six of 43 psychiatrists each, five diagnoses (Fleiss 1971, table 1). */
export const FLEISS_1971 = fromCounts([
  [0, 0, 0, 6, 0],
  [0, 3, 0, 0, 3],
  [0, 1, 4, 0, 1],
  [0, 0, 0, 0, 6],
  [0, 3, 0, 3, 0],
  [2, 0, 4, 0, 0],
  [0, 0, 4, 0, 2],
  [2, 0, 3, 1, 0],
  [2, 0, 0, 4, 0],
  [0, 0, 0, 0, 6],
  [1, 0, 0, 5, 0],
  [1, 1, 0, 4, 0],
  [0, 3, 3, 0, 0],
  [1, 0, 0, 5, 0],
  [0, 2, 0, 3, 1],
  [0, 0, 5, 0, 1],
  [3, 0, 0, 1, 2],
  [5, 1, 0, 0, 0],
  [0, 2, 0, 4, 0],
  [1, 0, 2, 0, 3],
  [0, 0, 0, 0, 6],
  [0, 1, 0, 5, 0],
  [0, 2, 0, 1, 3],
  [2, 0, 0, 4, 0],
  [1, 0, 0, 4, 1],
  [0, 5, 0, 1, 0],
  [4, 0, 0, 0, 2],
  [0, 2, 0, 4, 0],
  [1, 0, 5, 0, 0],
  [0, 0, 0, 0, 6],
])
