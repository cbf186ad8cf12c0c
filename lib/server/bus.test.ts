import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { layerId, seminarId } from '../core/base'
import { type Bus, type BusNews, openBus, publish } from './bus'
import { type TestDatabase, openTestDatabase } from './launch/test-database'
import { until } from './realtime/testing'

let database: TestDatabase
let bus: Bus
let heard: BusNews[] = []

beforeAll(async () => {
  database = await openTestDatabase()
  bus = await openBus(database.url)
  bus.subscribe('layer-changed', (news) => heard.push(news))
  bus.subscribe('missed', (news) => heard.push(news))
})

afterEach(() => {
  heard = []
})

afterAll(async () => {
  await bus.close()
  await database.close()
})

const say = (layer: string) => ({ kind: 'layer-changed' as const, layer: layerId(layer) })

describe('bus', () => {
  it('[BU1] carries an event to who listens for its kind', async () => {
    await publish(database.db, { kind: 'access-changed', seminar: seminarId('s') })
    await publish(database.db, say('one'))
    await until('it is heard', () => heard.length > 0)
    expect(heard).toEqual([say('one')])
  })

  it('[BU2] tells what a transaction says when it commits, and never when it does not', async () => {
    const failing = database.db.$transaction(async (tx) => {
      await publish(tx, say('lost'))
      throw new Error('rolled back')
    })
    await expect(failing).rejects.toThrow('rolled back')
    await database.db.$transaction((tx) => publish(tx, say('kept')))
    await until('one is heard', () => heard.length > 0)
    expect(heard).toEqual([say('kept')])
  })

  it('[BU3] passes over what is none of ours', async () => {
    await database.db.$queryRaw`select pg_notify('scholion', 'nonsense')::text`
    await database.db.$queryRaw`select pg_notify('scholion', '{"kind":"layer-changed","layer":"../x"}')::text`
    await publish(database.db, say('two'))
    await until('one is heard', () => heard.length > 0)
    expect(heard).toEqual([say('two')])
  })

  it('[BU4] comes back after a break, and says that it may have missed something', async () => {
    await database.db.$queryRaw`
      select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and query like 'listen%'`
    await until('it is back', () => heard.some(({ kind }) => kind === 'missed'))
    await publish(database.db, say('three'))
    await until('it hears again', () => heard.length > 1)
    expect(heard).toEqual([{ kind: 'missed' }, say('three')])
  })

  it('[BU5] rejects where the database cannot be reached at first', async () => {
    await expect(openBus('postgresql://postgres@127.0.0.1:1/none')).rejects.toThrow()
  })
})
