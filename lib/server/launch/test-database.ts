import { randomBytes } from 'node:crypto'
import { setTimeout } from 'node:timers/promises'
import pg from 'pg'
import { inject } from 'vitest'
import { openDatabase } from '../store/database'
import type { PrismaClient } from '../store/generated/client'

/** A database of one test file: migrated, empty, nobody else's. */
export interface TestDatabase {
  readonly url: string
  readonly db: PrismaClient
  /** Closes `db` and drops the database, whoever is still connected. */
  readonly close: () => Promise<void>
}

const onServer = async (url: string, sql: string): Promise<void> => {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(sql)
  } finally {
    await client.end()
  }
}

/**
 * Gives a test file a fresh database: call it in `beforeAll`, and `close` in `afterAll`. Works in the tests of the
 * project `server` (see vitest.config.ts): lib/server, prisma and e2e.
 */
export const openTestDatabase = async (): Promise<TestDatabase> => {
  const { url: serverUrl, template } = inject('testPostgres')
  const name = `test_${process.pid}_${randomBytes(4).toString('hex')}`
  await onServer(serverUrl, `create database ${name} template ${template}`)
  const address = new URL(serverUrl)
  address.pathname = `/${name}`
  const db = openDatabase(address.href)
  return {
    url: address.href,
    db,
    close: async () => {
      await db.$disconnect()
      await dropDatabase(serverUrl, name)
    },
  }
}

/** Postgres's own clean-up may be at work in a database, and nobody may end that: then it is asked again. */
const DROPS_MAX = 20
const DROP_AGAIN_MS = 250

const dropDatabase = async (serverUrl: string, name: string): Promise<void> => {
  for (let tries = 1; ; tries += 1) {
    try {
      await onServer(serverUrl, `drop database if exists ${name} with (force)`)
      return
    } catch (error) {
      const isBusy = error instanceof pg.DatabaseError && error.code === INSUFFICIENT_PRIVILEGE
      if (!isBusy || tries === DROPS_MAX) throw error
      await setTimeout(DROP_AGAIN_MS)
    }
  }
}

/** SQLSTATE. */
const INSUFFICIENT_PRIVILEGE = '42501'
