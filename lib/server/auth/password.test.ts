import { expect, test } from 'vitest'
import { hashPassword, newPassword, verifyPassword } from './password'

test('a password is kept as an argon2id hash and only itself opens it', async () => {
  const hash = await hashPassword('three plain words')
  expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
  expect(await verifyPassword(hash, 'three plain words')).toBe(true)
  expect(await verifyPassword(hash, 'three plain word')).toBe(false)
})

test('where there is no hash nothing opens it, and a password that is too long is not even hashed', async () => {
  expect(await verifyPassword(null, '')).toBe(false)
  expect(await verifyPassword(undefined, 'anything at all')).toBe(false)
  const long = 'x'.repeat(201)
  expect(await verifyPassword(await hashPassword(long), long)).toBe(false)
})

test('a password that is made has four groups of five and is never the same', () => {
  const made = Array.from({ length: 50 }, newPassword)
  for (const password of made) expect(password).toMatch(/^[a-z2-9]{5}(-[a-z2-9]{5}){3}$/)
  expect(new Set(made).size).toBe(50)
})
