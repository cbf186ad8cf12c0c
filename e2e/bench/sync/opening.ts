import type { RootDatabase } from '../../../lib/server/store/database'
import { type Figure, type Limit, atMost } from '../report'
import { type Found, middleOf, withServer } from './compare'
import { fillLayer } from './large-layer'
import { startPage } from './page-process'
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
          const page = await startPage()
          try {
            // A server that runs has met somebody before, and so has a page: their code is loaded.
            const [other] = await seminar.layers()
            await page.open(server.url, [cookie], other?.id ?? '').found
            await server.stallMs()
            const opening = page.open(server.url, [cookie], layer.id)
            const openMs = await opening.synced
            const stallMs = await server.stallMs()
            const { readMs, fingerprints } = await opening.found
            if (fingerprints[0] !== layer.fingerprint) throw new Error('what was opened is not the layer')
            return { openMs, readMs, stallMs }
          } finally {
            page.stop()
          }
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
