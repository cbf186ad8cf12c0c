// @ts-check
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { BUILD_FOLDER, ROOT, dataFolder } from './paths.mjs'
import { acquirePostgres } from './postgres.mjs'
import { prepareServer } from './prepare.mjs'
import { reportFailure, speaker } from './say.mjs'
import { checkDatabaseAddress, completeEnvironment } from './settings.mjs'
import { asDiskTrouble } from './trouble.mjs'

/** @typedef {{ root: string, openDatabase: () => Promise<string> }} CliHost */

const say = speaker(process.stderr)

/** @param {readonly string[]} args */
export const commandLine = async (args) => {
  let release = () => Promise.resolve()
  const openDatabase = async () => {
    const folder = dataFolder()
    await completeEnvironment(folder)
    if (process.env.DATABASE_URL) {
      await checkDatabaseAddress(process.env.DATABASE_URL)
      return process.env.DATABASE_URL
    }
    const postgres = await acquirePostgres({ folder, log: say.line })
    release = postgres.release
    process.env.DATABASE_URL = postgres.url
    process.env.SAMPLE ||= '1'
    return postgres.url
  }
  // The first signal ends the wait of whoever asked; giving the database back takes a moment more.
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    process.once(signal, () => void release().finally(() => process.exit(130)))
  }
  try {
    process.noDeprecation = true
    await prepareServer(say)
    process.env.SCHOLION_ROOT = ROOT
    process.env.SCHOLION_PRESS = join(BUILD_FOLDER, 'press.js')
    process.env.SCHOLION_EXTRACT = join(BUILD_FOLDER, 'extract.js')
    // Files are named from where the person stands, which npm hides: it moves to the folder of package.json.
    process.chdir(process.env.INIT_CWD ?? process.cwd())
    process.setSourceMapsEnabled(true)
    Reflect.set(process.env, 'NODE_ENV', 'production')
    const bundle = await import(pathToFileURL(join(BUILD_FOLDER, 'cli.js')).href)
    const main = /** @type {(args: readonly string[], host: CliHost) => Promise<number>} */ (bundle.main)
    process.exitCode = await main(args, { root: ROOT, openDatabase })
  } catch (error) {
    reportFailure(asDiskTrouble(error, dataFolder()))
    process.exitCode = 1
  } finally {
    await release()
  }
}
