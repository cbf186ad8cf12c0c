import { cookies } from 'next/headers'
import { env } from '../env'
import type { NewSession } from './session'
import { cookieName, isSecure } from './token'

const attributes = () => ({
  httpOnly: true,
  sameSite: 'lax' as const,
  path: '/',
  secure: isSecure(env()),
})

/** Signs this device in: writes next-auth's session cookie. Only in an action or a route. */
export const writeSessionCookie = async (session: NewSession): Promise<void> => {
  const jar = await cookies()
  jar.set(cookieName(env()), session.token, { ...attributes(), maxAge: session.maxAgeS })
}

/** Takes the session cookie from this device, its numbered parts too. Only in an action or a route. */
export const clearSessionCookie = async (): Promise<void> => {
  const jar = await cookies()
  const name = cookieName(env())
  for (const cookie of jar.getAll()) {
    if (cookie.name === name || cookie.name.startsWith(`${name}.`)) {
      jar.set(cookie.name, '', { ...attributes(), maxAge: 0 })
    }
  }
}
