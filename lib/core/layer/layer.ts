import type * as Y from 'yjs'
import type { LayerRecord, RecordKey } from '../annotation'
import type { Change } from './change'
import { parseRecord } from './parse'
import { isPlainEntry } from './plain'

/** The name of the one root map of a layer. */
export const RECORDS_ROOT = 'records'

/** The map that holds the records, for the scope of an undo manager. Read and write through this folder's functions. */
export const recordsMap = (doc: Y.Doc): Y.Map<unknown> => doc.getMap(RECORDS_ROOT)

/** All records of a layer, for reading: they may be the document's own. Entries that are no record are left out. */
export const readRecords = (doc: Y.Doc): Map<RecordKey, LayerRecord> => {
  const records = new Map<RecordKey, LayerRecord>()
  recordsMap(doc).forEach((value: unknown, text) => {
    const entry: readonly [string, unknown] = [text, value]
    if (isPlainEntry(entry)) {
      records.set(entry[0], entry[1])
      return
    }
    const parsed = parseRecord(text, value)
    if (parsed.ok) records.set(parsed.value.key, parsed.value.record)
  })
  return records
}

/** The record under `key`; `undefined` where there is none. */
export const readRecord = (doc: Y.Doc, key: RecordKey): LayerRecord | undefined => {
  const entry = parseRecord(key, recordsMap(doc).get(key))
  return entry.ok ? entry.value.record : undefined
}

/**
 * Writes a record under its key, in place of an earlier one. Writes nothing
 * where the same is there already, since each write stays in the layer for
 * good. Throws where the record does not belong under the key or has not the
 * shape of a record.
 */
export const writeRecord = (doc: Y.Doc, key: RecordKey, record: LayerRecord): void => {
  const entry = parseRecord(key, record)
  if (!entry.ok) throw new Error(`not a record for ${key}: ${entry.reason}`)
  const text = JSON.stringify(entry.value.record)
  const map = recordsMap(doc)
  if (JSON.stringify(map.get(key)) === text) return
  // A copy through JSON has no members that are `undefined` and shares nothing with the caller.
  const plain: unknown = JSON.parse(text)
  map.set(key, plain)
}

/** Takes a record out of the layer. Nothing happens where there is none. */
export const deleteRecord = (doc: Y.Doc, key: RecordKey): void => {
  const map = recordsMap(doc)
  if (map.has(key)) map.delete(key)
}

/**
 * Calls `listener` after each transaction that changed a record, with the
 * changes alone and the transaction's origin. A value that is no record counts
 * as absent. The answer ends it.
 */
export const observeRecords = (
  doc: Y.Doc,
  listener: (changes: readonly Change[], origin: unknown) => void,
): (() => void) => {
  const map = recordsMap(doc)
  const observer = (event: Y.YMapEvent<unknown>, transaction: Y.Transaction): void => {
    const changes: Change[] = []
    for (const [text, { oldValue }] of event.keys) {
      const entry = parseRecord(text, map.get(text))
      if (entry.ok) changes.push({ kind: 'put', ...entry.value })
      else {
        const before = parseRecord(text, oldValue)
        if (before.ok) changes.push({ kind: 'delete', key: before.value.key })
      }
    }
    if (changes.length > 0) listener(changes, transaction.origin)
  }
  map.observe(observer)
  return () => {
    map.unobserve(observer)
  }
}
