import type { PrismaClient } from '../store/generated/client'

/** What a verb of the command line gets. It writes nothing to the streams by itself. */
export interface CliContext {
  /** A line of the verb's own output, on standard output. */
  readonly out: (text: string) => void
  /** A line for the person, on standard error. */
  readonly err: (text: string) => void
  /** All that stands on standard input. */
  readonly input: () => Promise<string>
  /** The migrated database, opened at the first call (the embedded one is started where it does not run). */
  readonly database: () => Promise<PrismaClient>
}

/** What the launcher lends to the command line. */
export interface CliHost {
  /** The folder of the clone. */
  readonly root: string
  /** Sets up the environment and gives the address of the database, which it starts where it must. */
  readonly openDatabase: () => Promise<string>
}
