/** Where a row stands: its table first, then ever narrower names. */
export type ShelfKey = readonly string[]

/** One row to put, or (without a value) to take away. */
export interface ShelfEdit {
  readonly key: ShelfKey
  /** Plain data or bytes; `undefined` takes the row away. */
  readonly value: unknown
}

/**
 * Rows that stay on this device. IndexedDB in the browser (`indexed-shelf.ts`),
 * a map in tests. What comes back is `unknown`: an older release may have put it.
 */
export interface Shelf {
  /** Every row whose key begins with `prefix`, in the order of the keys. Rejects where the device keeps nothing. */
  read(prefix: ShelfKey): Promise<readonly { readonly key: ShelfKey; readonly value: unknown }[]>
  /** All of it or nothing. Resolves once the rows are on the disk; rejects where there is no room or no storage. */
  write(edits: readonly ShelfEdit[]): Promise<void>
}
