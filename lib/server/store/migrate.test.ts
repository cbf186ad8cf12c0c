import { join } from 'node:path'
import { readFile, readdir } from 'node:fs/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestDatabase, type TestDatabase } from '../launch/test-database'
import { migrate, migrationScript } from './migrate'

const root = join(import.meta.dirname, '../../..')
const folder = join(root, 'prisma/migrations')
let database: TestDatabase

beforeAll(async () => {
  database = await openTestDatabase()
})
afterAll(() => database.close())

test('a migrated database has nothing left to apply', async () => {
  expect(await migrate(database.url, folder)).toEqual([])
})

test('the checksums are those that Prisma checks', async () => {
  await database.db.$executeRaw`update _prisma_migrations set checksum = 'other'`
  await expect(migrate(database.url, folder)).rejects.toThrow(
    /holds another form of the migration 20261124000000_first/,
  )
})

test('processes that start at once apply each migration once', async () => {
  await database.db.$executeRaw`drop schema public cascade`
  await database.db.$executeRaw`create schema public`
  const applied = await Promise.all([1, 2, 3].map(() => migrate(database.url, folder)))
  const all = (await readdir(folder, { withFileTypes: true })).filter((entry) => entry.isDirectory())
  expect(applied.flat()).toEqual(all.map(({ name }) => name).sort())
  expect(await database.db.user.count()).toBe(0)
})

test('the migrations lead to the schema', async () => {
  await database.db.$executeRaw`drop schema public cascade`
  await database.db.$executeRaw`create schema public`
  const schema = await readFile(join(root, 'prisma/schema.prisma'), 'utf8')
  expect(await migrationScript(database.url, schema, folder)).toMatchObject({ isEmpty: true })
})
