'use server'

import { redirect } from 'next/navigation'
import { z } from 'zod'
import type { FormState } from '../../core/base'
import { joinsFrom } from '../auth/limits'
import { addressOfRequest } from '../auth/request'
import { currentSessionId, currentUser } from '../auth/session'
import { clearSessionCookie } from '../auth/session-cookie'
import { addLogin } from '../commands/add-login'
import { signOut } from '../commands/sign-out'
import { signOutEverywhere } from '../commands/sign-out-everywhere'
import { AppError, ERROR_TABLE } from '../errors'
import { database } from '../store/database'
import { emailAddress, newPassword } from './fields'
import { parseForm, refusalOf, wrongForm } from './form'
import { speaking } from './speaking'

/** Signs this device out. */
export const signOutHere = async (): Promise<void> => {
  const session = await currentSessionId()
  if (session !== undefined) await signOut(database(), session)
  await clearSessionCookie()
  redirect('/')
}

/** Signs the person out on all their devices. */
export const signOutOnAllDevices = async (): Promise<void> => {
  const user = await currentUser()
  if (user !== undefined) await signOutEverywhere(database(), user.id)
  await clearSessionCookie()
  redirect('/')
}

const loginSchema = z.object({ email: emailAddress, password: newPassword })

/** Gives the person who came in by a class code alone an e-mail and a password to come back with. */
export const addOwnLogin = speaking(async (_: FormState, data: FormData): Promise<FormState> => {
  const user = await currentUser()
  if (user === undefined) throw new AppError('signed-out')
  const form = parseForm(loginSchema, data)
  if (!form.ok) return form.reason
  // It tells whether an e-mail is somebody's, as joining does.
  const address = await addressOfRequest()
  if (!joinsFrom.allows(address)) return wrongForm(data, ERROR_TABLE['too-many'].sentence)
  joinsFrom.count(address)
  try {
    await addLogin(database(), user.id, form.value)
  } catch (error) {
    return refusalOf(error, data, error instanceof AppError && error.code === 'conflict' ? 'email' : undefined)
  }
  return { values: { email: form.value.email }, errors: {}, done: 'Kept. Sign in with them on any device.' }
})
