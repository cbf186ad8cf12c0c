import * as Y from 'yjs'
import type { LayerId } from '../../core/base'
import { applyReadable, applyReadableState, readRecords } from '../../core/layer'
import { type RowChange, type Rows, project } from '../../core/projection'
import { publish } from '../bus'
import type { Database, RootDatabase } from '../store/database'
import { type HistoryUpdate, changeRows, keptStates, loadHistory, lockLayer, noteRows } from '../store/history'
import { findLayer } from '../store/layers'
import { rowsOfLayers } from '../store/records'

/** What was found when a layer's rows were built anew. */
export interface Reprojection {
  /** The records of the layer, and so the rows that it has now. */
  readonly records: number
  /** Rows that were missing, different or too many: 0 where all was well. */
  readonly mended: number
  /** The ids of the updates that cannot be read: what they alone hold is left in the rows as it is. */
  readonly unreadable: readonly bigint[]
  /** The kept states that cannot be read, by the last update that was in them. */
  readonly unreadableStates: readonly bigint[]
  /** True where too little can be read to know what the rows should be: none was changed. */
  readonly isLeft: boolean
}

/**
 * Builds the rows of a layer anew from its journal, from the first update that
 * is kept to the last, and puts right what differs. Writers wait meanwhile. Who
 * keeps a count is told which rows were others, with the same commit.
 *
 * An update that cannot be read is passed over. What it held is taken from the
 * states that are kept; and the rows of what it wrote, and of what may build on
 * it, stay as they are: they are maybe the last copy. So do all rows of a layer
 * whose beginning cannot be read and is in no other state, or of whose updates
 * some are gone.
 */
export const reprojectLayer = (db: RootDatabase, layer: LayerId): Promise<Reprojection> =>
  db.$transaction(
    async (tx) => {
      await lockLayer(tx, layer)
      const { base, updates } = await loadHistory(tx, layer)
      const doc = new Y.Doc()
      const unreadable = new Set<number>()
      const hasBase = base === null || (base.data !== undefined && applyReadableState(doc, base.data))
      applyReadable(
        doc,
        updates.map(({ data }) => data),
        (_, at) => unreadable.add(at),
      )
      const isWhole = hasBase && unreadable.size === 0
      const others = isWhole ? [] : (await keptStates(tx, layer)).filter(({ through }) => through !== base?.through)
      const good = others.filter(({ data }) => data !== undefined && applyReadableState(doc, data))
      const unreadableStates = [
        ...(hasBase ? [] : [base.through]),
        ...others.filter((state) => !good.includes(state)).map(({ through }) => through),
      ]
      const hasGap = unreadable.size === 0 && (doc.store.pendingStructs !== null || doc.store.pendingDs !== null)
      const found = { unreadable: [...unreadable].flatMap((at) => updates[at]?.id ?? []), unreadableStates }
      // A state that is kept holds all that came before it, the beginning too.
      if ((!hasBase && good.length === 0) || hasGap) return { ...found, records: 0, mended: 0, isLeft: true }
      const records = [...readRecords(doc)]
      const built = project(
        layer,
        records.map(([key, record]) => ({ kind: 'put', key, record })),
      )
      const doubtful = doubtfulKeys(updates, unreadable)
      const changes = differences(layer, await rowsOfLayers(tx, [layer]), built).filter(
        (change) => !doubtful.has(change.kind === 'upsert' ? change.row.key : change.key),
      )
      await changeRows(tx, changes)
      await tell(tx, layer, changes)
      return { ...found, records: records.length, mended: changes.length, isLeft: false }
    },
    { timeout: 120_000 },
  )

/** The records that updates which cannot be read wrote, and that their members wrote since: those may build on them. */
const doubtfulKeys = (updates: readonly HistoryUpdate[], unreadable: ReadonlySet<number>): ReadonlySet<string> => {
  const members = new Set<string>()
  const keys = new Set<string>()
  updates.forEach((update, at) => {
    if (unreadable.has(at)) members.add(update.member)
    if (members.has(update.member)) for (const key of update.keys) keys.add(key)
  })
  return keys
}

/** An update that changes nothing. */
const NOTHING = new Uint8Array([0, 0])

/** Names the rows in the journal, where who keeps a count looks, with an update that no document sees. */
const tell = async (tx: Database, layer: LayerId, changes: readonly RowChange[]): Promise<void> => {
  const [first] = changes
  const facts = first === undefined ? undefined : await findLayer(tx, layer)
  if (facts === undefined) return
  const keys = changes.map((change) => (change.kind === 'upsert' ? change.row.key : change.key))
  await noteRows(tx, layer, NOTHING, keys)
  await publish(tx, { kind: 'layer-changed', layer })
  await publish(tx, { kind: 'written', readings: [facts.reading] })
}

const differences = (layer: LayerId, stored: Rows, built: readonly RowChange[]): readonly RowChange[] => {
  const known = new Map(
    (['annotations', 'taggings', 'comments', 'reactions'] as const).flatMap((table) =>
      stored[table].map((row) => [row.key, { table, text: JSON.stringify(sorted(row)) }] as const),
    ),
  )
  const changed = built.filter((change) => {
    if (change.kind === 'delete') return true
    const before = known.get(change.row.key)
    known.delete(change.row.key)
    return before?.text !== JSON.stringify(sorted(change.row))
  })
  const gone = [...known].map(([key, { table }]): RowChange => ({ kind: 'delete', table, layer, key }))
  return [...changed, ...gone]
}

/** The same value with its names in order: Postgres keeps those of a JSON column in an order of its own. */
const sorted = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, member]) => [name, sorted(member)]),
  )
}
