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
 * Compares the database with what the pages know, once every page says "saved";
 * each fault is one sentence. Puts differing rows right.
 */
export const faultsOf = async (db: RootDatabase, pupils: readonly Seen[]): Promise<readonly string[]> => {
  const faults: string[] = []
  for (const pupil of pupils) {
    const refusal = pupil.refusal()
    if (refusal !== undefined) faults.push(`refused: ${refusal}`)
  }
  for (const layer of new Set(pupils.map((pupil) => pupil.layer))) {
    const inLayer = pupils.filter((pupil) => pupil.layer === layer)
    const stored = await storedKeys(db, layer)
    const own = [...stored].filter((key) => !key.startsWith('tagging/'))
    const acknowledged = inLayer.flatMap((pupil) => [...pupil.acknowledged()])
    const written = new Set(inLayer.flatMap((pupil) => [...pupil.written()]))
    const lost = acknowledged.filter((key) => !stored.has(key)).length
    if (lost > 0) faults.push(`${lost} records that were shown as saved are gone`)
    const unwritten = own.filter((key) => !written.has(key)).length
    if (unwritten > 0) faults.push(`${unwritten} records are there that nobody wrote`)
    const missing = [...written].filter((key) => !stored.has(key)).length
    if (missing > 0) faults.push(`${missing} records are not there although every page says "saved"`)
    const { mended } = await reprojectLayer(db, layer)
    if (mended > 0) faults.push(`${mended} rows differ from their layer`)
    for (const pupil of inLayer)
      if (pupil.seen() !== stored.size) faults.push(`a page shows ${pupil.seen()} of ${stored.size} records`)
  }
  return faults
}

const storedKeys = async (db: RootDatabase, layer: LayerId): Promise<ReadonlySet<RecordKey>> => {
  const { snapshot, updates } = await loadJournal(db, layer)
  const doc = new Y.Doc()
  doc.transact(() => {
    if (snapshot !== null) Y.applyUpdateV2(doc, snapshot)
    for (const update of updates) Y.applyUpdate(doc, update)
  })
  return new Set(readRecords(doc).keys())
}
