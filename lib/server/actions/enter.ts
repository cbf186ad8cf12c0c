'use server'

import { redirect } from 'next/navigation'
import { z } from 'zod'
import { type FormState, userId } from '../../core/base'
import { parseClassCode } from '../auth/class-code'
import { joinsFrom, wrongCodesFrom } from '../auth/limits'
import { addressOfRequest } from '../auth/request'
import { beginSession, currentUser } from '../auth/session'
import { writeSessionCookie } from '../auth/session-cookie'
import { checkPassword } from '../commands/check-password'
import { joinSeminar } from '../commands/join-seminar'
import { takeSetupLink } from '../commands/take-setup-link'
import { AppError, ERROR_TABLE } from '../errors'
import { type CodeAnswer, seminarOfCode } from '../queries/class-code'
import { waysIn } from '../queries/ways-in'
import { database } from '../store/database'
import { emailAddress, newPassword, ownPath, personName } from './fields'
import { parseForm, refusalOf, wrongField, wrongForm } from './form'
import { speaking } from './speaking'

const signInSchema = z.object({
  email: z.string().trim().min(1, 'Type your e-mail address.').max(320, 'That address is too long.'),
  password: z.string().min(1, 'Type your password.').max(1000, 'That password is too long.'),
  next: z.string().max(2000, 'That address is too long.'),
})

/** Signs in with e-mail and password, and goes on to `next`. */
export const signInWithPassword = speaking(async (_: FormState, data: FormData): Promise<FormState> => {
  const form = parseForm(signInSchema, data)
  if (!form.ok) return form.reason
  const { email, password, next } = form.value
  const answer = await checkPassword(database(), { email, password, address: await addressOfRequest() })
  if (!answer.ok) {
    return answer.reason === 'too-many'
      ? wrongForm(data, 'There were too many wrong tries. Wait fifteen minutes, then try again.')
      : wrongField(data, 'password', 'No account has this e-mail with this password. Check both.')
  }
  await writeSessionCookie(await beginSession(database(), answer.value.id))
  redirect(ownPath(next))
})

/** Signs in as somebody of the sample seminar; only while the way in offers them. */
export const enterAsSample = async (data: FormData): Promise<void> => {
  const { sample } = await waysIn(database())
  const account = sample.find((candidate) => candidate.id === data.get('user'))
  if (account === undefined) throw new AppError('not-found')
  await writeSessionCookie(await beginSession(database(), userId(account.id)))
  const next = data.get('next')
  redirect(ownPath(typeof next === 'string' ? next : undefined))
}

/** What a typed class code opens, asked while it is typed. */
export const checkClassCode = async (typed: unknown): Promise<CodeAnswer> => {
  const code = z.string().max(40).safeParse(typed)
  if (!code.success) return { kind: 'unknown' }
  const address = await addressOfRequest()
  if (!wrongCodesFrom.allows(address)) return { kind: 'too-many' }
  const answer = await seminarOfCode(database(), code.data)
  if (answer.kind === 'unknown') wrongCodesFrom.count(address)
  return answer
}

const joinSchema = z.object({ code: z.string().max(40, 'A class code has six characters.') })
const newcomerSchema = z.object({ name: personName })
const loginSchema = z.object({ email: emailAddress, password: newPassword })

const codeOf = async (data: FormData): Promise<string> => {
  const form = parseForm(joinSchema, data)
  const code = form.ok ? parseClassCode(form.value.code) : undefined
  if (code === undefined) {
    throw new AppError('not-found', 'A class code has six letters and digits, as KPR 7Q4. Check it on the board.')
  }
  if (!wrongCodesFrom.allows(await addressOfRequest())) throw new AppError('too-many')
  return code
}

/** Joins the seminar of a class code: the person who is signed in, or a new one with a name. */
export const joinWithCode = speaking(async (_: FormState, data: FormData): Promise<FormState> => {
  const user = await currentUser()
  let seminar: string
  try {
    const code = await codeOf(data)
    if (user === undefined) {
      const joined = await joinAsNew(code, data)
      if (typeof joined !== 'string') return joined
      seminar = joined
    } else {
      seminar = (await joinSeminar(database(), code, { kind: 'user', user: user.id })).seminar
    }
  } catch (error) {
    if (error instanceof AppError && error.code === 'not-found') wrongCodesFrom.count(await addressOfRequest())
    return refusalOf(error, data, error instanceof AppError && error.code === 'conflict' ? 'email' : undefined)
  }
  redirect(`/seminars/${seminar}`)
})

const joinAsNew = async (code: string, data: FormData): Promise<string | FormState> => {
  const form = parseForm(newcomerSchema, data)
  if (!form.ok) return form.reason
  const wantsLogin = ['email', 'password'].some((name) => data.get(name) !== '' && data.get(name) !== null)
  const login = wantsLogin ? parseForm(loginSchema, data) : undefined
  if (login?.ok === false) return login.reason
  const address = await addressOfRequest()
  if (!joinsFrom.allows(address)) return wrongForm(data, ERROR_TABLE['too-many'].sentence)
  joinsFrom.count(address)
  const joined = await joinSeminar(database(), code, { kind: 'new', name: form.value.name, login: login?.value })
  await writeSessionCookie(await beginSession(database(), joined.user, login === undefined))
  return joined.seminar
}

const setupSchema = z.object({
  token: z.string().min(1).max(100),
  name: personName,
  email: emailAddress,
  password: newPassword,
})

/** Makes the first instructor and signs them in. */
export const setUp = speaking(async (_: FormState, data: FormData): Promise<FormState> => {
  const form = parseForm(setupSchema, data)
  if (!form.ok) return form.reason
  try {
    const person = await takeSetupLink(database(), form.value)
    await writeSessionCookie(await beginSession(database(), person.id))
  } catch (error) {
    return refusalOf(error, data, error instanceof AppError && error.code === 'conflict' ? 'email' : undefined)
  }
  redirect('/seminars/new')
})
