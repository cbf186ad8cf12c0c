import { type Result, ok, refused } from '../base'
import {
  type LayerRecord,
  type RecordKey,
  type RecordKeyParts,
  parseRecordKey,
  reactionKey,
  recordKey,
  recordSchema,
  taggingKey,
} from '../annotation'

/**
 * Why a value under a key is no record. `key`: the key is none. `author`: the
 * record names another author than its key. `schema`: the value has not the
 * shape of a record, is of another kind than its key, or is a verdict or
 * reaction under another key than its own.
 */
export type RecordFault = 'key' | 'author' | 'schema'

/** Reads one entry of a layer: the record with its key, or why it is none. Never throws. */
export const parseRecord = (
  text: string,
  value: unknown,
): Result<{ readonly key: RecordKey; readonly record: LayerRecord }, RecordFault> => {
  const parts = parseRecordKey(text)
  if (parts === undefined) return refused('key')
  const parsed = recordSchema.safeParse(value)
  if (!parsed.success) return refused('schema')
  const fault = faultOf(text, parts, parsed.data)
  return fault === undefined
    ? ok({ key: recordKey(parts.kind, parts.owner, parts.local), record: parsed.data })
    : refused(fault)
}

/** What is wrong with a well-formed record under the key `text`, whose parts are `parts`; `undefined` when nothing. */
export const faultOf = (text: string, parts: RecordKeyParts, record: LayerRecord): RecordFault | undefined => {
  if (record.author !== parts.owner) return 'author'
  if (record.kind !== parts.kind) return 'schema'
  if (record.kind === 'tagging' && taggingKey(parts.owner, record.annotation) !== text) return 'schema'
  if (
    record.kind === 'reaction' &&
    reactionKey(parts.owner, record.comment ?? record.annotation, record.reaction) !== text
  )
    return 'schema'
  return undefined
}
