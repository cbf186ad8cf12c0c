// @ts-check
import { execFileSync, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync, realpathSync, statSync } from 'node:fs'
import { chown, mkdir, open, rename, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { isAlive, readOrEmpty, thisProcess, withLock } from './lock.mjs'
import { postgresAccount } from './postgres-account.mjs'
import { leases, postgresPrograms, runningPostmaster } from './postgres-files.mjs'
import { Trouble, asDiskTrouble, codeOf } from './trouble.mjs'

/**
 * The embedded Postgres of a data folder, in use by this process.
 * @typedef {object} EmbeddedPostgres
 * @property {string} url of the database `scholion`, whose owner may create others
 * @property {'made' | 'started' | 'adopted'} how adopted: it ran already
 * @property {() => Promise<void>} release gives it back; the last process to do so stops it
 */

/**
 * @typedef {object} PostgresOptions
 * @property {string} folder everything is kept in it
 * @property {(line: string) => void} [log] hears of what takes time or is unusual
 * @property {boolean} [isDisposable] for tests: faster, and gone after a power cut
 */

const READY_TIMEOUT_MS = 90_000
const STOP_TIMEOUT_MS = 15_000
const NAME = 'scholion'

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

/** @param {string} folder */
const makeFolder = async (folder) => {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  // Root may write anywhere; for all others this finds out before anything slow begins.
  const probe = join(folder, `.write-${process.pid}`)
  await writeFile(probe, '')
  await rm(probe)
}

/** @param {string} folder */
const password = async (folder) => {
  const file = join(folder, 'postgres.password')
  const known = (await readOrEmpty(file)).trim()
  if (known !== '') return known
  const fresh = randomBytes(24).toString('base64url')
  await writeFile(file, fresh, { mode: 0o600 })
  return fresh
}

/**
 * Makes a new database cluster, aside, and moves it into place when it is whole.
 * @param {{ folder: string, data: string, isDisposable: boolean }} paths
 * @param {string} initdb
 * @param {import('./postgres-account.mjs').Account} account
 */
const makeCluster = async ({ folder, data, isDisposable }, initdb, account) => {
  const aside = `${data}.new`
  const passwordFile = join(folder, `postgres.password.${process.pid}`)
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
    ...(isDisposable ? ['--no-sync'] : []),
  ]
  try {
    const child = spawnAs([...account.prefix, initdb, ...options], { stdio: ['ignore', 'pipe', 'pipe'] })
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

// A folder that was copied or put back from a backup may have become root's or another's.
/** @param {string} data @param {import('./postgres-account.mjs').Account} account */
const takeOver = (data, { uid, gid }) => {
  const owner = statSync(data).uid
  if (owner === (uid ?? process.getuid?.() ?? owner)) return
  if (uid === undefined) {
    throw new Trouble(`${data} belongs to another account (${owner}): start as that one, or as root, or move it away.`)
  }
  execFileSync('chown', ['-R', `${uid}:${gid}`, data])
}

/** @param {string} logFile @param {string} folder */
const explain = async (logFile, folder) => {
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
 * @param {{ folder: string, data: string, isDisposable: boolean }} paths
 * @param {string} postgres
 * @param {import('./postgres-account.mjs').Account} account
 */
const startPostmaster = async ({ folder, data, isDisposable }, postgres, account) => {
  const logFile = join(folder, 'postgres.log')
  if (existsSync(logFile)) await rename(logFile, `${logFile}.1`)
  const settings = [...SETTINGS, ...(isDisposable ? DISPOSABLE : [])].flatMap((setting) => ['-c', setting])
  // A killed postmaster's children hold its memory for a moment, and a free port may be taken meanwhile: try again.
  for (let tries = 1; ; tries += 1) {
    const port = await freePort()
    const log = await open(logFile, 'a', 0o600)
    const command = [...account.prefix, postgres, '-D', data, '-p', String(port), ...settings]
    const child = spawnAs(command, { detached: true, stdio: ['ignore', log.fd, log.fd] })
    child.unref()
    const ended = new Promise((done) => child.once('error', done).once('exit', done))
    await log.close()
    const isUp = await Promise.race([ready(data), ended.then(() => false)])
    if (isUp) return
    if (tries === 8) throw await explain(logFile, folder)
    const said = await readOrEmpty(logFile)
    if (!/pre-existing shared memory|Address already in use|already exists/.test(said))
      throw await explain(logFile, folder)
    await pause(500)
  }
}

/** @param {string} data */
const ready = async (data) => {
  const deadline = Date.now() + READY_TIMEOUT_MS
  while (Date.now() < deadline) {
    if (runningPostmaster(data)?.isReady === true) return true
    await pause(25)
  }
  return false
}

/** @param {string} data */
const stopPostmaster = async (data) => {
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

/**
 * The address of a database of the cluster.
 * @param {number} port
 * @param {string} secret
 * @param {string} user
 * @param {string} database
 */
const addressOf = (port, secret, user, database) =>
  `postgresql://${user}:${encodeURIComponent(secret)}@127.0.0.1:${port}/${database}`

/** Makes the account and the database, once. @param {number} port @param {string} secret @param {string} folder */
const makeDatabase = async (port, secret, folder) => {
  const { default: pg } = await import('pg')
  const client = new pg.Client({ connectionString: addressOf(port, secret, 'postgres', 'postgres') })
  try {
    await client.connect()
  } catch (error) {
    if (codeOf(error) !== '28P01') throw error
    throw new Trouble(
      `The password in ${join(folder, 'postgres.password')} does not open the database: put the old file back.`,
      { cause: error },
    )
  }
  try {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [NAME])
    if (rowCount !== 0) return
    await client.query(`drop role if exists ${NAME}`)
    await client.query(`create role ${NAME} login createdb password ${client.escapeLiteral(secret)}`)
    await client.query(`create database ${NAME} owner ${NAME}`)
  } finally {
    await client.end()
  }
}

/**
 * Gives this process the Postgres of a folder: adopts the one that runs (another process's, or left by a killed one),
 * else starts it, else makes it first. Trouble where a person must act.
 * @param {PostgresOptions} options
 * @returns {Promise<EmbeddedPostgres>}
 */
export const acquirePostgres = async ({ folder: given, log = () => undefined, isDisposable = false }) => {
  try {
    await makeFolder(given)
  } catch (error) {
    throw asDiskTrouble(error, given)
  }
  const folder = realpathSync(given)
  const paths = { folder, data: join(folder, 'postgres'), isDisposable }
  const lockFile = join(folder, 'postgres.lock')
  const lease = leases(join(folder, 'postgres.users'))

  const begin = async () => {
    await lease.make()
    await writeFile(lease.file, thisProcess())
    const running = runningPostmaster(paths.data)
    if (running !== undefined) {
      if (running.isReady || (await ready(paths.data))) return 'adopted'
      throw new Trouble(`The Postgres of ${folder} (process ${running.pid}) does not get ready: end it, start again.`)
    }
    await rm(join(paths.data, 'postmaster.pid'), { force: true })
    const { initdb, postgres } = await postgresPrograms()
    const account = postgresAccount({ bin: postgres, data: paths.data, log })
    const isNew = !existsSync(join(paths.data, 'PG_VERSION'))
    if (isNew) await makeCluster(paths, initdb, account)
    else takeOver(paths.data, account)
    await startPostmaster(paths, postgres, account)
    return isNew ? 'made' : 'started'
  }

  try {
    return await withLock(
      lockFile,
      async () => {
        const how = await begin()
        const running = runningPostmaster(paths.data)
        if (running === undefined) throw await explain(join(folder, 'postgres.log'), folder)
        const secret = await password(folder)
        await makeDatabase(running.port, secret, folder)
        return {
          how,
          url: addressOf(running.port, secret, NAME, NAME),
          release: releaseOnce(lease, lockFile, paths.data),
        }
      },
      { onWait: () => log('waiting for another process that starts the same database') },
    )
  } catch (error) {
    lease.drop()
    throw asDiskTrouble(error, folder)
  }
}

/**
 * @param {ReturnType<typeof leases>} lease
 * @param {string} lockFile
 * @param {string} data
 */
const releaseOnce = (lease, lockFile, data) => {
  // A process that ends without giving back still asks a Postgres that nobody else uses to stop, if it can.
  const onExit = () => {
    lease.drop()
    if (existsSync(lockFile) || lease.areOthers()) return
    const running = runningPostmaster(data)
    if (running !== undefined) process.kill(running.pid, 'SIGINT')
  }
  process.once('exit', onExit)
  /** @type {Promise<void> | undefined} */
  let released
  const release = async () => {
    await withLock(lockFile, async () => {
      lease.drop()
      if (!lease.areOthers()) await stopPostmaster(data)
    })
    process.off('exit', onExit)
  }
  return () => (released ??= release())
}
