import type { RootDatabase } from '../../lib/server/store/database'
import { type Figure, type Limit, type Report, atLeast, atMost, reportOf } from './report'
import { withBenchDatabase } from './sync/database'
import { type ByKind, type Found, against, byKind, middleOf, withServer } from './sync/compare'
import { joining } from './sync/joining'
import { type Outcome, runLoad } from './sync/load'
import { opening } from './sync/opening'
import { presence } from './sync/presence'
import { reload } from './sync/reload'
import { type BenchSeminar, makeBenchSeminar } from './sync/seminar'
import { KINDS, fetchPeer } from './sync/servers'

/** Members in layers; `rates` are tried upwards until one is not sustained. Updates a second. */
const CLASSES = [
  { name: '10 members in 1 layer', groups: 1, size: 10, rates: [100, 200, 400, 600, 800, 1_200, 1_600] },
  { name: '50 members in 5 layers', groups: 5, size: 10, rates: [200, 400, 600, 800, 1_200, 1_600, 2_400] },
  { name: '200 members in 20 layers', groups: 20, size: 10, rates: [200, 400, 600, 800, 1_200, 1_600, 2_400] },
] as const
const COLLEGE = { name: '1,000 members in 200 layers', groups: 200, size: 5, rate: 100 } as const

const RAMP_S = 3
const RUN_S = 6
const REPEATS = 3
/** A rate is sustained while every other screen has it within this, 99 times of 100, and nothing is missing. */
const SUSTAINED_P99_MS = 250
const SHARE_MIN = 0.999
const P99_RATIO_MAX = 1.5
const COLLEGE_P99_MAX_MS = 100
const COLLEGE_MAX_MB = 800

/**
 * The realtime server beside two that judge and keep nothing: the same clients
 * in one process, the same records, in alternating order; three runs each, of
 * which the medians count. Clients and server share the machine, so a rate is
 * what both manage together. `chosen` names the parts to run; all of them where it is empty.
 */
export const bench = async (chosen: readonly string[] = []): Promise<Report> => {
  const unknown = chosen.find((name) => !PARTS.has(name))
  if (unknown !== undefined) throw new Error(`"${unknown}" is no part of sync: ${[...PARTS.keys()].join(', ')}`)
  await fetchPeer()
  return withBenchDatabase(async (db, databaseUrl) => {
    const figures: Figure[] = []
    const limits: Limit[] = []
    for (const [name, part] of PARTS) {
      if (chosen.length > 0 && !chosen.includes(name)) continue
      const found = await part(db, databaseUrl)
      figures.push(...found.figures)
      limits.push(...found.limits)
    }
    return reportOf(['sync', ...chosen].join('-'), figures, limits)
  })
}

/** Told as they come: the whole takes a quarter of an hour, and its last part may fail. */
const told = (found: Found): Found => {
  for (const { name, value, limit } of found.limits) process.stderr.write(`  ${name}: ${value.toFixed(1)} (${limit})\n`)
  return found
}

const classes = async (db: RootDatabase, databaseUrl: string): Promise<Found> => {
  const figures: Figure[] = []
  const limits: Limit[] = []
  for (const one of CLASSES) {
    process.stderr.write(`${one.name}\n`)
    const seminar = await makeBenchSeminar(db, one.groups, one.size)
    const sustained = await sustainedRates(seminar, databaseUrl, one.rates)
    const peers = KINDS.filter((kind) => kind !== 'ours').map((kind) => sustained[kind])
    // Where nobody sustains anything the lowest rate still tells how they compare.
    const half = Math.max(...peers, one.rates[0]) / 2
    const outcomes = await repeated(seminar, databaseUrl, half)
    const best = Math.min(outcomes.hocuspocus.delivery.p99, outcomes['y-websocket'].delivery.p99)
    const found = told({
      figures: [
        ...KINDS.filter((kind) => kind !== 'ours').map((kind) =>
          against(`${one.name}: sustained updates`, sustained.ours, '/s', kind, sustained[kind]),
        ),
        ...figuresOf(`${one.name}, ${half} updates/s`, outcomes),
      ],
      limits: [
        atLeast(`${one.name}: sustained, updates/s, at least y-websocket's`, sustained.ours, sustained['y-websocket']),
        atMost(`${one.name}: p99 over that of the better peer`, outcomes.ours.delivery.p99 / best, P99_RATIO_MAX),
      ],
    })
    figures.push(...found.figures)
    limits.push(...found.limits)
  }
  return { figures, limits }
}

const college = async (db: RootDatabase, databaseUrl: string): Promise<Found> => {
  process.stderr.write(`${COLLEGE.name}\n`)
  const seminar = await makeBenchSeminar(db, COLLEGE.groups, COLLEGE.size)
  const outcomes = await repeated(seminar, databaseUrl, COLLEGE.rate)
  return told({
    figures: figuresOf(`${COLLEGE.name}, ${COLLEGE.rate} updates/s`, outcomes),
    limits: [
      atMost(`${COLLEGE.name}: p99, ms`, outcomes.ours.delivery.p99, COLLEGE_P99_MAX_MS),
      atMost(`${COLLEGE.name}: server, MB`, outcomes.ours.serverMb, COLLEGE_MAX_MB),
    ],
  })
}

type Part = (db: RootDatabase, databaseUrl: string) => Promise<Found>

const telling =
  (part: Part): Part =>
  async (db, databaseUrl) =>
    told(await part(db, databaseUrl))

const PARTS: ReadonlyMap<string, Part> = new Map([
  ['classes', classes],
  ['college', college],
  ['opening', telling(opening)],
  ['joining', telling(joining)],
  ['reload', telling(reload)],
  ['presence', telling(presence)],
])

/** The highest rate of the list that each server sustains; 0 where none. */
const sustainedRates = (
  seminar: BenchSeminar,
  databaseUrl: string,
  rates: readonly number[],
): Promise<ByKind<number>> =>
  byKind((kind) =>
    withServer(kind, databaseUrl, async (server) => {
      let best = 0
      for (const rate of rates) {
        const outcome = await runLoad(server, await seminar.layers(), { rate, seconds: RAMP_S })
        const isSustained = outcome.deliveredShare >= SHARE_MIN && outcome.delivery.p99 <= SUSTAINED_P99_MS
        process.stderr.write(
          `  ${kind} at ${rate}/s: p99 ${outcome.delivery.p99.toFixed(0)} ms${isSustained ? '' : ', not sustained'}\n`,
        )
        if (!isSustained) break
        best = rate
      }
      return best
    }),
  )

/** Medians of alternating runs, each with a server of its own. */
const repeated = async (seminar: BenchSeminar, databaseUrl: string, rate: number): Promise<ByKind<Outcome>> => {
  const runs: ByKind<Outcome>[] = []
  for (let run = 0; run < REPEATS; run += 1) {
    runs.push(
      await byKind((kind) =>
        withServer(kind, databaseUrl, async (server) =>
          runLoad(server, await seminar.layers(), { rate, seconds: RUN_S }),
        ),
      ),
    )
    process.stderr.write(`  run ${run + 1} at ${rate}/s\n`)
  }
  return byKind((kind) => Promise.resolve(medianOf(runs.map((run) => run[kind]))))
}

const medianOf = (outcomes: readonly Outcome[]): Outcome => {
  const middle = (of: (outcome: Outcome) => number): number => middleOf(outcomes.map(of))
  const percentiles = (of: (outcome: Outcome) => Outcome['delivery']) => ({
    p50: middle((outcome) => of(outcome).p50),
    p95: middle((outcome) => of(outcome).p95),
    p99: middle((outcome) => of(outcome).p99),
  })
  return {
    sent: middle(({ sent }) => sent),
    deliveredShare: middle(({ deliveredShare }) => deliveredShare),
    deliveriesPerSecond: middle(({ deliveriesPerSecond }) => deliveriesPerSecond),
    delivery: percentiles(({ delivery }) => delivery),
    acknowledgement: percentiles(({ acknowledgement }) => acknowledgement),
    serverCpu: middle(({ serverCpu }) => serverCpu),
    serverMb: middle(({ serverMb }) => serverMb),
  }
}

const figuresOf = (name: string, { ours, ...peers }: ByKind<Outcome>): readonly Figure[] => {
  const each = (what: string, unit: string, of: (outcome: Outcome) => number): readonly Figure[] =>
    (['hocuspocus', 'y-websocket'] as const).map((kind) =>
      against(`${name}: ${what}`, of(ours), unit, kind, of(peers[kind])),
    )
  return [
    ...each('deliveries', '/s', ({ deliveriesPerSecond }) => deliveriesPerSecond),
    ...each('write to other screens p50', 'ms', ({ delivery }) => delivery.p50),
    ...each('write to other screens p95', 'ms', ({ delivery }) => delivery.p95),
    ...each('write to other screens p99', 'ms', ({ delivery }) => delivery.p99),
    // y-websocket acknowledges nothing.
    against(
      `${name}: acknowledged p50`,
      ours.acknowledgement.p50,
      'ms',
      'hocuspocus',
      peers.hocuspocus.acknowledgement.p50,
    ),
    against(
      `${name}: acknowledged p99`,
      ours.acknowledgement.p99,
      'ms',
      'hocuspocus',
      peers.hocuspocus.acknowledgement.p99,
    ),
    ...each('server CPU', '% of a core', ({ serverCpu }) => serverCpu),
    ...each('server memory', 'MB', ({ serverMb }) => serverMb),
  ]
}
