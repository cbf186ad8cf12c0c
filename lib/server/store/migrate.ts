import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import { NO_FILTERS, withSchemaEngine, type DiffTarget, type MigrationList } from './schema-engine'

/** One migration folder: its name and the text of its `migration.sql`. */
interface Migration {
  readonly name: string
  readonly script: string
}

// Any number that nothing else locks; "schol" in ASCII.
const MIGRATION_LOCK = 0x736368

const readMigrations = async (folder: string): Promise<Migration[]> => {
  const entries = await readdir(folder, { withFileTypes: true })
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name)
  return Promise.all(
    names.sort().map(async (name) => ({ name, script: await readFile(join(folder, name, 'migration.sql'), 'utf8') })),
  )
}

const migrationList = async (folder: string, migrations: readonly Migration[]): Promise<MigrationList> => ({
  baseDir: folder,
  lockfile: { path: 'migration_lock.toml', content: await readFile(join(folder, 'migration_lock.toml'), 'utf8') },
  shadowDbInitScript: '',
  migrationDirectories: migrations.map(({ name, script }) => ({
    path: name,
    migrationFile: { path: 'migration.sql', content: { tag: 'ok', value: script } },
  })),
})

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

/** A hash over the names and texts of all migrations in `folder`: the same for the same schema. */
export const migrationsHash = async (folder: string): Promise<string> =>
  sha256((await readMigrations(folder)).map(({ name, script }) => `${name}\n${script}`).join('\n'))

const isCurrent = async (client: pg.Client, migrations: readonly Migration[]): Promise<boolean> => {
  const { rows: tables } = await client.query<{ table: string | null }>(
    `select to_regclass('_prisma_migrations')::text as "table"`,
  )
  if (tables[0]?.table == null) return false
  const { rows } = await client.query<{ checksum: string }>(
    'select checksum from _prisma_migrations where finished_at is not null and rolled_back_at is null',
  )
  const applied = new Set(rows.map(({ checksum }) => checksum))
  return migrations.every(({ script }) => applied.has(sha256(script)))
}

/**
 * Brings a database to the newest migration of `folder` and gives the names of those it applied. Fills
 * `_prisma_migrations` as `prisma migrate deploy` does, so that either may follow the other. Several processes may call
 * this at once: one applies, the others wait for it. Throws when the database cannot be reached, or when it holds a
 * migration that was changed since or failed half way.
 */
export const migrate = async (databaseUrl: string, folder: string): Promise<readonly string[]> => {
  const migrations = await readMigrations(folder)
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    if (await isCurrent(client, migrations)) return []
    await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK])
    if (await isCurrent(client, migrations)) return []
    const migrationsList = await migrationList(folder, migrations)
    return await withSchemaEngine(databaseUrl, async (engine) => {
      const history = await engine.diagnoseMigrationHistory({
        migrationsList,
        optInToShadowDatabase: false,
        filters: NO_FILTERS,
      })
      const edited = history.editedMigrationNames.join(', ')
      if (edited !== '') throw new Error(`the database holds another form of the migration ${edited}`)
      const failed = history.failedMigrationNames.join(', ')
      if (failed !== '') throw new Error(`the migration ${failed} failed half way in this database`)
      return (await engine.applyMigrations({ migrationsList, filters: NO_FILTERS })).appliedMigrationNames
    })
  } finally {
    await client.end()
  }
}

/**
 * The SQL that leads from the migrations of `folder` (or from nothing, with `folder` absent) to the schema in the text
 * `schema`. An empty script means that there is nothing to do. `shadowUrl` names an empty database to work in.
 */
export const migrationScript = async (
  shadowUrl: string,
  schema: string,
  folder?: string,
): Promise<{ readonly script: string; readonly isEmpty: boolean }> => {
  const from: DiffTarget =
    folder === undefined
      ? { tag: 'empty' }
      : { tag: 'migrations', ...(await migrationList(folder, await readMigrations(folder))) }
  const to: DiffTarget = { tag: 'schemaDatamodel', files: [{ path: 'schema.prisma', content: schema }] }
  return withSchemaEngine(
    shadowUrl,
    async (engine) => {
      const { stdout, exitCode } = await engine.diff({ from, to, script: true, exitCode: true, filters: NO_FILTERS })
      return { script: stdout ?? '', isEmpty: exitCode === 0 }
    },
    shadowUrl,
  )
}
