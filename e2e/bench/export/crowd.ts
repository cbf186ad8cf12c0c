import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { freePort } from '../../../lib/server/launch/cluster.mjs'
import { withBenchDatabase } from '../sync/database'
import { runLoad } from '../sync/load'
import { makeBenchSeminar } from '../sync/seminar'
import type { Measured } from '../sync/servers'

const STUDENTS = 30
const NOTES = 600
/** What a lively class writes: ten members in each of two groups. */
const LOAD = { rate: 40, seconds: 8 } as const
const TICK_MS = 10

/** What 30 students who export at once do to a room that goes on writing. Times in ms. */
export interface Crowd {
  readonly quietP99: number
  readonly crowdedP99: number
  readonly lastFile: number
  /** Of those that were asked for, how many came. */
  readonly files: number
  readonly residentMb: number
}

/** Measures the room's p99 with nobody exporting, then while 30 do, each a file of 600 notes of its own. */
export const crowd = (): Promise<Crowd> =>
  withBenchDatabase(async (db, databaseUrl) => {
    const seminar = await makeBenchSeminar(db, 2, 10)
    const port = await freePort()
    const server = spawn(
      process.execPath,
      ['--import', 'tsx', 'e2e/bench/export/serve.ts', String(port), String(STUDENTS), String(NOTES)],
      {
        env: { ...process.env, DATABASE_URL: databaseUrl, NODE_ENV: 'production' },
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    )
    try {
      await once(server.stdout, 'data')
      const { pid = 0 } = server
      const measured: Measured = {
        kind: 'ours',
        url: `ws://127.0.0.1:${port}`,
        cpuMs: () => cpuMsOf(pid),
        residentMb: () => residentMbOf(pid),
        stop: () => Promise.resolve(),
      }
      const quiet = await runLoad(measured, await seminar.layers(), LOAD)
      const began = performance.now()
      let lastFile = 0
      const files = Promise.all(
        Array.from({ length: STUDENTS }, async (_, at) => {
          const response = await fetch(`http://127.0.0.1:${port}/export/${at}`)
          await response.arrayBuffer()
          lastFile = Math.max(lastFile, performance.now() - began)
          return response.ok ? 1 : 0
        }),
      )
      const crowded = await runLoad(measured, await seminar.layers(), LOAD)
      const came = await files
      return {
        quietP99: quiet.delivery.p99,
        crowdedP99: crowded.delivery.p99,
        lastFile,
        files: came.reduce<number>((sum, one) => sum + one, 0),
        residentMb: residentMbOf(pid),
      }
    } finally {
      const ended = once(server, 'exit')
      server.kill('SIGKILL')
      await ended
    }
  })

/** User and system time of a process (proc(5): fields 14 and 15 of `stat`, in ticks of 10 ms). */
const cpuMsOf = (pid: number): number => {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /, '')
    .split(' ')
  return (Number(fields[11]) + Number(fields[12])) * TICK_MS
}

const residentMbOf = (pid: number): number =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? Number.NaN) / 1024
