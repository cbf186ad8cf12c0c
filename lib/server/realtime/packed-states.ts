import type { LayerId } from '../../core/base'
import type { Database } from '../store/database'
import { type PackedState, loadPacked, newestSnapshot } from '../store/snapshots'
import { askTogether } from './ask-together'

/** The newest snapshots of layers, read once each, for all who ask: over HTTP, and to open the layer. */
export interface PackedStates {
  /** The layer's newest snapshot as of now, as it is stored; `undefined` where there is none. */
  readonly newest: (layer: LayerId) => Promise<PackedState | undefined>
  /** Reads it anew the next time: what was stored has been replaced. */
  readonly forget: (layer: LayerId) => void
}

/** How much stays in memory, in bytes: a layer of 10,000 records is 300 kB to 1 MB. */
const KEPT_MAX_BYTES = 64 * 1024 * 1024

/** Keeps the snapshots that were asked for last. */
export const openPackedStates = (db: Database): PackedStates => {
  const kept = new Map<LayerId, PackedState>()
  const throughOf = askTogether((layer: LayerId) => newestSnapshot(db, layer))
  const load = askTogether((layer: LayerId) => loadPacked(db, layer))

  const keep = (state: PackedState): void => {
    kept.delete(state.layer)
    kept.set(state.layer, state)
    let bytes = 0
    for (const [layer, { gzip }] of [...kept].reverse()) {
      bytes += gzip.byteLength
      if (bytes > KEPT_MAX_BYTES) kept.delete(layer)
    }
  }
  return {
    newest: async (layer) => {
      const known = kept.get(layer)
      // Where nothing is known, all is asked in one question.
      const isNewest = known !== undefined && known.through === (await throughOf(layer))
      const state = isNewest ? known : await load(layer)
      if (state !== undefined) keep(state)
      return state
    },
    forget: (layer) => {
      kept.delete(layer)
    },
  }
}
