import { openIndexedShelf } from './indexed-shelf'
import type { Shelf } from './shelf'
import { type Windows, openWindows } from './windows'

/** What a room has of the device below it. */
export interface Device {
  readonly shelf: Shelf
  readonly windows: Windows
}

/** The browser's device. Rejects where nothing can be kept: a private window, storage switched off, or no browser. */
export const openDevice = async (): Promise<Device> => {
  const shelf = await openIndexedShelf()
  return { shelf, windows: await openWindows() }
}
