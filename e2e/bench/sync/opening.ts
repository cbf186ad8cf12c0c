import { readRecords } from '../../../lib/core/layer'
import { layerId } from '../../../lib/core/base'
import type { RootDatabase } from '../../../lib/server/store/database'
import { type Figure, type Limit, atMost } from '../report'
import { type Found, middleOf, withServer } from './compare'
import { openWhole } from './joiner'
import { fillLayer, fingerprintOf } from './large-layer'
import { makeBenchSeminar } from './seminar'

const SIZES = [
  { records: 10_000, maxMs: 300 },
  { records: 100_000, maxMs: 3_000 },
] as const
const REPEATS = 3
const AUTHORS = 50

/** Opens large layers that the server has not in memory, as a page does that has no copy of them. */
export const opening = async (db: RootDatabase, databaseUrl: string): Promise<Found> => {
  const figures: Figure[] = []
  const limits: Limit[] = []
  const seminar = await makeBenchSeminar(db, 1, AUTHORS)
  for (const { records, maxMs } of SIZES) {
    const name = `opening a layer of ${records.toLocaleString('en')} records`
    process.stderr.write(`${name}\n`)
    const [fresh] = await seminar.layers()
    if (fresh === undefined) throw new Error('no layer')
    const layer = await fillLayer(db, fresh, records)
    const cookie = layer.members[0]?.cookie ?? ''
    const runs: { readonly openMs: number; readonly readMs: number; readonly stallMs: number }[] = []
    for (let run = 0; run < REPEATS; run += 1) {
      runs.push(
        await withServer('ours', databaseUrl, async (server) => {
          // A server that runs has met somebody before: its code is loaded, and its connections are open.
          const [other] = await seminar.layers()
          const before = openWhole(server.url, cookie, layerId(other?.id ?? ''))
          await before.begin()
          before.close()
          await server.stallMs()
          const page = openWhole(server.url, cookie, layerId(layer.id))
          const began = performance.now()
          await page.begin()
          const openMs = performance.now() - began
          const stallMs = await server.stallMs()
          const reading = performance.now()
          readRecords(page.document)
          const readMs = performance.now() - reading
          if (fingerprintOf(page.document) !== layer.fingerprint) throw new Error('what was opened is not the layer')
          page.close()
          return { openMs, readMs, stallMs }
        }),
      )
    }
    const of = (pick: (run: (typeof runs)[number]) => number): number => middleOf(runs.map(pick))
    figures.push(
      { name: `${name}: synced`, value: of(({ openMs }) => openMs), unit: 'ms' },
      { name: `${name}: and its records read`, value: of(({ readMs }) => readMs), unit: 'ms' },
      { name: `${name}: longest stall of the server`, value: of(({ stallMs }) => stallMs), unit: 'ms' },
    )
    limits.push(
      atMost(
        `${name}: synced, ms`,
        of(({ openMs }) => openMs),
        maxMs,
      ),
    )
  }
  return { figures, limits }
}
