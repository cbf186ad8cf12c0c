// @ts-check
import { expect, test } from 'vitest'
import { isInstalled } from './packages.mjs'

const lock = (/** @type {object} */ packages) => JSON.stringify({ lockfileVersion: 3, packages })
const other = { 'node_modules/only-elsewhere': { version: '1.0.0', optional: true } }
const needed = {
  '': { name: 'scholion' },
  'node_modules/a': { version: '1.0.0' },
  'node_modules/a/node_modules/b': { version: '2.0.0' },
}
const wanted = { ...needed, ...other }

test('nothing installed is not installed', () => {
  expect(isInstalled(lock(wanted), '')).toBe(false)
})

test('packages for other machines may be missing', () => {
  expect(isInstalled(lock(wanted), lock(needed))).toBe(true)
})

test('another version, or a package too few, is not installed', () => {
  expect(isInstalled(lock(wanted), lock({ ...wanted, 'node_modules/a': { version: '1.0.1' } }))).toBe(false)
  expect(isInstalled(lock(wanted), lock({ ...other, 'node_modules/a': { version: '1.0.0' } }))).toBe(false)
})
