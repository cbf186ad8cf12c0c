import type { Document } from '@hocuspocus/server'
import * as Y from 'yjs'
import { type LayerId, layerId } from '../../core/base'
import { applyReadable, applyState } from '../../core/layer'
import type { Database } from '../store/database'
import { type StoredLayer, journalAfter, layerRevisions, loadJournal } from '../store/load-layer'
import { type LayerFacts, findLayer } from '../store/layers'
import { forgetSnapshots, saveSnapshot } from '../store/snapshots'
import { type ClientIds, openClientIds } from './client-ids'
import { describeError, logTrouble } from './log'
import { type Turns, openTurns } from './turns'
import type { PackedStates } from './packed-states'
import type { VersionTexts } from './version-texts'

/** A layer in memory: what the gate judges by, and how far it is stored. */
export interface OpenLayer {
  readonly id: LayerId
  /** Holds committed updates only. */
  readonly document: Document
  /** Asked again when access changes. */
  facts: LayerFacts
  /** The plain text of the version that the layer's anchors are in. */
  readonly text: string
  /** Whose the Yjs client ids are: those that are stored, those on their way there, and those shown in presence. */
  readonly clients: ClientIds
  readonly turns: Turns
  /** The document holds every update of the journal up to this one, and maybe some after it. */
  through: bigint
  /** How much came since the last snapshot, in bytes. */
  tailBytes: number
  /** True when the journal may hold what the document does not: a commit whose answer was lost. */
  isBehind: boolean
  /** The revision of the layer through which the document holds everything; `undefined` where no other process writes. */
  revision: bigint | undefined
  /** Grows when updates of other processes come in: what was judged before must be judged again. */
  epoch: number
}

/** The origin of what is committed already: Hocuspocus broadcasts it and has nothing to store. */
const COMMITTED = { source: 'local', skipStoreHooks: true } as const

/** Puts a committed update into the document; Hocuspocus sends it to everybody. */
export const applyCommitted = (layer: OpenLayer, update: Uint8Array): void => {
  Y.applyUpdate(layer.document, update, COMMITTED)
}

/**
 * Puts what one commit holds of a layer into the document as one change, which is
 * encoded once and sent to each window as one message. `onBroken` hears where
 * that cannot be. Never throws.
 */
export const enterTogether = (layer: OpenLayer, enterAll: () => void, onBroken: (layer: OpenLayer) => void): void => {
  try {
    layer.document.transact(enterAll, COMMITTED)
  } catch (error) {
    logTrouble(`a commit does not apply (${describeError(error)})`, { layer: layer.id })
    onBroken(layer)
  }
}

/** Fills a fresh document from the database. Throws where the layer is gone, or the database does not answer. */
export const openLayer = async (
  db: Database,
  texts: VersionTexts,
  states: PackedStates,
  document: Document,
): Promise<OpenLayer> => {
  const id = layerId(document.name)
  const [facts, stored] = await Promise.all([findLayer(db, id), loadJournal(db, id, states.newest)])
  if (facts === undefined) throw new Error(`layer ${id} is gone`)
  const text = await texts.get(facts.version)
  const layer: OpenLayer = {
    id,
    document,
    facts,
    text,
    clients: openClientIds(),
    turns: openTurns(),
    through: 0n,
    tailBytes: stored.updates.reduce((sum, { byteLength }) => sum + byteLength, 0),
    isBehind: false,
    revision: undefined,
    epoch: 0,
  }
  unheard(document, () => {
    if (stored.snapshot !== null) applyState(document, stored.snapshot, COMMITTED)
    takeIn(layer, stored)
  })
  if (stored.damaged.length > 0) await replaceDamaged(db, states, layer, stored.damaged)
  return layer
}

/** RT46: the layer is whole without its damaged snapshots; who comes next gets one that can be read. */
const replaceDamaged = async (
  db: Database,
  states: PackedStates,
  layer: OpenLayer,
  damaged: readonly bigint[],
): Promise<void> => {
  logTrouble('a snapshot cannot be read: the layer is made of what came before it', {
    layer: layer.id,
    through: damaged.join(),
  })
  try {
    await forgetSnapshots(db, layer.id, damaged)
    await snapshot(db, layer)
  } catch (error) {
    // The layer is open all the same, and the next snapshot comes with the next notes.
    logTrouble('no snapshot', { layer: layer.id }, error)
  }
  states.forget(layer.id)
}

/**
 * Fills a document without its update events. Yjs would encode the whole state
 * for them, which takes as long as reading it, and Hocuspocus would send it to
 * the first who comes, beside the answer to their own question.
 */
const unheard = (document: Document, fill: () => void): void => {
  const hearing: Set<unknown> | undefined = document._observers.get('update')
  document._observers.delete('update')
  try {
    fill()
  } finally {
    if (hearing !== undefined) document._observers.set('update', hearing)
  }
}

/** Takes in what other processes committed. */
export const catchUp = async (db: Database, layer: OpenLayer): Promise<void> => {
  // Read before the journal, which then holds everything through it.
  const revision = layer.revision === undefined ? undefined : (await layerRevisions(db, [layer.id])).get(layer.id)
  if (revision !== undefined && revision === layer.revision && !layer.isBehind) return
  takeIn(layer, await journalAfter(db, layer.id, layer.through))
  if (revision !== undefined) reach(layer, revision)
  layer.isBehind = false
}

/** Notes that the document holds everything through a revision of the layer, and through an update of the journal. */
export const reach = (layer: OpenLayer, revision: bigint, through: bigint = layer.through): void => {
  if (layer.revision === undefined || layer.revision < revision) layer.revision = revision
  if (layer.through < through) layer.through = through
}

const takeIn = (layer: OpenLayer, stored: Omit<StoredLayer, 'snapshot'>): void => {
  for (const [client, member] of stored.owners) layer.clients.bind(client, member)
  applyForeign(layer, stored.updates, (error, at) => {
    const which = `${at + 1} of ${stored.updates.length} after ${layer.through}`
    logTrouble('an update of the journal cannot be read and is passed over', { layer: layer.id, which }, error)
  })
  // More may have been committed meanwhile.
  if (layer.through < stored.through) layer.through = stored.through
}

/**
 * Puts committed updates of other processes into the document, in one transaction,
 * and so one message to everybody. One that cannot be read is told to `onUnreadable`
 * and passed over: the class keeps the rest.
 */
export const applyForeign = (
  layer: OpenLayer,
  updates: readonly Uint8Array[],
  onUnreadable: (error: unknown, at: number) => void,
): void => {
  if (updates.length === 0) return
  layer.epoch += 1
  applyReadable(layer.document, updates, onUnreadable, COMMITTED)
}

/** Asks again what the gate judges by. A layer that is gone keeps its last facts. */
export const refreshFacts = async (db: Database, layer: OpenLayer): Promise<void> => {
  layer.facts = (await findLayer(db, layer.id)) ?? layer.facts
}

/**
 * Stores the layer's state, so that the next one to open it need not read the
 * whole journal. It catches up first: only then is it known through which
 * update the state goes.
 */
export const snapshot = async (db: Database, layer: OpenLayer): Promise<void> => {
  await catchUp(db, layer)
  const { through } = layer
  layer.tailBytes = 0
  await saveSnapshot(db, layer.id, through, Y.encodeStateAsUpdateV2(layer.document))
}
