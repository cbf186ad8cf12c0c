import { join } from 'node:path'
import pg from 'pg'
import { AppError } from './errors'
import type { RootDatabase } from './store/database'
import { migrate } from './store/migrate'
import { findSampleSeminar } from './store/seminars'

/** What `prepareDatabase` needs to know. */
export interface PrepareOptions {
  /** The folder of the clone: its migrations are applied. */
  readonly root: string
  readonly databaseUrl: string
  /** The same database, opened. */
  readonly db: RootDatabase
  readonly hasSample: boolean
  /** Hears what was done, a line each. */
  readonly say: (line: string) => void
}

const seconds = (since: number): string => `${((Date.now() - since) / 1000).toFixed(1)} s`

/**
 * Migrates the database, and makes the sample seminar once where it is wanted. Several processes may do this at once.
 * Throws an `AppError` whose sentence says what to do where the database refuses.
 */
export const prepareDatabase = async ({ root, databaseUrl, db, hasSample, say }: PrepareOptions): Promise<void> => {
  const began = Date.now()
  try {
    const applied = await migrate(databaseUrl, join(root, 'prisma/migrations'))
    if (applied.length > 0) say(`migrations applied (${applied.join(', ')}) ... ${seconds(began)}`)
  } catch (error) {
    throw databaseTrouble(error)
  }
  if (!hasSample || (await findSampleSeminar(db)) !== undefined) return
  const seeded = Date.now()
  // Loaded only where it is made: it reads and writes a whole class.
  const { seedSample } = await import('../../prisma/seed')
  if (await seedSample(db, root)) say(`sample seminar made ... ${seconds(seeded)}`)
}

/** Says in a sentence why a database cannot be used; anything else comes back as it is. */
const databaseTrouble = (error: unknown): unknown => {
  const say = (sentence: string) => new AppError('unavailable', sentence, { cause: error })
  if (error instanceof pg.DatabaseError) {
    switch (error.code) {
      case '28P01':
      case '28000':
        return say('The database refuses the user or the password of DATABASE_URL: correct them.')
      case '3D000':
        return say('The database that DATABASE_URL names does not exist: create it, or correct the name.')
      case '42501':
        return say('The user of DATABASE_URL may not make tables: grant it the rights of the owner.')
      case '53100':
        return say('The disk of the database is full: make room, then start again.')
      case '53300':
        return say('The database has no connection left: raise its max_connections, or stop what else uses it.')
      default:
        return say(`The database refuses (${error.message}): see to it, then start again.`)
    }
  }
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined
  if (code !== undefined && /^E[A-Z]+$/.test(code)) {
    return say(`The database does not answer (${code}): start it, or correct DATABASE_URL.`)
  }
  return error
}
