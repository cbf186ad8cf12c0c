'use server'

import { redirect } from 'next/navigation'
import { currentSessionId, currentUser } from '../auth/session'
import { clearSessionCookie } from '../auth/session-cookie'
import { signOut } from '../commands/sign-out'
import { signOutEverywhere } from '../commands/sign-out-everywhere'
import { database } from '../store/database'

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
