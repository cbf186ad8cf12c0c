// @ts-check
import { existsSync, realpathSync } from 'node:fs'
import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { explain, makeCluster, password, ready, startPostmaster, stopPostmaster, takeOver } from './cluster.mjs'
import { makeFolder } from './folder.mjs'
import { thisProcess, withLock } from './lock.mjs'
import { postgresAccount } from './postgres-account.mjs'
import { leases, postgresPrograms, runningPostmaster } from './postgres-files.mjs'
import { Trouble, asDiskTrouble, codeOf, messageOf } from './trouble.mjs'

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
 * @property {boolean} [isKept] for a server: should Postgres die, it is started again at the same address
 */

const NAME = 'scholion'
const KEEP_MS = 1000

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
export const acquirePostgres = async ({
  folder: given,
  log = () => undefined,
  isDisposable = false,
  isKept = false,
}) => {
  await makeFolder(given)
  const folder = realpathSync(given)
  const paths = { folder, data: join(folder, 'postgres'), isDisposable }
  const lockFile = join(folder, 'postgres.lock')
  const lease = leases(join(folder, 'postgres.users'))

  const lockedAcquire = async () => {
    await lease.make()
    await writeFile(lease.file, thisProcess())
    try {
      const how = await bring(paths, log)
      const running = runningPostmaster(paths.data)
      if (running === undefined) throw await explain(folder)
      const secret = await password(folder)
      await makeDatabase(running.port, secret, folder)
      const keeper = isKept ? keep(paths, lockFile, running.port, log) : undefined
      const release = releaseOnce(lease, lockFile, paths.data, keeper)
      return { how, url: addressOf(running.port, secret, NAME, NAME), release }
    } catch (error) {
      lease.drop()
      if (!lease.areOthers()) await stopPostmaster(paths.data)
      throw asDiskTrouble(error, folder)
    }
  }
  return withLock(lockFile, lockedAcquire, {
    onWait: () => log('waiting for another process that starts the same database'),
  })
}

/**
 * Sees to it that the Postgres of a folder runs and takes connections. Call it with the lock held.
 * @param {import('./cluster.mjs').Paths} paths
 * @param {(line: string) => void} log
 * @param {number} [port] a free one when absent
 * @returns {Promise<EmbeddedPostgres['how']>}
 */
const bring = async (paths, log, port) => {
  const running = runningPostmaster(paths.data)
  if (running !== undefined) {
    if (running.isReady || (await ready(paths.data))) return 'adopted'
    throw new Trouble(
      `The Postgres of ${paths.folder} (process ${running.pid}) does not get ready: end it, start again.`,
    )
  }
  await rm(join(paths.data, 'postmaster.pid'), { force: true })
  const { initdb, postgres } = await postgresPrograms()
  const account = postgresAccount({ bin: postgres, data: paths.data, log })
  const isNew = !existsSync(join(paths.data, 'PG_VERSION'))
  if (isNew) await makeCluster(paths, initdb, account)
  else takeOver(paths.data, account)
  await startPostmaster(paths, postgres, account, port)
  return isNew ? 'made' : 'started'
}

/**
 * Looks once a second whether Postgres still runs, and starts it again at the same address where it does not.
 * @param {import('./cluster.mjs').Paths} paths
 * @param {string} lockFile
 * @param {number} port
 * @param {(line: string) => void} log
 */
const keep = (paths, lockFile, port, log) => {
  let isBusy = false
  const look = async () => {
    if (isBusy || runningPostmaster(paths.data) !== undefined) return
    isBusy = true
    log('the database stopped; starting it again')
    try {
      await withLock(lockFile, () => bring(paths, log, port))
    } catch (error) {
      log(messageOf(error))
    }
    isBusy = false
  }
  return setInterval(() => void look(), KEEP_MS).unref()
}

/**
 * @param {ReturnType<typeof leases>} lease
 * @param {string} lockFile
 * @param {string} data
 * @param {NodeJS.Timeout | undefined} keeper
 */
const releaseOnce = (lease, lockFile, data, keeper) => {
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
    clearInterval(keeper)
    await withLock(lockFile, async () => {
      lease.drop()
      if (!lease.areOthers()) await stopPostmaster(data)
    })
    process.off('exit', onExit)
  }
  return () => (released ??= release())
}
