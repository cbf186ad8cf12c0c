import type { RecordKey } from '../../core/annotation'
import type { Change } from '../../core/layer'
import { mergeInOrder } from './layer-threads'
import type { RoomLayer, RoomState, RoomThread } from './room'

// Parts of the state that did not change keep their identity: each function
// here answers with `before` where the new value says the same.

const sameItems = <Item>(before: readonly Item[], after: readonly Item[]): boolean =>
  before.length === after.length && after.every((item, at) => item === before[at])

/**
 * A function that gives the threads of several layers in one order of the text:
 * the same array as long as the layers' own are the same.
 */
export const threadMerger = (): ((layers: readonly (readonly RoomThread[])[]) => readonly RoomThread[]) => {
  let known: readonly (readonly RoomThread[])[] = []
  let merged: readonly RoomThread[] = []
  return (layers) => {
    if (sameItems(known, layers)) return merged
    known = layers
    const all = layers.reduce(mergeInOrder, [])
    if (!sameItems(merged, all)) merged = all
    return merged
  }
}

/** The layers as the switcher shows them. */
export const layerViews = (
  before: RoomState['layers'],
  layers: readonly RoomLayer[],
  shown: (layer: RoomLayer) => Omit<RoomState['layers'][number], keyof RoomLayer>,
): RoomState['layers'] => {
  const views = layers.map((layer) => {
    const view = { ...layer, ...shown(layer) }
    const was = before.find(({ id }) => id === layer.id)
    return was !== undefined && JSON.stringify(was) === JSON.stringify(view) ? was : view
  })
  return sameItems(before, views) ? before : views
}

/** The keys of the changes that wait. */
export const waitingKeys = (before: ReadonlySet<RecordKey>, waiting: readonly Change[]): ReadonlySet<RecordKey> =>
  waiting.length === before.size && waiting.every(({ key }) => before.has(key))
    ? before
    : new Set(waiting.map(({ key }) => key))
