import { PrismaPg } from '@prisma/adapter-pg'
import { PrismaClient } from './generated/client'

/** The database, or a transaction of it. Every function of the store takes one first. */
export type Database = Omit<PrismaClient, '$connect' | '$disconnect' | '$on' | '$use' | '$extends' | '$transaction'>

/** A database of its own, with its own pool of at most `poolSize` connections. Close it with `$disconnect()`. */
export const openDatabase = (url: string, poolSize = 10): PrismaClient =>
  new PrismaClient({ adapter: new PrismaPg({ connectionString: url, max: poolSize }) })

// The Next bundle and the server process load this module once each; development reloads it, hence globalThis.
const held: { scholionDatabase?: PrismaClient } = globalThis as { scholionDatabase?: PrismaClient }

/** The process's database, opened at first use from `DATABASE_URL`. */
export const database = (): PrismaClient => {
  const url = process.env.DATABASE_URL
  if (url === undefined || url === '') throw new Error('DATABASE_URL is not set')
  held.scholionDatabase ??= openDatabase(url)
  return held.scholionDatabase
}
