import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { connect } from 'node:net'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { promisify } from 'node:util'
import { build } from 'esbuild'
import { freePort } from '../../../lib/server/launch/cluster.mjs'

/** Ours, the server below ours without anything of ours, and the reference server of Yjs. */
export const KINDS = ['ours', 'hocuspocus', 'y-websocket'] as const
export type Kind = (typeof KINDS)[number]

/** A server under load. */
export interface Measured {
  readonly kind: Kind
  /** `ws://127.0.0.1:PORT` */
  readonly url: string
  /** What its process has used of a core so far, in ms. */
  cpuMs(): number
  /** What its process holds now, in MB. */
  residentMb(): number
  stop(): Promise<void>
}

/** A server in one process that tells of itself. */
export interface Watched extends Measured {
  /** The longest that its event loop stood still since this was last asked, in ms. */
  stallMs(): Promise<number>
}

/** The newest release that can be installed: 0.1.5 wants a Yjs that is not out. */
const PEER = '@y/websocket-server@0.1.1'
const PEERS = '.cache/peers'
const PEER_FILE = join(PEERS, 'node_modules/@y/websocket-server/src/server.js')
const TICK_MS = 10

const run = promisify(execFile)

/** Fetches the peer that is no part of the project, once. */
export const fetchPeer = async (): Promise<void> => {
  if (existsSync(PEER_FILE)) return
  await mkdir(PEERS, { recursive: true })
  await run('npm', [
    'install',
    '--prefix',
    PEERS,
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
    PEER,
    'yjs@13',
    'ws@8',
  ])
}

const SERVE_FILE = '.cache/bench/serve.js'
let bundled: Promise<unknown> | undefined

/** Bundles our server as `npm start` does: what is translated as it is loaded takes a fifth more time for the same work. */
const bundleServer = (): Promise<unknown> =>
  (bundled ??= build({
    entryPoints: ['e2e/bench/sync/serve.ts'],
    outfile: SERVE_FILE,
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    target: 'node20.19',
    logLevel: 'silent',
  }))

/** Starts a server; `databaseUrl` is ours alone. */
export const startServer = async (kind: Kind, databaseUrl: string): Promise<Watched> => {
  await bundleServer()
  const port = await freePort()
  const file = kind === 'y-websocket' ? [PEER_FILE] : [SERVE_FILE, kind, String(port)]
  const args = ['--import', 'tsx', '--import', './e2e/bench/sync/stalls.ts', ...file]
  const child = spawn(process.execPath, args, {
    env: { ...process.env, DATABASE_URL: databaseUrl, HOST: '127.0.0.1', PORT: String(port), NODE_ENV: 'production' },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  await untilListening(port, child)
  const { pid = 0 } = child
  return {
    kind,
    url: `ws://127.0.0.1:${port}`,
    cpuMs: () => cpuMsOf(pid),
    residentMb: () =>
      Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? Number.NaN) / 1024,
    stallMs: () =>
      new Promise((resolve) => {
        child.once('message', (said) => {
          resolve(typeof said === 'object' && 'stallMs' in said ? Number(said.stallMs) : Number.NaN)
        })
        child.send('stall')
      }),
    stop: async () => {
      const ended = new Promise((resolve) => child.once('exit', resolve))
      child.kill('SIGKILL')
      await ended
    },
  }
}

/** User and system time of a process (proc(5): fields 14 and 15 of `stat`, in ticks of 10 ms). */
const cpuMsOf = (pid: number): number => {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /, '')
    .split(' ')
  return (Number(fields[11]) + Number(fields[12])) * TICK_MS
}

const untilListening = async (port: number, child: ChildProcess): Promise<void> => {
  for (let tries = 0; tries < 400; tries += 1) {
    if (child.exitCode !== null) throw new Error(`a server ended with ${child.exitCode}`)
    const isUp = await new Promise<boolean>((resolve) => {
      const socket = connect(port, '127.0.0.1')
      socket.once('connect', () => {
        socket.destroy()
        resolve(true)
      })
      socket.once('error', () => {
        resolve(false)
      })
    })
    if (isUp) return
    await pause(50)
  }
  throw new Error('a server does not listen')
}
