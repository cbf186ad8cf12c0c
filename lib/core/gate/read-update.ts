import { createDecoder } from 'lib0/decoding'
import { UpdateDecoderV1 } from 'yjs'
import { type Result, ok } from '../base'
import { RECORDS_ROOT } from '../layer'
import { CLIENT_ID_MAX, CLOCK_MAX, UPDATE_MAX_BYTES, UPDATE_MAX_STRUCTS } from './limits'
import { type GateRefusal, refuse } from './refusal'

/** The place of one value: the client that wrote it and its number there. */
export interface StructId {
  readonly client: number
  readonly clock: number
}

/** A value as it came, with its size in the update. */
export interface ReadValue {
  readonly value: unknown
  readonly bytes: number
}

/** One struct of an update. */
export interface ReadStruct extends StructId {
  readonly length: number
  /** The value that it was written after; `null` for the first under its key. */
  readonly origin: StructId | null
  /** The key; `null` where the origin's holds. */
  readonly key: string | null
  /** `null` for values that were overwritten or deleted before they were sent, and are forgotten. */
  readonly values: readonly ReadValue[] | null
}

export interface ReadSection {
  readonly client: number
  readonly structs: readonly ReadStruct[]
}

/** Values to delete, by client; the ranges ascend and do not overlap. */
export type ReadDeletes = ReadonlyMap<number, readonly { readonly clock: number; readonly length: number }[]>

export interface ReadUpdate {
  readonly sections: readonly ReadSection[]
  readonly deletes: ReadDeletes
}

// The flags in the first byte of a struct (yjs, structs/Item.js, `write`).
const HAS_ORIGIN = 0x80
const HAS_RIGHT_ORIGIN = 0x40
const HAS_KEY = 0x20
const CONTENT_MASK = 0x1f
const SKIP = 10
const DELETED = 1
const ANY = 8

/**
 * Reads an update in Yjs's V1 encoding, with Yjs's own primitives and in the
 * order of its `readClientsStructRefs`. It reads less than Yjs does: what no
 * client of ours writes is refused at once (GA4), before it is decoded. It is
 * also stricter than `Y.decodeUpdate`, which hides repeated sections (Yjs keeps
 * only the last of them) and what stands after the end.
 */
export const readUpdate = (update: Uint8Array): Result<ReadUpdate, GateRefusal> => {
  if (update.byteLength > UPDATE_MAX_BYTES) return refuse('GA1')
  const decoder = new UpdateDecoderV1(createDecoder(update))
  try {
    const sections = readSections(decoder, update.byteLength)
    if (!sections.ok) return sections
    const deletes = readDeletes(decoder)
    if (!deletes.ok) return deletes
    if (decoder.restDecoder.pos !== update.byteLength) return refuse('GA1')
    return ok({ sections: sections.value, deletes: deletes.value })
  } catch (error) {
    // The decoder throws plain errors for a truncated update, and a RangeError where nesting ends the stack.
    if (error instanceof Error) return refuse('GA1')
    throw error
  }
}

const readSections = (decoder: UpdateDecoderV1, byteLength: number): Result<ReadSection[], GateRefusal> => {
  const sections: ReadSection[] = []
  const seen = new Set<number>()
  let total = 0
  const count = decoder.readLen()
  for (let at = 0; at < count; at += 1) {
    const length = decoder.readLen()
    const client = decoder.readClient()
    let clock = decoder.readLen()
    total += length
    if (length === 0 || total > UPDATE_MAX_STRUCTS || seen.has(client)) return refuse('GA1')
    if (client > CLIENT_ID_MAX || clock > CLOCK_MAX) return refuse('GA2')
    seen.add(client)
    const structs: ReadStruct[] = []
    for (let index = 0; index < length; index += 1) {
      if (decoder.restDecoder.pos >= byteLength) return refuse('GA1')
      const struct = readStruct(decoder, client, clock)
      if (!struct.ok) return struct
      structs.push(struct.value)
      clock += struct.value.length
      if (clock > CLOCK_MAX) return refuse('GA1')
    }
    sections.push({ client, structs })
  }
  return ok(sections)
}

const readStruct = (decoder: UpdateDecoderV1, client: number, clock: number): Result<ReadStruct, GateRefusal> => {
  const info = decoder.readInfo()
  const content = info & CONTENT_MASK
  if (content === SKIP) return refuse('GA3')
  if (content !== ANY && content !== DELETED) return refuse('GA4')
  const origin = (info & HAS_ORIGIN) === 0 ? null : decoder.readLeftID()
  let key: string | null = null
  // Values under a key never have a right neighbour when they are written.
  if ((info & HAS_RIGHT_ORIGIN) !== 0) return refuse('GA4')
  if (origin === null) {
    if (!decoder.readParentInfo() || decoder.readString() !== RECORDS_ROOT || (info & HAS_KEY) === 0)
      return refuse('GA4')
    key = decoder.readString()
  }
  const length = decoder.readLen()
  if (length === 0) return refuse('GA1')
  if (content === DELETED) return ok({ client, clock, length, origin, key, values: null })
  const values: ReadValue[] = []
  for (let index = 0; index < length; index += 1) {
    const from = decoder.restDecoder.pos
    const value: unknown = decoder.readAny()
    values.push({ value, bytes: decoder.restDecoder.pos - from })
  }
  return ok({ client, clock, length, origin, key, values })
}

const readDeletes = (decoder: UpdateDecoderV1): Result<ReadDeletes, GateRefusal> => {
  const deletes = new Map<number, { clock: number; length: number }[]>()
  const count = decoder.readLen()
  for (let at = 0; at < count; at += 1) {
    const client = decoder.readClient()
    const length = decoder.readLen()
    if (length === 0 || deletes.has(client)) return refuse('GA1')
    const ranges: { clock: number; length: number }[] = []
    let end = 0
    for (let index = 0; index < length; index += 1) {
      const range = { clock: decoder.readDsClock(), length: decoder.readDsLen() }
      if (range.length === 0 || range.clock < end) return refuse('GA1')
      end = range.clock + range.length
      if (end > CLOCK_MAX) return refuse('GA3')
      ranges.push(range)
    }
    deletes.set(client, ranges)
  }
  return ok(deletes)
}
