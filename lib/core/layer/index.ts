/** A layer: one Y.Doc, read and written as records. Its CRDT shape is private here. */
export { type Change } from './change'
