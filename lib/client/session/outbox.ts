import type { LayerRecord, RecordKey } from '../../core/annotation'
import type { Change } from '../../core/layer'
import type { KeptChange } from './unsent-rows'

/** Changes by their record, in order; `undefined` deletes it. */
export type Batch = ReadonlyMap<RecordKey, LayerRecord | undefined>

export const changesOf = (batch: Batch): Change[] =>
  [...batch].map(([key, record]) => (record === undefined ? { kind: 'delete', key } : { kind: 'put', key, record }))

/** An update is at most so large, in characters of JSON, unless one record alone is larger: the server takes 2 MiB. */
const PARCEL_MAX_CHARS = 256 * 1024

/** What a member changed in a layer and the server was not sent yet: in order, the last change of one record only. */
export class Outbox {
  readonly #waiting = new Map<RecordKey, LayerRecord | undefined>()
  /** Of these, what an earlier window made, and when. */
  readonly #adopted = new Map<RecordKey, number>()

  get size(): number {
    return this.#waiting.size
  }

  get batch(): Batch {
    return this.#waiting
  }

  has(key: RecordKey): boolean {
    return this.#waiting.has(key)
  }

  put(changes: readonly Change[]): void {
    for (const change of changes) {
      this.#adopted.delete(change.key)
      this.#waiting.delete(change.key)
      this.#waiting.set(change.key, change.kind === 'put' ? change.record : undefined)
    }
  }

  /** Puts what an earlier window left before all that is here; nothing of it may be here. */
  adopt(kept: readonly KeptChange[]): void {
    for (const { key, madeAt } of kept) this.#adopted.set(key, madeAt)
    this.putBack(new Map(kept.map((change) => [change.key, change.kind === 'put' ? change.record : undefined])))
  }

  /** Puts what was taken out before all that is here; what was changed since stays as it is now. */
  putBack(batch: Batch): void {
    const rest = [...this.#waiting]
    this.#waiting.clear()
    for (const [key, record] of [...batch, ...rest]) {
      this.#waiting.delete(key)
      this.#waiting.set(key, record)
    }
  }

  /** Takes out the first changes that fit into one update, at least one; `isSingle`: just one. */
  take(isSingle: boolean): Batch {
    const parcel = new Map<RecordKey, LayerRecord | undefined>()
    let chars = 0
    for (const [key, record] of this.#waiting) {
      chars += key.length + (record === undefined ? 0 : JSON.stringify(record).length)
      if (parcel.size > 0 && (isSingle || chars > PARCEL_MAX_CHARS)) break
      parcel.set(key, record)
    }
    for (const key of parcel.keys()) this.#waiting.delete(key)
    return parcel
  }

  /** Leaves out what an earlier window made and `base` has in a later version; the answer is those records as they are there. */
  dropOvertaken(base: ReadonlyMap<RecordKey, LayerRecord>): readonly Change[] {
    const overtaken: Change[] = []
    for (const [key, madeAt] of this.#adopted) {
      const record = base.get(key)
      if (record === undefined || lastWrittenAt(record) <= madeAt) continue
      this.#waiting.delete(key)
      overtaken.push({ kind: 'put', key, record })
    }
    this.#adopted.clear()
    return overtaken
  }
}

const lastWrittenAt = (record: LayerRecord): number =>
  Math.max(record.at, record.editedAt ?? 0, 'removedAt' in record ? (record.removedAt ?? 0) : 0)
