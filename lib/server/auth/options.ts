import type { NextAuthOptions } from 'next-auth'
import CredentialsProvider from 'next-auth/providers/credentials'
import GoogleProvider from 'next-auth/providers/google'
import type { OAuthConfig } from 'next-auth/providers/oauth'
import { z } from 'zod'
import { userId } from '../../core/base'
import { checkPassword } from '../commands/check-password'
import { enterByProvider } from '../commands/enter-by-provider'
import { signOut } from '../commands/sign-out'
import { env } from '../env'
import { database } from '../store/database'
import { createSession } from '../store/sessions'
import { addressOfRequest } from './request'
import { SESSION_S } from './session'
import { type AuthSettings, authSettings } from './settings'
import { isSecure } from './token'

/** What an identity provider says of somebody (OpenID Connect Core 1.0, 5.1). */
const profileSchema = z.object({
  sub: z.union([z.string(), z.number()]).transform(String),
  name: z.string().optional(),
  preferred_username: z.string().optional(),
  email: z.email().optional(),
  email_verified: z.union([z.boolean(), z.string()]).optional(),
})
type Profile = z.infer<typeof profileSchema>

const credentialsSchema = z.object({ email: z.string().max(320), password: z.string().max(1000) })

/** Any provider that speaks OpenID Connect: found by its issuer, with state, nonce and PKCE. */
const openIdConnect = (oidc: NonNullable<AuthSettings['oidc']>): OAuthConfig<Record<string, unknown>> => ({
  id: 'oidc',
  name: oidc.name,
  type: 'oauth',
  wellKnown: `${oidc.issuer.replace(/\/+$/, '')}/.well-known/openid-configuration`,
  clientId: oidc.clientId,
  clientSecret: oidc.clientSecret,
  authorization: { params: { scope: 'openid email profile' } },
  idToken: true,
  checks: ['pkce', 'state', 'nonce'],
  profile: (claims) => ({ id: String(claims.sub) }),
})

/** next-auth as this server has it: JWT sessions whose `sid` must have a live row in `Session`. */
export const authOptions = (): NextAuthOptions => {
  const { secret, publicUrl } = env()
  const { google, oidc } = authSettings()
  // Without a public address, next-auth takes the one that the browser used.
  if (publicUrl === undefined) process.env.AUTH_TRUST_HOST ??= '1'
  return {
    secret,
    session: { strategy: 'jwt', maxAge: SESSION_S },
    useSecureCookies: isSecure({ publicUrl }),
    pages: { signIn: '/sign-in', error: '/sign-in' },
    providers: [
      CredentialsProvider({
        name: 'e-mail',
        credentials: { email: { type: 'email' }, password: { type: 'password' } },
        authorize: async (given) => {
          const credentials = credentialsSchema.safeParse(given)
          if (!credentials.success) return null
          const answer = await checkPassword(database(), { ...credentials.data, address: await addressOfRequest() })
          return answer.ok ? { id: answer.value.id } : null
        },
      }),
      ...(oidc === undefined ? [] : [openIdConnect(oidc)]),
      ...(google === undefined ? [] : [GoogleProvider({ ...google, profile: (claims) => ({ id: claims.sub }) })]),
    ],
    callbacks: {
      // What goes into our encrypted cookie: the person and the session, nothing else.
      jwt: async ({ token, user, account, profile }) => {
        // Absent, whatever the type says, but at sign-in itself.
        if (!account) return token
        const person = account.type === 'credentials' ? userId(user.id) : await personOf(account.provider, profile)
        const sid = await createSession(database(), person, new Date(Date.now() + SESSION_S * 1000))
        return { sub: person, sid }
      },
      session: ({ session }) => session,
    },
    events: {
      signOut: async ({ token }) => {
        if (typeof token.sid === 'string') await signOut(database(), token.sid)
      },
    },
  }
}

const personOf = async (provider: string, profile: unknown) => {
  const said: Profile = profileSchema.parse(profile)
  const person = await enterByProvider(database(), {
    provider,
    subject: said.sub,
    name: said.name ?? said.preferred_username ?? said.email?.split('@')[0] ?? 'New member',
    email: String(said.email_verified) === 'true' ? said.email : undefined,
  })
  return person.id
}
