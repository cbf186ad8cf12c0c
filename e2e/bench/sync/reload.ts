import type { RootDatabase } from '../../../lib/server/store/database'
import { atMost } from '../report'
import { type Found, middleOf, withServer } from './compare'
import { type Joiner, openLight } from './joiner'
import { makeBenchSeminar } from './seminar'
import { type LargeLayer, fillLayer } from './large-layer'
import type { Watched } from './servers'

const GROUPS = 50
const SIZE = 10
const WINDOWS = GROUPS * SIZE
const RECORDS = 200
const REPEATS = 3
const STALL_MAX_MS = 200
const PATIENCE_MS = 60_000

interface Reloaded {
  readonly allMs: number
  readonly stallMs: number
  readonly cpuMs: number
  readonly serverMb: number
}

/**
 * A full room loads its page again: every window at once, each in its group's
 * layer, without the wait by chance that our client has after a break. Nobody has
 * a copy. The server has just started and opens every layer from the database, as on
 * the first morning after a release.
 */
export const reload = async (db: RootDatabase, databaseUrl: string): Promise<Found> => {
  const name = `${WINDOWS} windows at once in ${GROUPS} layers of ${RECORDS} records`
  process.stderr.write(`${name}\n`)
  const seminar = await makeBenchSeminar(db, GROUPS, SIZE)
  const layers: LargeLayer[] = []
  for (const fresh of await seminar.layers()) layers.push(await fillLayer(db, fresh, RECORDS))
  const runs: Reloaded[] = []
  for (let run = 0; run < REPEATS; run += 1)
    runs.push(await withServer('ours', databaseUrl, (server) => reloadAll(server, layers)))
  const of = (pick: (reloaded: Reloaded) => number): number => middleOf(runs.map(pick))
  const stallMs = of((reloaded) => reloaded.stallMs)
  return {
    figures: [
      { name: `${name}: all synced`, value: of(({ allMs }) => allMs), unit: 'ms' },
      { name: `${name}: longest stall of the server`, value: stallMs, unit: 'ms' },
      { name: `${name}: server CPU`, value: of(({ cpuMs }) => cpuMs), unit: 'ms' },
      { name: `${name}: server memory`, value: of(({ serverMb }) => serverMb), unit: 'MB' },
    ],
    limits: [atMost(`${name}: longest stall of the server, ms`, stallMs, STALL_MAX_MS)],
  }
}

const reloadAll = async (server: Watched, layers: readonly LargeLayer[]): Promise<Reloaded> => {
  const windows: Joiner[] = layers.flatMap((layer) =>
    layer.members.map(({ cookie }, nth) => openLight('ours', server.url, cookie, layer, nth)),
  )
  let timer: ReturnType<typeof setTimeout> | undefined
  try {
    await server.stallMs()
    const [began, cpuBefore] = [performance.now(), server.cpuMs()]
    await Promise.race([
      Promise.all(windows.map((window) => window.begin())),
      new Promise<never>((_resolve, reject) => {
        timer = setTimeout(() => {
          reject(new Error(`not all are in after ${PATIENCE_MS} ms`))
        }, PATIENCE_MS)
      }),
    ])
    const allMs = performance.now() - began
    const cpuMs = server.cpuMs() - cpuBefore
    const stallMs = await server.stallMs()
    process.stderr.write(`  ${allMs.toFixed(0)} ms, longest stall ${stallMs.toFixed(0)} ms\n`)
    return { allMs, stallMs, cpuMs, serverMb: server.residentMb() }
  } finally {
    clearTimeout(timer)
    for (const window of windows) window.close()
  }
}
