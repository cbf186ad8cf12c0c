import { type CrossReference, OBJECTS_MAX, type ObjectPlace } from './cross-reference'
import { type UnpackBudget, streamAt } from './pdf-stream'
import { type PdfDict, PdfName, PdfReader, PdfRef, type PdfValue } from './pdf-value'
import { UnreadablePdf } from './unreadable-pdf'

/** What an object or a trailer begins with, wherever one may stand. */
const BEGINNINGS = /(?<![\d.])(\d{1,7})\s{1,9}(\d{1,5})\s{1,9}obj\b|\btrailer\b/gu
/** What ends the head of an object; another object's beginning does too, where its end is missing. */
const HEAD_ENDS = /\b(?:stream|endobj|obj)\b/gu
/** A stream of objects has no more than this; those of honest files have a hundred or two. */
const PACKED_MAX = 10_000

/** A trailer is not longer, and so many may be damaged. */
const TRAILER_MAX_CHARS = 20_000
const IN_VAIN_MAX = 1_000

/**
 * All objects of a file whose own table is of no use: the last of each number.
 * What stands in a stream is none of them, unless the stream is one of objects.
 * Something that cannot be read is passed over. Throws where no root is found.
 */
export const searched = (text: string, budget: UnpackBudget): CrossReference => {
  const places = new Map<number, ObjectPlace>()
  const trailers: PdfDict[] = []
  const takeTrailer = (value: PdfValue | undefined): void => {
    if (value instanceof Map && value.get('Root') instanceof PdfRef) trailers.push(value)
  }
  let inVain = 0
  BEGINNINGS.lastIndex = 0
  for (let match = BEGINNINGS.exec(text); match !== null; match = BEGINNINGS.exec(text)) {
    if (match[1] === undefined) {
      const trailer = attempt(() =>
        new PdfReader(text.slice(BEGINNINGS.lastIndex, BEGINNINGS.lastIndex + TRAILER_MAX_CHARS), 0).value(),
      )
      takeTrailer(trailer)
      if (trailer === undefined) inVain += 1
      if (inVain > IN_VAIN_MAX) throw new Error('too much of the file cannot be made out')
      continue
    }
    const number = Number(match[1])
    if (!places.has(number) && places.size >= OBJECTS_MAX) throw new UnreadablePdf('too many objects')
    places.set(number, { kind: 'plain', at: match.index, generation: Number(match[2]) })
    HEAD_ENDS.lastIndex = BEGINNINGS.lastIndex
    const end = HEAD_ENDS.exec(text)
    if (end?.[0] !== 'stream') continue
    const head = text.slice(BEGINNINGS.lastIndex, end.index)
    if (/\/(?:ObjStm|XRef)\b/u.test(head)) {
      const read = attempt(() => streamAt(text, match.index, budget))
      if (read !== undefined) {
        takeTrailer(read.dict)
        attempt(() => {
          packedNumbers(read).forEach((packed, nth) => places.set(packed, { kind: 'packed', stream: number, nth }))
        })
      }
    }
    BEGINNINGS.lastIndex = endOfStream(text, head, HEAD_ENDS.lastIndex)
  }
  // The last whose root is there: a file that was changed says so at its end.
  const trailer = trailers.findLast((one) => {
    const root = one.get('Root')
    return root instanceof PdfRef && places.has(root.number)
  })
  if (trailer === undefined) throw new UnreadablePdf('the file has no root')
  let highest = 0
  for (const number of places.keys()) highest = Math.max(highest, number)
  return { places, trailer: new Map([...trailer, ['Size', highest + 1]]), at: undefined, isStream: true }
}

/** What it gives, or nothing where the file is damaged at that place. */
const attempt = <T>(read: () => T): T | undefined => {
  try {
    return read()
  } catch (error) {
    if (error instanceof UnreadablePdf) return undefined
    throw error
  }
}

/** The place after a stream: by its length where that is right, so that a file inside a file stays one. */
const endOfStream = (text: string, head: string, start: number): number => {
  const length = Number(/\/Length\s+(\d{1,10})(?!\s+\d+\s+R)/u.exec(head)?.[1] ?? NaN)
  if (Number.isSafeInteger(length) && /^\s*endstream/u.test(text.slice(start + length, start + length + 20))) {
    return start + length
  }
  const end = text.indexOf('endstream', start)
  return end < 0 ? text.length : end
}

const packedNumbers = ({ dict, content }: ReturnType<typeof streamAt>): readonly number[] => {
  const type = dict.get('Type')
  const count = dict.get('N')
  if (!(type instanceof PdfName) || type.name !== 'ObjStm' || typeof count !== 'number') return []
  const reader = new PdfReader(
    Buffer.from(content.buffer, content.byteOffset, content.byteLength).toString('latin1'),
    0,
  )
  return Array.from({ length: Math.max(0, Math.min(count, PACKED_MAX)) }, () => {
    const number = reader.integer()
    reader.integer()
    return number
  })
}
