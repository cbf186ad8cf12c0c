import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { PrismaPg } from '@prisma/adapter-pg'
import {
  ColumnTypeEnum,
  bindMigrationAwareSqlAdapterFactory,
  type SqlDriverAdapter,
} from '@prisma/driver-adapter-utils'
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
  const start = instance.exports.__wbindgen_start
  if (typeof start !== 'function') throw new Error('the schema engine has no start function')
  engineModule.__wbg_set_wasm(instance.exports)
  Reflect.apply(start, undefined, [])
  return engineModule
}

const CHAR_OID = 18
const TEXT_OID = 25
const CHAR_MARK = '\u0000char'

// The engine reads catalogue columns of Postgres's type "char", which the adapter refuses. The pool hands them on as
// text with a mark on their name; `connect` takes the mark off and gives them the type that the engine expects.
const cataloguePool = (url: string): pg.Pool => {
  const pool = new pg.Pool({ connectionString: url, max: 2 })
  const query: (...args: unknown[]) => unknown = pool.query.bind(pool)
  const marked = async (...args: unknown[]): Promise<unknown> => {
    const result = await query(...args)
    for (const field of fieldsOf(result)) {
      if (field.dataTypeID !== CHAR_OID) continue
      field.dataTypeID = TEXT_OID
      field.name += CHAR_MARK
    }
    return result
  }
  return Object.assign(pool, { query: marked })
}

const isField = (value: unknown): value is pg.FieldDef =>
  typeof value === 'object' && value !== null && 'dataTypeID' in value && 'name' in value

const fieldsOf = (result: unknown): pg.FieldDef[] => {
  const fields = typeof result === 'object' && result !== null && 'fields' in result ? result.fields : []
  return Array.isArray(fields) ? fields.filter(isField) : []
}

const connect = async (pool: pg.Pool): Promise<SqlDriverAdapter> => {
  const connection = await new PrismaPg(pool).connect()
  const queryRaw = connection.queryRaw.bind(connection)
  connection.queryRaw = async (query) => {
    const result = await queryRaw(query)
    result.columnNames.forEach((name, column) => {
      if (!name.endsWith(CHAR_MARK)) return
      result.columnNames[column] = name.slice(0, -CHAR_MARK.length)
      result.columnTypes[column] = ColumnTypeEnum.Character
    })
    return result
  }
  // The adapter would cut a script at every semicolon, those in the body of a function too.
  connection.executeScript = async (script) => {
    await pool.query(script)
  }
  return connection
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
  // The engine does not close what it opened, so the pools are ours.
  const pool = cataloguePool(databaseUrl)
  const shadowPool = cataloguePool(shadowUrl ?? databaseUrl)
  const adapters = bindMigrationAwareSqlAdapterFactory({
    provider: 'postgres',
    adapterName: '@prisma/adapter-pg',
    connect: () => connect(pool),
    connectToShadowDb: () => {
      if (shadowUrl === undefined) throw new Error('the schema engine asks for a shadow database and was given none')
      return connect(shadowPool)
    },
  })
  let engine: engineModule.SchemaEngine | undefined
  try {
    engine = await SchemaEngine.new({ datamodels: undefined }, () => undefined, adapters)
    return await use(engine)
  } finally {
    engine?.free()
    await Promise.all([pool.end(), shadowPool.end()])
  }
}
