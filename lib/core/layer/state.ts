import { type Decoder, createDecoder, readAny, readVarString, readVarUint } from 'lib0/decoding'
import * as Y from 'yjs'

/**
 * Puts a state in Yjs's V2 encoding into a document, as `Y.applyUpdateV2` does
 * and throwing where it throws, in half of the time: most of that goes into the
 * names and words of the records, which Yjs decodes anew each time they occur.
 */
export const applyState = (doc: Y.Doc, state: Uint8Array, origin?: unknown): void => {
  const decoder = createDecoder(state)
  Y.readUpdateV2(decoder, doc, origin, new WordDecoder(decoder))
}

/** A decoder that knows the words it has read before. */
class WordDecoder extends Y.UpdateDecoderV2 {
  private readonly known: (string | undefined)[] = Array.from({ length: SLOTS }, () => undefined)

  override readAny(): unknown {
    return this.readValue(this.restDecoder)
  }

  override readJSON(): unknown {
    return this.readValue(this.restDecoder)
  }

  /** What lib0's `readAny` reads (its documentation has the numbers of the types). */
  private readValue(decoder: Decoder): unknown {
    switch (decoder.arr[decoder.pos]) {
      case OBJECT: {
        decoder.pos += 1
        const object: Record<string, unknown> = {}
        for (let left = readVarUint(decoder); left > 0; left -= 1) {
          const name = this.readWord(decoder)
          object[name] = this.readValue(decoder)
        }
        return object
      }
      case ARRAY: {
        decoder.pos += 1
        const array: unknown[] = []
        for (let left = readVarUint(decoder); left > 0; left -= 1) array.push(this.readValue(decoder))
        return array
      }
      case STRING:
        decoder.pos += 1
        return this.readWord(decoder)
      default:
        return readAny(decoder)
    }
  }

  private readWord(decoder: Decoder): string {
    const start = decoder.pos
    const length = readVarUint(decoder)
    const slot = length > WORD_MAX_BYTES ? undefined : slotOf(decoder.arr, decoder.pos, length)
    const word = slot === undefined ? undefined : this.known[slot]
    if (word?.length === length && isAt(word, decoder.arr, decoder.pos)) {
      decoder.pos += length
      return word
    }
    decoder.pos = start
    const read = readVarString(decoder)
    if (slot !== undefined) this.known[slot] = read
    return read
  }
}

const STRING = 119
const OBJECT = 118
const ARRAY = 117

/** Longer ones are sentences, which nobody writes twice. */
const WORD_MAX_BYTES = 96
/** How many words are known at once; a power of two. */
const SLOTS = 1024

/** Where a word is kept; `undefined` where it is no ASCII, or ends too early. */
const slotOf = (bytes: Uint8Array, start: number, length: number): number | undefined => {
  let hash = length
  for (let at = start; at < start + length; at += 1) {
    const byte = bytes[at]
    if (byte === undefined || byte > 0x7f) return undefined
    hash = (Math.imul(hash, 31) + byte) | 0
  }
  return (hash ^ (hash >>> 10) ^ (hash >>> 20)) & (SLOTS - 1)
}

const isAt = (word: string, bytes: Uint8Array, start: number): boolean => {
  for (let at = 0; at < word.length; at += 1) if (word.charCodeAt(at) !== bytes[start + at]) return false
  return true
}
