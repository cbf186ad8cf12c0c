import * as Y from 'yjs'
import type { LayerId } from '../../core/base'
import { type LayerRecord, type RecordKey, bodyOf, recordKey } from '../../core/annotation'
import type { ForgedStruct } from '../../core/gate/testing'
import { readRecords } from '../../core/layer'
import { recordsOfRows } from '../../core/projection'
import type { PrismaClient } from '../store/generated/client'
import { rowsOfLayers } from '../store/records'
import { KINDS, type RawSocket, STEPS, authTo, openRaw, syncTo } from './socket-testing'
import {
  type TestLayer,
  type TestMember,
  type TestSeminar,
  type TestWindow,
  annotationOf,
  commentOf,
  openWindow,
  taggingOf,
  until,
  write,
} from './testing'

/** A layer with notes of two members and somebody who watches it, for tests that attack it. */
export interface Scene {
  readonly seminar: TestSeminar
  readonly layer: LayerId
  readonly url: string
  /** Ben, whose window is open all the time. */
  readonly witness: TestLayer
  /** An annotation of Ada's, with Ben's verdict on it. */
  readonly adas: RecordKey
  /** An annotation of Ben's, with a comment of his. */
  readonly bens: RecordKey
  readonly bensComment: RecordKey
  /** A local id that nobody has used. */
  readonly local: () => string
  close(): void
}

let count = 0

/** Sets a scene in the first group's layer. */
export const openScene = async (url: string, seminar: TestSeminar): Promise<Scene> => {
  const windows: TestWindow[] = []
  const layer = seminar.layers.one
  const open = async ({ cookie }: TestMember): Promise<TestLayer> => {
    const window = openWindow(url, cookie)
    windows.push(window)
    const opened = window.open(layer)
    await opened.synced()
    return opened
  }
  const local = (): string => `h${(count += 1)}`
  const ada = await open(seminar.ada)
  const witness = await open(seminar.ben)
  const [adas, adasRecord] = annotationOf(seminar, seminar.ada.id, local())
  write(ada.document, [adas, adasRecord])
  // Edited, so that there is something under the key that is long replaced.
  write(ada.document, [adas, { ...adasRecord, editedAt: Date.now() }])
  await ada.saved()
  await until('the witness sees it', () => witness.records().has(adas))
  const [bens, bensRecord] = annotationOf(seminar, seminar.ben.id, local())
  const [bensComment, words] = commentOf(seminar.ben.id, local(), bens, 'What Ben said')
  for (const note of [
    [bens, bensRecord],
    [bensComment, words],
  ] as const)
    write(witness.document, note)
  write(witness.document, taggingOf(seminar.ben.id, adas, seminar.tag))
  await witness.saved()
  return {
    seminar,
    layer,
    url,
    witness,
    adas,
    bens,
    bensComment,
    local,
    close: () => {
      windows.forEach((window) => {
        window.close()
      })
    },
  }
}

/** All that a layer is in the database. */
const stored = async (db: PrismaClient, layer: LayerId) => {
  const where = { layerId: layer }
  return {
    rows: await rowsOfLayers(db, [layer]),
    updates: await db.layerUpdate.findMany({ where, orderBy: { id: 'asc' }, select: { id: true } }),
    clients: await db.layerClient.findMany({ where, orderBy: { clientId: 'asc' } }),
  }
}

/** What must hold after an attack, whatever it was. Throws, or answers what differs. */
export const afterAttack = async (
  db: PrismaClient,
  { witness, seminar, layer, local }: Scene,
  strike: () => Promise<void>,
): Promise<{ readonly changed: readonly string[] }> => {
  const seen = witness.records()
  const before = await stored(db, layer)
  await strike()
  const after = await stored(db, layer)
  // The server lives: an honest note is acknowledged, and it is all that the witness sees anew.
  const [key, record] = annotationOf(seminar, seminar.ben.id, local())
  write(witness.document, [key, record])
  await witness.saved()
  const changed: string[] = []
  const compare = (what: string, a: unknown, b: unknown): void => {
    if (JSON.stringify(a, plain) !== JSON.stringify(b, plain)) changed.push(what)
  }
  compare('rows', before.rows, after.rows)
  compare('journal', before.updates, after.updates)
  compare('client ids', before.clients, after.clients)
  compare('what the witness sees', sorted([...seen, [key, record]]), sorted(witness.records()))
  compare('rows and layer', sorted(recordsOfRows(await rowsOfLayers(db, [layer]))), sorted(witness.records()))
  compare('pending', [null, null], [witness.document.store.pendingStructs, witness.document.store.pendingDs])
  compare('notices to the witness', [], witness.notices)
  return { changed }
}

const plain = (_key: string, value: unknown): unknown => (typeof value === 'bigint' ? String(value) : value)

const sorted = (records: Iterable<readonly [RecordKey, LayerRecord]>) =>
  [...records].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([key, record]) => [key, Object.entries(record).toSorted()])

/** A member with a raw socket in the layer, who knows all that is in it. */
export interface Attacker {
  readonly raw: RawSocket
  readonly doc: Y.Doc
  /** Sends an update; the rule that it is refused by, `acknowledged`, or the code that the socket is closed with. */
  readonly strike: (update: Uint8Array, step?: number, kind?: number) => Promise<string>
  /** The client id under which a key's value stands. */
  readonly clientOf: (key: string) => number
  /** The clock after the last value of a client id. */
  readonly endOf: (client: number) => number
  /** A client id that nobody has used. */
  readonly fresh: () => number
}

/** Opens the layer of a scene as `member`. */
export const openAttacker = async ({ url, layer }: Scene, member: TestMember): Promise<Attacker> => {
  const raw = await openRaw(url, layer, member.cookie)
  raw.send(authTo(layer))
  raw.send(syncTo(layer, STEPS.one, Uint8Array.of(0)))
  const state = () => raw.heard.find(({ kind, step }) => kind === KINDS.sync && step === STEPS.two)
  await until('the state of the layer', () => state() !== undefined || raw.code() !== undefined)
  const doc = new Y.Doc()
  Y.applyUpdate(doc, state()?.bytes ?? new Uint8Array([0, 0]))
  return {
    raw,
    doc,
    strike: async (update, step = STEPS.update, kind = KINDS.sync) => {
      const from = raw.heard.length
      raw.send(syncTo(layer, step, update, kind))
      const answers = () => raw.heard.slice(from)
      await until(
        'an answer',
        () =>
          raw.code() !== undefined ||
          answers().some((heard) => heard.kind === KINDS.syncStatus || heard.kind === KINDS.close),
      )
      const notice = answers().find((heard) => heard.kind === KINDS.stateless)?.text
      if (notice !== undefined) return /"rule":"(\w+)"/.exec(notice)?.[1] ?? notice
      const status = answers().find((heard) => heard.kind === KINDS.syncStatus)
      return status === undefined ? `closed ${raw.code() ?? ''}` : status.step === 1 ? 'acknowledged' : 'not applied'
    },
    clientOf: (key) => doc.getMap('records')._map.get(key)?.id.client ?? -1,
    endOf: (client) => Y.getState(doc.store, client),
    fresh: () => 3_000_000_000 + (count += 1),
  }
}

/** One value under a key, as a client writes it that has seen nothing there. */
export const put = (key: string, value: unknown): ForgedStruct => ({ key, content: { kind: 'any', values: [value] } })

/** A note of Ada's that would be taken. */
export const noteOfAda = ({ seminar, local }: Scene): readonly [RecordKey, LayerRecord] =>
  annotationOf(seminar, seminar.ada.id, local())

/** A comment of Ada's with these members in place of its own. */
export const commentOfAda = (
  { seminar, local, adas }: Scene,
  change: Readonly<Record<string, unknown>> = {},
): readonly [RecordKey, unknown] => {
  const [key, record] = commentOf(seminar.ada.id, local(), adas, 'What Ada said')
  return [key, { ...record, ...change }]
}

/** An annotation of Ada's with these members in its anchor in place of its own. */
export const movedNote = (scene: Scene, change: Readonly<Record<string, unknown>>): readonly [RecordKey, unknown] => {
  const [key, record] = noteOfAda(scene)
  return [key, { ...record, ...(record.kind === 'annotation' ? { anchor: { ...record.anchor, ...change } } : {}) }]
}

/** A key of a kind that there is not. */
export const keyOfAda = ({ seminar, local }: Scene): RecordKey => recordKey('comment', seminar.ada.id, local())

export const bodyWithLink = (href: string): unknown => ({
  ...bodyOf('x'),
  content: [
    { type: 'paragraph', content: [{ type: 'text', text: 'here', marks: [{ type: 'link', attrs: { href } }] }] },
  ],
})

/** True when both documents hold the same records. */
export const sameRecords = (a: Y.Doc, b: Y.Doc): boolean =>
  JSON.stringify(sorted(readRecords(a))) === JSON.stringify(sorted(readRecords(b)))
