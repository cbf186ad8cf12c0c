import type { Document, Extension } from '@hocuspocus/server'
import { ERROR_TABLE } from '../errors'
import type { Database } from '../store/database'
import { logTrouble } from './log'
import { type OpenLayer, openLayer, snapshot } from './open-layer'
import { type CollabContext, COME_BACK } from './sockets'
import { openVersionTexts } from './version-texts'

/** A snapshot is made after so many updates. */
const SNAPSHOT_EVERY = 200

/** The extension, and what the others ask it. */
export interface JournalExtension {
  readonly extension: Extension<CollabContext>
  /** The layer of a document; `undefined` before it is loaded. */
  readonly layerOf: (document: Document) => OpenLayer | undefined
}

/**
 * Opens layers from the database and keeps their snapshots. Appending is the
 * gate's: what is not committed is never applied. A layer stays in memory until
 * all its updates are decided; then the last one to leave makes a snapshot.
 */
export const journal = (db: Database): JournalExtension => {
  const layers = new WeakMap<Document, OpenLayer>()
  const snapshotting = new WeakMap<OpenLayer, Promise<void>>()
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

  return {
    layerOf: (document) => layers.get(document),
    extension: {
      extensionName: 'journal',
      onLoadDocument: async ({ document, documentName, context }) => {
        try {
          layers.set(document, await openLayer(db, texts, document))
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
        if (layer !== undefined && layer.sinceSnapshot >= SNAPSHOT_EVERY) void keep(layer)
        return Promise.resolve()
      },
      beforeUnloadDocument: async ({ document }) => {
        const layer = layers.get(document)
        if (layer === undefined) return
        await layer.turns.idle()
        if (layer.sinceSnapshot > 0) await keep(layer)
      },
    },
  }
}
