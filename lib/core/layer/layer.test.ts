import { describe, expect, it, vi } from 'vitest'
import * as Y from 'yjs'
import { type LayerRecord, type RecordKey, taggingKey } from '../annotation'
import { type Change, deleteRecord, observeRecords, readRecord, readRecords, recordsMap, writeRecord } from '.'
import { AMINA, BILAL, LIBERAL, annotationKey, annotationOf, commentKey, commentOf, taggingOf } from '../testing'

const key = annotationKey(AMINA)
const record = annotationOf(AMINA)

describe('layer', () => {
  it('[LA1] reads what was written, here and in another replica', () => {
    const doc = new Y.Doc()
    writeRecord(doc, key, record)
    writeRecord(doc, taggingKey(BILAL, key), taggingOf(BILAL, key))
    writeRecord(doc, commentKey(BILAL), commentOf(BILAL, key))
    const replica = new Y.Doc()
    Y.applyUpdate(replica, Y.encodeStateAsUpdate(doc))
    for (const place of [doc, replica]) {
      expect(readRecord(place, key)).toEqual(record)
      expect(readRecords(place)).toEqual(
        new Map<RecordKey, LayerRecord>([
          [key, record],
          [taggingKey(BILAL, key), taggingOf(BILAL, key)],
          [commentKey(BILAL), commentOf(BILAL, key)],
        ]),
      )
    }
  })

  it.each([
    ['a key that is none', 'annotation/amina', record],
    ['a value that fails the schema', key, { ...record, v: 2 }],
    ['another author', key, { ...record, author: BILAL }],
    ['another kind', key, commentOf(AMINA, key)],
    ['a verdict under another key', 'tagging/amina/x', taggingOf(AMINA, key)],
    ['no object', key, 'hello'],
  ])('[LA2] leaves out %s', (_name, text, value) => {
    const doc = new Y.Doc()
    recordsMap(doc).set(text, value)
    expect(readRecords(doc).size).toBe(0)
    expect(readRecord(doc, key)).toBeUndefined()
  })

  it('[LA3] throws for a record under a key that is not its own', () => {
    const doc = new Y.Doc()
    expect(() => {
      writeRecord(doc, annotationKey(BILAL), record)
    }).toThrow('author')
    expect(() => {
      writeRecord(doc, commentKey(AMINA), record)
    }).toThrow('schema')
    expect(Y.encodeStateAsUpdate(doc)).toEqual(new Uint8Array([0, 0]))
  })

  it('[LA4] writes nothing where nothing changes', () => {
    const doc = new Y.Doc()
    writeRecord(doc, key, { ...record, editedAt: undefined })
    const before = Y.encodeStateAsUpdate(doc)
    expect(recordsMap(doc).get(key)).not.toHaveProperty('editedAt')
    writeRecord(doc, key, record)
    deleteRecord(doc, commentKey(AMINA))
    expect(Y.encodeStateAsUpdate(doc)).toEqual(before)
  })

  it('[LA5] tells each transaction once, with its changes and origin, until it ends', () => {
    const doc = new Y.Doc()
    writeRecord(doc, annotationKey(BILAL), annotationOf(BILAL))
    const listener = vi.fn<(changes: readonly Change[], origin: unknown) => void>()
    const end = observeRecords(doc, listener)
    doc.transact(() => {
      writeRecord(doc, key, record)
      writeRecord(doc, taggingKey(AMINA, key), taggingOf(AMINA, key))
      deleteRecord(doc, taggingKey(AMINA, key))
    }, 'here')
    doc.transact(() => {
      deleteRecord(doc, key)
    })
    doc.getMap('other').set('x', 1)
    end()
    writeRecord(doc, key, record)
    expect(listener.mock.calls).toEqual([
      [[{ kind: 'put', key, record }], 'here'],
      [[{ kind: 'delete', key }], null],
    ])
  })

  it('[LA6] counts a record replaced by what is none as deleted', () => {
    const doc = new Y.Doc()
    writeRecord(doc, key, record)
    const listener = vi.fn<(changes: readonly Change[], origin: unknown) => void>()
    observeRecords(doc, listener)
    recordsMap(doc).set(key, 'hello')
    recordsMap(doc).set(key, 'again')
    expect(listener.mock.calls).toEqual([[[{ kind: 'delete', key }], null]])
  })

  it('[LA7] adds up to what reading gives, also when two windows write one key at once', () => {
    for (const ids of [
      [1, 2],
      [2, 1],
    ]) {
      const [left, right] = ids.map((clientID) => Object.assign(new Y.Doc(), { clientID }))
      if (left === undefined || right === undefined) throw new Error('two windows')
      const seen = new Map<RecordKey, LayerRecord>()
      observeRecords(left, (changes) => {
        for (const change of changes) {
          if (change.kind === 'put') seen.set(change.key, change.record)
          else seen.delete(change.key)
        }
      })
      const verdict = taggingKey(AMINA, key)
      writeRecord(left, verdict, taggingOf(AMINA, key))
      writeRecord(right, verdict, taggingOf(AMINA, key, LIBERAL))
      Y.applyUpdate(left, Y.encodeStateAsUpdate(right))
      Y.applyUpdate(right, Y.encodeStateAsUpdate(left))
      expect(seen).toEqual(readRecords(left))
      expect(seen).toEqual(readRecords(right))
    }
  })
})
