// @ts-check
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { BUILD_FOLDER, ROOT, dataFolder } from './paths.mjs'
import { acquirePostgres } from './postgres.mjs'
import { preparePages, prepareServer } from './prepare.mjs'
import { reportFailure, speaker } from './say.mjs'
import {
  asListenTrouble,
  checkDatabaseAddress,
  checkPort,
  checkRedisAddress,
  completeEnvironment,
  listenAddress,
} from './settings.mjs'
import { onStopSignals } from './signals.mjs'
import { asDiskTrouble } from './trouble.mjs'

const say = speaker(process.stdout)

const HOW = { made: 'made and started', started: 'started', adopted: 'found running' }

/**
 * The database to use: the environment's, or an embedded one of the data folder.
 * @param {string} folder
 */
const openDatabase = async (folder) => {
  if (process.env.DATABASE_URL) return { release: async () => undefined }
  const began = Date.now()
  const postgres = await acquirePostgres({ folder, isKept: true, log: (text) => say.line(`  ${text}`) })
  process.env.DATABASE_URL = postgres.url
  process.env.SAMPLE ||= '1'
  say.line(`  database ${HOW[postgres.how]} ... ${((Date.now() - began) / 1000).toFixed(1)} s`)
  return postgres
}

/**
 * @typedef {{ close: () => Promise<void>, closing: readonly string[] }} RunningServer
 * @typedef {object} ServerOptions
 * @property {string} root the folder of the clone
 * @property {string} host
 * @property {number} port
 * @property {boolean} isDev
 * @property {(line: string) => void} say
 */

/** @param {boolean} isDev */
const start = async (isDev) => {
  const began = Date.now()
  process.chdir(ROOT)
  process.env.SCHOLION_ROOT = ROOT
  process.env.SCHOLION_PRESS = join(BUILD_FOLDER, 'press.js')
  process.env.SCHOLION_EXTRACT = join(BUILD_FOLDER, 'extract.js')
  const address = listenAddress()
  const folder = dataFolder()
  Reflect.set(process.env, 'NODE_ENV', isDev ? 'development' : 'production')
  // What a dependency will change in its next version is for who develops, not for who starts a server.
  process.noDeprecation = !isDev
  say.line(isDev ? 'Scholion, for development' : 'Scholion')
  await checkPort(address)
  if (process.env.DATABASE_URL) await checkDatabaseAddress(process.env.DATABASE_URL)
  if (process.env.REDIS_URL) await checkRedisAddress(process.env.REDIS_URL)
  await completeEnvironment(folder)
  await prepareServer(say)
  if (!isDev) await preparePages(say)

  const stop = onStopSignals(say)
  process.setSourceMapsEnabled(true)
  // Read while Postgres starts. A failure is thrown below, where it is waited for.
  const loading = import(pathToFileURL(join(BUILD_FOLDER, 'main.js')).href)
  loading.catch(() => undefined)
  const opening = openDatabase(folder)
  // Asked for while the database is made or starts, the stop waits: nothing half made stays, and no Postgres runs on.
  stop.before(async () => (await opening.catch(() => undefined))?.release())
  try {
    await opening
    const bundle = await loading
    if (stop.isAsked()) return
    const startServer = /** @type {(options: ServerOptions) => Promise<RunningServer>} */ (bundle.startServer)
    const server = await startServer({
      root: ROOT,
      ...address,
      isDev,
      say: (text) => say.line(`  ${text}`),
    })
    stop.before(server.close)
    if (stop.isAsked()) return
    say.line(`Ready in ${((Date.now() - began) / 1000).toFixed(1)} s.\n`)
    for (const text of server.closing) say.line(text)
  } catch (error) {
    if (stop.isAsked()) return
    await (await opening.catch(() => undefined))?.release()
    throw asListenTrouble(error, address)
  }
}

/** @param {readonly string[]} args */
export const startCommand = async (args) => {
  const unknown = args.filter((arg) => arg !== '--dev')
  if (unknown.length > 0) {
    process.stderr.write(`"${unknown.join(' ')}" is not known here: use "npm start", or "npm run dev".\n`)
    process.exit(2)
  }
  try {
    await start(args.includes('--dev'))
  } catch (error) {
    reportFailure(asDiskTrouble(error, dataFolder()))
    process.exit(1)
  }
}
