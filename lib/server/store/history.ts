import type { LayerId } from '../../core/base'
import type { RowChange } from '../../core/projection'
import type { Database } from './database'
import { rowParts } from './row-changes'
import { packState, unpackState } from './snapshots'

/** A layer's history as it is kept: a state to begin with, and every update after it. */
export interface LayerHistory {
  /** `null` where nothing was pruned: the history begins with the layer. */
  readonly base: KeptState | null
  readonly updates: readonly HistoryUpdate[]
}

/** A state that is kept of a layer. */
export interface KeptState {
  /** The id of the last update that is in it: with the layer it names the row. */
  readonly through: bigint
  /** V2 encoding; `undefined` where it cannot be unpacked. */
  readonly data: Uint8Array | undefined
}

export interface HistoryUpdate {
  readonly id: bigint
  /** V1 encoding. */
  readonly data: Uint8Array
  /** When it was committed, in milliseconds since 1970 (UTC). */
  readonly at: number
  readonly member: string
  /** The records that it wrote or removed (JO16). */
  readonly keys: readonly string[]
}

/** Makes all who append to the layer wait until this transaction ends. */
export const lockLayer = async (db: Database, layer: LayerId): Promise<void> => {
  await db.$queryRaw`select id from "Layer" where id = ${layer} for no key update`
}

/** Every layer there is, in the order in which they were made. */
export const allLayers = async (db: Database): Promise<readonly string[]> =>
  (await db.layer.findMany({ select: { id: true }, orderBy: { createdAt: 'asc' } })).map(({ id }) => id)

/** What is kept of a layer's history, in order. */
export const loadHistory = async (db: Database, layer: LayerId): Promise<LayerHistory> => {
  const rows = await db.layerUpdate.findMany({ where: { layerId: layer }, orderBy: { id: 'asc' } })
  const first = rows[0]?.id
  const base = await db.layerSnapshot.findFirst({
    where: { layerId: layer, ...(first === undefined ? {} : { throughId: { lt: first } }) },
    orderBy: { throughId: 'desc' },
  })
  return {
    base: base === null ? null : await keptState(base),
    updates: rows.map(({ id, data, at, memberId, keys }) => ({ id, data, at: at.getTime(), member: memberId, keys })),
  }
}

const keptState = async ({
  throughId: through,
  data,
}: {
  readonly throughId: bigint
  readonly data: Uint8Array
}): Promise<KeptState> => {
  try {
    return { through, data: await unpackState(data) }
  } catch (error) {
    // zlib says what is wrong by a code; one that is cut off before its length is a RangeError.
    const isDamaged = error instanceof RangeError || (error instanceof Error && 'code' in error)
    if (isDamaged) return { through, data: undefined }
    throw error
  }
}

/** Every state of a layer that is kept. Each may hold what can no longer be read in the updates. */
export const keptStates = async (db: Database, layer: LayerId): Promise<readonly KeptState[]> => {
  const rows = await db.layerSnapshot.findMany({ where: { layerId: layer }, orderBy: { throughId: 'asc' } })
  return Promise.all(rows.map(keptState))
}

/**
 * Forgets the updates of a layer up to and with `through`; `base` (V2 encoding)
 * is the layer's state after them, and what the history begins with from now
 * on. Gives how many went. Hold the layer's lock.
 */
export const pruneHistory = async (
  db: Database,
  layer: LayerId,
  through: bigint,
  base: Uint8Array,
): Promise<number> => {
  await db.layerSnapshot.createMany({
    data: [{ layerId: layer, throughId: through, data: await packState(base) }],
    skipDuplicates: true,
  })
  const { count } = await db.layerUpdate.deleteMany({ where: { layerId: layer, id: { lte: through } } })
  return count
}

/** Changes rows outside the journal: for a projection that is built anew, and nobody else. */
export const changeRows = async (db: Database, changes: readonly RowChange[]): Promise<void> => {
  if (changes.length === 0) return
  const parts = rowParts(changes)
  const written = parts.map(({ text }, at) => text(1 + at)).join(', ')
  await db.$queryRawUnsafe(`with ${written} select 1`, ...parts.map(({ value }) => value))
}

/**
 * Puts an update into the journal of a layer that names rows changed outside it,
 * and takes the layer's revision one further, as an append does. It stands in the
 * name of whoever wrote there last, since every update has a member. Hold the
 * layer's lock.
 */
export const noteRows = async (
  db: Database,
  layer: LayerId,
  update: Uint8Array<ArrayBuffer>,
  keys: readonly string[],
): Promise<void> => {
  const last = await db.layerUpdate.findFirst({ where: { layerId: layer }, orderBy: { id: 'desc' } })
  if (last === null) return
  await db.layerUpdate.create({ data: { layerId: layer, memberId: last.memberId, data: update, keys: [...keys] } })
  await db.layer.update({ where: { id: layer }, data: { revision: { increment: 1 } } })
}
