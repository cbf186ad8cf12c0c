import type { LayerRecord, RecordKey } from '../annotation'

/** What an update does to one record of a layer. */
export type Change =
  | { readonly kind: 'put'; readonly key: RecordKey; readonly record: LayerRecord }
  | { readonly kind: 'delete'; readonly key: RecordKey }
