import { createHash } from 'node:crypto'
import { type ZlibOptions, deflateSync } from 'node:zlib'
import { type PdfDict, PdfReader, PdfRef, PdfString, type PdfValue, dict, write } from './pdf-value'
import { type CrossReference, OBJECTS_MAX } from './cross-reference'
import { freshBudget, streamAt } from './pdf-stream'
import { UnreadablePdf } from './unreadable-pdf'
import { readCrossReference } from './xref'

const HASHED_OBJECTS = 50
/** Within so many characters a file's head must stand (ISO 32000-1, annex H.3.4.1). */
const HEAD_MAX_CHARS = 1_024
const PACKED_MAX = 100_000
/** So many numbers may be free at the end of a file's own. */
const SPARE_MAX = 100_000
/** Deeper and wider trees of pages are none. */
const TREE_DEPTH_MAX = 50
const TREE_NODES_MAX = 50_000
/**
 * Streams come by the hundred, one a note, with the data of all notes behind
 * them: at the first level they pack to a tenth more, in a third of the time. A
 * short one needs no great window, which would be cleared first.
 */
const SMALL_CHARS = 4_000
const SMALL: ZlibOptions = { windowBits: 12, memLevel: 3, level: 1 }
const LARGE: ZlibOptions = { level: 1 }
/** A stream of fewer bytes is left as it is. */
const PACKED_MIN_CHARS = 400

/**
 * A PDF, Typst's or anybody's, and changes to it. Only what is looked at is read;
 * the changes are appended as an incremental update (ISO 32000-1, 7.5.6), so
 * that the file's own bytes, its fonts and its text stay as they are. Throws
 * `UnreadablePdf` for what cannot be made out, and for streams with other filters than Flate.
 */
export class PdfFile {
  private readonly text: string
  private readonly reference: CrossReference
  /** How many bytes stand before the file's head: its own numbers do not count them. */
  private readonly shift: number
  private readonly packs = new Map<number, Pack>()
  private readonly opening = new Set<number>()
  private readonly budget = freshBudget()
  private readonly read = new Map<number, PdfValue>()
  private readonly changed = new Map<number, string>()
  private readonly removed = new Set<number>()
  private readonly trailer: PdfDict
  private nextNumber: number

  constructor(private readonly bytes: Uint8Array) {
    this.text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
    this.shift = Math.max(0, this.text.slice(0, HEAD_MAX_CHARS).indexOf('%PDF-'))
    this.reference = readCrossReference(this.text, this.shift, this.budget)
    this.trailer = new Map(this.reference.trailer)
    // What would be written behind it could not be read by whoever has the key.
    if (this.trailer.has('Encrypt')) throw new UnreadablePdf('the file is locked')
    let highest = 0
    for (const number of this.reference.places.keys()) highest = Math.max(highest, number)
    const size = numberOf(this.trailer.get('Size'))
    // A size far beyond all its numbers is a mistake of its maker's.
    this.nextNumber = Number.isInteger(size) && size > highest && size - highest <= SPARE_MAX ? size : highest + 1
  }

  /** The document's root dictionary. */
  get catalog(): PdfDict {
    return this.dict(this.trailer.get('Root'))
  }

  /** Writes the document's root dictionary anew. */
  setCatalog(catalog: PdfDict): void {
    const root = this.trailer.get('Root')
    if (!(root instanceof PdfRef)) throw new UnreadablePdf('the file has no root')
    this.put(root, catalog)
  }

  /** Writes what the file says of itself. */
  setInfo(info: PdfDict): void {
    this.trailer.set('Info', this.add(info))
  }

  /** Pages in order, with their references. */
  pages(): readonly { readonly ref: PdfRef; readonly page: PdfDict }[] {
    let nodes = 0
    const walk = (value: PdfValue | undefined, depth: number): { readonly ref: PdfRef; readonly page: PdfDict }[] => {
      nodes += 1
      if (depth > TREE_DEPTH_MAX || nodes > TREE_NODES_MAX) throw new UnreadablePdf('the pages lead in a circle')
      const node = this.dict(value)
      const kids = node.get('Kids')
      if (kids !== undefined) return this.array(kids).flatMap((kid) => walk(kid, depth + 1))
      if (!(value instanceof PdfRef)) throw new UnreadablePdf('a page without a number')
      return [{ ref: value, page: node }]
    }
    return walk(this.catalog.get('Pages'), 0)
  }

  /** What a value is, behind its reference if it is one; `undefined` for what is absent. */
  resolve(value: PdfValue | undefined): PdfValue | undefined {
    if (!(value instanceof PdfRef)) return value
    const known = this.read.get(value.number)
    if (known !== undefined) return known
    const place = this.reference.places.get(value.number)
    if (place === undefined) return undefined
    const object = place.kind === 'plain' ? this.objectAt(place.at, value.number) : this.packed(place.stream, place.nth)
    if (object === undefined) return undefined
    this.read.set(value.number, object)
    return object
  }

  private objectAt(at: number, number: number): PdfValue {
    const reader = new PdfReader(this.text, at)
    if (reader.integer() !== number) throw new UnreadablePdf(`object ${number} is not where it should be`)
    reader.integer()
    reader.keyword('obj')
    return reader.value()
  }

  /** An object of a stream of objects (ISO 32000-1, 7.5.7). */
  private packed(stream: number, nth: number): PdfValue | undefined {
    const { text, offsets } = this.pack(stream)
    const offset = offsets[nth]
    return offset === undefined ? undefined : new PdfReader(text, offset).value()
  }

  private pack(stream: number): Pack {
    const known = this.packs.get(stream)
    if (known !== undefined) return known
    const place = this.reference.places.get(stream)
    // Its length may be said to stand in itself.
    if (place?.kind !== 'plain' || this.opening.has(stream)) {
      throw new UnreadablePdf('a stream of objects that is not there')
    }
    this.opening.add(stream)
    const { dict: head, content } = streamAt(this.text, place.at, this.budget, (length) =>
      numberOf(this.resolve(length)),
    )
    const text = Buffer.from(content).toString('latin1')
    const numbers = new PdfReader(text, 0)
    const first = numberOf(head.get('First'))
    const offsets = Array.from({ length: Math.max(0, Math.min(numberOf(head.get('N')), PACKED_MAX)) }, () => {
      numbers.integer()
      return first + numbers.integer()
    })
    const pack = { text, offsets }
    this.packs.set(stream, pack)
    return pack
  }

  /** The dictionary that a value is, or throws. */
  dict(value: PdfValue | undefined): PdfDict {
    const found = this.resolve(value)
    if (found instanceof Map) return found
    throw new UnreadablePdf('the file has no dictionary there')
  }

  /** The array that a value is; empty for what is absent. */
  array(value: PdfValue | undefined): readonly PdfValue[] {
    const found = this.resolve(value)
    return found !== undefined && isArray(found) ? found : []
  }

  /** The content of a stream, one character a byte; unpacked where it is deflated, other filters throw. */
  streamOf(value: PdfValue | undefined): string {
    const place = value instanceof PdfRef ? this.reference.places.get(value.number) : undefined
    if (place?.kind !== 'plain') throw new UnreadablePdf('a stream of this file has a number')
    const { content } = streamAt(this.text, place.at, this.budget, (length) => numberOf(this.resolve(length)))
    return Buffer.from(content.buffer, content.byteOffset, content.byteLength).toString('latin1')
  }

  /** A new object. */
  add(value: PdfValue): PdfRef {
    const ref = this.reserve()
    this.put(ref, value)
    return ref
  }

  /** A number for an object that is written later. */
  reserve(): PdfRef {
    if (this.nextNumber > OBJECTS_MAX) throw new UnreadablePdf('the file has no numbers left')
    const ref = new PdfRef(this.nextNumber)
    this.nextNumber += 1
    return ref
  }

  /** Writes an object given in the file's own syntax, one character a byte. It cannot be read again here. */
  putWritten(ref: PdfRef, body: string): void {
    this.changed.set(ref.number, body)
  }

  /** A new stream of bytes, or of characters that stand for one each; compressed where that is worth it. */
  addStream(entries: PdfDict, content: string | Buffer, as: 'packed' | 'as it is' = 'packed'): PdfRef {
    const ref = this.reserve()
    // A short one would grow.
    const isPacked = as === 'packed' && content.length > PACKED_MIN_CHARS
    const body = isPacked
      ? deflateSync(latin1Bytes(content), content.length < SMALL_CHARS ? SMALL : LARGE).toString('latin1')
      : content.toString('latin1')
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
    let at = this.bytes.byteLength + 1 - this.shift
    for (const [number, body] of this.changed) {
      const object = `${number} ${this.generationOf(number)} obj\n${body}\nendobj\n`
      places.set(number, at)
      objects.push(object)
      at += object.length
    }
    const hash = createHash('sha256')
    // The last objects are the file's moment and words of its own; the table holds the length of all others.
    for (const object of objects.slice(-HASHED_OBJECTS)) hash.update(object, 'latin1')
    const own = new PdfString(hash.update(this.table(places)).digest().toString('latin1').slice(0, 16))
    const [first = own] = this.array(this.trailer.get('ID'))
    const { at: before, isStream } = this.reference
    const trailer = new Map([
      ...[...this.trailer].filter(([key]) => !SECTION_KEYS.has(key)),
      ...dict({ Size: this.nextNumber + (isStream ? 1 : 0), Prev: before }),
      ['ID', [first, own]],
    ])
    const section = isStream
      ? this.crossStream(places, at, trailer)
      : `xref\n${this.table(places)}trailer\n${write(trailer)}\n`
    const added = Buffer.from(`\n${objects.join('')}${section}startxref\n${at}\n%%EOF\n`, 'latin1')
    const whole = new Uint8Array(this.bytes.byteLength + added.byteLength)
    whole.set(this.bytes)
    whole.set(added, this.bytes.byteLength)
    return whole
  }

  private generationOf(number: number): number {
    const place = this.reference.places.get(number)
    return place?.kind === 'plain' ? place.generation : 0
  }

  /** The section as a stream (ISO 32000-1, 7.5.8), for a file that has its own as one; whole where the file's was damaged. */
  private crossStream(places: ReadonlyMap<number, number>, at: number, trailer: PdfDict): string {
    const rows = new Map<number, readonly [type: number, second: number, third: number]>()
    if (this.reference.at === undefined) {
      for (const [number, place] of this.reference.places) {
        if (place.kind === 'plain') rows.set(number, [1, place.at - this.shift, place.generation])
        else rows.set(number, [2, place.stream, place.nth])
      }
    }
    for (const number of this.removed) rows.set(number, [0, 0, 1])
    for (const [number, place] of places) rows.set(number, [1, place, this.generationOf(number)])
    rows.set(this.nextNumber, [1, at, 0])
    const numbers = [...rows.keys()].sort((a, b) => a - b)
    const bytes: number[] = []
    for (const number of numbers) {
      const [type, second, third] = rows.get(number) ?? [0, 0, 0]
      bytes.push(type, (second >>> 24) & 255, (second >>> 16) & 255, (second >>> 8) & 255, second & 255)
      bytes.push((third >>> 8) & 255, third & 255)
    }
    const body = deflateSync(Uint8Array.from(bytes)).toString('latin1')
    const head = new Map([
      ...trailer,
      ...dict({ Type: 'XRef', Filter: 'FlateDecode', Length: body.length }),
      ['W', [1, 4, 2]] as const,
      ['Index', runsOf(numbers).flatMap(([first = 0, ...rest]) => [first, rest.length + 1])] as const,
    ])
    return `${this.nextNumber} 0 obj\n${write(head)}\nstream\n${body}\nendstream\nendobj\n`
  }

  /** Object 0 heads the list of free numbers: ours is not linked, which readers allow (ISO 32000-1, 7.5.4). */
  private table(places: ReadonlyMap<number, number>): string {
    const numbers = [...new Set([...places.keys(), ...this.removed])].sort((a, b) => a - b)
    let table = ''
    for (const run of runsOf(numbers)) {
      table += `${run[0] ?? 0} ${run.length}\n`
      for (const number of run) {
        const place = places.get(number)
        const generation = String(this.generationOf(number)).padStart(5, '0')
        table += place === undefined ? '0000000000 00001 f \n' : `${String(place).padStart(10, '0')} ${generation} n \n`
      }
    }
    return table
  }
}

const latin1Bytes = (content: string | Buffer): Buffer =>
  typeof content === 'string' ? Buffer.from(content, 'latin1') : content

/** A stream of objects, and where each begins in it. */
interface Pack {
  readonly text: string
  readonly offsets: readonly number[]
}

/** What a trailer says of its own section only. */
const SECTION_KEYS = new Set(['Prev', 'XRefStm', 'Type', 'W', 'Index', 'Filter', 'DecodeParms', 'Length', 'Size'])

/** Numbers that ascend, cut where one is left out. */
const runsOf = (numbers: readonly number[]): readonly (readonly number[])[] => {
  const runs: number[][] = []
  for (const number of numbers) {
    const open = runs.at(-1)
    if (open?.at(-1) === number - 1) open.push(number)
    else runs.push([number])
  }
  return runs
}

/** The number that a value is, or 0. */
export const numberOf = (value: PdfValue | undefined): number => (typeof value === 'number' ? value : 0)

const isArray = (value: PdfValue): value is readonly PdfValue[] => Array.isArray(value)
