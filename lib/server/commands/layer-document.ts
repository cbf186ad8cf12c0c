import * as Y from 'yjs'
import { applyReadable } from '../../core/layer'
import type { StoredLayer } from '../store/load-layer'

/** A layer's document as the journal has it. What was deleted is forgotten in it; an update that cannot be read is passed over (RT43). */
export const layerDocument = ({ snapshot, updates }: Pick<StoredLayer, 'snapshot' | 'updates'>): Y.Doc => {
  const doc = new Y.Doc()
  if (snapshot !== null) Y.applyUpdateV2(doc, snapshot)
  applyReadable(doc, updates, (_, at) => {
    console.warn(`an update of the journal cannot be read and is passed over which=${at + 1} of ${updates.length}`)
  })
  return doc
}

/** The update that a window would send which does `work` to the document and nothing else. The document stays as it is. */
export const updateThat = (doc: Y.Doc, work: (window: Y.Doc) => void): Uint8Array => {
  const window = new Y.Doc()
  Y.applyUpdate(window, Y.encodeStateAsUpdate(doc))
  const before = Y.encodeStateVector(window)
  window.transact(() => {
    work(window)
  })
  const update = Y.encodeStateAsUpdate(window, before)
  window.destroy()
  return update
}
