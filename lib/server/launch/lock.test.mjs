// @ts-check
import { spawn } from 'node:child_process'
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { isAlive, isHolderAlive, thisProcess, withLock } from './lock.mjs'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'scholion-lock-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

/** A process number that was used and is free again. @returns {Promise<number>} */
const deadProcess = () =>
  new Promise((done) => {
    const child = spawn(process.execPath, ['-e', ''])
    child.once('exit', () => done(child.pid ?? 0))
  })

test('one works at a time, each in the end, and nothing stays behind', async () => {
  let inside = 0
  let most = 0
  const work = async () => {
    inside += 1
    most = Math.max(most, inside)
    await new Promise((done) => setImmediate(done))
    inside -= 1
    return inside
  }
  await Promise.all(Array.from({ length: 8 }, () => withLock(join(folder, 'l'), work)))
  expect(most).toBe(1)
  expect(await readdir(folder)).toEqual([])
})

test('the lock of a dead process is taken over, by one', async () => {
  const file = join(folder, 'l')
  const dead = await deadProcess()
  let inside = 0
  let most = 0
  const work = async () => {
    inside += 1
    most = Math.max(most, inside)
    await new Promise((done) => setImmediate(done))
    inside -= 1
  }
  for (let round = 0; round < 12; round += 1) {
    await writeFile(file, `${dead} 12345`)
    await Promise.all(Array.from({ length: 6 }, () => withLock(file, work)))
    expect(await readdir(folder)).toEqual([])
  }
  expect(most).toBe(1)
})

test('a failure gives the lock back', async () => {
  const file = join(folder, 'l')
  await expect(withLock(file, () => Promise.reject(new Error('no')))).rejects.toThrow('no')
  expect(await withLock(file, async () => 'free')).toBe('free')
})

test('a live holder is waited for, then named', async () => {
  const file = join(folder, 'l')
  await writeFile(file, thisProcess())
  const waiting = withLock(file, async () => undefined, { timeoutMs: 120 })
  await expect(waiting).rejects.toThrow(`Process ${process.pid} holds ${file} for too long`)
})

test.runIf(process.platform === 'linux')('a number that is used again is not the old process', async () => {
  expect(isHolderAlive(thisProcess())).toBe(true)
  expect(isHolderAlive(`${process.pid} 1`)).toBe(false)
  expect(isAlive(await deadProcess())).toBe(false)
})
