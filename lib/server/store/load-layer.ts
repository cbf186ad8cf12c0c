import { type LayerId, type MemberId, layerId, memberId } from '../../core/base'
import { damagedPage } from './damaged-pages'
import type { Database } from './database'
import { type PackedState, loadPacked, readableState, snapshotBefore } from './snapshots'

/** A layer as it is stored: a snapshot, and what came after it. */
export interface StoredLayer {
  /** V2 encoding; `null` where none has been made yet. */
  readonly snapshot: Uint8Array | null
  /** V1 encoding, in the order they were committed; those that the snapshot does not hold. One on a damaged page of the disk is empty, which is none. */
  readonly updates: readonly Uint8Array[]
  /** The id of the last update that is in here; 0n in an empty layer. */
  readonly through: bigint
  /** Who the Yjs client ids of the layer belong to. */
  readonly owners: ReadonlyMap<number, MemberId>
}

/** The revisions of layers; one that is gone has none. Read it before the journal: then nothing up to it is missed. */
export const layerRevisions = async (
  db: Database,
  layers: readonly LayerId[],
): Promise<ReadonlyMap<LayerId, bigint>> => {
  const rows = await db.layer.findMany({ where: { id: { in: [...layers] } }, select: { id: true, revision: true } })
  return new Map(rows.map(({ id, revision }) => [layerId(id), revision]))
}

/** A layer as it could be read. */
export interface LoadedLayer extends StoredLayer {
  /** The snapshots that cannot be unpacked, by the updates through which they go: the layer is made of what else is kept. */
  readonly damaged: readonly bigint[]
}

/**
 * A layer's newest snapshot and what came after it. `newest` gives the snapshot
 * where it may be known already. Where that is damaged the one before it takes
 * its place, and in the end the journal alone. Throws where nothing that is kept
 * has the layer whole.
 */
export const loadJournal = async (
  db: Database,
  layer: LayerId,
  newest: (layer: LayerId) => Promise<PackedState | undefined> = (id) => loadPacked(db, id),
): Promise<LoadedLayer> => {
  const packed = await newest(layer)
  const [snapshot, tail] = await Promise.all([
    packed === undefined ? null : readableState(packed.gzip),
    journalAfter(db, layer, packed?.through ?? 0n),
  ])
  if (packed !== undefined && snapshot === undefined) return loadBefore(db, layer, [], packed.through)
  return { snapshot: snapshot ?? null, ...tail, damaged: [] }
}

/** The layer without its snapshot through `last`, which is damaged like the newer ones in `newer`. */
const loadBefore = async (
  db: Database,
  layer: LayerId,
  newer: readonly bigint[],
  last: bigint,
): Promise<LoadedLayer> => {
  // Pruning leaves a state and nothing of what it is made of.
  const isBeginning = (await db.layerUpdate.findFirst({ where: { layerId: layer, id: { lte: last } } })) === null
  if (isBeginning)
    throw new Error(`the state that the history of layer ${layer} begins with (through ${last}) is damaged`)
  const damaged = [...newer, last]
  const older = await snapshotBefore(db, layer, last)
  const snapshot = older === undefined ? null : await readableState(older.stored)
  if (older !== undefined && snapshot === undefined) return loadBefore(db, layer, damaged, older.through)
  return { snapshot: snapshot ?? null, ...(await journalAfter(db, layer, older?.through ?? 0n)), damaged }
}

/** What was committed to a layer after the update `after`, by whatever process, and whose client ids are whose now. */
export const journalAfter = async (
  db: Database,
  layer: LayerId,
  after: bigint,
): Promise<Omit<StoredLayer, 'snapshot'>> => {
  const updates = await updatesAfter(db, layer, after)
  const clients = await db.layerClient.findMany({ where: { layerId: layer } })
  return {
    updates: updates.map((update) => update.data),
    through: updates.at(-1)?.id ?? after,
    owners: new Map(clients.map((client) => [Number(client.clientId), memberId(client.memberId)])),
  }
}

interface StoredUpdate {
  readonly id: bigint
  readonly data: Uint8Array
}

const updatesAfter = async (db: Database, layer: LayerId, after: bigint): Promise<readonly StoredUpdate[]> => {
  try {
    return await updatesWhere(db, layer, { gt: after })
  } catch (error) {
    if (damagedPage(error) === undefined) throw error
    const [sequence] = await db.$queryRaw<{ last: bigint }[]>`select last_value as last from "LayerUpdate_id_seq"`
    return updatesThatCanBeRead(db, layer, after, sequence?.last ?? after)
  }
}

const updatesWhere = (
  db: Database,
  layer: LayerId,
  id: { readonly gt: bigint; readonly lte?: bigint },
): Promise<readonly StoredUpdate[]> =>
  db.layerUpdate.findMany({ where: { layerId: layer, id }, orderBy: { id: 'asc' }, select: { id: true, data: true } })

/**
 * The updates with ids over `after` up to `through`, of which some lie on damaged
 * pages. A page takes its whole question with it, so they are asked for by
 * halves, until each that cannot be read stands alone: that one is empty.
 */
const updatesThatCanBeRead = async (
  db: Database,
  layer: LayerId,
  after: bigint,
  through: bigint,
): Promise<readonly StoredUpdate[]> => {
  try {
    return await updatesWhere(db, layer, { gt: after, lte: through })
  } catch (error) {
    if (damagedPage(error) === undefined) throw error
    if (through - after <= 1n) return [{ id: through, data: new Uint8Array() }]
    const middle = after + (through - after) / 2n
    const first = await updatesThatCanBeRead(db, layer, after, middle)
    return [...first, ...(await updatesThatCanBeRead(db, layer, middle, through))]
  }
}
