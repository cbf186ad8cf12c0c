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

/** Puts a state (V2 encoding) into a document, whole or not at all; false where it cannot be read. */
export const applyReadableState = (doc: Y.Doc, state: Uint8Array): boolean => {
  try {
    // Read to its end before any of it is in the document.
    Y.decodeUpdateV2(state)
  } catch (error) {
    if (error instanceof Error) return false
    throw error
  }
  Y.applyUpdateV2(doc, state)
  return true
}
