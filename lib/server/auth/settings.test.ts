import { expect, test } from 'vitest'
import { authSettingsOf } from './settings'

test('a provider is there only when all of it is', () => {
  expect(authSettingsOf({})).toEqual({ google: undefined, oidc: undefined })
  expect(authSettingsOf({ GOOGLE_CLIENT_ID: 'a', GOOGLE_CLIENT_SECRET: '' }).google).toBeUndefined()
  expect(authSettingsOf({ GOOGLE_CLIENT_ID: 'a', GOOGLE_CLIENT_SECRET: 'b' }).google).toEqual({
    clientId: 'a',
    clientSecret: 'b',
  })
  const client = { OIDC_CLIENT_ID: 'a', OIDC_CLIENT_SECRET: 'b' }
  expect(authSettingsOf(client).oidc).toBeUndefined()
  expect(authSettingsOf({ ...client, OIDC_ISSUER: 'https://login.example.edu' }).oidc?.name).toBe('your university')
})

test('an issuer that is no address is one sentence', () => {
  expect(() => authSettingsOf({ OIDC_ISSUER: 'login' })).toThrow('OIDC_ISSUER is not an address')
})
