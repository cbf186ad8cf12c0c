import * as Y from 'yjs'
import type { LayerId } from '../../core/base'
import { applyReadable, readRecords } from '../../core/layer'
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
  /** Updates that cannot be read: what they alone hold is left in the rows as it is. */
  readonly unreadable: number
}

/**
 * Builds the rows of a layer anew from its journal, from the first update that
 * is kept to the last, and puts right what differs. Writers wait meanwhile. Who
 * keeps a count is told which rows were others, with the same commit.
 *
 * An update that cannot be read is passed over. What it held is taken from the
 * states that are kept; and the rows of what it wrote, and of what may build on
 * it, stay as they are: they are maybe the last copy.
 */
export const reprojectLayer = (db: RootDatabase, layer: LayerId): Promise<Reprojection> =>
  db.$transaction(
    async (tx) => {
      await lockLayer(tx, layer)
      const { base, updates } = await loadHistory(tx, layer)
      const doc = new Y.Doc()
      const unreadable = new Set<number>()
      if (base !== null) Y.applyUpdateV2(doc, base)
      applyReadable(
        doc,
        updates.map(({ data }) => data),
        (_, at) => unreadable.add(at),
      )
      if (unreadable.size > 0) for (const state of await keptStates(tx, layer)) Y.applyUpdateV2(doc, state)
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
      return { records: records.length, mended: changes.length, unreadable: unreadable.size }
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
