import type { RootDatabase } from '../store/database'
import type { CliContext } from './context'

/** What a verb of the command line answered: its status, and its lines. */
export interface VerbAnswer {
  readonly status: number
  readonly out: readonly string[]
  readonly err: readonly string[]
}

/** Runs a verb as the command line does, over a database of the test. */
export const runVerb = async (
  db: RootDatabase,
  verb: (args: readonly string[], context: CliContext) => Promise<number>,
  args: readonly string[],
): Promise<VerbAnswer> => {
  const out: string[] = []
  const err: string[] = []
  const status = await verb(args, {
    out: (text) => out.push(text),
    err: (text) => err.push(text),
    database: () => Promise.resolve(db),
  })
  return { status, out, err }
}
