import * as Y from 'yjs'
import type { LayerId } from '../../core/base'
import { applyReadable, applyReadableState } from '../../core/layer'
import type { RootDatabase } from '../store/database'
import { type HistoryUpdate, loadHistory, lockLayer, pruneHistory } from '../store/history'

/** What was pruned of a layer. */
export interface Pruned {
  /** The number of updates that went. */
  readonly gone: number
  /** The ids of updates before the moment that cannot be read. They stay, and so does what came after the first of them. */
  readonly unreadable: readonly bigint[]
  /** The state that the history begins with, by its last update, where that cannot be read: then nothing goes. */
  readonly unreadableState?: bigint
}

/**
 * Forgets how a layer came to be before a moment (milliseconds since 1970): the
 * updates committed before it become one state, and the layer, its rows and
 * everything after stay as they are. A replay begins at that moment from then
 * on; this cannot be undone. It goes as far as the first update that cannot be
 * read: a state made without that one would lose for good what may be mended.
 */
export const pruneLayer = (db: RootDatabase, layer: LayerId, before: number): Promise<Pruned> =>
  db.$transaction(
    async (tx) => {
      await lockLayer(tx, layer)
      const { base, updates } = await loadHistory(tx, layer)
      // Ids are in the order of the commits; a clock that was set back must not cut a hole into them.
      const kept = updates.findIndex(({ at }) => at >= before)
      const old = kept < 0 ? updates : updates.slice(0, kept)
      if (base !== null && (base.data === undefined || !applyReadableState(new Y.Doc(), base.data))) {
        return { gone: 0, unreadable: [], unreadableState: base.through }
      }
      const whole = replay(base?.data ?? null, old)
      const first = whole.unreadable[0]
      const readable = first === undefined ? old : old.slice(0, first)
      const { doc } = first === undefined ? whole : replay(base?.data ?? null, readable)
      const unreadable = whole.unreadable.flatMap((at) => old[at]?.id ?? [])
      const last = readable.at(-1)
      if (last === undefined) return { gone: 0, unreadable }
      return { gone: await pruneHistory(tx, layer, last.id, Y.encodeStateAsUpdateV2(doc)), unreadable }
    },
    { timeout: 120_000 },
  )

/** The layer after these updates, and which of them cannot be read. */
const replay = (
  base: Uint8Array | null,
  updates: readonly HistoryUpdate[],
): { readonly doc: Y.Doc; readonly unreadable: readonly number[] } => {
  const doc = new Y.Doc()
  const unreadable: number[] = []
  if (base !== null) Y.applyUpdateV2(doc, base)
  applyReadable(
    doc,
    updates.map(({ data }) => data),
    (_, at) => unreadable.push(at),
  )
  return { doc, unreadable }
}
