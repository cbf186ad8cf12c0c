import { inflateSync } from 'node:zlib'
import { type PdfDict, PdfName, PdfReader, PdfRef, type PdfValue } from './pdf-value'

/** Where an object is: at a place of the file, or in a stream of objects. */
export type ObjectPlace =
  | { readonly kind: 'plain'; readonly at: number; readonly generation: number }
  | { readonly kind: 'packed'; readonly stream: number; readonly nth: number }

/** The cross-reference of a file (ISO 32000-1, 7.5.4 and 7.5.8), the newest section first. */
export interface CrossReference {
  readonly places: ReadonlyMap<number, ObjectPlace>
  readonly trailer: PdfDict
  /** Where the newest section stands; `undefined` where the file's own are of no use and it was searched instead. */
  readonly at: number | undefined
  /** The newest section is a stream: what is appended must be one too. */
  readonly isStream: boolean
}

/** More sections than any honest file has. */
const SECTIONS_MAX = 500
const OBJECTS_MAX = 4_000_000
/** The most that one stream of numbers or objects may unpack to. */
const UNPACKED_MAX_BYTES = 200_000_000

/** Reads the cross-reference of a file given one character a byte, with what stands before its head; a damaged one is made anew. */
export const readCrossReference = (text: string, shift: number): CrossReference => {
  try {
    return followed(text, shift)
  } catch (error) {
    if (!(error instanceof Error)) throw error
    return searched(text)
  }
}

const followed = (text: string, shift: number): CrossReference => {
  const tail = text.lastIndexOf('startxref')
  if (tail < 0) throw new Error('the file has no end')
  const newest = new PdfReader(text, tail + 'startxref'.length).integer() + shift
  const places = new Map<number, ObjectPlace>()
  const free = new Set<number>()
  const queue = [newest]
  const seen = new Set<number>()
  let trailer: PdfDict | undefined
  let isStream = false
  for (let at = queue.shift(); at !== undefined; at = queue.shift()) {
    if (seen.has(at) || seen.size >= SECTIONS_MAX) throw new Error('the sections of the file lead in a circle')
    seen.add(at)
    const isTable = /^\s*xref\b/u.test(text.slice(at, at + 20))
    const section = isTable ? readTable(text, at, shift) : readStream(text, at, shift)
    for (const [number, place] of section.places) {
      // An older section says nothing of what a newer one freed.
      if (places.has(number) || free.has(number)) continue
      if (place === undefined) free.add(number)
      else places.set(number, place)
    }
    if (trailer === undefined) {
      trailer = section.dict
      isStream = !isTable
    }
    const hybrid = section.dict.get('XRefStm')
    const before = section.dict.get('Prev')
    if (typeof hybrid === 'number') queue.push(hybrid + shift)
    if (typeof before === 'number') queue.push(before + shift)
  }
  if (!(trailer?.get('Root') instanceof PdfRef)) throw new Error('the file has no root')
  // A table that is a line off leads nowhere: the root is looked for before it is believed.
  const root = trailer.get('Root')
  const place = root instanceof PdfRef ? places.get(root.number) : undefined
  if (place === undefined) throw new Error('the root is not in the table')
  for (const [number, at] of [...places].slice(0, 50)) {
    if (at.kind !== 'plain') continue
    if (new PdfReader(text, at.at).integer() !== number) throw new Error('the table leads to the wrong places')
  }
  return { places, trailer, at: newest - shift, isStream }
}

interface Section {
  /** `undefined` for what is free. */
  readonly places: ReadonlyMap<number, ObjectPlace | undefined>
  readonly dict: PdfDict
}

const readTable = (text: string, at: number, shift: number): Section => {
  const reader = new PdfReader(text, at)
  const places = new Map<number, ObjectPlace | undefined>()
  reader.keyword('xref')
  for (;;) {
    if (/^\s*trailer/u.test(text.slice(reader.place, reader.place + 20))) {
      reader.keyword('trailer')
      const dict = reader.value()
      if (!(dict instanceof Map)) throw new Error('the trailer is no dictionary')
      return { places, dict }
    }
    const first = reader.integer()
    const count = reader.integer()
    for (let nth = 0; nth < count; nth += 1) {
      if (places.size > OBJECTS_MAX) throw new Error('too many objects')
      const offset = reader.integer()
      const generation = reader.integer()
      const isUsed = /^\s*n/u.test(text.slice(reader.place, reader.place + 3))
      reader.keyword(isUsed ? 'n' : 'f')
      places.set(first + nth, isUsed ? { kind: 'plain', at: offset + shift, generation } : undefined)
    }
  }
}

const readStream = (text: string, at: number, shift: number): Section => {
  const { dict, content } = streamAt(text, at, () => undefined)
  const widths = numbersOf(dict.get('W'))
  const [typeWidth = 0, secondWidth = 0, thirdWidth = 0] = widths
  const size = dict.get('Size')
  const index = numbersOf(dict.get('Index'))
  const ranges = index.length >= 2 ? index : [0, typeof size === 'number' ? size : 0]
  const places = new Map<number, ObjectPlace | undefined>()
  let from = 0
  const number = (width: number): number => {
    let value = 0
    for (let nth = 0; nth < width; nth += 1) value = value * 256 + (content[from + nth] ?? 0)
    from += width
    return value
  }
  for (let range = 0; range + 1 < ranges.length; range += 2) {
    const first = ranges[range] ?? 0
    const count = ranges[range + 1] ?? 0
    for (let nth = 0; nth < count && from < content.length; nth += 1) {
      const type = typeWidth === 0 ? 1 : number(typeWidth)
      const second = number(secondWidth)
      const third = number(thirdWidth)
      if (type === 1) places.set(first + nth, { kind: 'plain', at: second + shift, generation: third })
      else if (type === 2) places.set(first + nth, { kind: 'packed', stream: second, nth: third })
      else places.set(first + nth, undefined)
    }
  }
  return { places, dict }
}

/** All objects of a file whose own table is of no use: the last of each number. */
const searched = (text: string): CrossReference => {
  const places = new Map<number, ObjectPlace>()
  let trailer: PdfDict = new Map()
  const take = (dict: PdfValue | undefined): void => {
    if (dict instanceof Map && dict.get('Root') instanceof PdfRef) trailer = dict
  }
  for (const match of text.matchAll(/(?<![\d.])(\d{1,9})\s+(\d{1,5})\s+obj\b/gu)) {
    const number = Number(match[1])
    places.set(number, { kind: 'plain', at: match.index, generation: Number(match[2]) })
    const head = text.slice(match.index, match.index + 400)
    if (!/\/(?:ObjStm|XRef)\b/u.test(head)) continue
    const { dict } = streamAt(text, match.index, () => undefined)
    take(dict)
    const count = dict.get('N')
    if (!/\/ObjStm\b/u.test(head) || typeof count !== 'number') continue
    packedNumbers(text, match.index, count).forEach((packed, nth) => {
      places.set(packed, { kind: 'packed', stream: number, nth })
    })
  }
  for (const match of text.matchAll(/\btrailer\b/gu)) take(new PdfReader(text, match.index + 'trailer'.length).value())
  if (!(trailer.get('Root') instanceof PdfRef)) throw new Error('the file has no root')
  const size = Math.max(...places.keys()) + 1
  return { places, trailer: new Map([...trailer, ['Size', size]]), at: undefined, isStream: true }
}

const packedNumbers = (text: string, at: number, count: number): readonly number[] => {
  const { content } = streamAt(text, at, () => undefined)
  const reader = new PdfReader(latin1(content), 0)
  return Array.from({ length: Math.min(count, 10_000) }, () => {
    const number = reader.integer()
    reader.integer()
    return number
  })
}

/** The dictionary and the unpacked content of the stream at a place; `lengthOf` knows a length that stands elsewhere. */
export const streamAt = (
  text: string,
  at: number,
  lengthOf: (length: PdfRef) => number | undefined,
): { readonly dict: PdfDict; readonly content: Uint8Array } => {
  const reader = new PdfReader(text, at)
  reader.integer()
  reader.integer()
  reader.keyword('obj')
  const dict = reader.value()
  if (!(dict instanceof Map)) throw new Error('a stream without a dictionary')
  reader.keyword('stream')
  const start = reader.place + (text.startsWith('\r\n', reader.place) ? 2 : 1)
  const length = dict.get('Length')
  const known = length instanceof PdfRef ? lengthOf(length) : typeof length === 'number' ? length : undefined
  const isRight = known !== undefined && /^\s*endstream/u.test(text.slice(start + known, start + known + 20))
  const end = isRight ? start + known : text.indexOf('endstream', start)
  if (end < 0) throw new Error('a stream without an end')
  return { dict, content: unpacked(dict, Buffer.from(text.slice(start, end), 'latin1')) }
}

const unpacked = (dict: PdfDict, packed: Buffer): Uint8Array => {
  const given = dict.get('Filter')
  const filters = given === undefined || given === null ? [] : isArray(given) ? given : [given]
  if (filters.length === 0) return packed
  const [filter] = filters
  if (filters.length > 1 || !(filter instanceof PdfName) || !/^(?:FlateDecode|Fl)$/u.test(filter.name)) {
    throw new Error('a stream with another filter')
  }
  const content = inflateSync(packed, { maxOutputLength: UNPACKED_MAX_BYTES })
  const givenParms = dict.get('DecodeParms')
  const parms = givenParms !== undefined && isArray(givenParms) ? givenParms[0] : givenParms
  if (!(parms instanceof Map)) return content
  const predictor = parms.get('Predictor')
  const columns = parms.get('Columns')
  if (typeof predictor !== 'number' || predictor < 10) return content
  return unpredicted(content, typeof columns === 'number' ? columns : 1)
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

const latin1 = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
const isArray = (value: PdfValue): value is readonly PdfValue[] => Array.isArray(value)
const numbersOf = (value: PdfValue | undefined): readonly number[] =>
  value !== undefined && isArray(value) ? value.map((one) => (typeof one === 'number' ? one : 0)) : []
