import { createHash, randomBytes } from 'node:crypto'
import { type LayerId, type MemberId, type Result, type UserId, ok } from '../../core/base'
import type { RecordKey } from '../../core/annotation'
import { CLIENTS_PER_MEMBER_MAX, type GateActor, type GateRefusal, VALUES_PER_MEMBER_MAX, judge } from '../../core/gate'
import { type Change, readRecord, updateThatDoes } from '../../core/layer'
import { project } from '../../core/projection'
import { publish } from '../bus'
import { AppError } from '../errors'
import type { RootDatabase } from '../store/database'
import { lockLayer } from '../store/history'
import { versionText } from '../store/indexed-versions'
import { appendJournal } from '../store/journal'
import { loadJournal } from '../store/load-layer'
import { findLayer } from '../store/layers'
import { recordCount } from '../store/records'
import { layerDocument } from './layer-document'

/** A change of a layer by one member, without a window. */
export interface LayerChange {
  readonly layer: LayerId
  /** Asked when it is judged. */
  readonly actorNow: (facts: NonNullable<Awaited<ReturnType<typeof findLayer>>>) => GateActor
  readonly member: MemberId
  /** What to do, by the layer as it is then. Asked again where that changed. */
  readonly changesOf: (read: (key: RecordKey) => ReturnType<typeof readRecord>) => readonly Change[]
}

/** What became of it: done, or why the gate does not let it through. */
export type Changed = Result<void, Pick<GateRefusal, 'sentence'> & { readonly rule: string }>

/** A change that may wait for its turn, and whose allowance it takes from. */
export interface WindowlessChange extends Omit<LayerChange, 'actorNow'> {
  readonly user: UserId
  /** Asks at its turn what the member may; may reject, and nothing is changed. */
  readonly rightsNow: () => Promise<LayerChange['actorNow']>
}

/** What became of a change: done, refused by a rule, or not now; `isTooFast` where the member has written too much at once. */
export type WindowlessAnswer =
  Changed | { readonly ok: 'later'; readonly sentence: string; readonly isTooFast: boolean }

/** Client ids of this process: no other one writes under them, so none is used twice at once. */
const PROCESS = randomBytes(16).toString('hex')

/**
 * The client id under which a member writes in a layer without a window, from
 * this process in this `way`: the same each time, so that a thousand notes do
 * not bring a thousand ids. `nth` gives another where that one is taken.
 */
export const windowlessClient = (way: string, member: MemberId, layer: LayerId, nth = 0): number =>
  createHash('sha256').update(`${PROCESS} ${way} ${member} ${layer} ${nth}`).digest().readUInt32BE(0)

/**
 * Changes a layer that is not open in this process, as that member would from a
 * window: judged by the gate, with the layer locked, and told to every process
 * that has it open when it is committed. Throws `not-found` where there is no such
 * layer.
 */
export const changeRecords = (db: RootDatabase, change: LayerChange): Promise<Changed> =>
  db.$transaction(async (tx) => {
    const { layer, member, actorNow, changesOf } = change
    await lockLayer(tx, layer)
    const facts = await findLayer(tx, layer)
    if (facts === undefined) throw new AppError('not-found')
    const stored = await loadJournal(tx, layer)
    const doc = layerDocument(stored)
    let nth = 0
    const isTaken = (client: number): boolean => (stored.owners.get(client) ?? member) !== member
    while (isTaken(windowlessClient('cold', member, layer, nth))) nth += 1
    const changes = changesOf((key) => readRecord(doc, key))
    const update = updateThatDoes(doc, windowlessClient('cold', member, layer, nth), changes)
    if (update === undefined) return ok(undefined)
    const judged = judge({
      doc,
      update,
      actor: actorNow(facts),
      ownerOf: (client) => stored.owners.get(client),
      version: { id: facts.version, text: await versionText(tx, facts.version) },
      tags: facts.tags,
      now: Date.now(),
    })
    if (!judged.ok) return judged
    const { newClients, valueCount } = judged.value
    const ownIds = [...stored.owners.values()].filter((owner) => owner === member).length
    const isTooMuch =
      ownIds + newClients.length > CLIENTS_PER_MEMBER_MAX ||
      (valueCount > 0 && (await recordCount(tx, layer, member)) + valueCount > VALUES_PER_MEMBER_MAX)
    if (isTooMuch) {
      const sentence = 'This layer holds as much of yours as it can. Write in another one.'
      return { ok: false, reason: { rule: 'RT30', sentence } }
    }
    const removed = judged.value.changes.flatMap(({ kind, key }) => {
      const record = kind === 'delete' ? readRecord(doc, key) : undefined
      return record === undefined || record.author === member ? [] : [{ key, record }]
    })
    await appendJournal(tx, [
      { layer, member, update, rows: project(layer, judged.value.changes), newClients, removed },
    ])
    await publish(tx, { kind: 'layer-changed', layer })
    await publish(tx, { kind: 'written', readings: [facts.reading] })
    return ok(undefined)
  })
