import * as Y from 'yjs'

/**
 * Puts updates (V1 encoding) into a document in their order, as one change. One
 * that cannot be read is told to `onUnreadable` and passed over: the rest counts.
 */
export const applyReadable = (
  doc: Y.Doc,
  updates: readonly Uint8Array[],
  onUnreadable: (error: unknown, at: number) => void,
  origin?: object,
): void => {
  doc.transact(() => {
    updates.forEach((update, at) => {
      try {
        Y.applyUpdate(doc, update, origin)
      } catch (error) {
        onUnreadable(error, at)
      }
    })
  }, origin)
}
