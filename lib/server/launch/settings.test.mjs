// @ts-check
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { completeEnvironment } from './settings.mjs'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'scholion-settings-'))
  vi.stubEnv('NEXTAUTH_SECRET', undefined)
})
afterEach(async () => {
  vi.unstubAllEnvs()
  await rm(folder, { recursive: true, force: true })
})

/** The secret of a start in the folder. */
const secretOfStart = async () => {
  vi.stubEnv('NEXTAUTH_SECRET', undefined)
  await completeEnvironment(folder)
  return process.env.NEXTAUTH_SECRET
}

test('a secret is made once, for this account alone, and stays', async () => {
  const first = await secretOfStart()
  expect(first).toMatch(/^[\w-]{43}$/)
  expect((await stat(join(folder, 'secret'))).mode & 0o077).toBe(0)
  expect(await secretOfStart()).toBe(first)
})

test('starts at the same moment have one secret', async () => {
  const secrets = await Promise.all([1, 2, 3].map(() => secretOfStart()))
  expect(new Set(secrets)).toEqual(new Set([await readFile(join(folder, 'secret'), 'utf8')]))
})

test('a file that a full disk left without its secret gets one', async () => {
  await writeFile(join(folder, 'secret'), '')
  const secret = await secretOfStart()
  expect(secret).toMatch(/^[\w-]{43}$/)
  expect(await readFile(join(folder, 'secret'), 'utf8')).toBe(secret)
})
