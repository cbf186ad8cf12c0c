import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { type MemberId, type Random, memberId, seededRandom } from '../base'
import {
  type Annotation,
  type LayerRecord,
  type RecordKey,
  bodyOf,
  parseRecordKey,
  reactionKey,
  taggingKey,
} from '../annotation'
import { deleteRecord, readRecord, readRecords, recordsMap, writeRecord } from '../layer'
import {
  LIBERAL,
  REALIST,
  SAMPLE_TEXT,
  annotationKey,
  annotationOf,
  commentKey,
  commentOf,
  reactionOf,
  taggingOf,
} from '../testing'
import { GatedLayer } from './testing'

const SEEDS = 40
/** Seeds that once failed; they run first. */
const KEPT: readonly number[] = []
const STEPS = 120
const CLIENT_SPACE = 4_000_000_000

/** Whole characters of the sample, so that no passage cuts one in two. */
const PLACES = Array.from(SAMPLE_TEXT).reduce<number[]>(
  (places, character) => [...places, (places.at(-1) ?? 0) + character.length],
  [0],
)

/** One browser window: a replica, its undo manager, and the two directions of its socket. */
class Window {
  doc: Y.Doc
  undo: Y.UndoManager
  isOnline = true
  outbox: Uint8Array[] = []
  inbox: Uint8Array[] = []
  readonly member: MemberId
  readonly moderates: boolean

  constructor(member: MemberId, moderates: boolean, random: Random) {
    this.member = member
    this.moderates = moderates
    this.doc = new Y.Doc()
    this.undo = this.attach(random)
  }

  /** As after a reload with the copy that the device kept: same content, new client id. */
  reload(random: Random): void {
    const kept = Y.encodeStateAsUpdate(this.doc)
    this.doc = new Y.Doc()
    Y.applyUpdate(this.doc, kept, 'device')
    this.isOnline = false
    this.outbox = []
    this.inbox = []
    this.undo = this.attach(random)
  }

  private attach(random: Random): Y.UndoManager {
    this.doc.clientID = Math.floor(random() * CLIENT_SPACE)
    this.doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin !== 'server' && origin !== 'device' && this.isOnline) this.outbox.push(update)
    })
    return new Y.UndoManager(recordsMap(this.doc), { trackedOrigins: new Set(['mine']), captureTimeout: 0 })
  }
}

describe('honest members', () => {
  it('[GA17] [GA18] all pass, and converge', () => {
    for (const seed of [...KEPT, ...Array.from({ length: SEEDS }, (_, at) => at + 1)]) run(seed)
  })
})

const run = (seed: number): void => {
  const random = seededRandom(seed)
  const pick = <Item>(items: readonly Item[]): Item | undefined => items[Math.floor(random() * items.length)]
  let server = new GatedLayer()
  const journal: Uint8Array[] = []
  const log: string[] = []
  const windows = [
    new Window(memberId('amina'), false, random),
    new Window(memberId('amina'), false, random),
    new Window(memberId('bilal'), false, random),
    new Window(memberId('bilal'), false, random),
    new Window(memberId('qureshi'), true, random),
  ]
  const toServer = (window: Window, update: Uint8Array): void => {
    const judged = server.receive(update, { member: window.member, moderates: window.moderates })
    if (!judged.ok) throw new Error(`seed ${seed}: ${judged.reason.rule} for ${window.member}\n${log.join('\n')}`)
    if (judged.value.isEmpty) return
    journal.push(update)
    for (const other of windows) if (other !== window && other.isOnline) other.inbox.push(update)
  }
  /** A new process, that knows what was stored: the updates and the client ids. */
  const restart = (): void => {
    const next = new GatedLayer()
    for (const update of journal) Y.applyUpdate(next.doc, update)
    expect(readRecords(next.doc), `seed ${seed}`).toEqual(readRecords(server.doc))
    for (const [client, member] of server.owners) next.owners.set(client, member)
    for (const [key, record] of server.told) next.told.set(key, record)
    server = next
  }
  const cut = (window: Window): void => {
    window.isOnline = false
    window.inbox = []
  }
  const connect = (window: Window): void => {
    window.isOnline = true
    const vector = Y.encodeStateVector(server.doc)
    const late = window.outbox.splice(0)
    // What was under way when the line broke may still arrive, before or after the state vector was taken.
    if (random() < 0.5) for (const update of late) toServer(window, update)
    toServer(window, Y.encodeStateAsUpdate(window.doc, vector))
    window.inbox = []
    Y.applyUpdate(window.doc, Y.encodeStateAsUpdate(server.doc, Y.encodeStateVector(window.doc)), 'server')
  }
  let count = 0
  const act = (window: Window): string => {
    const { doc, member } = window
    const records = readRecords(doc)
    const keys = [...records.keys()]
    const mine = keys.filter((key) => parseRecordKey(key)?.owner === member)
    const kind = (list: readonly RecordKey[], wanted: string) => list.filter((key) => key.startsWith(`${wanted}/`))
    const annotation = pick(kind(keys, 'annotation'))
    // What others may build on at once is not undone here: that race has its own test (GA9, GA15).
    const put = (key: RecordKey, record: LayerRecord, origin = 'mine'): void => {
      doc.transact(() => {
        writeRecord(doc, key, record)
      }, origin)
    }
    const take = (key: RecordKey, origin = 'mine'): void => {
      doc.transact(() => {
        deleteRecord(doc, key)
      }, origin)
    }
    count += 1
    const choice = Math.floor(random() * 11)
    if (annotation === undefined || choice === 0) {
      const [start, end] = range(random)
      put(annotationKey(member, `a${count}`), annotationOf(member, start, end, count), 'kept')
      return 'annotate'
    }
    const verdict = taggingKey(member, annotation)
    switch (choice) {
      case 1:
      case 2: {
        put(verdict, taggingOf(member, annotation, random() < 0.5 ? LIBERAL : REALIST, count))
        return `tag ${annotation}`
      }
      case 3:
        take(verdict)
        return `untag ${annotation}`
      case 4: {
        const own = pick(kind(mine, 'annotation'))
        const record = own === undefined ? undefined : readRecord(doc, own)
        if (own === undefined || record?.kind !== 'annotation') return 'nothing'
        const [start, end] = range(random)
        const resized: Annotation = { ...annotationOf(member, start, end, record.at), editedAt: count }
        put(own, random() < 0.7 ? resized : { ...record, removedAt: count })
        return `resize ${own}`
      }
      case 5: {
        const parent = pick(
          kind(keys, 'comment').filter((key) => {
            const comment = records.get(key)
            return comment?.kind === 'comment' && comment.annotation === annotation && comment.parent === null
          }),
        )
        const text = `words ${count}`
        put(commentKey(member, `c${count}`), commentOf(member, annotation, parent ?? null, text, count), 'kept')
        return `comment ${annotation}`
      }
      case 6: {
        const own = pick(kind(mine, 'comment'))
        const record = own === undefined ? undefined : readRecord(doc, own)
        if (own === undefined || record?.kind !== 'comment' || record.body === null) return 'nothing'
        put(own, { ...record, body: bodyOf(`edited ${count}`), editedAt: count })
        return `edit ${own}`
      }
      case 10: {
        const reaction = random() < 0.5 ? 'agree' : random() < 0.5 ? 'resolved' : 'reopened'
        const key = reactionKey(member, annotation, reaction)
        if (records.has(key) && reaction === 'agree') take(key)
        else put(key, reactionOf(member, annotation, null, reaction, count))
        return `${reaction} ${annotation}`
      }
      case 7:
        window.undo.undo()
        return 'undo'
      case 8:
        window.undo.redo()
        return 'redo'
      default: {
        if (!window.moderates) return 'nothing'
        const target = pick(
          keys.filter((key) => {
            const record = records.get(key)
            return record?.kind === 'tagging' || (record?.kind === 'comment' && record.parent !== null)
          }),
        )
        if (target !== undefined) take(target, 'moderation')
        return `moderate ${target ?? ''}`
      }
    }
  }
  for (let step = 0; step < STEPS; step += 1) {
    const at = Math.floor(random() * windows.length)
    const window = windows[at]
    if (window === undefined) continue
    const dice = random()
    if (dice < 0.5) log.push(`${at} ${act(window)}`)
    else if (dice < 0.7) {
      const update = window.outbox.shift()
      if (update !== undefined) toServer(window, update)
      if (update !== undefined && random() < 0.1) toServer(window, update)
    } else if (dice < 0.88) {
      // In any order: what comes before what it builds on waits in the window.
      const [update] = window.inbox.splice(Math.floor(random() * window.inbox.length), 1)
      if (update !== undefined) Y.applyUpdate(window.doc, update, 'server')
    } else if (dice < 0.91) {
      cut(window)
      log.push(`${at} offline`)
    } else if (dice < 0.92) {
      const gone = windows.filter(() => random() < 0.5)
      gone.forEach(cut)
      log.push(`partition of ${gone.length}`)
    } else if (dice < 0.925) {
      restart()
      windows.forEach(cut)
      log.push('restart')
    } else if (dice < 0.94) {
      window.reload(random)
      log.push(`${at} reload`)
    } else {
      log.push(`${at} connect`)
      connect(window)
    }
  }
  for (const window of [...windows, ...windows]) connect(window)
  restart()
  const truth = readRecords(server.doc)
  expect(server.told, `seed ${seed}`).toEqual(truth)
  for (const window of windows) expect(readRecords(window.doc), `seed ${seed}`).toEqual(truth)
}

const range = (random: Random): readonly [number, number] => {
  const first = Math.floor(random() * (PLACES.length - 1))
  const last = Math.min(PLACES.length - 1, first + 1 + Math.floor(random() * 12))
  return [PLACES[first] ?? 0, PLACES[last] ?? 0]
}
