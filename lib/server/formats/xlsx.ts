import writeExcelFile from 'write-excel-file/node'
import { type Cell, type Frame, NOTE_COLUMNS, type Threads, tableRows } from '../../core/exchange'

/** What a cell of the format can hold, in UTF-16 units. */
const CELL_MAX_CHARS = 32_767
const WIDTHS: Readonly<Partial<Record<(typeof NOTE_COLUMNS)[number], number>>> = { quote: 60, text: 60, section: 30 }
// What no XML 1.0 document may hold.
const NO_XML = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu

/** The notes as an Excel workbook of two sheets: the rows of the CSV, and the codebook. Cells are text or numbers, never formulas. */
export const xlsxFile = async (frame: Frame, threads: Threads): Promise<Uint8Array> => {
  const rowsOf = tableRows(frame)
  const rows: (readonly Cell[])[] = []
  for await (const thread of threads) rows.push(...rowsOf(thread))
  const codebook = frame.tags.map((tag) => [tag.key.toUpperCase(), tag.name, tag.definition, tag.example])
  return writeExcelFile([
    {
      sheet: 'Notes',
      data: [NOTE_COLUMNS.map(headCell), ...rows.map((row) => row.map(cellOf))],
      columns: NOTE_COLUMNS.map((column) => ({ width: WIDTHS[column] ?? 18 })),
      stickyRowsCount: 1,
    },
    {
      sheet: 'Codebook',
      data: [['key', 'tag', 'definition', 'example'].map(headCell), ...codebook.map((row) => row.map(cellOf))],
      columns: [{ width: 6 }, { width: 20 }, { width: 60 }, { width: 60 }],
      stickyRowsCount: 1,
    },
  ]).toBuffer()
}

const headCell = (value: string) => ({ value, type: String, fontWeight: 'bold' as const })

const cellOf = (value: Cell) => {
  if (value === null || value === '') return null
  if (typeof value === 'number') return { value, type: Number }
  return { value: value.replaceAll(NO_XML, '').slice(0, CELL_MAX_CHARS), type: String }
}
