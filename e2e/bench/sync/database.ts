import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ROOT } from '../../../lib/server/launch/paths.mjs'
import { acquirePostgres } from '../../../lib/server/launch/postgres.mjs'
import { prepareDatabase } from '../../../lib/server/prepare-database'
import { type RootDatabase, openDatabase } from '../../../lib/server/store/database'

/** Runs `use` with a database of its own, as the environment of this process and of the servers it starts names it. */
export const withBenchDatabase = async <Answer>(
  use: (db: RootDatabase, databaseUrl: string) => Promise<Answer>,
): Promise<Answer> => {
  const folder = await mkdtemp(join(tmpdir(), 'scholion-bench-'))
  const postgres = await acquirePostgres({ folder })
  process.env.DATABASE_URL = postgres.url
  process.env.NEXTAUTH_SECRET = 'a secret of the benchmark alone'
  const db = openDatabase(postgres.url)
  try {
    await prepareDatabase({ root: ROOT, databaseUrl: postgres.url, db, hasSample: false, say: () => undefined })
    return await use(db, postgres.url)
  } finally {
    await db.$disconnect()
    await postgres.release()
    await rm(folder, { recursive: true, force: true })
  }
}
