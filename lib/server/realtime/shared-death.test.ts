import { type ChildProcess, spawn } from 'node:child_process'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { recordsOfRows } from '../../core/projection'
import type { OwnRedis } from '../launch/redis.mjs'
import { ROOT } from '../launch/paths.mjs'
import { type TestDatabase, openTestDatabase } from '../launch/test-database'
import { rowsOfLayers } from '../store/records'
import { sameRecords } from './hostile-testing'
import { openTestProxy } from './proxy-testing'
import { hasRedis, openTestRedis, openWindows } from './shared-testing'
import { awarenessTo, openRaw } from './socket-testing'
import { type TestSeminar, annotationOf, commentOf, makeSeminar, setTestEnv, until, write } from './testing'

let database: TestDatabase
let redis: OwnRedis
let seminar: TestSeminar
const windows = openWindows()

interface OwnProcess {
  readonly port: number
  /** Stops it in the middle of all, or lets it go on: Redis keeps its connection. */
  stand(isStill: boolean): void
  kill(): Promise<void>
}

const openProcess = async (): Promise<OwnProcess> => {
  const env = { ...process.env, DATABASE_URL: database.url, REDIS_URL: redis.url }
  const args = ['--import', 'tsx', 'lib/server/realtime/serve-testing.ts']
  const child: ChildProcess = spawn(process.execPath, args, { cwd: ROOT, env, stdio: ['pipe', 'pipe', 'inherit'] })
  const ended = new Promise((done) => child.once('exit', done))
  const port = await new Promise<number>((done, fail) => {
    child.stdout?.once('data', (said: Buffer) => {
      done(Number(said.toString()))
    })
    child.once('exit', () => {
      fail(new Error('it ended before it listened'))
    })
  })
  return {
    port,
    stand: (isStill) => {
      child.kill(isStill ? 'SIGSTOP' : 'SIGCONT')
    },
    kill: async () => {
      child.kill('SIGKILL')
      await ended
    },
  }
}

describe.skipIf(!hasRedis())('two processes behind a proxy', () => {
  const lostClient = 4_000_000_001
  /** A window of Ada's that is on one process alone and never goes to another, and who watches it on the other. */
  const openLost = async (on: OwnProcess, watching: OwnProcess) => {
    const { url } = windowOn(watching)
    const watcher = windows.open(url, seminar.teacher.cookie).open(seminar.layers.one)
    await watcher.synced()
    const lost = await openRaw(windowOn(on).url, seminar.layers.one, seminar.ada.cookie)
    await lost.enter(seminar.layers.one)
    /** How it ended: a state that grew too old (30 s) would end as 'too old', from the watching window's own clock. */
    const ends: string[] = []
    watcher.provider.awareness?.on(
      'change',
      ({ removed }: { readonly removed: readonly number[] }, origin: unknown) => {
        if (removed.includes(lostClient)) ends.push(origin === 'timeout' ? 'too old' : 'gone')
      },
    )
    return {
      watcher,
      lost,
      ends,
      isSeen: (): boolean => watcher.provider.awareness?.getStates().has(lostClient) === true,
      say: (clock: number) => {
        lost.send(awarenessTo(seminar.layers.one, [[lostClient, clock, '{"readingAt":1}']]))
      },
    }
  }

  beforeAll(async () => {
    database = await openTestDatabase()
    setTestEnv(database)
    redis = await openTestRedis()
    seminar = await makeSeminar(database.db)
  })
  afterAll(async () => {
    await redis.kill()
    await database.close()
  })

  it('[SH12] [SH14] moves the windows of one that is killed to the other, with nothing lost or doubled', async () => {
    const [victim, survivor] = await Promise.all([openProcess(), openProcess()])
    // It takes the processes in turn, and the other where one does not answer.
    let ports: readonly number[] = [victim.port, survivor.port]
    const proxy = await openTestProxy(() => (ports = ports.toReversed()))
    const members = [seminar.ada, seminar.ben, seminar.ada, seminar.ben, seminar.ada, seminar.ben]
    const layers = members.map(({ cookie }) =>
      windows.open(`ws://127.0.0.1:${proxy.port}/collab`, cookie).open(seminar.layers.one),
    )
    await Promise.all(layers.map((layer) => layer.synced()))
    const { watcher, lost, ends, isSeen, say } = await openLost(victim, survivor)
    // Once: said again and again it would use up what her other windows may send (RT27).
    say(1)
    await until('it is seen', isSeen)

    const [key, record] = annotationOf(seminar, seminar.ada.id, 'first')
    const [first] = layers
    if (first === undefined) throw new Error('no window')
    write(first.document, [key, record])
    await until('all see it', () => layers.every((layer) => layer.records().has(key)))
    let written = 0
    const writeAll = async (times: number): Promise<void> => {
      for (let at = 0; at < times; at += 1) {
        layers.forEach(({ document }, n) => {
          const { id } = members[n] ?? seminar.ada
          write(document, commentOf(id, `d${(written += 1)}`, key, `Note ${written}`))
        })
        // As fast as the slowest window hears of the others, so that the blow falls in the middle of it.
        await new Promise((resolve) => setImmediate(resolve))
      }
    }
    await writeAll(15)
    await until('the others see some of it', () => watcher.records().size > 10)
    await writeAll(5)
    const killed = victim.kill()
    await writeAll(15)
    await killed
    await until(
      'all is saved',
      () => layers.every(({ provider }) => provider.synced && !provider.hasUnsyncedChanges),
      40_000,
    )
    // The bare provider sends what is typed before it has sent what is missing: that is a gap (GA3), and is filled at once.
    const refusals = layers.flatMap(({ notices }) => notices).filter(({ kind }) => kind === 'refused')
    expect(refusals.filter(({ rule }) => rule !== 'GA3')).toEqual([])

    await until(
      'all see all',
      () => [...layers, watcher].every((layer) => layer.records().size === written + 1),
      40_000,
    )
    for (const layer of layers) expect(sameRecords(layer.document, watcher.document)).toBe(true)
    const rows = recordsOfRows(await rowsOfLayers(database.db, [seminar.layers.one]))
    expect(new Map(rows)).toEqual(watcher.records())
    // Every value stands in the journal under one clock: nothing was taken twice.
    const held = [...watcher.document.store.clients.values()].reduce((sum, structs) => sum + structs.length, 0)
    expect(held).toBe(written + 1)

    await until('who was there alone is gone', () => !isSeen(), 20_000)
    expect(ends).toEqual(['gone'])
    windows.close()
    lost.close()
    proxy.close()
    await survivor.kill()
  }, 120_000)

  it('[SH15] takes away the windows of one that stands still while Redis keeps its connection, and shows them again', async () => {
    const [victim, survivor] = await Promise.all([openProcess(), openProcess()])
    const { lost, ends, isSeen, say } = await openLost(victim, survivor)
    say(1)
    await until('it is seen', isSeen)
    victim.stand(true)
    await until('who was there alone is gone', () => !isSeen(), 25_000)
    expect(ends).toEqual(['gone'])
    victim.stand(false)
    say(2)
    await until('it is seen again', isSeen, 20_000)
    expect(ends).toEqual(['gone'])
    windows.close()
    lost.close()
    await Promise.all([victim.kill(), survivor.kill()])
  }, 120_000)
})

const windowOn = ({ port }: OwnProcess): { readonly url: string } => ({ url: `ws://127.0.0.1:${port}/collab` })
