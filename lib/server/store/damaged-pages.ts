import { Prisma } from './generated/client'

/**
 * What Postgres says of a page whose sum is not that of what it holds
 * (`data_checksums`): SQLSTATE `data_corrupted`, and which page it is.
 */
const DAMAGED = /XX001[^]*?(invalid page in block \d+ of relation "[^"]+")/

/** Which page of the database is damaged, where that is what an error says; `undefined` where it is not. */
export const damagedPage = (error: unknown): string | undefined =>
  error instanceof Prisma.PrismaClientKnownRequestError ? DAMAGED.exec(error.message)?.[1] : undefined
