import { encode } from 'next-auth/jwt'
import { expect, test } from 'vitest'
import { cookieName, readToken, tokenOfCookies, writeToken } from './token'

const plain = { publicUrl: 'http://localhost:3000' }
const secure = { publicUrl: 'https://scholion.example.edu' }
const secret = { secret: 'a secret of the tests' }

test('a token reads back with its secret alone', async () => {
  const token = await writeToken({ sub: 'u1', sid: 's1' }, 60, secret)
  expect(await readToken(token, secret)).toEqual({ sub: 'u1', sid: 's1' })
  expect(await readToken(token, { secret: 'another secret' })).toBeUndefined()
  expect(await readToken(`${token.slice(0, -2)}AA`, secret)).toBeUndefined()
  expect(await readToken('nonsense', secret)).toBeUndefined()
})

test('a token that is too old, or names no session, is none', async () => {
  expect(await readToken(await writeToken({ sub: 'u1', sid: 's1' }, -60, secret), secret)).toBeUndefined()
  expect(await readToken(await encode({ token: { sub: 'u1' }, ...secret }), secret)).toBeUndefined()
})

test('the cookie is named as next-auth names it, by the scheme of the public address', () => {
  expect(cookieName(plain)).toBe('next-auth.session-token')
  expect(cookieName({ publicUrl: undefined })).toBe('next-auth.session-token')
  expect(cookieName(secure)).toBe('__Secure-next-auth.session-token')
})

test('the token is found among other cookies, also where it was cut into parts', () => {
  expect(tokenOfCookies('a=b; next-auth.session-token=x.y.z; c', plain)).toBe('x.y.z')
  expect(tokenOfCookies('next-auth.session-token.1=bb; next-auth.session-token.0=aa', plain)).toBe('aabb')
  expect(tokenOfCookies('next-auth.session-token=x', secure)).toBeUndefined()
  expect(tokenOfCookies('', plain)).toBeUndefined()
  expect(tokenOfCookies(null, plain)).toBeUndefined()
})
