import { PrismaPg } from '@prisma/adapter-pg'
import { PrismaClient } from './generated/client'

/** The database, or a transaction of it. Every function of the store takes one first. */
export type Database = Omit<PrismaClient, '$connect' | '$disconnect' | '$on' | '$use' | '$extends' | '$transaction'>

/** The database itself, which also opens transactions: what commands take that write in several places at once. */
export type RootDatabase = PrismaClient

/** A database of its own, with its own pool of at most `poolSize` connections. Close it with `$disconnect()`. */
export const openDatabase = (url: string, poolSize = 10): PrismaClient =>
  new PrismaClient({
    adapter: new PrismaPg({ connectionString: url, max: poolSize }),
    // A whole class may press "Join" at once: they wait for one another's lock, and none is turned away for that.
    transactionOptions: { maxWait: 20_000, timeout: 30_000 },
  })

declare global {
  // The Next bundle and the server process load this module once each; development reloads it.
  var scholionDatabase: PrismaClient | undefined
}

/** The process's database, opened at first use from `DATABASE_URL`. */
export const database = (): PrismaClient => {
  const url = process.env.DATABASE_URL
  if (url === undefined || url === '') throw new Error('DATABASE_URL is not set')
  globalThis.scholionDatabase ??= openDatabase(url)
  return globalThis.scholionDatabase
}
