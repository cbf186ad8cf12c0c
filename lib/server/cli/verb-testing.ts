import type { RootDatabase } from '../store/database'
import type { Run } from './verb'

/** What a verb of the command line answered: its status, and its lines. */
export interface VerbAnswer {
  readonly status: number
  readonly out: readonly string[]
  readonly err: readonly string[]
  /** True where it asked for the database. */
  readonly isOpened: boolean
}

/** Runs a verb as the command line does, over a database of the test (absent where it needs none). */
export const runVerb = async (
  db: RootDatabase | undefined,
  verb: Run,
  args: readonly string[],
  input = '',
): Promise<VerbAnswer> => {
  const out: string[] = []
  const err: string[] = []
  let isOpened = false
  const status = await verb(args, {
    out: (text) => out.push(text),
    err: (text) => err.push(text),
    input: () => Promise.resolve(input),
    database: () => {
      isOpened = true
      return db === undefined ? Promise.reject(new Error('needs no database')) : Promise.resolve(db)
    },
  })
  return { status, out, err, isOpened }
}
