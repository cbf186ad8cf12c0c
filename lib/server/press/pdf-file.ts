import { createHash } from 'node:crypto'
import { type ZlibOptions, deflateSync, inflateSync } from 'node:zlib'
import { type PdfDict, PdfName, PdfReader, PdfRef, PdfString, type PdfValue, dict, write } from './pdf-value'

const HASHED_OBJECTS = 50
/** A short stream needs no great window: thousands of them are packed, and each would clear a quarter of a megabyte first. */
const SMALL_CHARS = 4_000
const SMALL = { windowBits: 12, memLevel: 3, level: 6 } as const
/** The data of thousands of notes packs well at any level, and at the first in a third of the time. */
const LARGE_CHARS = 1_000_000
const optionsFor = (chars: number): ZlibOptions =>
  chars < SMALL_CHARS ? SMALL : chars > LARGE_CHARS ? { level: 1 } : {}
/** A stream of fewer bytes is left as it is. */
const PACKED_MIN_CHARS = 400

/**
 * A PDF that Typst wrote, and changes to it. Only what is looked at is read; the
 * changes are appended as an incremental update (ISO 32000-1, 7.5.6), so that
 * the file's own bytes, its fonts and its text stay as Typst made them. Reads
 * the plain cross-reference tables that Typst writes; anything else throws.
 */
export class PdfFile {
  private readonly text: string
  private readonly offsets = new Map<number, number>()
  private readonly read = new Map<number, PdfValue>()
  private readonly changed = new Map<number, string>()
  private readonly removed = new Set<number>()
  private readonly trailer: PdfDict
  private readonly tableAt: number
  private nextNumber: number

  constructor(private readonly bytes: Uint8Array) {
    this.text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
    const tail = this.text.lastIndexOf('startxref')
    if (tail < 0) throw new Error('the file has no end')
    this.tableAt = new PdfReader(this.text, tail + 'startxref'.length).integer()
    this.trailer = this.readTable(this.tableAt)
    this.nextNumber = numberOf(this.trailer.get('Size'))
  }

  /** The document's root dictionary. */
  get catalog(): PdfDict {
    return this.dict(this.trailer.get('Root'))
  }

  /** Writes the document's root dictionary anew. */
  setCatalog(catalog: PdfDict): void {
    const root = this.trailer.get('Root')
    if (!(root instanceof PdfRef)) throw new Error('the file has no root')
    this.put(root, catalog)
  }

  /** Writes what the file says of itself. */
  setInfo(info: PdfDict): void {
    this.trailer.set('Info', this.add(info))
  }

  /** Pages in order, with their references. */
  pages(): readonly { readonly ref: PdfRef; readonly page: PdfDict }[] {
    const walk = (value: PdfValue | undefined): { readonly ref: PdfRef; readonly page: PdfDict }[] => {
      const node = this.dict(value)
      const kids = node.get('Kids')
      if (kids !== undefined) return this.array(kids).flatMap(walk)
      if (!(value instanceof PdfRef)) throw new Error('a page without a number')
      return [{ ref: value, page: node }]
    }
    return walk(this.catalog.get('Pages'))
  }

  /** What a value is, behind its reference if it is one; `undefined` for what is absent. */
  resolve(value: PdfValue | undefined): PdfValue | undefined {
    if (!(value instanceof PdfRef)) return value
    const known = this.read.get(value.number)
    if (known !== undefined) return known
    const offset = this.offsets.get(value.number)
    if (offset === undefined) return undefined
    const reader = new PdfReader(this.text, offset)
    if (reader.integer() !== value.number) throw new Error(`object ${value.number} is not where it should be`)
    reader.integer()
    reader.keyword('obj')
    const object = reader.value()
    this.read.set(value.number, object)
    return object
  }

  /** The dictionary that a value is, or throws. */
  dict(value: PdfValue | undefined): PdfDict {
    const found = this.resolve(value)
    if (found instanceof Map) return found
    throw new Error('the file has no dictionary there')
  }

  /** The array that a value is; empty for what is absent. */
  array(value: PdfValue | undefined): readonly PdfValue[] {
    const found = this.resolve(value)
    return found !== undefined && isArray(found) ? found : []
  }

  /** The content of a stream, one character a byte; unpacked where it is deflated, other filters throw. */
  streamOf(value: PdfValue | undefined): string {
    const head = this.dict(value)
    const offset = value instanceof PdfRef ? this.offsets.get(value.number) : undefined
    if (offset === undefined) throw new Error('a stream of this file has a number')
    // The reader stops right behind the dictionary; the content begins on the line after the keyword.
    const reader = new PdfReader(this.text, offset)
    reader.integer()
    reader.integer()
    reader.keyword('obj')
    reader.value()
    reader.keyword('stream')
    const start = reader.place + (this.text.startsWith('\r\n', reader.place) ? 2 : 1)
    const packed = this.bytes.subarray(start, start + numberOf(this.resolve(head.get('Length'))))
    const filter = this.resolve(head.get('Filter'))
    if (filter === undefined) return Buffer.from(packed).toString('latin1')
    if (!(filter instanceof PdfName) || filter.name !== 'FlateDecode') throw new Error('a stream with another filter')
    return inflateSync(packed).toString('latin1')
  }

  /** A new object. */
  add(value: PdfValue): PdfRef {
    const ref = this.reserve()
    this.put(ref, value)
    return ref
  }

  /** A number for an object that is written later. */
  reserve(): PdfRef {
    const ref = new PdfRef(this.nextNumber)
    this.nextNumber += 1
    return ref
  }

  /** Writes an object given in the file's own syntax, one character a byte. It cannot be read again here. */
  putWritten(ref: PdfRef, body: string): void {
    this.changed.set(ref.number, body)
  }

  /** A new stream of bytes, one a character; compressed where that is worth it. */
  addStream(entries: PdfDict, content: string, as: 'packed' | 'as it is' = 'packed'): PdfRef {
    const ref = this.reserve()
    // A short one would grow.
    const isPacked = as === 'packed' && content.length > PACKED_MIN_CHARS
    const body = isPacked
      ? deflateSync(Buffer.from(content, 'latin1'), optionsFor(content.length)).toString('latin1')
      : content
    const filter = isPacked ? { Filter: 'FlateDecode' } : {}
    const head = new Map([...entries, ...dict({ ...filter, Length: body.length })])
    this.changed.set(ref.number, `${write(head)}\nstream\n${body}\nendstream`)
    return ref
  }

  /** Writes an object anew, or for the first time. */
  put(ref: PdfRef, value: PdfValue): void {
    this.read.set(ref.number, value)
    this.changed.set(ref.number, write(value))
  }

  /** Frees an object. */
  remove(ref: PdfRef): void {
    this.changed.delete(ref.number)
    this.removed.add(ref.number)
  }

  /** The file with its changes, and a second identifier of its own (ISO 32000-1, 14.4). */
  save(): Uint8Array {
    const objects: string[] = []
    const places = new Map<number, number>()
    let at = this.bytes.byteLength + 1
    for (const [number, body] of this.changed) {
      const object = `${number} 0 obj\n${body}\nendobj\n`
      places.set(number, at)
      objects.push(object)
      at += object.length
    }
    const hash = createHash('sha256')
    // The last objects are the file's moment and words of its own; the table holds the length of all others.
    for (const object of objects.slice(-HASHED_OBJECTS)) hash.update(object, 'latin1')
    const own = new PdfString(hash.update(this.table(places)).digest().toString('latin1').slice(0, 16))
    const [first = own] = this.array(this.trailer.get('ID'))
    const trailer = new Map([
      ...this.trailer,
      ...dict({ Size: this.nextNumber, Prev: this.tableAt }),
      ['ID', [first, own]],
    ])
    const tail = `xref\n${this.table(places)}trailer\n${write(trailer)}\nstartxref\n${at}\n%%EOF\n`
    const added = Buffer.from(`\n${objects.join('')}${tail}`, 'latin1')
    const whole = new Uint8Array(this.bytes.byteLength + added.byteLength)
    whole.set(this.bytes)
    whole.set(added, this.bytes.byteLength)
    return whole
  }

  /** Object 0 heads the list of free numbers: ours is not linked, which readers allow (ISO 32000-1, 7.5.4). */
  private table(places: ReadonlyMap<number, number>): string {
    const numbers = [...new Set([...places.keys(), ...this.removed])].sort((a, b) => a - b)
    let table = ''
    let from = 0
    while (from < numbers.length) {
      let to = from + 1
      while (to < numbers.length && numbers[to] === (numbers[to - 1] ?? 0) + 1) to += 1
      const run = numbers.slice(from, to)
      table += `${run[0] ?? 0} ${run.length}\n`
      for (const number of run) {
        const place = places.get(number)
        table += place === undefined ? '0000000000 00001 f \n' : `${String(place).padStart(10, '0')} 00000 n \n`
      }
      from = to
    }
    return table
  }

  private readTable(at: number): PdfDict {
    const reader = new PdfReader(this.text, at)
    reader.keyword('xref')
    for (;;) {
      const next = new PdfReader(this.text, reader.place)
      const isTrailer = /^\s*trailer/u.test(this.text.slice(next.place, next.place + 20))
      if (isTrailer) {
        reader.keyword('trailer')
        const trailer = reader.value()
        if (trailer instanceof Map && !trailer.has('Prev')) return trailer
        throw new Error('the file was changed before')
      }
      const first = reader.integer()
      const count = reader.integer()
      for (let nth = 0; nth < count; nth += 1) {
        const offset = reader.integer()
        reader.integer()
        const isUsed = /^\s*n/u.test(this.text.slice(reader.place, reader.place + 3))
        reader.keyword(isUsed ? 'n' : 'f')
        if (isUsed) this.offsets.set(first + nth, offset)
      }
    }
  }
}

/** The number that a value is, or 0. */
export const numberOf = (value: PdfValue | undefined): number => (typeof value === 'number' ? value : 0)

const isArray = (value: PdfValue): value is readonly PdfValue[] => Array.isArray(value)
