// @ts-check
import { execFileSync, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync, statSync } from 'node:fs'
import { chown, mkdir, open, rename, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { isAlive, readOrEmpty } from './lock.mjs'
import { runningPostmaster } from './postgres-files.mjs'
import { Trouble, asDiskTrouble } from './trouble.mjs'

const READY_TIMEOUT_MS = 90_000
const STOP_TIMEOUT_MS = 15_000

const SETTINGS = [
  'listen_addresses=127.0.0.1',
  // No socket file: its path may be too long, and the loopback port asks for the password as well.
  'unix_socket_directories=',
  'max_connections=100',
  'wal_level=minimal',
  'max_wal_senders=0',
  'jit=off',
  'timezone=UTC',
  'log_timezone=UTC',
  'logging_collector=off',
]
const DISPOSABLE = ['fsync=off', 'full_page_writes=off']

const logOf = (/** @type {string} */ folder) => join(folder, 'postgres.log')

/** @returns {Promise<number>} a port that nothing listens on at the moment */
export const freePort = () =>
  new Promise((done, fail) => {
    const server = createServer()
    server.once('error', fail)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => done(typeof address === 'object' && address !== null ? address.port : 0))
    })
  })

/** @type {NodeJS.ProcessEnv} */
const ENVIRONMENT = { NODE_ENV: 'production', PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' }

/**
 * @param {readonly string[]} command
 * @param {import('node:child_process').SpawnOptions} options
 * @returns {import('node:child_process').ChildProcess}
 */
const spawnAs = ([program = '', ...args], options) => spawn(program, args, { env: ENVIRONMENT, cwd: '/', ...options })

/**
 * The password of the folder's Postgres, made at first use.
 * @param {string} folder
 * @returns {Promise<string>}
 */
export const password = async (folder) => {
  const file = join(folder, 'postgres.password')
  const known = (await readOrEmpty(file)).trim()
  if (known !== '') return known
  const fresh = randomBytes(24).toString('base64url')
  await writeFile(file, fresh, { mode: 0o600 })
  return fresh
}

/**
 * Where a Postgres lies: `data` is its own folder, inside `folder`.
 * @typedef {{ folder: string, data: string, isDisposable: boolean }} Paths
 */

/**
 * Makes a new database cluster, aside, and moves it into place when it is whole.
 * @param {Paths} paths
 * @param {string} initdb
 * @param {import('./postgres-account.mjs').Account} account
 */
export const makeCluster = async ({ folder, data, isDisposable }, initdb, account) => {
  const aside = `${data}.new`
  const passwordFile = join(folder, 'postgres.password.new')
  await rm(passwordFile, { force: true })
  await rm(aside, { recursive: true, force: true })
  await mkdir(aside, { mode: 0o700 })
  await writeFile(passwordFile, await password(folder), { mode: 0o600 })
  if (account.uid !== undefined && account.gid !== undefined) {
    await chown(aside, account.uid, account.gid)
    await chown(passwordFile, account.uid, account.gid)
  }
  const options = [
    `--pgdata=${aside}`,
    '--username=postgres',
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    // A page that the disk gives back changed is an error, and not other words.
    '--data-checksums',
    ...(isDisposable ? ['--no-sync'] : []),
  ]
  try {
    // Away from this process, as the postmaster is: who stops in the middle waits for it.
    const child = spawnAs([...account.prefix, initdb, ...options], {
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let said = ''
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (said += chunk))
    const status = await new Promise((done, fail) => child.once('error', fail).once('close', done))
    if (status !== 0) {
      const trouble = asDiskTrouble(new Error(said), folder)
      if (trouble instanceof Trouble) throw trouble
      const why = said.split('\n').find((line) => line.startsWith('initdb: error: '))
      throw new Trouble(`The embedded Postgres cannot be made (${why ?? said.trim()}): see to it, or set DATABASE_URL.`)
    }
    await rename(aside, data)
  } finally {
    await rm(passwordFile, { force: true })
    await rm(aside, { recursive: true, force: true })
  }
}

/**
 * Sees to it that the cluster is the account's: a folder put back from a backup may have become root's or another's.
 * @param {string} data
 * @param {import('./postgres-account.mjs').Account} account
 */
export const takeOver = (data, { uid, gid }) => {
  const owner = statSync(data).uid
  if (owner === (uid ?? process.getuid?.() ?? owner)) return
  if (uid === undefined) {
    throw new Trouble(`${data} belongs to another account (${owner}): start as that one, or as root, or move it away.`)
  }
  execFileSync('chown', ['-R', `${uid}:${gid}`, data])
}

/**
 * Why Postgres did not start, as its log tells.
 * @param {string} folder
 * @returns {Promise<Trouble>}
 */
export const explain = async (folder) => {
  const logFile = logOf(folder)
  const lines = (await readOrEmpty(logFile)).trim().split('\n')
  const last = lines.slice(-12).join('\n')
  const trouble = asDiskTrouble(new Error(last), folder)
  if (trouble instanceof Trouble) return trouble
  if (last.includes('incompatible with server')) {
    return new Trouble(
      `The data in ${folder} was written by another version of Postgres: move the folder away, or start the version of Scholion that wrote it.`,
    )
  }
  const fatal = [...lines].reverse().find((line) => /FATAL|PANIC|error/i.test(line)) ?? lines.at(-1) ?? ''
  return new Trouble(`The embedded Postgres does not start (${fatal.trim()}): read ${logFile}, or set DATABASE_URL.`)
}

/**
 * Starts the postmaster, away from this process: Ctrl-C must not reach it before all is flushed.
 * @param {Paths} paths
 * @param {string} postgres
 * @param {import('./postgres-account.mjs').Account} account
 * @param {number | undefined} wantedPort a free one when absent
 */
export const startPostmaster = async ({ folder, data, isDisposable }, postgres, account, wantedPort) => {
  const logFile = logOf(folder)
  if (existsSync(logFile)) await rename(logFile, `${logFile}.1`)
  const settings = [...SETTINGS, ...(isDisposable ? DISPOSABLE : [])].flatMap((setting) => ['-c', setting])
  // A killed postmaster's children hold its memory for a moment, and a free port may be taken meanwhile: try again.
  for (let tries = 1; ; tries += 1) {
    const port = wantedPort ?? (await freePort())
    const log = await open(logFile, 'a', 0o600)
    const command = [...account.prefix, postgres, '-D', data, '-p', String(port), ...settings]
    const child = spawnAs(command, { detached: true, stdio: ['ignore', log.fd, log.fd] })
    child.unref()
    const ended = new Promise((done) => child.once('error', done).once('exit', done))
    await log.close()
    const isUp = await Promise.race([ready(data), ended.then(() => false)])
    if (isUp) return
    if (tries === 8) throw await explain(folder)
    const said = await readOrEmpty(logFile)
    if (!/pre-existing shared memory|Address already in use|already exists/.test(said)) throw await explain(folder)
    await pause(500)
  }
}

/**
 * Waits until Postgres takes connections; false when it does not in time.
 * @param {string} data
 * @returns {Promise<boolean>}
 */
export const ready = async (data) => {
  const deadline = Date.now() + READY_TIMEOUT_MS
  while (Date.now() < deadline) {
    if (runningPostmaster(data)?.isReady === true) return true
    await pause(25)
  }
  return false
}

/**
 * Stops the Postgres of a folder, if one runs, and waits for its end.
 * @param {string} data
 */
export const stopPostmaster = async (data) => {
  const running = runningPostmaster(data)
  if (running === undefined) return
  // Fast shutdown: sessions end, everything is written. Should it hang: immediate, which the next start recovers from.
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGQUIT'])) {
    process.kill(running.pid, signal)
    const deadline = Date.now() + STOP_TIMEOUT_MS
    while (Date.now() < deadline) {
      if (!isAlive(running.pid)) return
      await pause(20)
    }
  }
}
