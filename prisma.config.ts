import { existsSync } from 'node:fs'
import { defineConfig } from 'prisma/config'

// Generating the client needs no schema engine, but Prisma downloads one first unless it is told where one is.
const engines = 'node_modules/@prisma/engines'
const hasEngine = process.env.PRISMA_SCHEMA_ENGINE_BINARY !== undefined || hasNativeEngine()
if (process.argv.includes('generate') && !hasEngine) process.env.PRISMA_SCHEMA_ENGINE_BINARY = process.execPath

function hasNativeEngine(): boolean {
  return existsSync(engines) && ['schema-engine', 'schema-engine.exe'].some((name) => existsSync(`${engines}/${name}`))
}

export default defineConfig({
  schema: 'prisma/schema.prisma',
  migrations: { path: 'prisma/migrations' },
  datasource: { url: process.env.DATABASE_URL ?? '' },
})
