import { parseRecordKey, recordKey } from '../../core/annotation'
import { ID_PATTERN, type LayerId, layerId } from '../../core/base'
import { type Change, parseRecord } from '../../core/layer'
import { type KeptRefusal, REFUSAL_REASONS } from './refusals'
import type { ShelfKey } from './shelf'

/** A change that an earlier window left, and when it was made (milliseconds since 1970, this device's clock). */
export type KeptChange = Change & { readonly madeAt: number }

/** A row of an outbox, read back. */
export interface OutboxRow {
  readonly key: ShelfKey
  readonly window: string
  readonly layer: LayerId
  readonly change: KeptChange
  /** The order in which one window's changes were made. */
  readonly turn: number
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null

/** What a row of an outbox holds. */
export const outboxValue = (change: KeptChange, turn: number): unknown => ({
  madeAt: change.madeAt,
  turn,
  record: change.kind === 'put' ? change.record : null,
})

/** Reads a row of `outbox/member/reading/WINDOW/LAYER/RECORD`; `undefined` for what is none (of an older release, say). */
export const readOutboxRow = (key: ShelfKey, value: unknown): OutboxRow | undefined => {
  const [, , , window, layer, text] = key
  if (window === undefined || layer === undefined || text === undefined || !ID_PATTERN.test(layer)) return undefined
  if (!isObject(value) || !('madeAt' in value) || !('turn' in value) || !('record' in value)) return undefined
  const { madeAt, turn, record } = value
  if (typeof madeAt !== 'number' || typeof turn !== 'number') return undefined
  const change = readChange(text, record)
  return change === undefined ? undefined : { key, window, layer: layerId(layer), change: { ...change, madeAt }, turn }
}

const readChange = (text: string, record: unknown): Change | undefined => {
  if (record === null) {
    const parts = parseRecordKey(text)
    return parts === undefined ? undefined : { kind: 'delete', key: recordKey(parts.kind, parts.owner, parts.local) }
  }
  const entry = parseRecord(text, record)
  return entry.ok ? { kind: 'put', ...entry.value } : undefined
}

/** Reads a refusal that was kept under `id`; `undefined` for what is none. */
export const readRefusal = (id: string | undefined, value: unknown): KeptRefusal | undefined => {
  if (id === undefined || !isObject(value) || !('count' in value) || !('text' in value)) return undefined
  const { count, text } = value
  if (typeof count !== 'number' || typeof text !== 'string') return undefined
  const reason = REFUSAL_REASONS.find((known) => 'reason' in value && value.reason === known)
  if (reason !== undefined) return { id, reason, count, text }
  if (!('sentence' in value) || typeof value.sentence !== 'string') return undefined
  const rule = 'rule' in value && typeof value.rule === 'string' ? { rule: value.rule } : {}
  return { id, sentence: value.sentence, ...rule, count, text }
}
