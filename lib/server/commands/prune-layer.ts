import * as Y from 'yjs'
import type { LayerId } from '../../core/base'
import type { RootDatabase } from '../store/database'
import { loadHistory, lockLayer, pruneHistory } from '../store/history'

/**
 * Forgets how a layer came to be before a moment (milliseconds since 1970): the
 * updates committed before it become one state, and the layer, its rows and
 * everything after stay as they are. A replay begins at that moment from then
 * on; this cannot be undone. Gives the number of updates that went.
 */
export const pruneLayer = (db: RootDatabase, layer: LayerId, before: number): Promise<number> =>
  db.$transaction(
    async (tx) => {
      await lockLayer(tx, layer)
      const { base, updates } = await loadHistory(tx, layer)
      // Ids are in the order of the commits; a clock that was set back must not cut a hole into them.
      const kept = updates.findIndex(({ at }) => at >= before)
      const old = kept < 0 ? updates : updates.slice(0, kept)
      const last = old.at(-1)
      if (last === undefined) return 0
      const doc = new Y.Doc()
      doc.transact(() => {
        if (base !== null) Y.applyUpdateV2(doc, base)
        for (const { data } of old) Y.applyUpdate(doc, data)
      })
      return pruneHistory(tx, layer, last.id, Y.encodeStateAsUpdateV2(doc))
    },
    { timeout: 120_000 },
  )
