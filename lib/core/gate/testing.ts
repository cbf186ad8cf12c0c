import * as Y from 'yjs'
import type { MemberId, TagId } from '../base'
import type { LayerRecord, RecordKey } from '../annotation'
import { type Change, observeRecords } from '../layer'
import { AMINA, LIBERAL, REALIST, SAMPLE_TEXT, SAMPLE_VERSION } from '../testing'
import { type GateInput, judge } from '.'

export { type ForgedStruct, type Forgery, forge } from './forge'

/** The server's clock in tests. */
export const NOW = 10_000_000

/** A server's side of one layer: it judges, binds client ids and applies, as the real one does. */
export class GatedLayer {
  readonly doc = new Y.Doc()
  readonly owners = new Map<number, MemberId>()
  /** What the judgements said, put together. */
  readonly told = new Map<RecordKey, LayerRecord>()
  tags: ReadonlySet<TagId> = new Set([REALIST, LIBERAL])
  // As it was after the last update: to encode it is the dear part of a test of many.
  private state: Uint8Array | undefined

  /** Judges without applying. */
  judge(update: Uint8Array, actor: Partial<GateInput['actor']> = {}, more: Partial<GateInput> = {}) {
    return judge({
      doc: this.doc,
      update,
      actor: { member: AMINA, moderates: false, canWrite: true, ...actor },
      ownerOf: (client) => this.owners.get(client),
      version: { id: SAMPLE_VERSION, text: SAMPLE_TEXT },
      tags: this.tags,
      now: NOW,
      ...more,
    })
  }

  /**
   * Judges and, where it passes, applies. Throws where applying does anything
   * else than the judgement says, or leaves something pending.
   */
  receive(update: Uint8Array, actor: Partial<GateInput['actor']> = {}) {
    const judged = this.judge(update, actor)
    if (!judged.ok) return judged
    const before = this.state ?? Y.encodeStateAsUpdate(this.doc)
    const actual: Change[] = []
    const end = observeRecords(this.doc, (changes) => {
      actual.push(...changes)
    })
    Y.applyUpdate(this.doc, update)
    end()
    const sorted = (changes: readonly Change[]): readonly Change[] =>
      changes.toSorted((a, b) => (a.key < b.key ? -1 : 1))
    const said = JSON.stringify(sorted(judged.value.changes))
    const done = JSON.stringify(sorted(actual))
    if (said !== done) throw new Error(`said ${said}, done ${done}`)
    if (this.doc.store.pendingStructs !== null || this.doc.store.pendingDs !== null) throw new Error('left pending')
    this.state = Y.encodeStateAsUpdate(this.doc)
    if (judged.value.isEmpty !== equal(before, this.state)) throw new Error('emptiness')
    for (const client of judged.value.newClients) this.owners.set(client, actor.member ?? AMINA)
    for (const change of judged.value.changes) {
      if (change.kind === 'put') this.told.set(change.key, change.record)
      else this.told.delete(change.key)
    }
    return judged
  }
}

/** A Y.Doc with a client id of one's choice. */
export const docOf = (clientID: number): Y.Doc => Object.assign(new Y.Doc(), { clientID })

/** The update that `write` makes in `doc`. */
export const updateOf = (doc: Y.Doc, write: () => void): Uint8Array => {
  const before = Y.encodeStateVector(doc)
  let update: Uint8Array | undefined
  const keep = (bytes: Uint8Array): void => {
    update = update === undefined ? bytes : Y.mergeUpdates([update, bytes])
  }
  doc.on('update', keep)
  write()
  doc.off('update', keep)
  return update ?? Y.encodeStateAsUpdate(new Y.Doc(), before)
}

const equal = (a: Uint8Array, b: Uint8Array): boolean =>
  a.length === b.length && a.every((byte, index) => byte === b[index])
