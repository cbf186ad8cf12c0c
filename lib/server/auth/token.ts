import { decode, encode } from 'next-auth/jwt'
import { z } from 'zod'
import { ID_PATTERN } from '../../core/base'
import type { Env } from '../env'

/** Session cookies go over HTTPS alone where the server's own address says https. */
export const isSecure = (settings: Pick<Env, 'publicUrl'>): boolean => settings.publicUrl?.startsWith('https:') === true

/** The name of next-auth's session cookie (next-auth 4, `defaultCookies`). */
export const cookieName = (settings: Pick<Env, 'publicUrl'>): string =>
  `${isSecure(settings) ? '__Secure-' : ''}next-auth.session-token`

/** What our token says: the person, and the live session without which it is worth nothing. */
const tokenSchema = z.object({ sub: z.string().regex(ID_PATTERN), sid: z.string().regex(ID_PATTERN) })
export type SessionToken = z.infer<typeof tokenSchema>

/** The session token as next-auth writes it: an encrypted JWT, good for `maxAgeS` seconds. */
export const writeToken = (token: SessionToken, maxAgeS: number, settings: Pick<Env, 'secret'>): Promise<string> =>
  encode({ token, secret: settings.secret, maxAge: maxAgeS })

/** What the token says; `undefined` for one that is not ours, was changed, or is too old. */
export const readToken = async (token: string, settings: Pick<Env, 'secret'>): Promise<SessionToken | undefined> => {
  let payload: unknown
  try {
    payload = await decode({ token, secret: settings.secret })
  } catch (error) {
    // jose throws its own errors for a token that cannot be opened: whatever they are, it is none of ours.
    if (error instanceof Error) return undefined
    throw error
  }
  const parsed = tokenSchema.safeParse(payload)
  return parsed.success ? parsed.data : undefined
}

/**
 * The session token in a `Cookie` header, put together again where next-auth
 * cut it into numbered cookies; `undefined` where there is none.
 */
export const tokenOfCookies = (
  header: string | null | undefined,
  settings: Pick<Env, 'publicUrl'>,
): string | undefined => {
  const name = cookieName(settings)
  const cookies = new Map(
    (header ?? '').split(';').map((pair): [string, string] => {
      const at = pair.indexOf('=')
      return [pair.slice(0, Math.max(at, 0)).trim(), pair.slice(at + 1).trim()]
    }),
  )
  const whole = cookies.get(name)
  if (whole !== undefined && whole !== '') return whole
  const parts: string[] = []
  for (let at = 0; cookies.has(`${name}.${at}`); at += 1) parts.push(cookies.get(`${name}.${at}`) ?? '')
  return parts.length === 0 ? undefined : parts.join('')
}
