import type { Database } from '../store/database'
import { logTrouble } from './log'
import { type OpenLayer, catchUp } from './open-layer'

/** Lets a layer catch up with the journal. Never rejects: where it fails, the layer knows that it is behind. */
export type Follow = (layer: OpenLayer) => Promise<void>

/** Follows layers, each at most twice at a time: what is asked for while one catches up is done once after it. */
export const openFollow = (db: Database): Follow => {
  const running = new WeakMap<OpenLayer, Promise<void>>()
  const next = new WeakMap<OpenLayer, Promise<void>>()

  const run = (layer: OpenLayer): Promise<void> => {
    const run = catchUp(db, layer)
      .catch((error: unknown) => {
        layer.isBehind = true
        logTrouble('a layer cannot catch up', { layer: layer.id }, error)
      })
      .finally(() => running.delete(layer))
    running.set(layer, run)
    return run
  }

  return (layer) => {
    const now = running.get(layer)
    if (now === undefined) return run(layer)
    const waiting = next.get(layer)
    if (waiting !== undefined) return waiting
    const after = now.then(() => {
      next.delete(layer)
      return run(layer)
    })
    next.set(layer, after)
    return after
  }
}
