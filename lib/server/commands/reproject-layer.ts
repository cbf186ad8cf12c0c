import * as Y from 'yjs'
import type { LayerId } from '../../core/base'
import { readRecords } from '../../core/layer'
import { type RowChange, type Rows, project } from '../../core/projection'
import { publish } from '../bus'
import type { Database, RootDatabase } from '../store/database'
import { changeRows, loadHistory, lockLayer, noteRows } from '../store/history'
import { findLayer } from '../store/layers'
import { rowsOfLayers } from '../store/records'

/** What was found when a layer's rows were built anew. */
export interface Reprojection {
  /** The records of the layer, and so the rows that it has now. */
  readonly records: number
  /** Rows that were missing, different or too many: 0 where all was well. */
  readonly mended: number
}

/**
 * Builds the rows of a layer anew from its journal, from the first update that
 * is kept to the last, and puts right what differs. Writers wait meanwhile. Who
 * keeps a count is told which rows were others, with the same commit.
 */
export const reprojectLayer = (db: RootDatabase, layer: LayerId): Promise<Reprojection> =>
  db.$transaction(
    async (tx) => {
      await lockLayer(tx, layer)
      const { base, updates } = await loadHistory(tx, layer)
      const doc = new Y.Doc()
      doc.transact(() => {
        if (base !== null) Y.applyUpdateV2(doc, base)
        for (const { data } of updates) Y.applyUpdate(doc, data)
      })
      const records = [...readRecords(doc)]
      const built = project(
        layer,
        records.map(([key, record]) => ({ kind: 'put', key, record })),
      )
      const changes = differences(layer, await rowsOfLayers(tx, [layer]), built)
      await changeRows(tx, changes)
      await tell(tx, layer, changes)
      return { records: records.length, mended: changes.length }
    },
    { timeout: 120_000 },
  )

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
