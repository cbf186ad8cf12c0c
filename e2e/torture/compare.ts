import * as Y from 'yjs'
import type { RecordKey } from '../../lib/core/annotation'
import type { LayerId } from '../../lib/core/base'
import { readRecords } from '../../lib/core/layer'
import { reprojectLayer } from '../../lib/server/commands/reproject-layer'
import type { RootDatabase } from '../../lib/server/store/database'
import { loadJournal } from '../../lib/server/store/load-layer'
import type { Pupil } from './pupil'

/** What is known of a page. */
export type Seen = Pick<Pupil, 'layer' | 'written' | 'acknowledged' | 'refusal' | 'seen'>

/**
 * What the database lacks of the records that pages have shown as saved, while
 * the server is dead: as soon as it answers, the pages bring it what it forgot,
 * and nothing would show any more.
 */
export const lossesOf = async (db: RootDatabase, pupils: readonly Seen[]): Promise<readonly string[]> => {
  let lost = 0
  for (const [layer, inLayer] of byLayer(pupils)) {
    const stored = await storedKeys(db, layer)
    lost += new Set(inLayer.flatMap((pupil) => [...pupil.acknowledged()].filter((key) => !stored.has(key)))).size
  }
  return lost === 0 ? [] : [`${lost} records that were shown as saved were not on the disk`]
}

/**
 * Compares the database with what the pages know, once every page says "saved";
 * each fault is one sentence. Puts differing rows right.
 */
export const faultsOf = async (db: RootDatabase, pupils: readonly Seen[]): Promise<readonly string[]> => {
  const faults: string[] = []
  for (const pupil of pupils) {
    const refusal = pupil.refusal()
    if (refusal !== undefined) faults.push(`refused: ${refusal}`)
  }
  for (const [layer, inLayer] of byLayer(pupils)) {
    const stored = await storedKeys(db, layer)
    const acknowledged = new Set(inLayer.flatMap((pupil) => [...pupil.acknowledged()]))
    const written = new Set(inLayer.flatMap((pupil) => [...pupil.written()]))
    const lost = without(acknowledged, stored)
    if (lost > 0) faults.push(`${lost} records that were shown as saved are gone`)
    const unwritten = without(stored, written)
    if (unwritten > 0) faults.push(`${unwritten} records are there that nobody wrote`)
    const missing = without(written, stored)
    if (missing > 0) faults.push(`${missing} records are not there although every page says "saved"`)
    const { mended } = await reprojectLayer(db, layer)
    if (mended > 0) faults.push(`${mended} rows differ from their layer`)
    for (const pupil of inLayer) {
      const seen = pupil.seen()
      const hidden = without(stored, seen)
      if (hidden > 0) faults.push(`a page lacks ${hidden} of ${stored.size} records`)
      const phantom = without(seen, stored)
      if (phantom > 0) faults.push(`a page shows ${phantom} records that are not there`)
    }
  }
  return faults
}

const byLayer = (pupils: readonly Seen[]): ReadonlyMap<LayerId, readonly Seen[]> =>
  new Map([...new Set(pupils.map(({ layer }) => layer))].map((id) => [id, pupils.filter(({ layer }) => layer === id)]))

/** How many of `keys` are not in `others`. */
const without = (keys: ReadonlySet<RecordKey>, others: ReadonlySet<RecordKey>): number =>
  [...keys].filter((key) => !others.has(key)).length

const storedKeys = async (db: RootDatabase, layer: LayerId): Promise<ReadonlySet<RecordKey>> => {
  const { snapshot, updates } = await loadJournal(db, layer)
  const doc = new Y.Doc()
  doc.transact(() => {
    if (snapshot !== null) Y.applyUpdateV2(doc, snapshot)
    for (const update of updates) Y.applyUpdate(doc, update)
  })
  return new Set(readRecords(doc).keys())
}
