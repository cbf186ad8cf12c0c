import { expect, test } from 'vitest'
import { parseEnv } from './env'

const least = { DATABASE_URL: 'postgresql://u:p@localhost:5432/x', NEXTAUTH_SECRET: 'sixteen characters' }

test('an empty variable counts as absent', () => {
  expect(parseEnv({ ...least, NEXTAUTH_URL: '', REDIS_URL: '', SAMPLE: '', TRUST_PROXY: '' })).toEqual({
    databaseUrl: least.DATABASE_URL,
    secret: least.NEXTAUTH_SECRET,
    publicUrl: undefined,
    redisUrl: undefined,
    hasSample: false,
    trustsProxy: false,
  })
})

test('every wrong variable is named in one sentence, without its value', () => {
  const read = () =>
    parseEnv({
      NEXTAUTH_SECRET: 'short',
      DATABASE_URL: 'mysql://secret@host/x',
      REDIS_URL: 'http://secret@host',
      TRUST_PROXY: 'yes',
    })
  expect(read).toThrow(
    /^The environment is not right: .*DATABASE_URL is not an address like .*NEXTAUTH_SECRET is shorter.*REDIS_URL is not an address like .*TRUST_PROXY is neither 0 nor 1\.$/,
  )
  expect(read).not.toThrow(/secret@host|: short/)
  expect(() => parseEnv({})).toThrow('DATABASE_URL is not set; NEXTAUTH_SECRET is not set.')
})
