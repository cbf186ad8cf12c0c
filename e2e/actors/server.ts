import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** How long a server may take to answer: a cold start makes a database and a sample. */
const START_TIMEOUT_MS = 120_000
const POLL_MS = 100

/** A server of a scenario's own: its own data, its own port. */
export interface OwnServer {
  readonly url: string
  /** Where its data is. */
  readonly dataDir: string
  /** Its process, as it runs now. */
  pid(): number
  /** What it printed so far. */
  output(): string
  /** Ends it as a power cut would: no signal it could catch. Its Postgres is left as it is. */
  kill(): Promise<void>
  /** Starts it again on the same data and port, and waits until it answers. */
  start(): Promise<void>
  /** Stops it in order and removes its data. */
  close(): Promise<void>
}

/** Starts the built app with data of its own. `env` adds to the environment. */
export const openServer = async (env: Readonly<Record<string, string>> = {}): Promise<OwnServer> => {
  const dataDir = await mkdtemp(join(tmpdir(), 'scholion-scenario-'))
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  let child: ChildProcess | undefined
  let printed = ''

  const start = async (): Promise<void> => {
    const started = spawn(process.execPath, ['lib/server/launch/start.mjs'], {
      env: {
        ...process.env,
        DATABASE_URL: undefined,
        DATA_DIR: dataDir,
        PORT: String(port),
        HOST: '127.0.0.1',
        ...env,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    child = started
    // A process that ends without closing its server leaves none behind.
    const end = (): void => void started.kill('SIGTERM')
    process.once('exit', end)
    started.once('exit', () => process.off('exit', end))
    for (const stream of [started.stdout, started.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => (printed += text))
    }
    await untilAnswers(url, started, () => printed)
  }
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    const ending = child
    if (ending?.exitCode !== null || ending.signalCode !== null) return
    const ended = new Promise((resolve) => ending.once('exit', resolve))
    ending.kill(signal)
    await ended
  }
  try {
    await start()
  } catch (error) {
    await end('SIGTERM')
    await rm(dataDir, { recursive: true, force: true })
    throw error
  }
  return {
    url,
    dataDir,
    pid: () => child?.pid ?? 0,
    output: () => printed,
    kill: () => end('SIGKILL'),
    start,
    close: async () => {
      await end('SIGTERM')
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

const untilAnswers = async (url: string, child: ChildProcess, output: () => string): Promise<void> => {
  const deadline = Date.now() + START_TIMEOUT_MS
  while (Date.now() < deadline) {
    if (child.exitCode !== null) throw new Error(`the server ended with ${child.exitCode}:\n${output()}`)
    const answers = await fetch(`${url}/api/health`).then(
      (response) => response.ok,
      () => false,
    )
    if (answers) return
    await new Promise((resolve) => setTimeout(resolve, POLL_MS))
  }
  throw new Error(`the server did not answer in ${START_TIMEOUT_MS / 1000} s:\n${output()}`)
}

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => {
        if (typeof address === 'object' && address !== null) resolve(address.port)
        else reject(new Error('no port'))
      })
    })
  })
