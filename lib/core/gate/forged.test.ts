import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import type { MemberId } from '../base'
import { taggingKey } from '../annotation'
import { deleteRecord, writeRecord } from '../layer'
import { AMINA, BILAL, annotationKey, annotationOf, commentKey, commentOf, taggingOf } from '../testing'
import { type ForgedStruct, type Forgery, forge } from './forge'
import { NEW_CLIENTS_PER_UPDATE, UPDATE_MAX_BYTES } from './limits'
import type { StructId } from './read-update'
import { GatedLayer, docOf, updateOf } from './testing'

const A = annotationKey(AMINA)
const B = annotationKey(BILAL)
const put = (key: string, value: unknown): ForgedStruct => ({ key, content: { kind: 'any', values: [value] } })
const mine = put(annotationKey(AMINA, 'new'), annotationOf(AMINA))
const after = (origin: StructId): ForgedStruct => ({ origin, content: { kind: 'any', values: [annotationOf(AMINA)] } })
const one = (struct: ForgedStruct, client = 9, clock = 0): Forgery => ({
  sections: [{ client, clock, structs: [struct] }],
})

/** Amina wrote A as client 1 and edited it, Bilal wrote B as client 2. */
const layerOfTwo = (): GatedLayer => {
  const layer = new GatedLayer()
  const write = (client: number, member: MemberId): void => {
    const doc = docOf(client)
    writeRecord(doc, annotationKey(member), annotationOf(member))
    writeRecord(doc, annotationKey(member), { ...annotationOf(member), editedAt: 2_000 })
    expect(layer.receive(Y.encodeStateAsUpdate(doc), { member })).toMatchObject({ ok: true })
  }
  write(1, AMINA)
  write(2, BILAL)
  return layer
}

/** What the gate says to Amina, and that it did nothing. */
const ruleFor = (update: Uint8Array, actor = {}, layer = layerOfTwo()): string => {
  const before = Y.encodeStateAsUpdate(layer.doc)
  const judged = layer.judge(update, actor)
  expect(Y.encodeStateAsUpdate(layer.doc)).toEqual(before)
  return judged.ok ? (judged.value.isEmpty ? 'empty' : 'passes') : judged.reason.rule
}

describe('gate: forged updates', () => {
  it('[GA18] passes an honest one in the same encoding, so that the refusals below mean something', () => {
    expect(ruleFor(forge(one(mine)))).toBe('passes')
    expect(ruleFor(forge(one(mine, 1, 2)))).toBe('passes')
  })

  const twice = [
    { client: 9, clock: 0, structs: [mine] },
    { client: 9, clock: 1, structs: [put(commentKey(AMINA), commentOf(AMINA, A))] },
  ]
  it.each<[string, Uint8Array]>([
    ['nothing at all', new Uint8Array()],
    ['random bytes', Uint8Array.from([0, 200, 17, 3, 255])],
    ['a cut one', forge(one(mine)).slice(0, -9)],
    ['one with something after its end', Uint8Array.from([...forge(one(mine)), 0])],
    ['one above the size limit', new Uint8Array(UPDATE_MAX_BYTES + 1)],
    ['thirty million structs in seven bytes', Uint8Array.from([1, 128, 195, 167, 14, 5, 0])],
    ['a client in two sections, of which Yjs would keep the last', forge({ sections: twice })],
    ['a section of nothing', forge({ sections: [{ client: 9, clock: 0, structs: [] }] })],
    ['a value of no length', forge(one({ ...mine, content: { kind: 'any', values: [] } }))],
    ['a delete of no length', forge({ deletes: [{ client: 1, ranges: [[1, 0]] }] })],
    [
      'deletes that overlap',
      forge({
        deletes: [
          {
            client: 1,
            ranges: [
              [0, 2],
              [1, 1],
            ],
          },
        ],
      }),
    ],
    [
      'a client with deletes twice',
      forge({
        deletes: [
          { client: 1, ranges: [[0, 1]] },
          { client: 1, ranges: [[1, 1]] },
        ],
      }),
    ],
    [
      'nesting that ends the stack',
      forge(one({ ...mine, content: { kind: 'other', ref: 8, bytes: [1, ...deepArray(400_000)] } })),
    ],
  ])('[GA1] refuses %s', (_name, update) => {
    expect(ruleFor(update)).toBe('GA1')
  })

  it('[GA1] refuses what takes too long to place', () => {
    // Each of these follows the first value of the key, and so conflicts with all of lower clients after it.
    const structs = Array.from({ length: 200 }, (): ForgedStruct => ({
      origin: { client: 1, clock: 0 },
      content: { kind: 'deleted', length: 1 },
    }))
    const sections = Array.from({ length: NEW_CLIENTS_PER_UPDATE }, (_, at) => ({ client: 20 + at, clock: 0, structs }))
    expect(ruleFor(forge({ sections }))).toBe('GA1')
  })

  it.each<[string, Uint8Array]>([
    ['of another member', forge(one(mine, 2, 2))],
    ['of more than 32 bits', forge(one(mine, 2 ** 40))],
  ])('[GA2] refuses a client id %s', (_name, update) => {
    expect(ruleFor(update)).toBe('GA2')
  })

  it('[GA2] refuses an id that has written and is bound to nobody', () => {
    const layer = layerOfTwo()
    layer.owners.clear()
    expect(ruleFor(forge(one(mine, 1, 2)), {}, layer)).toBe('GA2')
  })

  it('[GA2] tells new ids, and refuses too many', () => {
    const sections = Array.from({ length: NEW_CLIENTS_PER_UPDATE + 1 }, (_, index) => ({
      client: 100 + index,
      clock: 0,
      structs: [put(annotationKey(AMINA, `n${index}`), annotationOf(AMINA))],
    }))
    expect(layerOfTwo().judge(forge({ sections: sections.slice(1) }))).toMatchObject({
      ok: true,
      value: { newClients: sections.slice(1).map(({ client }) => client) },
    })
    expect(ruleFor(forge({ sections }))).toBe('GA2')
  })

  it.each<[string, Uint8Array]>([
    ['a gap', forge(one(mine, 1, 3))],
    ['a new client that does not begin at 0', forge(one(mine, 9, 1))],
    [
      'a skip',
      forge({ sections: [{ client: 9, clock: 0, structs: [{ content: { kind: 'skip', length: 4 } }, mine] }] }),
    ],
    [
      'a value after one that is not there',
      forge(one({ origin: { client: 1, clock: 7 }, content: { kind: 'any', values: [annotationOf(AMINA)] } })),
    ],
    [
      'a value after itself',
      forge(one({ origin: { client: 9, clock: 0 }, content: { kind: 'any', values: [annotationOf(AMINA)] } })),
    ],
    [
      'a circle',
      forge({
        sections: [
          {
            client: 9,
            clock: 0,
            structs: [{ origin: { client: 8, clock: 0 }, content: { kind: 'deleted', length: 1 } }],
          },
          {
            client: 8,
            clock: 0,
            structs: [{ origin: { client: 9, clock: 0 }, content: { kind: 'deleted', length: 1 } }],
          },
        ],
      }),
    ],
    ['a delete of a client that is not there', forge({ deletes: [{ client: 77, ranges: [[0, 1]] }] })],
    ['a delete of clocks to come', forge({ deletes: [{ client: 1, ranges: [[0, 3]] }] })],
    ['a delete of the future of another', forge({ deletes: [{ client: 2, ranges: [[2, 1_000_000]] }] })],
    [
      'what is there already, after a value that is not',
      forge({ sections: [{ client: 1, clock: 0, structs: [after({ client: 77, clock: 5 }), mine] }] }),
    ],
    [
      'what is there already, after a value of its own that never was',
      forge(one(after({ client: 1, clock: 900 }), 1, 1)),
    ],
    ['what another wrote, after a value that is not there', forge(one(after({ client: 1, clock: 900 }), 2, 0))],
    [
      'an overlap that changes the key',
      forge(one({ key: annotationKey(AMINA, 'x'), content: { kind: 'deleted', length: 3 } }, 1, 0)),
    ],
  ])('[GA3] refuses %s', (_name, update) => {
    expect(ruleFor(update)).toBe('GA3')
  })

  it.each<[string, Uint8Array]>([
    ['another root', forge(one({ ...mine, root: 'other' }))],
    ['another root, in what is there already', forge(one({ ...mine, root: 'other' }, 1, 0))],
    ['a list', forge(one({ content: { kind: 'any', values: [annotationOf(AMINA)] } }))],
    ['a parent that is no root', forge(one({ ...mine, parent: { client: 1, clock: 0 } }))],
    ['a right neighbour', forge(one({ ...mine, rightOrigin: { client: 1, clock: 0 } }))],
    [
      'two values at once',
      forge(one({ ...mine, content: { kind: 'any', values: [annotationOf(AMINA), annotationOf(AMINA)] } })),
    ],
    ['collected garbage', forge(one({ content: { kind: 'gc', length: 1_000_000 } }))],
    ['a shared type', forge(one({ ...mine, content: { kind: 'other', ref: 7, bytes: [1] } }))],
    ['text', forge(one({ ...mine, content: { kind: 'other', ref: 4, bytes: [1, 65] } }))],
    ['bytes', forge(one(put(A, Uint8Array.from([1]))))],
    ['undefined', forge(one(put(A, { ...annotationOf(AMINA), editedAt: undefined })))],
    ['a number that JSON has not', forge(one(put(A, { ...annotationOf(AMINA), at: Number.NaN })))],
    ['a bigint', forge(one(put(A, { ...annotationOf(AMINA), at: 5n })))],
    ['nesting deeper than any record', forge(one(put(A, { ...annotationOf(AMINA), anchor: nested(40) })))],
    [
      'a record that hides in a prototype',
      forge(one(put(A, JSON.parse(`{"__proto__":${JSON.stringify(annotationOf(AMINA))}}`)))),
    ],
  ])('[GA4] refuses %s', (_name, update) => {
    expect(ruleFor(update)).toBe('GA4')
  })

  const overB = { origin: { client: 2, clock: 1 } }
  it.each<[string, Uint8Array]>([
    ['a new record', forge(one(put(annotationKey(BILAL, 'new'), annotationOf(BILAL))))],
    ['a rewrite', forge(one({ ...overB, content: { kind: 'any', values: [annotationOf(BILAL)] } }))],
    [
      'a rewrite of what is long replaced',
      forge(one({ origin: { client: 2, clock: 0 }, content: { kind: 'any', values: [annotationOf(BILAL)] } })),
    ],
    ['a delete that looks like a value', forge(one({ ...overB, content: { kind: 'deleted', length: 1 } }))],
    ['a first write at the same time', forge(one(put(B, annotationOf(BILAL))))],
    ['a key that is none', forge(one(put('annotation/amina', annotationOf(AMINA))))],
    ['a key of no kind', forge(one(put('grade/amina/x', annotationOf(AMINA))))],
  ])('[GA5] refuses under a key that is not the actor’s: %s', (_name, update) => {
    expect(ruleFor(update)).toBe('GA5')
    expect(ruleFor(update, { moderates: true })).toBe('GA5')
  })

  it.each<[string, Uint8Array]>([
    ['another', forge(one(put(A, annotationOf(BILAL))))],
    ['nobody', forge(one(put(A, 'hello')))],
    [
      'another, in a value that is deleted',
      forge({
        ...one({ key: commentKey(AMINA), content: { kind: 'any', values: [commentOf(BILAL, A)] } }),
        deletes: [{ client: 9, ranges: [[0, 1]] }],
      }),
    ],
  ])('[GA6] refuses a record whose author is %s', (_name, update) => {
    expect(ruleFor(update)).toBe('GA6')
  })

  it('[GA14] lets nobody but moderators delete what another wrote', () => {
    const update = forge({ deletes: [{ client: 2, ranges: [[0, 2]] }] })
    expect(ruleFor(update)).toBe('GA14')
    expect(layerOfTwo().receive(update, { moderates: true })).toMatchObject({
      ok: true,
      value: { changes: [{ kind: 'delete', key: B }] },
    })
  })

  it('[GA17] passes what is there already as empty, whoever sends it and whatever it says now', () => {
    const layer = layerOfTwo()
    expect(ruleFor(Y.encodeStateAsUpdate(layer.doc), { canWrite: false }, layer)).toBe('empty')
    expect(ruleFor(forge({}))).toBe('empty')
    expect(ruleFor(forge(one(put(A, annotationOf(BILAL)), 2, 0)))).toBe('empty')
    expect(ruleFor(forge({ deletes: [{ client: 2, ranges: [[0, 1]] }] }))).toBe('empty')
  })

  it('[GA18] tells which of two values stands that one client wrote as if it knew of neither', () => {
    const [first, second] = [annotationOf(AMINA, 0, 6), annotationOf(AMINA, 0, 12)]
    const key = annotationKey(AMINA, 'new')
    const twice = { client: 9, clock: 0, structs: [put(key, first), put(key, second)] }
    // Yjs puts the second before the first. `receive` throws where it does anything else than was said.
    expect(layerOfTwo().receive(forge({ sections: [twice] }))).toMatchObject({
      ok: true,
      value: { changes: [{ kind: 'put', key, record: first }] },
    })
  })

  it('[GA16] changes nothing for who may not write, but lets a moderator delete', () => {
    const doc = docOf(9)
    const layer = layerOfTwo()
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(layer.doc))
    const late = updateOf(doc, () => {
      writeRecord(doc, taggingKey(AMINA, A), taggingOf(AMINA, A))
    })
    expect(layer.judge(late, { canWrite: false })).toMatchObject({
      ok: false,
      reason: { rule: 'GA16', sentence: 'This round is closed. You can read it; nobody can add to it.' },
    })
    const own = updateOf(doc, () => {
      deleteRecord(doc, A)
    })
    expect(ruleFor(own, { canWrite: false, moderates: true })).toBe('GA16')
    const other = forge({ deletes: [{ client: 1, ranges: [[1, 1]] }] })
    expect(ruleFor(other, { canWrite: false, moderates: true })).toBe('GA16')
    expect(ruleFor(other, { member: BILAL, canWrite: false, moderates: true })).toBe('passes')
  })
})

/** The bytes of arrays in arrays. */
function deepArray(depth: number): number[] {
  return [...Array.from({ length: depth * 2 }, (_, index) => (index % 2 === 0 ? 117 : 1)), 126]
}

function nested(depth: number): unknown {
  return depth === 0 ? 1 : [nested(depth - 1)]
}
