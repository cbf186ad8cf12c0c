import { expect, test } from 'vitest'
import { initialsOf } from './Disc'

test.each([
  ['Leila Haddad', 'LH'],
  ['Dr Samina Qureshi', 'SQ'],
  ['Ngozi', 'N'],
  ['Ana María de la Cruz', 'AC'],
  ['élodie', 'É'],
  ['  ', ''],
  ['… 42', ''],
  ['زینب ملک', 'زم'],
])('the letters of %j are %j', (name, letters) => {
  expect(initialsOf(name)).toBe(letters)
})
