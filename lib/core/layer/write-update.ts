import * as encoding from 'lib0/encoding'
import * as Y from 'yjs'
import type { Change } from './change'
import { RECORDS_ROOT, recordsMap } from './layer'
import { parseRecord } from './parse'

/** Content of Yjs that is plain values, and the bits of a struct's first byte (Yjs's V1 encoding). */
const ANY = 8
const HAS_ORIGIN = 0x80
const HAS_KEY = 0x20

/**
 * The update that a window would send which does `changes` under the client id
 * `client`, and nothing else; `undefined` where they change nothing. Made
 * without a second document: a layer of ten thousand records costs what one of
 * ten does. Throws where a record does not belong under its key. `client` must
 * be used by nobody else, and what it wrote before must be in `doc`.
 */
export const updateThatDoes = (doc: Y.Doc, client: number, changes: readonly Change[]): Uint8Array | undefined => {
  const map = recordsMap(doc)
  const structs: { readonly key: string; readonly origin: Y.ID | undefined; readonly value: unknown }[] = []
  const deletes: Y.ID[] = []
  for (const change of changes) {
    const item = map._map.get(change.key)
    const isThere = item?.deleted === false
    if (change.kind === 'put') {
      const entry = parseRecord(change.key, change.record)
      if (!entry.ok) throw new Error(`not a record for ${change.key}: ${entry.reason}`)
      const text = JSON.stringify(entry.value.record)
      if (JSON.stringify(map.get(change.key)) === text) continue
      const value: unknown = JSON.parse(text)
      structs.push({ key: change.key, origin: item?.lastId, value })
    } else if (!isThere) continue
    if (item !== undefined && isThere) deletes.push(item.lastId)
  }
  if (structs.length === 0 && deletes.length === 0) return undefined
  const encoder = new Y.UpdateEncoderV1()
  const number = (value: number): void => {
    encoding.writeVarUint(encoder.restEncoder, value)
  }
  number(structs.length === 0 ? 0 : 1)
  if (structs.length > 0) {
    number(structs.length)
    number(client)
    number(Y.getState(doc.store, client))
  }
  for (const { key, origin, value } of structs) {
    encoder.writeInfo(ANY | HAS_KEY | (origin === undefined ? 0 : HAS_ORIGIN))
    if (origin === undefined) {
      encoder.writeParentInfo(true)
      encoder.writeString(RECORDS_ROOT)
      encoder.writeString(key)
    } else encoder.writeLeftID(origin)
    new Y.ContentAny([value]).write(encoder, 0)
  }
  const clocks = new Map<number, number[]>()
  for (const { client: owner, clock } of deletes) clocks.set(owner, [...(clocks.get(owner) ?? []), clock])
  number(clocks.size)
  for (const [owner, own] of [...clocks].toSorted(([a], [b]) => b - a)) {
    number(owner)
    number(own.length)
    for (const clock of own.toSorted((a, b) => a - b)) {
      number(clock)
      number(1)
    }
  }
  return encoder.toUint8Array()
}
