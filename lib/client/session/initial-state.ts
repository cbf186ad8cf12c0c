import type { RoomSetup, RoomState } from './room'

/** The room before its first socket opens; also what the server renders. Every layer is visible. */
export const initialState = (setup: RoomSetup): RoomState => ({
  isSynced: false,
  isCopy: false,
  isStale: false,
  layers: setup.layers.map((layer) => ({ ...layer, isVisible: true, isSynced: false, noteCount: 0 })),
  writeLayer: setup.writeLayer,
  unsaved: new Set(),
  threads: [],
  people: [],
  save: { kind: 'loading' },
  open: null,
  lifted: null,
  selection: null,
  canUndo: false,
  canRedo: false,
})
