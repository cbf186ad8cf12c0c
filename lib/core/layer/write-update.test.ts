import { expect, it } from 'vitest'
import * as Y from 'yjs'
import { memberId, seededRandom } from '../base'
import { type LayerRecord, type RecordKey, bodyOf, recordKey } from '../annotation'
import { type Change, deleteRecord, readRecords, updateThatDoes, writeRecord } from '.'

const AMINA = memberId('amina')
const CLIENT = 77
const on = recordKey('annotation', AMINA, 'a')
const commentOf = (words: string, at: number): LayerRecord => ({
  v: 1,
  kind: 'comment',
  author: AMINA,
  at,
  annotation: on,
  parent: null,
  body: bodyOf(words),
})

const doIn = (doc: Y.Doc, changes: readonly Change[]): void => {
  doc.transact(() => {
    for (const change of changes) {
      if (change.kind === 'put') writeRecord(doc, change.key, change.record)
      else deleteRecord(doc, change.key)
    }
  })
}

/** A window of another, and the same layer as this code writes it, through random changes of the same keys. */
const run = (seed: number): void => {
  const random = seededRandom(seed)
  const byWindow = Object.assign(new Y.Doc(), { clientID: CLIENT })
  const byHand = new Y.Doc()
  const other = new Y.Doc()
  for (let step = 0; step < 80; step += 1) {
    const keys = Array.from({ length: 1 + Math.floor(random() * 3) }, () =>
      recordKey('comment', AMINA, `c${Math.floor(random() * 8)}`),
    )
    const changes = [...new Set(keys)].map((key): Change =>
      random() < 0.3 ? { kind: 'delete', key } : { kind: 'put', key, record: commentOf(`é ${step} 🜚`, step) },
    )
    if (random() < 0.3) {
      doIn(other, changes)
      for (const doc of [byWindow, byHand]) Y.applyUpdate(doc, Y.encodeStateAsUpdate(other))
      continue
    }
    const before = Y.encodeStateVector(byWindow)
    doIn(byWindow, changes)
    const update = updateThatDoes(byHand, CLIENT, changes)
    if (update !== undefined) Y.applyUpdate(byHand, update)
    expect(byHand.store.pendingStructs, `seed ${seed}, step ${step}`).toBeNull()
    expect(readRecords(byHand), `seed ${seed}, step ${step}`).toStrictEqual(readRecords(byWindow))
    expect(Y.encodeStateVector(byHand), `seed ${seed}, step ${step}`).toEqual(Y.encodeStateVector(byWindow))
    if (update !== undefined) Y.applyUpdate(other, update)
    else expect(before).toEqual(Y.encodeStateVector(byWindow))
  }
  expect(Y.encodeStateAsUpdate(byHand)).toEqual(Y.encodeStateAsUpdate(byWindow))
}

it.each(Array.from({ length: 20 }, (_, seed) => seed + 1))('[LA11] is the update of a window (seed %i)', run)

it('[LA11] nothing to do makes no update', () => {
  const doc = new Y.Doc()
  const key: RecordKey = recordKey('comment', AMINA, 'c')
  writeRecord(doc, key, commentOf('there', 1))
  expect(updateThatDoes(doc, CLIENT, [{ kind: 'put', key, record: commentOf('there', 1) }])).toBeUndefined()
  expect(updateThatDoes(doc, CLIENT, [{ kind: 'delete', key: recordKey('comment', AMINA, 'd') }])).toBeUndefined()
  expect(() => updateThatDoes(doc, CLIENT, [{ kind: 'put', key: on, record: commentOf('there', 1) }])).toThrow()
})
