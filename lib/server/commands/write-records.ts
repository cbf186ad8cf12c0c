import * as Y from 'yjs'
import { type LayerId, type MemberId, userId } from '../../core/base'
import type { LayerRecord, RecordKey } from '../../core/annotation'
import { judge } from '../../core/gate'
import { writeRecord } from '../../core/layer'
import { can } from '../../core/policy'
import { project } from '../../core/projection'
import { publish } from '../bus'
import { AppError } from '../errors'
import type { Database } from '../store/database'
import { versionText } from '../store/indexed-versions'
import { type JournalEntry, appendJournal } from '../store/journal'
import { findLayer } from '../store/layers'
import { loadJournal } from '../store/load-layer'
import { findMembership } from '../store/members'
import { layerDocument } from './layer-document'

/** Records to write, in an order in which none comes before what it refers to. */
export interface RecordsToWrite {
  readonly layer: LayerId
  /** The author of all of them. */
  readonly member: MemberId
  readonly records: Iterable<readonly [RecordKey, LayerRecord]>
}

/** One update holds so many records at most: far below what the gate takes. */
const RECORDS_PER_UPDATE = 50

/**
 * Writes records as that member would, through the gate and the journal: all
 * of them or none. Servers that have the layer open hear of it, in the same
 * transaction where `db` is one. Throws `not-found` for a layer that the member
 * may not see, and `bad-input` with the gate's sentence for what it refuses.
 */
export const writeRecords = async (db: Database, { layer, member, records }: RecordsToWrite): Promise<void> => {
  const facts = await findLayer(db, layer)
  const place = await findMembership(db, member)
  if (facts === undefined || place === undefined) throw new AppError('not-found')
  const actor = { kind: 'user' as const, user: userId(place.user), teaches: false, memberships: [place] }
  if (!can(actor, 'layer.read', facts.subject).ok) throw new AppError('not-found')

  const text = await versionText(db, facts.version)
  const stored = await loadJournal(db, layer)
  const doc = layerDocument(stored)
  const owners = new Map(stored.owners)
  const entries: JournalEntry[] = []
  for (const update of updatesOf(doc, records)) {
    const judged = judge({
      doc,
      update,
      actor: { member, moderates: false, canWrite: can(actor, 'layer.write', facts.subject).ok },
      ownerOf: (client) => owners.get(client),
      version: { id: facts.version, text },
      tags: facts.tags,
      now: Date.now(),
    })
    if (!judged.ok) throw new AppError('bad-input', judged.reason.sentence)
    const { changes, newClients, isEmpty } = judged.value
    if (isEmpty) continue
    newClients.forEach((client) => owners.set(client, member))
    entries.push({ layer, member, update, rows: project(layer, changes), newClients })
    Y.applyUpdate(doc, update)
  }
  if (entries.length === 0) return
  await appendJournal(db, entries)
  await publish(db, { kind: 'layer-changed', layer })
  await publish(db, { kind: 'written', readings: [facts.reading] })
}

/** The updates that a window of the member would send, some records each. Makes each when the one before is applied. */
function* updatesOf(layer: Y.Doc, records: Iterable<readonly [RecordKey, LayerRecord]>): Generator<Uint8Array> {
  const all = [...records]
  const window = new Y.Doc()
  Y.applyUpdate(window, Y.encodeStateAsUpdate(layer))
  for (let at = 0; at < all.length; at += RECORDS_PER_UPDATE) {
    const before = Y.encodeStateVector(window)
    window.transact(() => {
      for (const [key, record] of all.slice(at, at + RECORDS_PER_UPDATE)) writeRecord(window, key, record)
    })
    yield Y.encodeStateAsUpdate(window, before)
  }
}
