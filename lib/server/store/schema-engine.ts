import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { PrismaPg } from '@prisma/adapter-pg'
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils'
import pg from 'pg'
import * as engineModule from '@prisma/schema-engine-wasm/schema_engine_bg'

export type { DiffTarget, MigrationList, SchemaEngine } from '@prisma/schema-engine-wasm/schema_engine_bg'

/** Leaves no table and no enum out of the engine's view. */
export const NO_FILTERS: engineModule.SchemaFilter = { externalTables: [], externalEnums: [] }

const isImportObject = (value: object): value is WebAssembly.ModuleImports => Object.keys(value).length > 0

// The package's own entry imports the .wasm file as a module, which Node 20 does not do.
const loadEngine = async (): Promise<typeof engineModule> => {
  let panic = ''
  Object.assign(globalThis, {
    PRISMA_WASM_PANIC_REGISTRY: {
      get: () => panic,
      set_message: (message: string) => {
        panic = message
      },
    },
  })
  const file = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm/schema_engine_bg')
  if (!isImportObject(engineModule)) throw new Error('the schema engine exports nothing')
  const imports = { './schema_engine_bg.js': engineModule }
  const { instance } = await WebAssembly.instantiate(await readFile(file.replace(/\.js$/, '.wasm')), imports)
  const start = instance.exports['__wbindgen_start']
  if (typeof start !== 'function') throw new Error('the schema engine has no start function')
  engineModule.__wbg_set_wasm(instance.exports)
  start()
  return engineModule
}

let loaded: Promise<typeof engineModule> | undefined

/**
 * Opens Prisma's schema engine (the real one, as WebAssembly: Prisma's own commands would download a native binary) on
 * a database, gives it to `use`, and frees it after. `shadowUrl` names an empty database in which the engine may replay
 * migrations; without it, what needs one fails.
 */
export const withSchemaEngine = async <T>(
  databaseUrl: string,
  use: (engine: engineModule.SchemaEngine) => Promise<T>,
  shadowUrl?: string,
): Promise<T> => {
  loaded ??= loadEngine()
  const { SchemaEngine } = await loaded
  // Pools of our own: the engine does not close what it opened.
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 2 })
  const shadowPool = new pg.Pool({ connectionString: shadowUrl ?? databaseUrl, max: 2 })
  const adapter = new PrismaPg(pool)
  adapter.connectToShadowDb = () => {
    if (shadowUrl === undefined) throw new Error('the schema engine asks for a shadow database and was given none')
    return new PrismaPg(shadowPool).connect()
  }
  const adapters = bindMigrationAwareSqlAdapterFactory(adapter)
  let engine: engineModule.SchemaEngine | undefined
  try {
    engine = await SchemaEngine.new({ datamodels: undefined }, () => undefined, adapters)
    return await use(engine)
  } finally {
    engine?.free()
    await Promise.all([pool.end(), shadowPool.end()])
  }
}
