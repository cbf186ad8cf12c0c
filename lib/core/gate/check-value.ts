import type { MemberId } from '../base'
import { type LayerRecord, type RecordKeyParts, recordSchema } from '../annotation'
import { faultOf } from '../layer'
import { type Result, ok } from '../base'
import { RECORD_MAX_BYTES, VALUE_MAX_DEPTH } from './limits'
import type { ReadValue } from './read-update'
import { type GateRefusal, refuse } from './refusal'

/** Reads one value under a key of `member`'s as a record of theirs. `text` is the key, `parts` its parts. */
export const readRecordValue = (
  text: string,
  parts: RecordKeyParts,
  read: ReadValue,
  member: MemberId,
): Result<LayerRecord, GateRefusal> => {
  if (read.bytes > RECORD_MAX_BYTES) return refuse('GA8')
  if (!isPlainJson(read.value, VALUE_MAX_DEPTH)) return refuse('GA4')
  if (authorOf(read.value) !== member) return refuse('GA6')
  const parsed = recordSchema.safeParse(read.value)
  if (!parsed.success) return refuse('GA7')
  const fault = faultOf(text, parts, parsed.data)
  if (fault !== undefined) return refuse(fault === 'author' ? 'GA6' : 'GA7')
  return ok(parsed.data)
}

const authorOf = (value: unknown): unknown =>
  typeof value === 'object' && value !== null && 'author' in value ? value.author : undefined

/**
 * What JSON can say, and only in plain objects: no `undefined`, no bytes, no
 * `__proto__`, which would make a value look different here than where it is
 * encoded again.
 */
const isPlainJson = (value: unknown, depth: number): boolean => {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return true
  if (typeof value === 'number') return Number.isFinite(value)
  if (typeof value !== 'object' || depth === 0) return false
  if (Array.isArray(value)) return value.every((member) => isPlainJson(member, depth - 1))
  if (Object.getPrototypeOf(value) !== Object.prototype) return false
  return Object.values(value).every((member) => isPlainJson(member, depth - 1))
}
