import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { type MemberId, type Random, seededRandom } from '../base'
import { bodyOf, parseRecordKey, taggingKey } from '../annotation'
import { deleteRecord, readRecords, recordsMap, writeRecord } from '../layer'
import { AMINA, BILAL, LIBERAL, annotationKey, annotationOf, commentKey, commentOf, taggingOf } from '../testing'
import { GatedLayer, docOf, updateOf } from './testing'

const SEED = 20_261_124
const ROUNDS = 4_000

describe('hostile members', () => {
  it('[GA1] [GA18] never make the gate throw, nor leave a layer that is not sound', () => {
    const random = seededRandom(SEED)
    const { layer, updates } = corpus()
    const state = Y.encodeStateAsUpdate(layer.doc)
    const bilals = ownedBy(layer.doc, BILAL)
    let passed = 0
    for (let round = 0; round < ROUNDS; round += 1) {
      const update = mutate(updates, random)
      const judged = layer.judge(update)
      if (!judged.ok || judged.value.isEmpty) continue
      passed += 1
      const copy = new GatedLayer()
      Y.applyUpdate(copy.doc, state)
      for (const [client, member] of layer.owners) copy.owners.set(client, member)
      const name = `seed ${SEED}, round ${round}: ${Buffer.from(update).toString('base64')}`
      try {
        // Throws where applying does something else than was said, or leaves something pending.
        expect(copy.receive(update), name).toMatchObject({ ok: true })
      } catch (error) {
        throw new Error(name, { cause: error })
      }
      expect(ownedBy(copy.doc, BILAL), name).toEqual(bilals)
      expect(readRecords(copy.doc).size, name).toBe([...recordsMap(copy.doc).keys()].length)
    }
    // Else the test would say nothing of what passes.
    expect(passed).toBeGreaterThan(50)
  })
})

/** A layer of two members, and updates of Amina's that build on it, of every kind. */
const corpus = (): { layer: GatedLayer; updates: readonly Uint8Array[] } => {
  const layer = new GatedLayer()
  const A = annotationKey(AMINA)
  const setUp = (client: number, member: MemberId): Y.Doc => {
    const doc = docOf(client)
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(layer.doc))
    writeRecord(doc, annotationKey(member), annotationOf(member))
    writeRecord(doc, taggingKey(member, A), taggingOf(member, A))
    for (const text of ['one', 'two', 'three']) writeRecord(doc, commentKey(member), commentOf(member, A, null, text))
    layer.receive(Y.encodeStateAsUpdate(doc), { member })
    return doc
  }
  const first = setUp(3, AMINA)
  const other = setUp(5, BILAL)
  const late = docOf(7)
  Y.applyUpdate(late, Y.encodeStateAsUpdate(layer.doc))
  writeRecord(late, commentKey(AMINA), commentOf(AMINA, A, null, 'late'))
  layer.receive(Y.encodeStateAsUpdate(late), { member: AMINA })
  const made = (client: number, base: Y.Doc, act: (doc: Y.Doc) => void): Uint8Array => {
    const doc = new Y.Doc()
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(base))
    // Only now: Yjs gives a document another id that hears of its own.
    doc.clientID = client
    return updateOf(doc, () => {
      doc.transact(() => {
        act(doc)
      })
    })
  }
  const acts: readonly ((doc: Y.Doc) => void)[] = [
    (doc) => {
      writeRecord(doc, annotationKey(AMINA, 'n'), annotationOf(AMINA, 7, 17))
    },
    (doc) => {
      writeRecord(doc, taggingKey(AMINA, A), taggingOf(AMINA, A, LIBERAL))
    },
    (doc) => {
      writeRecord(doc, commentKey(AMINA), { ...commentOf(AMINA, A), body: bodyOf('edited'), editedAt: 2_000 })
    },
    (doc) => {
      deleteRecord(doc, commentKey(AMINA))
    },
    (doc) => {
      for (const text of ['four', 'five', 'six']) writeRecord(doc, commentKey(AMINA), commentOf(AMINA, A, null, text))
      writeRecord(doc, commentKey(AMINA, 'n'), commentOf(AMINA, A, commentKey(BILAL)))
    },
  ]
  const updates = acts.flatMap((act) => [
    made(3, layer.doc, act),
    made(11, layer.doc, act),
    // As from windows that have not heard of all yet.
    made(13, first, act),
    made(2, other, act),
  ])
  return { layer, updates: [...updates, Y.encodeStateAsUpdate(layer.doc), Y.encodeStateAsUpdate(late)] }
}

const mutate = (updates: readonly Uint8Array[], random: Random): Uint8Array => {
  const pick = (): Uint8Array => updates[Math.floor(random() * updates.length)] ?? new Uint8Array([0, 0])
  const below = (limit: number): number => Math.floor(random() * limit)
  let bytes = [...pick()]
  const times = 1 + below(3)
  for (let time = 0; time < times; time += 1) {
    const at = below(bytes.length)
    switch (below(7)) {
      case 0:
        bytes[at] = (bytes[at] ?? 0) ^ (1 << below(8))
        break
      case 1:
        bytes[at] = below(256)
        break
      case 2:
        bytes = bytes.slice(0, at)
        break
      case 3: {
        const other = [...pick()]
        bytes = [...bytes.slice(0, at), ...other.slice(below(other.length))]
        break
      }
      case 4:
        bytes.splice(at, below(6))
        break
      case 5:
        bytes.splice(at, 0, ...bytes.slice(at, at + below(12)))
        break
      default:
        bytes.splice(at, 1, 255, 255, 255, 255, below(128))
    }
  }
  return Uint8Array.from(bytes)
}

const ownedBy = (doc: Y.Doc, member: MemberId) =>
  new Map([...readRecords(doc)].filter(([key]) => parseRecordKey(key)?.owner === member))
