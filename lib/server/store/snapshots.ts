import { promisify } from 'node:util'
import { gunzip, gzip } from 'node:zlib'
import type { LayerId } from '../../core/base'
import { Prisma } from './generated/client'
import { damagedPage } from './damaged-pages'
import type { Database } from './database'

/** A layer's state as it is stored: gzip of a Yjs update in V2 encoding. */
export interface PackedState {
  readonly layer: LayerId
  /** The id of the last update that is in it. */
  readonly through: bigint
  readonly gzip: Uint8Array<ArrayBuffer>
}

const zip = promisify(gzip)
const unzip = promisify(gunzip)

/** Gzip begins so (RFC 1952); an update in V2 encoding begins with 0. So what was stored before states were packed is told apart. */
const isGzip = (bytes: Uint8Array): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b

/** Packs a state (V2 encoding) as it is stored; off the event loop. */
export const packState = async (state: Uint8Array): Promise<Uint8Array<ArrayBuffer>> =>
  new Uint8Array(await zip(state, { level: 6 }))

/** A piece of what is unpacked, in bytes: one that holds all of it is not put together from others. */
const PIECE_MAX_BYTES = 128 * 1024 * 1024

/** The state (V2 encoding) that was stored, packed or not; off the event loop. */
export const unpackState = async (stored: Uint8Array): Promise<Uint8Array> => {
  if (!isGzip(stored)) return stored
  const view = new DataView(stored.buffer, stored.byteOffset, stored.byteLength)
  // Gzip ends with how much was packed (RFC 1952, ISIZE).
  const size = view.getUint32(view.byteLength - 4, true)
  const { buffer, byteOffset, byteLength } = await unzip(stored, {
    chunkSize: Math.min(PIECE_MAX_BYTES, Math.max(1024, size + 1)),
  })
  return new Uint8Array(buffer, byteOffset, byteLength)
}

/** The same; `undefined` where it cannot be unpacked: gzip carries a sum of what it holds. */
export const readableState = async (stored: Uint8Array): Promise<Uint8Array | undefined> => {
  try {
    return await unpackState(stored)
  } catch (error) {
    // zlib says what is wrong by a code; one that is cut off before its length is a RangeError.
    if (error instanceof RangeError || (error instanceof Error && 'code' in error)) return undefined
    throw error
  }
}

/** Through which update a layer's newest snapshot goes, or its newest that goes less far than `before`; `undefined` where there is none. */
export const newestSnapshot = async (db: Database, layer: LayerId, before?: bigint): Promise<bigint | undefined> => {
  const row = await db.layerSnapshot.findFirst({
    where: { layerId: layer, ...(before === undefined ? {} : { throughId: { lt: before } }) },
    orderBy: { throughId: 'desc' },
    select: { throughId: true },
  })
  return row?.throughId
}

/** A layer's newest snapshot; `undefined` where none has been made yet. */
export const loadPacked = async (db: Database, layer: LayerId): Promise<PackedState | undefined> => {
  const newest = await newestState(db, layer)
  if (newest === undefined) return undefined
  const { through, stored } = newest
  return { layer, through, gzip: isGzip(stored) ? stored : await packState(stored) }
}

/** The newest snapshot that goes less far than `through`, as it is stored; `undefined` where there is none. */
export const snapshotBefore = (db: Database, layer: LayerId, through: bigint): Promise<StoredState | undefined> =>
  newestState(db, layer, through)

interface StoredState {
  readonly through: bigint
  readonly stored: Uint8Array<ArrayBuffer>
}

/** Stands for a state on a damaged page of the disk: gzip that ends where it begins, which nothing unpacks. */
const ON_DAMAGED_PAGE = Uint8Array.of(0x1f, 0x8b)

/** The newest one, or the newest that goes less far than `before`. */
const newestState = async (db: Database, layer: LayerId, before?: bigint): Promise<StoredState | undefined> => {
  const isEarlier = before === undefined ? Prisma.empty : Prisma.sql`and "throughId" < ${before}`
  try {
    // As base64, which Node reads in half the time that it takes for the hexadecimals of a bytea.
    const [row] = await db.$queryRaw<{ through: bigint; data: string }[]>`
      select "throughId" as through, encode(data, 'base64') as data from "LayerSnapshot"
      where "layerId" = ${layer} ${isEarlier} order by "throughId" desc limit 1`
    return row === undefined
      ? undefined
      : { through: row.through, stored: new Uint8Array(Buffer.from(row.data, 'base64')) }
  } catch (error) {
    if (damagedPage(error) === undefined) throw error
    // Long values lie on pages of their own: that there is one is still known.
    const through = await newestSnapshot(db, layer, before)
    return through === undefined ? undefined : { through, stored: ON_DAMAGED_PAGE }
  }
}

/** Forgets snapshots that cannot be read, by the updates through which they go. */
export const forgetSnapshots = async (db: Database, layer: LayerId, throughs: readonly bigint[]): Promise<void> => {
  await db.layerSnapshot.deleteMany({ where: { layerId: layer, throughId: { in: [...throughs] } } })
}

/** The layers among `layers` whose newest snapshots are worth a request of their own: the packed ones of `bytes` and more. */
export const largeLayers = async (
  db: Database,
  layers: readonly LayerId[],
  bytes: number,
): Promise<ReadonlySet<string>> => {
  if (layers.length === 0) return new Set()
  const rows = await db.$queryRaw<{ id: string }[]>`
    select distinct "layerId" as id from "LayerSnapshot"
    where "layerId" = any(${[...layers]}) and octet_length(data) >= ${bytes}`
  return new Set(rows.map(({ id }) => id))
}

/**
 * Keeps the state of a layer (V2 encoding) that holds every update through
 * `through`. The newest two snapshots stay, and the one that a pruned history
 * begins with; the updates all do: they are the layer's history.
 */
export const saveSnapshot = async (db: Database, layer: LayerId, through: bigint, state: Uint8Array): Promise<void> => {
  const data = await packState(state)
  await db.layerSnapshot.createMany({ data: [{ layerId: layer, throughId: through, data }], skipDuplicates: true })
  await db.$executeRaw`
    delete from "LayerSnapshot" as old
    where old."layerId" = ${layer}
      and old."throughId" < (
        select min("throughId") from (
          select "throughId" from "LayerSnapshot" where "layerId" = ${layer} order by "throughId" desc limit 2
        ) as kept
      )
      and exists (
        select from "LayerUpdate" as kept where kept."layerId" = ${layer} and kept.id <= old."throughId"
      )`
}
