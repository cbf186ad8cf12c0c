import { z } from 'zod'

/** An identity provider's client, as registered there. */
export interface ProviderClient {
  readonly clientId: string
  readonly clientSecret: string
}

/** The identity providers that people may sign in with. What is absent is not configured. */
export interface AuthSettings {
  readonly google: ProviderClient | undefined
  /** Any provider that speaks OpenID Connect; `name` as the button says it. */
  readonly oidc: (ProviderClient & { readonly issuer: string; readonly name: string }) | undefined
}

// An empty variable is an absent one: `NAME= npm start`.
const text = z.preprocess((value) => (value === '' ? undefined : value), z.string().trim().min(1).optional())
const issuer = z.preprocess((value) => (value === '' ? undefined : value), z.url({ protocol: /^https?$/ }).optional())

const settingsSchema = z.object({
  GOOGLE_CLIENT_ID: text,
  GOOGLE_CLIENT_SECRET: text,
  OIDC_ISSUER: issuer,
  OIDC_CLIENT_ID: text,
  OIDC_CLIENT_SECRET: text,
  OIDC_NAME: text,
})

const clientOf = (clientId: string | undefined, clientSecret: string | undefined): ProviderClient | undefined =>
  clientId === undefined || clientSecret === undefined ? undefined : { clientId, clientSecret }

/** Parses the variables. Half a provider is none. Throws one sentence where `OIDC_ISSUER` is no address. */
export const authSettingsOf = (variables: Readonly<Record<string, string | undefined>>): AuthSettings => {
  const parsed = settingsSchema.safeParse(variables)
  if (!parsed.success) throw new Error('OIDC_ISSUER is not an address like https://login.example.edu.')
  const given = parsed.data
  const client = clientOf(given.OIDC_CLIENT_ID, given.OIDC_CLIENT_SECRET)
  return {
    google: clientOf(given.GOOGLE_CLIENT_ID, given.GOOGLE_CLIENT_SECRET),
    oidc:
      client === undefined || given.OIDC_ISSUER === undefined
        ? undefined
        : { ...client, issuer: given.OIDC_ISSUER, name: given.OIDC_NAME ?? 'your university' },
  }
}

let settings: AuthSettings | undefined

/** The settings of this process, parsed at first use. Throws like `authSettingsOf`. */
export const authSettings = (): AuthSettings => (settings ??= authSettingsOf(process.env))
