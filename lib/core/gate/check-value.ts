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
  const wrong = wrongIn(read.value, VALUE_MAX_DEPTH)
  if (wrong !== undefined) return refuse(wrong)
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
 * What is wrong with a value. GA4: it is not what JSON can say, in plain
 * objects only: no `undefined`, no bytes, no `__proto__`, which would make a
 * value look different here than where it is encoded again. GA19: it has a
 * character that JSON can say and Postgres cannot keep.
 */
const wrongIn = (value: unknown, depth: number): 'GA4' | 'GA19' | undefined => {
  if (typeof value === 'string') return value.includes('\0') ? 'GA19' : undefined
  if (value === null || typeof value === 'boolean') return undefined
  if (typeof value === 'number') return Number.isFinite(value) ? undefined : 'GA4'
  if (typeof value !== 'object' || depth === 0) return 'GA4'
  if (!Array.isArray(value) && Object.getPrototypeOf(value) !== Object.prototype) return 'GA4'
  for (const member of Object.values(value)) {
    const wrong = wrongIn(member, depth - 1)
    if (wrong !== undefined) return wrong
  }
  return undefined
}
