import { join } from 'node:path'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { migrate, migrationsHash } from '../store/migrate'
import { isAlive } from './lock.mjs'
import { ROOT } from './paths.mjs'
import { acquirePostgres } from './postgres.mjs'

declare module 'vitest' {
  interface ProvidedContext {
    /** The Postgres of the tests: a database to connect to, and the migrated one to copy. */
    readonly testPostgres: { readonly url: string; readonly template: string }
  }
}

const MIGRATIONS = join(ROOT, 'prisma/migrations')

const withDatabase = (url: string, name: string): string => {
  const address = new URL(url)
  address.pathname = `/${name}`
  return address.href
}

const namesLike = async (client: pg.Client, pattern: string): Promise<string[]> => {
  const { rows } = await client.query<{ datname: string }>('select datname from pg_database where datname ~ $1', [
    pattern,
  ])
  return rows.map(({ datname }) => datname)
}

// Those of runs that were killed. The number in the name is the process that made it.
const dropLeftOvers = async (client: pg.Client, template: string): Promise<void> => {
  const tests = (await namesLike(client, '^test_[0-9]+_')).filter((name) => !isAlive(Number(name.split('_')[1])))
  const templates = (await namesLike(client, '^template_[0-9a-f]')).filter((name) => name !== template)
  for (const name of tests) await client.query(`drop database if exists ${name} with (force)`)
  for (const name of templates) await client.query(`drop database if exists ${name}`).catch(ignoreInUse)
}

const ignoreInUse = (error: unknown): void => {
  if (!(error instanceof pg.DatabaseError) || error.code !== '55006') throw error
}

const makeTemplate = async (client: pg.Client, url: string, template: string): Promise<void> => {
  if ((await namesLike(client, `^${template}$`)).length > 0) return
  const draft = `draft_${process.pid}`
  await client.query(`drop database if exists ${draft} with (force)`)
  await client.query(`create database ${draft}`)
  await migrate(withDatabase(url, draft), MIGRATIONS)
  await client.query(`alter database ${draft} rename to ${template}`)
}

/** Vitest's global set-up: one Postgres for all test files, kept between runs, with a migrated database to copy. */
const setup = async (project: TestProject): Promise<() => Promise<void>> => {
  const postgres = await acquirePostgres({ folder: join(ROOT, '.cache/test-postgres'), isDisposable: true })
  const template = `template_${(await migrationsHash(MIGRATIONS)).slice(0, 16)}`
  const client = new pg.Client({ connectionString: postgres.url })
  await client.connect()
  try {
    await client.query('select pg_advisory_lock(1)')
    await dropLeftOvers(client, template)
    await makeTemplate(client, postgres.url, template)
  } finally {
    await client.end()
  }
  project.provide('testPostgres', { url: postgres.url, template })
  return () => postgres.release()
}

export default setup
