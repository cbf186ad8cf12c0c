/** A layer: one Y.Doc, read and written as records. Its CRDT shape is private here and in the gate. */
export { type Change } from './change'
export { RECORDS_ROOT, recordsMap, readRecords, readRecord, writeRecord, deleteRecord, observeRecords } from './layer'
export { type RecordFault, parseRecord, faultOf } from './parse'
export { ERASED_NAME, erasureOf } from './erase'
export { applyState } from './state'
export { applyReadable, applyReadableState } from './replay'
export { updateThatDoes } from './write-update'
