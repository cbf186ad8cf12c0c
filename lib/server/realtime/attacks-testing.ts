import * as Y from 'yjs'
import { bodyOf, recordKey, taggingKey } from '../../core/annotation'
import { type ForgedStruct, type Forgery, forge } from '../../core/gate/testing'
import {
  type Attacker,
  type Scene,
  bodyWithLink,
  commentOfAda,
  keyOfAda,
  movedNote,
  noteOfAda,
  put,
} from './hostile-testing'

/** An update that an attacker sends; Ada is the attacker unless it says otherwise. */
export interface Attack {
  readonly name: string
  /** The rule by which it is refused, or what else becomes of it. */
  readonly rule: string
  readonly update: (attacker: Attacker, scene: Scene) => Uint8Array
  readonly by?: 'teacher'
}

/** An update of one struct. */
export const one = (struct: ForgedStruct, client: number, clock = 0): Uint8Array =>
  forge({ sections: [{ client, clock, structs: [struct] }] })
/** One value of Ada's under a new client id. */
const write = (entry: (scene: Scene) => readonly [string, unknown]): Attack['update'] => {
  return (attacker, at) => one(put(...entry(at)), attacker.fresh())
}
/** A value written after the one that stands under `key`. */
const over = ({ doc }: Attacker, key: string, content: ForgedStruct['content']): ForgedStruct => {
  const id = doc.getMap('records')._map.get(key)?.lastId
  if (id === undefined) throw new Error('nothing there')
  return { origin: { client: id.client, clock: id.clock }, content }
}
/** One value. */
export const any = (value: unknown): ForgedStruct['content'] => ({ kind: 'any', values: [value] })
const idOf = ({ doc }: Attacker, key: string): { client: number; clock: number } => {
  const id = doc.getMap('records')._map.get(key)?.id
  if (id === undefined) throw new Error('nothing there')
  return { client: id.client, clock: id.clock }
}
const deletes = (client: number, clock: number, length: number): Forgery => ({
  deletes: [{ client, ranges: [[clock, length]] }],
})
const nested = (depth: number): number[] => [
  ...Array.from({ length: depth * 2 }, (_, index) => (index % 2 === 0 ? 117 : 1)),
  126,
]
const content =
  (ref: number, bytes: readonly number[]): Attack['update'] =>
  (attacker, at) =>
    one({ key: keyOfAda(at), content: { kind: 'other', ref, bytes } }, attacker.fresh())

/** What is another's. */
export const others: readonly Attack[] = [
  {
    name: 'rewrites another’s note',
    rule: 'GA5',
    update: (attacker, at) => one(over(attacker, at.bens, any({ stolen: true })), attacker.fresh()),
  },
  {
    name: 'writes another’s note as if it had not seen it',
    rule: 'GA5',
    update: (attacker, at) => one(put(at.bens, noteOfAda(at)[1]), attacker.fresh()),
  },
  {
    name: 'rewrites another’s note as a moderator',
    rule: 'GA5',
    by: 'teacher',
    update: (attacker, at) => one(over(attacker, at.bensComment, any({ stolen: true })), attacker.fresh()),
  },
  {
    name: 'hides another’s note behind a forgotten value',
    rule: 'GA5',
    update: (attacker, at) => one(over(attacker, at.bens, { kind: 'deleted', length: 1 }), attacker.fresh()),
  },
  {
    name: 'writes a new note under another’s name',
    rule: 'GA5',
    update: write((at) => [recordKey('annotation', at.seminar.ben.id, at.local()), noteOfAda(at)[1]]),
  },
  {
    name: 'writes under a key of no kind',
    rule: 'GA5',
    update: write((at) => [`grade/${at.seminar.ada.id}/x`, 10]),
  },
  {
    name: 'names another author',
    rule: 'GA6',
    update: write((at) => [commentOfAda(at)[0], commentOfAda(at, { author: at.seminar.ben.id })[1]]),
  },
  {
    name: 'names another author as a moderator',
    rule: 'GA6',
    by: 'teacher',
    update: (attacker, at) =>
      one(put(recordKey('comment', at.seminar.teacher.id, at.local()), commentOfAda(at)[1]), attacker.fresh()),
  },
  {
    name: 'deletes another’s note',
    rule: 'GA14',
    update: (attacker, at) => {
      const { client, clock } = idOf(attacker, at.bensComment)
      return forge(deletes(client, clock, 1))
    },
  },
  {
    name: 'deletes everything there is, by a state that has it deleted',
    rule: 'GA14',
    update: ({ doc }) => {
      const copy = new Y.Doc()
      Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc))
      copy.getMap('records').clear()
      return Y.encodeStateAsUpdate(copy)
    },
  },
  {
    name: 'deletes its own note from under another’s verdict',
    rule: 'GA15',
    update: (attacker, at) => {
      const { client, clock } = idOf(attacker, at.adas)
      return forge(deletes(client, clock, 1))
    },
  },
]

/** Client ids and clocks. */
export const ids: readonly Attack[] = [
  {
    name: 'goes on under another’s client id',
    rule: 'GA2',
    update: (attacker, at) => {
      const client = attacker.clientOf(at.bens)
      return one(put(...noteOfAda(at)), client, attacker.endOf(client))
    },
  },
  {
    name: 'brings seventeen client ids at once',
    rule: 'GA2',
    update: (attacker, at) =>
      forge({
        sections: Array.from({ length: 17 }, () => ({
          client: attacker.fresh(),
          clock: 0,
          structs: [put(...noteOfAda(at))],
        })),
      }),
  },
  {
    name: 'brings a client id of more than 32 bits',
    rule: 'GA2',
    update: (_attacker, at) => one(put(...noteOfAda(at)), 2 ** 40),
  },
  {
    name: 'leaves a gap',
    rule: 'GA3',
    update: (attacker, at) => one(put(...noteOfAda(at)), attacker.fresh(), 1),
  },
  {
    name: 'skips clocks',
    rule: 'GA3',
    update: (attacker, at) =>
      forge({
        sections: [
          {
            client: attacker.fresh(),
            clock: 0,
            structs: [{ content: { kind: 'skip', length: 4 } }, put(...noteOfAda(at))],
          },
        ],
      }),
  },
  {
    name: 'burns the clocks to come of another with collected garbage',
    rule: 'GA4',
    update: (attacker, at) => {
      const client = attacker.clientOf(at.bens)
      return one({ content: { kind: 'gc', length: 1_000_000 } }, client, attacker.endOf(client))
    },
  },
  {
    name: 'deletes what another has not written yet',
    rule: 'GA3',
    update: (attacker, at) => {
      const client = attacker.clientOf(at.bens)
      return forge(deletes(client, attacker.endOf(client), 1_000_000))
    },
  },
  {
    name: 'deletes of a client that there is not',
    rule: 'GA3',
    update: (attacker) => forge(deletes(attacker.fresh(), 0, 1)),
  },
  {
    name: 'sends what is there already after a value of its own that never was, to break every later opening',
    rule: 'GA3',
    update: (attacker, at) => {
      const client = attacker.clientOf(at.adas)
      const lie: ForgedStruct = { origin: { client, clock: 900_000 }, content: any(1) }
      return forge({ sections: [{ client, clock: attacker.endOf(client) - 1, structs: [lie, put(...noteOfAda(at))] }] })
    },
  },
  {
    name: 'sends what is there already after a value that is not, to leave the rest pending',
    rule: 'GA3',
    update: (attacker, at) => {
      const client = attacker.clientOf(at.adas)
      const lie: ForgedStruct = { origin: { client: attacker.fresh(), clock: 5 }, content: any(1) }
      return forge({ sections: [{ client, clock: attacker.endOf(client) - 1, structs: [lie, put(...noteOfAda(at))] }] })
    },
  },
  {
    name: 'sends two clients that wait for each other',
    rule: 'GA3',
    update: (attacker) => {
      const [a, b] = [attacker.fresh(), attacker.fresh()]
      const after = (client: number): ForgedStruct => ({
        origin: { client, clock: 0 },
        content: { kind: 'deleted', length: 1 },
      })
      return forge({
        sections: [
          { client: a, clock: 0, structs: [after(b)] },
          { client: b, clock: 0, structs: [after(a)] },
        ],
      })
    },
  },
]

/** Bytes and contents. */
export const encodings: readonly Attack[] = [
  { name: 'sends nothing', rule: 'GA1', update: () => new Uint8Array() },
  {
    name: 'sends thirty million structs in seven bytes',
    rule: 'GA1',
    update: () => Uint8Array.of(1, 128, 195, 167, 14, 5, 0),
  },
  { name: 'sends a number without end', rule: 'GA1', update: () => new Uint8Array(2_000).fill(255) },
  { name: 'sends the half of an update', rule: 'GA1', update: (...at) => write(noteOfAda)(...at).slice(0, -40) },
  {
    name: 'sends more after the end',
    rule: 'GA1',
    update: (...at) => Uint8Array.from([...write(noteOfAda)(...at), 1, 2, 3]),
  },
  { name: 'sends the other encoding', rule: 'GA1', update: ({ doc }) => Y.encodeStateAsUpdateV2(doc) },
  {
    name: 'sends an update of two megabytes and a byte',
    rule: 'GA1',
    update: () => new Uint8Array(2 * 1024 * 1024 + 1),
  },
  { name: 'nests 500,000 deep', rule: 'GA1', update: content(8, [1, ...nested(500_000)]) },
  { name: 'nests 5,000 deep', rule: 'GA4', update: content(8, [1, ...nested(5_000)]) },
  { name: 'writes text', rule: 'GA4', update: content(4, [1, 65]) },
  { name: 'writes a shared map', rule: 'GA4', update: content(7, [1]) },
  { name: 'writes a document in the document', rule: 'GA4', update: content(9, [1, 65, 118, 0]) },
  { name: 'writes JSON in the old way', rule: 'GA4', update: content(2, [1, 4, 110, 117, 108, 108]) },
  { name: 'writes bytes', rule: 'GA4', update: content(3, [1, 65]) },
  {
    name: 'writes into another root',
    rule: 'GA4',
    update: (attacker, at) => one({ ...put(...noteOfAda(at)), root: 'config' }, attacker.fresh()),
  },
  {
    name: 'hides a record in a prototype',
    rule: 'GA4',
    update: write((at) => [keyOfAda(at), JSON.parse(`{"__proto__":${JSON.stringify(commentOfAda(at)[1])}}`)]),
  },
]

/** Records that are well formed as an update. */
export const records: readonly Attack[] = [
  { name: 'adds a grade', rule: 'GA7', update: write((at) => commentOfAda(at, { grade: 1 })) },
  {
    name: 'links to a script',
    rule: 'GA7',
    update: write((at) => commentOfAda(at, { body: bodyWithLink('javascript:alert(1)') })),
  },
  {
    name: 'writes a record of 300 kB',
    rule: 'GA8',
    update: write((at) => commentOfAda(at, { body: bodyOf('x'.repeat(300_000)) })),
  },
  {
    name: 'comments on nothing',
    rule: 'GA9',
    update: write((at) => commentOfAda(at, { annotation: noteOfAda(at)[0] })),
  },
  { name: 'answers nothing', rule: 'GA9', update: write((at) => commentOfAda(at, { parent: keyOfAda(at) })) },
  {
    name: 'answers a comment of another thread',
    rule: 'GA9',
    update: write((at) => commentOfAda(at, { parent: at.bensComment })),
  },
  {
    name: 'gives a tag outside the codebook',
    rule: 'GA10',
    update: write((at) => [
      taggingKey(at.seminar.ada.id, at.bens),
      { v: 1, kind: 'tagging', author: at.seminar.ada.id, at: Date.now(), annotation: at.bens, tag: 'marxist' },
    ]),
  },
  {
    name: 'marks a passage outside the text',
    rule: 'GA11',
    update: write((at) => movedNote(at, { start: 900_000, end: 900_006 })),
  },
  { name: 'quotes what is not there', rule: 'GA11', update: write((at) => movedNote(at, { exact: 'Sthtes' })) },
  { name: 'marks another version', rule: 'GA11', update: write((at) => movedNote(at, { version: 'v0' })) },
  { name: 'dates a note ahead', rule: 'GA13', update: write((at) => commentOfAda(at, { at: Date.now() + 3_600_000 })) },
  {
    name: 'writes what no database keeps',
    rule: 'GA19',
    update: write((at) => commentOfAda(at, { body: bodyOf('a\u0000b') })),
  },
]
