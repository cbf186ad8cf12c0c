import { ensureRedis, startRedis } from '../../lib/server/launch/redis.mjs'
import { type Figure, type Limit, type Report, atMost, reportOf } from './report'
import { withBenchDatabase } from './sync/database'
import { type Outcome, runLoad } from './sync/load'
import { type BenchSeminar, makeBenchSeminar } from './sync/seminar'
import { type Measured, startServer } from './sync/servers'

const RUN_S = 6
const REPEATS = 3
const CROSSING_MAX_MS = 100
const LOADS = [
  { name: '2 members in 1 layer, 10 updates/s', size: 2, rate: 10 },
  { name: '10 members in 1 layer, 100 updates/s', size: 10, rate: 100 },
  { name: '10 members in 1 layer, 400 updates/s', size: 10, rate: 400 },
] as const
/** How many processes serve the layer, and whether they share it. Members take them in turn. */
const WAYS = [
  { name: 'one process', processes: 1, isShared: false },
  { name: 'one process with Redis', processes: 1, isShared: true },
  { name: 'two processes', processes: 2, isShared: true },
] as const

/**
 * What sharing a layer costs: the same load on one process alone, on one that
 * shares its layers with nobody, and on two that each have half of the members.
 * With two members every update crosses.
 */
export const bench = async (): Promise<Report> => {
  const program = await ensureRedis((line) => process.stderr.write(`${line}\n`))
  if (program === undefined) throw new Error('no Redis can be had')
  const redis = await startRedis(program)
  try {
    return await withBenchDatabase(async (db, databaseUrl) => {
      const figures: Figure[] = []
      const limits: Limit[] = []
      const seminars = new Map<number, BenchSeminar>()
      for (const { name, size, rate } of LOADS) {
        const seminar = seminars.get(size) ?? (await makeBenchSeminar(db, 1, size))
        seminars.set(size, seminar)
        const runs = new Map<string, Outcome[]>(WAYS.map((way) => [way.name, []]))
        for (let run = 0; run < REPEATS; run += 1) {
          for (const { name: way, processes, isShared } of WAYS) {
            if (isShared) process.env.REDIS_URL = redis.url
            else delete process.env.REDIS_URL
            runs.get(way)?.push(await runOn(processes, seminar, databaseUrl, rate))
          }
          process.stderr.write(`${name}: run ${run + 1}\n`)
        }
        for (const [way, outcomes] of runs) figures.push(...figuresOf(`${name}, ${way}`, outcomes))
        if (size === 2) {
          const crossing = median(runs.get('two processes') ?? [], ({ delivery }) => delivery.p95)
          limits.push(atMost('crossing to another process: p95, ms', crossing, CROSSING_MAX_MS))
        }
      }
      return reportOf('shared', figures, limits)
    })
  } finally {
    await redis.kill()
  }
}

const runOn = async (processes: number, seminar: BenchSeminar, databaseUrl: string, rate: number): Promise<Outcome> => {
  const servers = await Promise.all(Array.from({ length: processes }, () => startServer('ours', databaseUrl)))
  try {
    return await runLoad(asOne(servers), await seminar.layers(), { rate, seconds: RUN_S })
  } finally {
    await Promise.all(servers.map((server) => server.stop()))
  }
}

/** Servers behind one address, which gives the next one each time it is asked. */
const asOne = (servers: readonly Measured[]): Measured => {
  let turn = 0
  const sum = (of: (server: Measured) => number): number => servers.reduce((total, server) => total + of(server), 0)
  return {
    kind: 'ours',
    get url() {
      turn += 1
      return servers[turn % servers.length]?.url ?? ''
    },
    cpuMs: () => sum((server) => server.cpuMs()),
    residentMb: () => sum((server) => server.residentMb()),
    stop: () => Promise.resolve(),
  }
}

const figuresOf = (name: string, outcomes: readonly Outcome[]): readonly Figure[] => {
  const figure = (what: string, unit: string, of: (outcome: Outcome) => number): Figure => ({
    name: `${name}: ${what}`,
    value: median(outcomes, of),
    unit,
  })
  return [
    figure('delivered', '%', ({ deliveredShare }) => deliveredShare * 100),
    figure('write to other screens p50', 'ms', ({ delivery }) => delivery.p50),
    figure('write to other screens p95', 'ms', ({ delivery }) => delivery.p95),
    figure('write to other screens p99', 'ms', ({ delivery }) => delivery.p99),
    figure('acknowledged p50', 'ms', ({ acknowledgement }) => acknowledgement.p50),
    figure('acknowledged p99', 'ms', ({ acknowledgement }) => acknowledgement.p99),
    figure('server CPU', '% of a core', ({ serverCpu }) => serverCpu),
  ]
}

const median = (outcomes: readonly Outcome[], of: (outcome: Outcome) => number): number =>
  outcomes.map(of).toSorted((a, b) => a - b)[outcomes.length >> 1] ?? Number.NaN
