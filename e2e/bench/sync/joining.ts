import type { RootDatabase } from '../../../lib/server/store/database'
import { atMost } from '../report'
import { type ByKind, type Found, against, byKind, middleOf, withServer } from './compare'
import { fillPeer, openLight } from './joiner'
import { type LargeLayer, fillLayer } from './large-layer'
import { startPage } from './page-process'
import type { BenchLayer } from './load'
import { makeBenchSeminar } from './seminar'
import type { Kind, Watched } from './servers'

const MEMBERS = 200
const RECORDS = 10_000
/** So many make their documents for real with our client, and are compared record by record. */
const WHOLE = 5
const REPEATS = 3
const ALL_MAX_MS = 3_000
const STALL_MAX_MS = 200
const PATIENCE_MS = 60_000

interface Joined {
  readonly allMs: number
  readonly stallMs: number
  readonly serverMb: number
}

/**
 * A class opens a large layer at once. All clients are on this machine, and to
 * make 200 documents of it takes longer than all the servers do: so a client
 * counts as synced when the whole state has come and the server said that this
 * was all; a few make the document for real, in a process of their own.
 */
export const joining = async (db: RootDatabase, databaseUrl: string): Promise<Found> => {
  const name = `${MEMBERS} members joining a layer of ${RECORDS.toLocaleString('en')} records`
  process.stderr.write(`${name}\n`)
  const seminar = await makeBenchSeminar(db, 1, MEMBERS)
  const [fresh] = await seminar.layers()
  if (fresh === undefined) throw new Error('no layer')
  const layer = await fillLayer(db, fresh, RECORDS)
  const runs: ByKind<Joined>[] = []
  for (let run = 0; run < REPEATS; run += 1)
    runs.push(
      await byKind((kind) =>
        withServer(kind, databaseUrl, async (server) =>
          joinAll(kind, server, layer, kind === 'ours' ? (await seminar.layers())[0] : undefined),
        ),
      ),
    )
  const of = (kind: Kind, pick: (joined: Joined) => number): number => middleOf(runs.map((run) => pick(run[kind])))
  const beside = (what: string, unit: string, pick: (joined: Joined) => number) =>
    (['hocuspocus', 'y-websocket'] as const).map((kind) =>
      against(`${name}: ${what}`, of('ours', pick), unit, kind, of(kind, pick)),
    )
  return {
    figures: [
      ...beside('all synced', 'ms', ({ allMs }) => allMs),
      ...beside('longest stall of the server', 'ms', ({ stallMs }) => stallMs),
      ...beside('server memory', 'MB', ({ serverMb }) => serverMb),
    ],
    limits: [
      atMost(
        `${name}: all synced, ms`,
        of('ours', ({ allMs }) => allMs),
        ALL_MAX_MS,
      ),
      atMost(
        `${name}: longest stall of the server, ms`,
        of('ours', ({ stallMs }) => stallMs),
        STALL_MAX_MS,
      ),
    ],
  }
}

const joinAll = async (
  kind: Kind,
  server: Watched,
  layer: LargeLayer,
  other: BenchLayer | undefined,
): Promise<Joined> => {
  const filler = kind === 'ours' ? undefined : await fillPeer(kind, server.url, layer)
  const page = kind === 'ours' ? await startPage() : undefined
  const whole = page === undefined ? 0 : WHOLE
  const light = layer.members.slice(whole).map(({ cookie }, nth) => openLight(kind, server.url, cookie, layer, nth))
  try {
    // A server that runs has met somebody before, as the others have met who filled them.
    await page?.open(server.url, [layer.members[0]?.cookie ?? ''], other?.id ?? '').found
    await server.stallMs()
    const began = performance.now()
    const opening = page?.open(
      server.url,
      layer.members.slice(0, whole).map(({ cookie }) => cookie),
      layer.id,
    )
    await Promise.race([Promise.all([opening?.synced, ...light.map((joiner) => joiner.begin())]), tooLong(kind)])
    const allMs = performance.now() - began
    const stallMs = await server.stallMs()
    const found = await opening?.found
    if (found?.fingerprints.some((fingerprint) => fingerprint !== layer.fingerprint) === true)
      throw new Error('what was joined is not the layer')
    process.stderr.write(`  ${kind}: ${allMs.toFixed(0)} ms, longest stall ${stallMs.toFixed(0)} ms\n`)
    return { allMs, stallMs, serverMb: server.residentMb() }
  } finally {
    for (const joiner of light) joiner.close()
    filler?.close()
    page?.stop()
  }
}

const tooLong = (kind: Kind): Promise<never> =>
  new Promise((_resolve, reject) => {
    setTimeout(() => {
      reject(new Error(`${kind}: not all are in after ${PATIENCE_MS} ms`))
    }, PATIENCE_MS).unref()
  })
