import { type CrossReference, OBJECTS_MAX, type ObjectPlace } from './cross-reference'
import { type UnpackBudget, streamAt } from './pdf-stream'
import { type PdfDict, PdfReader, PdfRef, type PdfValue } from './pdf-value'
import { UnreadablePdf } from './unreadable-pdf'
import { searched } from './xref-search'

/** More sections than any honest file has. */
const SECTIONS_MAX = 500
/** Numbers of a section's stream have at most so many bytes. */
const WIDTH_MAX_BYTES = 6

/** Reads the cross-reference of a file given one character a byte, with what stands before its head; a damaged one is made anew. */
export const readCrossReference = (text: string, shift: number, budget: UnpackBudget): CrossReference => {
  try {
    return followed(text, shift, budget)
  } catch (error) {
    if (!(error instanceof UnreadablePdf)) throw error
    return searched(text, budget)
  }
}

const followed = (text: string, shift: number, budget: UnpackBudget): CrossReference => {
  const tail = text.lastIndexOf('startxref')
  if (tail < 0) throw new UnreadablePdf('the file has no end')
  const newest = new PdfReader(text, tail + 'startxref'.length).integer() + shift
  const places = new Map<number, ObjectPlace>()
  const free = new Set<number>()
  const queue = [newest]
  const seen = new Set<number>()
  let trailer: PdfDict | undefined
  let isStream = false
  for (let at = queue.shift(); at !== undefined; at = queue.shift()) {
    if (seen.has(at) || seen.size >= SECTIONS_MAX) throw new UnreadablePdf('the sections of the file lead in a circle')
    seen.add(at)
    const isTable = /^\s*xref\b/u.test(text.slice(at, at + 20))
    const section = isTable ? readTable(text, at, shift) : readStream(text, at, shift, budget)
    const hybrid = section.dict.get('XRefStm')
    // What a table of a hybrid file calls free may stand in its stream, for readers that know streams (7.5.8.4).
    const hidden = typeof hybrid === 'number' ? readStream(text, hybrid + shift, shift, budget).places : NONE
    for (const [number, place] of [...used(section.places), ...hidden, ...section.places]) {
      // An older section says nothing of what a newer one freed.
      if (places.has(number) || free.has(number)) continue
      if (place === undefined) free.add(number)
      else places.set(number, place)
    }
    if (trailer === undefined) {
      trailer = section.dict
      isStream = !isTable
    }
    const before = section.dict.get('Prev')
    if (typeof before === 'number') queue.push(before + shift)
  }
  if (!(trailer?.get('Root') instanceof PdfRef)) throw new UnreadablePdf('the file has no root')
  // A table that is a line off leads nowhere: the root is looked for before it is believed.
  const root = trailer.get('Root')
  const place = root instanceof PdfRef ? places.get(root.number) : undefined
  if (place === undefined) throw new UnreadablePdf('the root is not in the table')
  for (const [number, at] of [...places].slice(0, 50)) {
    if (at.kind !== 'plain') continue
    if (new PdfReader(text, at.at).integer() !== number) throw new UnreadablePdf('the table leads to the wrong places')
  }
  return { places, trailer, at: newest - shift, isStream }
}

const NONE: ReadonlyMap<number, ObjectPlace | undefined> = new Map()
const used = (places: Section['places']) => [...places].filter(([, place]) => place !== undefined)

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
      if (!(dict instanceof Map)) throw new UnreadablePdf('the trailer is no dictionary')
      return { places, dict }
    }
    const first = reader.integer()
    const count = reader.integer()
    for (let nth = 0; nth < count; nth += 1) {
      if (places.size >= OBJECTS_MAX || first + nth > OBJECTS_MAX) throw new UnreadablePdf('too many objects')
      const offset = reader.integer()
      const generation = reader.integer()
      const isUsed = /^\s*n/u.test(text.slice(reader.place, reader.place + 3))
      reader.keyword(isUsed ? 'n' : 'f')
      places.set(first + nth, isUsed ? { kind: 'plain', at: offset + shift, generation } : undefined)
    }
  }
}

const readStream = (text: string, at: number, shift: number, budget: UnpackBudget): Section => {
  const { dict, content } = streamAt(text, at, budget)
  const [typeWidth = 0, secondWidth = 0, thirdWidth = 0] = numbersOf(dict.get('W')).map(widthOf)
  const rowWidth = typeWidth + secondWidth + thirdWidth
  if (rowWidth === 0) throw new UnreadablePdf('rows of no width')
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
    if (!Number.isSafeInteger(first) || first < 0) throw new UnreadablePdf('an object without a number')
    for (let nth = 0; nth < count && from + rowWidth <= content.length; nth += 1) {
      if (first + nth > OBJECTS_MAX) throw new UnreadablePdf('too many objects')
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

const widthOf = (width: number): number => {
  if (!Number.isInteger(width) || width < 0 || width > WIDTH_MAX_BYTES) throw new UnreadablePdf('a number of no width')
  return width
}

const isArray = (value: PdfValue): value is readonly PdfValue[] => Array.isArray(value)
const numbersOf = (value: PdfValue | undefined): readonly number[] =>
  value !== undefined && isArray(value) ? value.map((one) => (typeof one === 'number' ? one : 0)) : []
