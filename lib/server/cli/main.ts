import { text as readAll } from 'node:stream/consumers'
import { prepareDatabase } from '../prepare-database'
import { env } from '../env'
import { openDatabase } from '../store/database'
import type { PrismaClient } from '../store/generated/client'
import type { CliHost } from './context'
import { helpAsked } from './help'
import type { Run } from './verb'

// Loaded when asked for: `stats` need not wait for what `export` needs.
const VERBS: Readonly<Record<string, () => Promise<{ readonly run: Run }>>> = {
  import: () => import('./import'),
  export: () => import('./export'),
  'import-annotations': () => import('./import-annotations'),
  stats: () => import('./stats'),
  agreement: () => import('./agreement'),
  user: () => import('./user'),
  roster: () => import('./roster'),
  groups: () => import('./groups'),
  members: () => import('./members'),
  codebook: () => import('./codebook'),
  seminars: () => import('./seminars'),
  readings: () => import('./readings'),
  reading: () => import('./reading'),
  rounds: () => import('./rounds'),
  participation: () => import('./participation'),
  seminar: () => import('./seminar'),
  reproject: () => import('./reproject'),
  prune: () => import('./prune'),
  audit: () => import('./audit'),
  erase: () => import('./erase'),
  token: () => import('./token'),
}

/** Every verb that there is. */
export const VERB_NAMES: readonly string[] = Object.keys(VERBS)
const NAMES = VERB_NAMES.join(', ')

const writeLine = (stream: NodeJS.WriteStream, text: string): void => {
  stream.write(text.endsWith('\n') ? text : `${text}\n`)
}

/**
 * Runs `scholion VERB ...` and gives its exit status: 0 done, 1 not done (one sentence on standard error says why), 2 bad
 * use. Nothing but the verb's own goes to standard output.
 */
export const main = async (args: readonly string[], host: CliHost): Promise<number> => {
  const [name = '', ...rest] = args
  const err = (text: string): void => {
    writeLine(process.stderr, text)
  }
  const help = helpAsked(args)
  if (help !== undefined) {
    writeLine(process.stdout, help.join('\n'))
    return 0
  }
  const load = Object.hasOwn(VERBS, name) ? VERBS[name] : undefined
  if (load === undefined) {
    err(
      name === ''
        ? `Say what to do: ${NAMES}. \`scholion --help\` says how.`
        : `"${name}" is not known here: use ${NAMES}. \`scholion --help\` says how.`,
    )
    return 2
  }
  let opened: Promise<PrismaClient> | undefined
  const open = async (): Promise<PrismaClient> => {
    const databaseUrl = await host.openDatabase()
    const db = openDatabase(databaseUrl, 4)
    const { hasSample } = env()
    try {
      await prepareDatabase({ root: host.root, databaseUrl, db, hasSample, say: () => undefined })
    } catch (error) {
      await db.$disconnect()
      throw error
    }
    return db
  }
  try {
    const verb = await load()
    return await verb.run(rest, {
      out: (text) => {
        writeLine(process.stdout, text)
      },
      err,
      input: () => readAll(process.stdin),
      database: () => (opened ??= open()),
    })
  } finally {
    await opened?.then(
      (db) => db.$disconnect(),
      // Why it did not open was said above.
      () => undefined,
    )
  }
}
