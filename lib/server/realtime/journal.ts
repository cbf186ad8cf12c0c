import type { Document, Extension } from '@hocuspocus/server'
import { ERROR_TABLE } from '../errors'
import type { Database } from '../store/database'
import { logTrouble } from './log'
import { type OpenLayer, openLayer, snapshot } from './open-layer'
import type { PackedStates } from './packed-states'
import { type CollabContext, COME_BACK } from './sockets'
import { openVersionTexts } from './version-texts'

/** After so much, a hundred notes or so, a layer is due for a snapshot. */
const SNAPSHOT_AFTER_BYTES = 96 * 1024
/** It is made when nobody has written for so long, since it holds up everybody's notes while it is encoded. */
const QUIET_MS = 2_000
/** Or after so much, quiet or not: who opens the layer reads it piece by piece. */
const SNAPSHOT_AT_LAST_BYTES = 8 * 1024 * 1024
/** So much after the snapshot is too much to send to each who joins a layer. */
const TAIL_MAX_BYTES = 512 * 1024

/** The extension, and what the others ask it. */
export interface JournalExtension {
  readonly extension: Extension<CollabContext>
  /** The layer of a document; `undefined` before it is loaded. */
  readonly layerOf: (document: Document) => OpenLayer | undefined
  /** Somebody is about to ask for the layer's snapshot: makes one where the last is far behind, since all else goes to each over their socket. */
  readonly freshen: (layer: OpenLayer) => Promise<void>
}

/**
 * Opens layers from the database and keeps their snapshots. Appending is the
 * gate's: what is not committed is never applied. A layer stays in memory until
 * all its updates are decided; then the last one to leave makes a snapshot.
 */
export const journal = (db: Database, states: PackedStates): JournalExtension => {
  const layers = new WeakMap<Document, OpenLayer>()
  const snapshotting = new WeakMap<OpenLayer, Promise<void>>()
  const quiet = new WeakMap<OpenLayer, NodeJS.Timeout>()
  const texts = openVersionTexts(db)

  const keep = (layer: OpenLayer): Promise<void> => {
    const running = snapshotting.get(layer)
    if (running !== undefined) return running
    const run = snapshot(db, layer)
      .catch((error: unknown) => {
        // The journal has everything; the next snapshot is tried after the next updates.
        logTrouble('no snapshot', { layer: layer.id }, error)
      })
      .finally(() => snapshotting.delete(layer))
    snapshotting.set(layer, run)
    return run
  }

  const keepSoon = (layer: OpenLayer): void => {
    if (layer.tailBytes >= SNAPSHOT_AT_LAST_BYTES) {
      void keep(layer)
      return
    }
    const timer = quiet.get(layer)
    if (timer !== undefined) timer.refresh()
    else quiet.set(layer, setTimeout(keepIfDue, QUIET_MS, layer).unref())
  }

  const keepIfDue = (layer: OpenLayer): void => {
    if (!layer.document.isDestroyed && layer.tailBytes >= SNAPSHOT_AFTER_BYTES) void keep(layer)
  }

  return {
    layerOf: (document) => layers.get(document),
    freshen: async (layer) => {
      if (layer.tailBytes >= TAIL_MAX_BYTES || snapshotting.has(layer)) await keep(layer)
    },
    extension: {
      extensionName: 'journal',
      onLoadDocument: async ({ document, documentName, context }) => {
        try {
          layers.set(document, await openLayer(db, texts, states, document))
        } catch (error) {
          logTrouble('a layer does not open', { layer: documentName }, error)
          // A closed socket comes back by itself; a refused document would not.
          context.socket.webSocket.close(ERROR_TABLE.unavailable.socketCode, 'unavailable')
          throw new Error('', { cause: error })
        }
      },
      connected: ({ connection, documentName, instance, context }) => {
        // The last one left while this one came, and its document went with them.
        if (instance.documents.get(documentName) !== connection.document) {
          context.socket.webSocket.close(COME_BACK.code, COME_BACK.reason)
        }
        return Promise.resolve()
      },
      onChange: ({ document }) => {
        const layer = layers.get(document)
        if (layer !== undefined && layer.tailBytes >= SNAPSHOT_AFTER_BYTES) keepSoon(layer)
        return Promise.resolve()
      },
      beforeUnloadDocument: async ({ document }) => {
        const layer = layers.get(document)
        if (layer === undefined) return
        clearTimeout(quiet.get(layer))
        await layer.turns.idle()
        if (layer.tailBytes > 0) await keep(layer)
      },
    },
  }
}
