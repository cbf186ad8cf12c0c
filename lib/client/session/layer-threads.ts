import { type LayerRecord, type RecordKey, threadsOf } from '../../core/annotation'
import type { LayerId } from '../../core/base'
import type { Change } from '../../core/layer'
import type { RoomThread } from './room'

/** The records of one layer and the threads they make, kept up change by change. */
export interface LayerThreads {
  /** The record of `key`, or `undefined`. */
  get(key: RecordKey): LayerRecord | undefined
  /** Every record of the layer. */
  records(): Iterable<readonly [RecordKey, LayerRecord]>
  /** What is said about an annotation by its key: the keys of its verdicts and comments. */
  about(annotation: RecordKey): readonly RecordKey[]
  /** Takes changes in. Only the threads that they touch are made anew; all others keep their identity. */
  apply(changes: readonly Change[]): void
  /** The threads in the order of the text; the same array until a change touches one. */
  threads(): readonly RoomThread[]
}

const NONE: readonly RecordKey[] = []

/** The annotation that a record belongs to: itself, or the one it is about. */
const homeOf = (key: RecordKey, record: LayerRecord): RecordKey =>
  record.kind === 'annotation' ? key : record.annotation

/** The order of the text: by start, then the longer first, then by key. */
const inTextOrder = (a: RoomThread, b: RoomThread): number =>
  a.annotation.anchor.start - b.annotation.anchor.start ||
  b.annotation.anchor.end - a.annotation.anchor.end ||
  (a.key < b.key ? -1 : 1)

/** Two lists in the order of the text as one. */
export const mergeInOrder = (a: readonly RoomThread[], b: readonly RoomThread[]): readonly RoomThread[] => {
  if (a.length === 0) return b
  if (b.length === 0) return a
  const [many, few] = a.length < b.length ? [b, a] : [a, b]
  const merged: RoomThread[] = []
  let from = 0
  for (const one of few) {
    const to = placeIn(many, one, from)
    for (; from < to; from += 1) {
      const next = many[from]
      if (next !== undefined) merged.push(next)
    }
    merged.push(one)
  }
  return merged.concat(many.slice(from))
}

/** The index of the first of `threads`, from `from` on, that stands after `one`. */
const placeIn = (threads: readonly RoomThread[], one: RoomThread, from: number): number => {
  let low = from
  let high = threads.length
  while (low < high) {
    const middle = (low + high) >>> 1
    const other = threads[middle]
    if (other !== undefined && inTextOrder(other, one) < 0) low = middle + 1
    else high = middle
  }
  return low
}

/** An empty layer. */
export const layerThreads = (layer: LayerId): LayerThreads => {
  const records = new Map<RecordKey, LayerRecord>()
  /** Each key once. */
  const about = new Map<RecordKey, RecordKey[]>()
  const threads = new Map<RecordKey, RoomThread>()
  let ordered: readonly RoomThread[] = []
  /** What `ordered` has no more, and what it has not yet. */
  const gone = new Set<RoomThread>()
  const come = new Set<RoomThread>()

  const forget = (key: RecordKey): RecordKey | undefined => {
    const record = records.get(key)
    if (record === undefined) return undefined
    records.delete(key)
    const home = homeOf(key, record)
    const left = about.get(home)?.filter((other) => other !== key) ?? NONE
    if (left.length === 0) about.delete(home)
    else about.set(home, [...left])
    return home
  }

  const learn = (key: RecordKey, record: LayerRecord): RecordKey => {
    records.set(key, record)
    const home = homeOf(key, record)
    if (home === key) return home
    const keys = about.get(home)
    if (keys === undefined) about.set(home, [key])
    else keys.push(key)
    return home
  }

  const remake = (home: RecordKey): void => {
    const own: [RecordKey, LayerRecord][] = []
    for (const key of [home, ...(about.get(home) ?? NONE)]) {
      const record = records.get(key)
      if (record !== undefined) own.push([key, record])
    }
    const before = threads.get(home)
    if (before !== undefined && !come.delete(before)) gone.add(before)
    const [thread] = threadsOf(own)
    if (thread === undefined) threads.delete(home)
    else {
      const after = { layer, ...thread }
      threads.set(home, after)
      come.add(after)
    }
  }

  return {
    get: (key) => records.get(key),
    records: () => records.entries(),
    about: (annotation) => about.get(annotation) ?? NONE,
    apply: (changes) => {
      // All at once is less work than one by one, and as a layer is opened there is nothing yet to keep.
      if (records.size === 0) {
        for (const change of changes) if (change.kind === 'put') learn(change.key, change.record)
        ordered = threadsOf(records).map((thread) => ({ layer, ...thread }))
        for (const thread of ordered) threads.set(thread.key, thread)
        gone.clear()
        come.clear()
        return
      }
      const touched = new Set<RecordKey>()
      for (const change of changes) {
        const before = forget(change.key)
        if (before !== undefined) touched.add(before)
        if (change.kind === 'put') touched.add(learn(change.key, change.record))
      }
      touched.forEach(remake)
    },
    threads: () => {
      if (gone.size > 0 || come.size > 0) {
        const left = gone.size === 0 ? ordered : ordered.filter((thread) => !gone.has(thread))
        ordered = mergeInOrder(left, [...come].sort(inTextOrder))
        gone.clear()
        come.clear()
      }
      return ordered
    },
  }
}
