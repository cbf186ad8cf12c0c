import { z } from 'zod'
import { newPassword } from '../auth/password'
import { createUser, mustBePassword } from '../commands/create-user'
import { setPassword } from '../commands/set-password'
import { AppError } from '../errors'
import { ADMINISTRATOR, SWITCH, TEXT, verb } from './verb'

const emailSchema = z.email().max(320)
const nameSchema = z.string().trim().min(1).max(80)

/**
 * `user create` makes a person with e-mail and password; `user password` gives
 * one a new password and signs them out everywhere. The password is the first
 * line of standard input with `--password-stdin`, else one is made and printed
 * once. 0 done, 1 not done, 2 bad use.
 */
export const run = verb({
  usage:
    'Use: scholion user create --email E --name N [--instructor] [--password-stdin], or scholion user password --email E [--password-stdin].',
  flags: { email: TEXT, name: TEXT, instructor: SWITCH, 'password-stdin': SWITCH },
  read: ([act, ...more], { email, name, instructor: teaches, 'password-stdin': isPiped }) => {
    if (email === undefined || more.length > 0) return undefined
    if (act === 'create' && name !== undefined) return { email, isPiped, account: { name, teaches } }
    return act === 'password' && name === undefined && !teaches ? { email, isPiped } : undefined
  },
  run: async ({ email, isPiped, account }, context) => {
    if (!emailSchema.safeParse(email).success) {
      throw new AppError('bad-input', `"${email}" is not an e-mail address: give one like name@example.edu.`)
    }
    const name = nameSchema.optional().safeParse(account?.name)
    if (!name.success) throw new AppError('bad-input', 'A name has 1 to 80 characters: give another.')
    const password = isPiped ? firstLine(await context.input()) : newPassword()
    mustBePassword(password)
    const db = await context.database()
    if (account === undefined || name.data === undefined) {
      await setPassword(db, ADMINISTRATOR, { email, password })
      context.err(`${email} has a new password and is signed out everywhere.`)
    } else {
      const { teaches } = account
      await createUser(db, ADMINISTRATOR, { email, name: name.data, teaches, password })
      context.err(`${name.data} can sign in with ${email}${teaches ? ', and open seminars' : ''}.`)
    }
    if (!isPiped) context.out(password)
    return 0
  },
})

const firstLine = (input: string): string => input.split(/\r?\n/)[0] ?? ''
