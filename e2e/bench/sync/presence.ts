import { setTimeout as pause } from 'node:timers/promises'
import type { RootDatabase } from '../../../lib/server/store/database'
import { atMost } from '../report'
import { type ByKind, type Found, against, byKind, middleOf, withServer } from './compare'
import type { BenchLayer } from './load'
import { type BenchMember, openMember } from './member'
import { makeBenchSeminar } from './seminar'
import type { Measured } from './servers'

const MEMBERS = 50
/** The pace of our page: who scrolls tells where they read once a second (client/session/reading-place.ts). */
const MOVE_EVERY_MS = 1_000
const WARM_S = 2
const RUN_S = 10
const REPEATS = 3
const CPU_MAX_PERCENT = 10
const TICK_MS = 5

/** People who all scroll in one layer and write nothing. */
export const presence = async (db: RootDatabase, databaseUrl: string): Promise<Found> => {
  const name = `${MEMBERS} people moving in one layer`
  process.stderr.write(`${name}\n`)
  const seminar = await makeBenchSeminar(db, 1, MEMBERS)
  const [layer] = await seminar.layers()
  if (layer === undefined) throw new Error('no layer')
  const runs: ByKind<number>[] = []
  for (let run = 0; run < REPEATS; run += 1)
    runs.push(await byKind((kind) => withServer(kind, databaseUrl, (server) => move(server, layer))))
  const of = (kind: keyof ByKind<number>): number => middleOf(runs.map((one) => one[kind]))
  return {
    figures: (['hocuspocus', 'y-websocket'] as const).map((kind) =>
      against(`${name}: server CPU`, of('ours'), '% of a core', kind, of(kind)),
    ),
    limits: [atMost(`${name}: server CPU, % of a core`, of('ours'), CPU_MAX_PERCENT)],
  }
}

/** What the server used of a core, in per cent, while everybody moved. */
const move = async (server: Measured, layer: BenchLayer): Promise<number> => {
  const members: BenchMember[] = await Promise.all(
    layer.members.map(({ cookie }) =>
      openMember({
        kind: server.kind,
        url: server.url,
        cookie,
        layer: layer.id,
        onSeen: () => undefined,
        onAcknowledged: () => undefined,
      }),
    ),
  )
  try {
    let moved = 0
    const moveFor = async (seconds: number): Promise<void> => {
      const began = performance.now()
      const before = moved
      while (performance.now() - began < seconds * 1000) {
        const due = before + ((performance.now() - began) / MOVE_EVERY_MS) * members.length
        for (; moved < due; moved += 1) members[moved % members.length]?.move(moved)
        await pause(TICK_MS)
      }
    }
    await moveFor(WARM_S)
    const cpu = server.cpuMs()
    const began = performance.now()
    await moveFor(RUN_S)
    const used = ((server.cpuMs() - cpu) / (performance.now() - began)) * 100
    const seen = Math.min(...members.map((member) => member.peopleSeen()))
    if (seen < members.length) throw new Error(`${server.kind}: a window sees ${seen} of ${members.length}`)
    process.stderr.write(`  ${server.kind}: ${used.toFixed(1)} % of a core\n`)
    return used
  } finally {
    for (const member of members) member.close()
  }
}
