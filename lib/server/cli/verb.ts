import { type ParseArgsConfig, parseArgs } from 'node:util'
import { AppError } from '../errors'
import type { CliContext } from './context'

/** A flag that is there or not. */
export const SWITCH = { type: 'boolean', default: false } as const
/** A flag with a word after it; `undefined` where it is not given. */
export const TEXT = { type: 'string' } as const
/** As `TEXT`, which may be given several times. */
export const TEXTS = { type: 'string', multiple: true } as const

/** Who the command line is, to the policy. */
export const ADMINISTRATOR = { kind: 'administrator' } as const

/** Runs a verb with the words after it and gives its exit status: 0 done, 1 not done, 2 bad use. */
export type Run = (args: readonly string[], context: CliContext) => Promise<number>

type Flags = NonNullable<ParseArgsConfig['options']>
interface Words<Named extends Flags> {
  readonly args: string[]
  readonly allowPositionals: true
  readonly options: Named
}

interface Verb<Named extends Flags, Request> {
  /** Said, with status 2, where the words cannot be read. */
  readonly usage: string
  readonly flags: Named
  /** What is asked for; `undefined` is bad use. */
  readonly read: (
    words: readonly string[],
    given: ReturnType<typeof parseArgs<Words<Named>>>['values'],
  ) => Request | undefined
  readonly run: (request: Request, context: CliContext) => Promise<number>
}

/**
 * A verb of the command line, by its flags and what it makes of the other words. Where the application refuses
 * (`AppError`), its sentence is said, and nothing is done.
 */
export const verb =
  <Named extends Flags, Request>({ usage, flags, read, run }: Verb<Named, Request>): Run =>
  async (args, context) => {
    const parsed = parse(args, flags)
    const request = parsed === undefined ? undefined : read(parsed.positionals, parsed.values)
    if (request === undefined) {
      context.err(usage)
      return 2
    }
    try {
      return await run(request, context)
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      context.err(error.message)
      return error.code === 'bad-input' ? 2 : 1
    }
  }

const parse = <Named extends Flags>(
  args: readonly string[],
  options: Named,
): ReturnType<typeof parseArgs<Words<Named>>> | undefined => {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true })
  } catch (error) {
    // Node throws one for a flag that it does not know, or one without its word.
    if (error instanceof TypeError) return undefined
    throw error
  }
}
