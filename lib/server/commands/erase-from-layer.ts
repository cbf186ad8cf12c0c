import * as Y from 'yjs'
import type { LayerId, MemberId } from '../../core/base'
import { deleteRecord, erasureOf, readRecords, writeRecord } from '../../core/layer'
import { project } from '../../core/projection'
import { publish } from '../bus'
import type { Database } from '../store/database'
import { appendJournal } from '../store/journal'
import { loadJournal } from '../store/load-layer'
import { forgetBefore, lockLayerWhole } from '../store/law'
import { forgetForeignNames } from '../store/notes'
import { layerDocument } from './layer-document'

/**
 * Takes a member out of one shared layer. Its journal holds then one update,
 * which is all of the layer: windows that have it open take that in and forget
 * the words, and nothing older is kept.
 */
export const eraseFromLayer = async (tx: Database, layer: LayerId, member: MemberId): Promise<void> => {
  await lockLayerWhole(tx, layer)
  const doc = layerDocument(await loadJournal(tx, layer))
  const changes = erasureOf(readRecords(doc), member, Date.now())
  const client = doc.clientID
  doc.transact(() => {
    for (const change of changes) {
      if (change.kind === 'delete') deleteRecord(doc, change.key)
      else writeRecord(doc, change.key, change.record)
    }
  })
  // What was deleted is forgotten once the transaction ends, so the whole state has none of it.
  const update = Y.encodeStateAsUpdate(doc)
  const newClients = doc.store.clients.has(client) ? [client] : []
  doc.destroy()
  const [from] = await appendJournal(tx, [{ layer, member, update, rows: project(layer, changes), newClients }])
  if (from !== undefined) await forgetBefore(tx, layer, from)
  await forgetForeignNames(tx, layer, { member })
  await publish(tx, { kind: 'layer-changed', layer })
}
