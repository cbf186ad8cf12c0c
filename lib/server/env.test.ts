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
    /^The environment is not right: .*DATABASE_URL is not an address like .*NEXTAUTH_SECRET is shorter.*REDIS_URL is not an address like .*TRUST_PROXY is neither 0 nor 1\. Set it as the README says and start again\.$/,
  )
  expect(read).not.toThrow(/secret@host|: short/)
  expect(() => parseEnv({})).toThrow('DATABASE_URL is not set; NEXTAUTH_SECRET is not set.')
})

test('mail is set up whole or not at all', () => {
  const smtp = { SMTP_URL: 'smtps://u:secret@mail.example.edu', NEXTAUTH_URL: 'https://s.example.edu' }
  const from = 'Scholion <scholion@example.edu>'
  expect(parseEnv({ ...least, ...smtp, MAIL_FROM: from }).mail).toEqual({ smtpUrl: smtp.SMTP_URL, from, hour: 18 })
  expect(parseEnv({ ...least, ...smtp, MAIL_FROM: from, MAIL_HOUR: '7' }).mail?.hour).toBe(7)
  expect(parseEnv({ ...least, MAIL_FROM: from }).mail).toBeUndefined()
  expect(() => parseEnv({ ...least, SMTP_URL: smtp.SMTP_URL })).toThrow(
    'MAIL_FROM is not set, and mail (SMTP_URL) needs it; NEXTAUTH_URL is not set, and mail (SMTP_URL) needs it.',
  )
  expect(() => parseEnv({ ...least, ...smtp, MAIL_FROM: 'us\nBcc: x@y.z', MAIL_HOUR: '24' })).toThrow(
    /MAIL_FROM is not an address like .*MAIL_HOUR is not an hour/,
  )
})
