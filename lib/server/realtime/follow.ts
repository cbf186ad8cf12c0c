import type { Database } from '../store/database'
import { askTogether } from './ask-together'
import { logTrouble } from './log'
import { type OpenLayer, catchUp } from './open-layer'

/** Lets a layer catch up with the journal. Never rejects: where it fails, the layer knows that it is behind. */
export type Follow = (layer: OpenLayer) => Promise<void>

/** Follows layers, each at most twice at a time: what is asked for while one catches up is done once after it. */
export const openFollow = (db: Database): Follow =>
  askTogether((layer: OpenLayer) =>
    catchUp(db, layer).catch((error: unknown) => {
      layer.isBehind = true
      logTrouble('a layer cannot catch up', { layer: layer.id }, error)
    }),
  )
