import { text as readAll } from 'node:stream/consumers'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { newPassword } from '../auth/password'
import { createUser, mustBePassword } from '../commands/create-user'
import { setPassword } from '../commands/set-password'
import { AppError } from '../errors'
import type { CliContext } from './context'

const USAGE =
  'Use: scholion user create --email E --name N [--instructor] [--password-stdin], or scholion user password --email E [--password-stdin].'

type Request =
  | {
      readonly verb: 'create'
      readonly email: string
      readonly name: string
      readonly teaches: boolean
      readonly isPiped: boolean
    }
  | { readonly verb: 'password'; readonly email: string; readonly isPiped: boolean }

const emailSchema = z.email().max(320)
const nameSchema = z.string().trim().min(1).max(80)

/**
 * `user create` makes a person with e-mail and password; `user password` gives
 * one a new password and signs them out everywhere. The password is the first
 * line of standard input with `--password-stdin`, else one is made and printed
 * once. 0 done, 1 not done (said by the caller), 2 bad use.
 */
export const run = async (
  args: readonly string[],
  context: CliContext,
  readInput: () => Promise<string> = () => readAll(process.stdin),
): Promise<number> => {
  const request = parse(args)
  if (typeof request === 'string') {
    context.err(request)
    return 2
  }
  const given = request.isPiped ? firstLine(await readInput()) : undefined
  if (given !== undefined) {
    try {
      mustBePassword(given)
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      context.err(error.message)
      return 2
    }
  }
  const password = given ?? newPassword()
  const db = await context.database()
  const administrator = { kind: 'administrator' } as const
  if (request.verb === 'create') {
    await createUser(db, administrator, { ...request, password })
    context.err(`${request.name} can sign in with ${request.email}${request.teaches ? ', and open seminars' : ''}.`)
  } else {
    await setPassword(db, administrator, { email: request.email, password })
    context.err(`${request.email} has a new password and is signed out everywhere.`)
  }
  if (given === undefined) context.out(password)
  return 0
}

const firstLine = (input: string): string => input.split(/\r?\n/)[0] ?? ''

const parse = (args: readonly string[]): Request | string => {
  let parsed: ReturnType<typeof options>
  try {
    parsed = options(args)
  } catch (error) {
    if (error instanceof TypeError) return USAGE
    throw error
  }
  const { values, positionals } = parsed
  const [verb, ...more] = positionals
  if (more.length > 0 || (verb !== 'create' && verb !== 'password') || values.email === undefined) return USAGE
  const email = emailSchema.safeParse(values.email)
  if (!email.success) return `"${values.email}" is not an e-mail address: give one like name@example.edu.`
  const isPiped = values['password-stdin'] === true
  if (verb === 'password') {
    if (values.name !== undefined || values.instructor !== undefined) return USAGE
    return { verb, email: email.data, isPiped }
  }
  const name = nameSchema.safeParse(values.name)
  if (!name.success) return values.name === undefined ? USAGE : 'A name has 1 to 80 characters: give another.'
  return { verb, email: email.data, name: name.data, teaches: values.instructor === true, isPiped }
}

const options = (args: readonly string[]) =>
  parseArgs({
    args: [...args],
    options: {
      email: { type: 'string' },
      name: { type: 'string' },
      instructor: { type: 'boolean' },
      'password-stdin': { type: 'boolean' },
    },
    allowPositionals: true,
  })
