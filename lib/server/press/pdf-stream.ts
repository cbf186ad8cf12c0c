import { inflateSync } from 'node:zlib'
import { type PdfDict, PdfName, PdfReader, PdfRef, type PdfValue } from './pdf-value'
import { UnreadablePdf } from './unreadable-pdf'

/** How much the streams of one file may unpack to, all together, in bytes; what is left of it. */
export interface UnpackBudget {
  leftBytes: number
}

/** The most that what is read of one file may unpack to. */
const UNPACKED_MAX_BYTES = 200_000_000

/** What a file may unpack to before anything is read of it. */
export const freshBudget = (): UnpackBudget => ({ leftBytes: UNPACKED_MAX_BYTES })

/**
 * The dictionary and the unpacked content of the stream at a place; `lengthOf`
 * knows a length that stands elsewhere. Throws `UnreadablePdf` where there is none, for other
 * filters than Flate, and where the budget does not reach.
 */
export const streamAt = (
  text: string,
  at: number,
  budget: UnpackBudget,
  lengthOf: (length: PdfRef) => number | undefined = () => undefined,
): { readonly dict: PdfDict; readonly content: Uint8Array } => {
  const reader = new PdfReader(text, at)
  reader.integer()
  reader.integer()
  reader.keyword('obj')
  const dict = reader.value()
  if (!(dict instanceof Map)) throw new UnreadablePdf('a stream without a dictionary')
  reader.keyword('stream')
  const start = reader.place + (text.startsWith('\r\n', reader.place) ? 2 : 1)
  const length = dict.get('Length')
  const known = length instanceof PdfRef ? lengthOf(length) : typeof length === 'number' ? length : undefined
  const isRight =
    known !== undefined && known >= 0 && /^\s*endstream/u.test(text.slice(start + known, start + known + 20))
  const end = isRight ? start + known : text.indexOf('endstream', start)
  if (end < 0) throw new UnreadablePdf('a stream without an end')
  const content = unpacked(dict, Buffer.from(text.slice(start, end), 'latin1'), budget)
  budget.leftBytes -= content.length
  return { dict, content }
}

const unpacked = (dict: PdfDict, packed: Buffer, budget: UnpackBudget): Uint8Array => {
  const given = dict.get('Filter')
  const filters = given === undefined || given === null ? [] : isArray(given) ? given : [given]
  if (filters.length === 0) return packed
  const [filter] = filters
  if (filters.length > 1 || !(filter instanceof PdfName) || !/^(?:FlateDecode|Fl)$/u.test(filter.name)) {
    throw new UnreadablePdf('a stream with another filter')
  }
  const content = inflated(packed, budget)
  const givenParms = dict.get('DecodeParms')
  const parms = givenParms !== undefined && isArray(givenParms) ? givenParms[0] : givenParms
  if (!(parms instanceof Map)) return content
  const predictor = parms.get('Predictor')
  const columns = parms.get('Columns')
  if (typeof predictor !== 'number' || predictor < 10) return content
  const width = columns === undefined ? 1 : columns
  if (typeof width !== 'number' || !Number.isInteger(width) || width < 1) throw new UnreadablePdf('rows of no width')
  return unpredicted(content, width)
}

const inflated = (packed: Buffer, budget: UnpackBudget): Uint8Array => {
  try {
    return inflateSync(packed, { maxOutputLength: Math.max(1, budget.leftBytes) })
  } catch (error) {
    if (!(error instanceof Error)) throw error
    // What was too much has been unpacked as far as the budget reached: it is spent, or the next would be as dear.
    if ('code' in error && error.code === 'ERR_BUFFER_TOO_LARGE') budget.leftBytes = 0
    throw new UnreadablePdf('a stream that cannot be unpacked', { cause: error })
  }
}

/** Rows that PNG's filters wrote as differences (ISO 32000-1, 7.4.4.4), one byte a sample. */
const unpredicted = (content: Uint8Array, columns: number): Uint8Array => {
  const rows = Math.floor(content.length / (columns + 1))
  const plain = new Uint8Array(rows * columns)
  for (let row = 0; row < rows; row += 1) {
    const kind = content[row * (columns + 1)] ?? 0
    for (let column = 0; column < columns; column += 1) {
      const raw = content[row * (columns + 1) + 1 + column] ?? 0
      const to = row * columns + column
      const left = column > 0 ? (plain[to - 1] ?? 0) : 0
      const up = row > 0 ? (plain[to - columns] ?? 0) : 0
      const corner = column > 0 && row > 0 ? (plain[to - columns - 1] ?? 0) : 0
      plain[to] = raw + predictedBy(kind, left, up, corner)
    }
  }
  return plain
}

const predictedBy = (kind: number, left: number, up: number, corner: number): number => {
  if (kind === 1) return left
  if (kind === 2) return up
  if (kind === 3) return (left + up) >> 1
  if (kind !== 4) return 0
  const guess = left + up - corner
  const [byLeft, byUp, byCorner] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - corner)]
  if (byLeft <= byUp && byLeft <= byCorner) return left
  return byUp <= byCorner ? up : corner
}

const isArray = (value: PdfValue): value is readonly PdfValue[] => Array.isArray(value)
