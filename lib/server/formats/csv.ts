import { stringify } from 'csv-stringify/sync'
import { type Cell, type Frame, NOTE_COLUMNS, type Threads, tableRows } from '../../core/exchange'

/** So many threads are written at once. */
const THREADS_PER_PIECE = 50
// A cell that a spreadsheet would take for a formula is kept as text.
const OPTIONS = { escape_formulas: true }

/** The notes as CSV (RFC 4180, UTF-8 with a byte order mark, the names of the columns first), piece by piece. */
export async function* csvFile(frame: Frame, threads: Threads): AsyncGenerator<string> {
  const rowsOf = tableRows(frame)
  yield stringify([[...NOTE_COLUMNS]], { bom: true })
  let rows: (readonly Cell[])[] = []
  let waiting = 0
  for await (const thread of threads) {
    rows.push(...rowsOf(thread))
    waiting += 1
    if (waiting < THREADS_PER_PIECE) continue
    yield csv(rows)
    rows = []
    waiting = 0
  }
  if (rows.length > 0) yield csv(rows)
}

const csv = (rows: readonly (readonly Cell[])[]): string =>
  stringify(
    rows.map((row) => [...row]),
    OPTIONS,
  )
