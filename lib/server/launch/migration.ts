import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import { migrationScript } from '../store/migrate'
import { ROOT } from './paths.mjs'
import { acquirePostgres } from './postgres.mjs'

// npm run migration -- NAME writes the migration from the newest one to prisma/schema.prisma. `--first` writes the first
// one anew, as long as nothing is released.

const FIRST = '20261124000000_first'
const folder = join(ROOT, 'prisma/migrations')

const shadowDatabase = async (url: string, use: (shadowUrl: string) => Promise<void>): Promise<void> => {
  const name = `shadow_${process.pid}`
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(`create database ${name}`)
    const shadow = new URL(url)
    shadow.pathname = `/${name}`
    await use(shadow.href)
  } finally {
    await client.query(`drop database if exists ${name} with (force)`)
    await client.end()
  }
}

const main = async (name: string | undefined): Promise<number> => {
  const isFirst = name === '--first'
  if (name === undefined || (!isFirst && !/^[a-z][a-z0-9_]*$/.test(name))) {
    console.error('Name the migration in small letters, for example: npm run migration -- add_rounds')
    return 2
  }
  const schema = await readFile(join(ROOT, 'prisma/schema.prisma'), 'utf8')
  const postgres = await acquirePostgres({ folder: join(ROOT, '.cache/test-postgres'), isDisposable: true })
  try {
    await shadowDatabase(postgres.url, async (shadowUrl) => {
      const { script, isEmpty } = await migrationScript(shadowUrl, schema, isFirst ? undefined : folder)
      if (isEmpty) {
        console.log('The migrations lead to this schema already.')
        return
      }
      const stamp = new Date().toISOString().replace(/\D/g, '').slice(0, 14)
      const target = join(folder, isFirst ? FIRST : `${stamp}_${name}`)
      await mkdir(target, { recursive: true })
      await writeFile(join(target, 'migration.sql'), script)
      console.log(`Wrote ${join(target, 'migration.sql')}. Read it before you commit it.`)
    })
    return 0
  } finally {
    await postgres.release()
  }
}

process.exitCode = await main(process.argv[2])
