import { type Cell, type Frame, NOTE_COLUMNS, type Threads, tableRows } from '../../core/exchange'
import { Workbook } from './xlsx-book'

const WIDTHS: Readonly<Partial<Record<(typeof NOTE_COLUMNS)[number], number>>> = { quote: 60, text: 60, section: 30 }
const WIDTH = 18

/** The notes as an Excel workbook of two sheets: the rows of the CSV, and the codebook. */
export const xlsxFile = async (frame: Frame, threads: Threads): Promise<Uint8Array> => {
  const book = new Workbook(frame.at)
  const columns = NOTE_COLUMNS.map((head) => ({ head, width: WIDTHS[head] ?? WIDTH }))
  await book.table({ name: 'Notes', columns }, noteRows(frame, threads))
  const codebook = [
    { head: 'key', width: 6 },
    { head: 'tag', width: 20 },
    { head: 'definition', width: 60 },
    { head: 'example', width: 60 },
  ]
  await book.table(
    { name: 'Codebook', columns: codebook },
    frame.tags.map((tag) => [tag.key.toUpperCase(), tag.name, tag.definition, tag.example]),
  )
  return book.end()
}

async function* noteRows(frame: Frame, threads: Threads): AsyncGenerator<readonly Cell[]> {
  const rowsOf = tableRows(frame)
  for await (const thread of threads) yield* rowsOf(thread)
}
