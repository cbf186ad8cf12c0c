import type { LayerLink } from './layer-link'
import type { LayerThreads } from './layer-threads'
import type { RoomLayer } from './room'

/** One layer of an open room. */
export interface Held {
  readonly layer: RoomLayer
  readonly threads: LayerThreads
  readonly link: LayerLink
  isVisible: boolean
  /** True while it shows a copy of an earlier visit. */
  isCopy: boolean
  /** True once the server's state has been here. */
  wasSynced: boolean
  /** Who is in it, one state a window, unchecked. */
  states: readonly unknown[]
}
