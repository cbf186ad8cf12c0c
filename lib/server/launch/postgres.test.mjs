// @ts-check
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { once } from 'node:events'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { isAlive } from './lock.mjs'
import { runningPostmaster } from './postgres-files.mjs'
import { acquirePostgres } from './postgres.mjs'

let folder = ''
let data = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'scholion-postgres-'))
  data = join(folder, 'postgres')
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const acquire = () => acquirePostgres({ folder, isDisposable: true })

/** @param {string} url @param {string} sql */
const ask = async (url, sql) => {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const { rows } = await client.query(sql)
  await client.end()
  return rows
}

/** Another process that uses the folder until it is told to end. */
const otherUser = async () => {
  const script = `
    const { acquirePostgres } = await import(process.argv[1])
    const { release, how } = await acquirePostgres({ folder: process.argv[2], isDisposable: true })
    process.stdout.write(how)
    process.stdin.once('data', () => void release().then(() => process.exit(0)))`
  const module = new URL('./postgres.mjs', import.meta.url).href
  const child = spawn(process.execPath, ['--input-type=module', '-e', script, module, folder], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const [how] = await once(child.stdout, 'data')
  return { child, how: String(how), ended: once(child, 'exit') }
}

test('a new folder gets a database behind a password of its own, and what is written stays', async () => {
  const first = await acquire()
  expect(first.how).toBe('made')
  expect(await ask(first.url, 'show data_checksums')).toEqual([{ data_checksums: 'on' }])
  await ask(first.url, 'create table kept as select 1 as n')
  const wrong = new URL(first.url)
  wrong.password = 'wrong'
  await expect(ask(wrong.href, 'select 1')).rejects.toThrow(/password authentication failed/)
  expect((await stat(join(folder, 'postgres.password'))).mode & 0o077).toBe(0)
  await first.release()
  expect(runningPostmaster(data)).toBeUndefined()

  const second = await acquire()
  expect(second.how).toBe('started')
  expect(await ask(second.url, 'select n from kept')).toEqual([{ n: 1 }])
  await second.release()
})

test('processes share it, and the last one out stops it', async () => {
  const other = await otherUser()
  const own = await acquire()
  expect([other.how, own.how]).toEqual(['started', 'adopted'])
  other.child.stdin.write('end')
  await other.ended
  expect(await ask(own.url, 'select n from kept')).toEqual([{ n: 1 }])
  await own.release()
  expect(runningPostmaster(data)).toBeUndefined()
})

test('the Postgres that a killed process left is adopted, and stopped after', async () => {
  const other = await otherUser()
  const left = runningPostmaster(data)
  other.child.kill('SIGKILL')
  await other.ended
  const own = await acquire()
  expect(own.how).toBe('adopted')
  expect(runningPostmaster(data)?.pid).toBe(left?.pid)
  await own.release()
  expect(runningPostmaster(data)).toBeUndefined()
})

test('a Postgres that was killed itself is started again and recovers', async () => {
  const first = await acquire()
  await ask(first.url, 'insert into kept values (2)')
  const { pid = 0 } = runningPostmaster(data) ?? {}
  process.kill(pid, 'SIGKILL')
  await expect.poll(() => isAlive(pid)).toBe(false)
  const lock = await readFile(join(data, 'postmaster.pid'), 'utf8')
  await first.release()
  // A number that another program has now: this one's.
  await writeFile(join(data, 'postmaster.pid'), lock.replace(/^\d+/, String(process.pid)))
  const second = await acquire()
  expect(second.how).toBe('started')
  expect(await ask(second.url, 'select n from kept order by n')).toEqual([{ n: 1 }, { n: 2 }])
  await second.release()
  expect(existsSync(join(data, 'postmaster.pid'))).toBe(false)
})

test('a server keeps it: killed, it comes back at the same address', async () => {
  const kept = await acquirePostgres({ folder, isDisposable: true, isKept: true })
  const { pid = 0 } = runningPostmaster(data) ?? {}
  process.kill(pid, 'SIGKILL')
  await expect.poll(() => ask(kept.url, 'select n from kept').catch(() => []), { timeout: 20_000 }).toHaveLength(2)
  expect(runningPostmaster(data)?.pid).not.toBe(pid)
  await kept.release()
  expect(runningPostmaster(data)).toBeUndefined()
})
