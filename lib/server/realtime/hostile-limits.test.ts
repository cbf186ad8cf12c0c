import pg from 'pg'
import { describe, expect, it } from 'vitest'
import { seminarId } from '../../core/base'
import { CLIENTS_PER_MEMBER_MAX, VALUES_PER_MEMBER_MAX } from '../../core/gate'
import { type ForgedStruct, forge } from '../../core/gate/testing'
import { recordKey } from '../../core/annotation'
import { publish } from '../bus'
import { one } from './attacks-testing'
import { type Scene, afterAttack, commentOfAda, noteOfAda, openAttacker, openScene, put } from './hostile-testing'
import type { Limits } from './limits'
import { KINDS, type RawSocket, STEPS, openRaw, syncTo } from './socket-testing'
import { setStage } from './stage-testing'
import { type TestServer, openTestServer, until } from './testing'

const stage = setStage({ isSeminarFresh: true })
/** Runs with a server of its own, and a scene on it. */
const withLimits = async (
  limits: Partial<Limits>,
  run: (scene: Scene, server: TestServer) => Promise<void>,
): Promise<void> => {
  const server = await openTestServer({ db: stage.database.db, databaseUrl: stage.database.url, limits })
  const scene = await openScene(server.url, stage.seminar)
  try {
    await run(scene, server)
  } finally {
    scene.close()
    await server.close()
  }
}

describe('who comes without a name', () => {
  const flood = async (url: string, count: number, more?: Readonly<Record<string, string>>) => {
    const raw: RawSocket[] = []
    for (let at = 0; at < count; at += 1) raw.push(await openRaw(url, stage.seminar.layers.one, undefined, more))
    return raw
  }
  const left = (raw: readonly RawSocket[]): number => raw.filter((one) => one.code() === undefined).length

  it('[RT45] drives out themselves, and neither who is in nor who comes from the same address', async () => {
    await withLimits({ strangersPerAddress: 10 }, async (scene) => {
      const before = await flood(scene.url, 30)
      await until('the oldest are ended', () => left(before) === 10)
      expect(before.slice(0, 20).every((one) => one.code() !== undefined)).toBe(true)
      // Ada comes in the middle of more of it, from the same address; Ben was in before.
      const [more, attacker] = await Promise.all([flood(scene.url, 30), openAttacker(scene, stage.seminar.ada)])
      expect(await attacker.strike(one(put(...noteOfAda(scene)), attacker.fresh()))).toBe('acknowledged')
      expect((await afterAttack(stage.database.db, scene, () => Promise.resolve())).changed).toEqual([])
      await until('the oldest are ended', () => left([...before, ...more]) === 10)
      for (const raw of [...before, ...more, attacker.raw]) raw.close()
    })
  })

  it('[RT45] fills no memory with what is not read before they are let in', async () => {
    await withLimits({ strangerBytesPerAddress: 40_000 }, async (scene) => {
      const [heavy, light] = [await flood(scene.url, 4), await flood(scene.url, 1)]
      const bytes = syncTo(scene.layer, STEPS.update, new Uint8Array(15_000))
      for (const raw of heavy) raw.send(bytes)
      await until('the heaviest are ended', () => left(heavy) === 2)
      expect(left(light)).toBe(1)
      expect((await afterAttack(stage.database.db, scene, () => Promise.resolve())).changed).toEqual([])
      for (const raw of [...heavy, ...light]) raw.close()
    })
  })

  it('[RT45] fills none with cookies either', async () => {
    await withLimits({ strangerBytesPerAddress: 40_000 }, async (scene) => {
      const raw: RawSocket[] = []
      for (let at = 0; at < 6; at += 1) {
        raw.push(await openRaw(scene.url, scene.layer, `session=${String(at).repeat(12_000)}`))
      }
      await until('the heaviest are ended', () => left(raw) === 3)
      expect((await afterAttack(stage.database.db, scene, () => Promise.resolve())).changed).toEqual([])
      for (const one of raw) one.close()
    })
  })

  it.each([
    [true, 3],
    [false, 0],
  ])('[RT45] is counted by what the proxy says where it is believed (%s)', async (trustsProxy, stays) => {
    const { db, url: databaseUrl } = stage.database
    const server = await openTestServer({ db, databaseUrl, trustsProxy, limits: { strangersPerAddress: 3 } })
    const said = { 'x-forwarded-for': '203.0.113.7, 198.51.100.1' }
    const first = await flood(server.url, 3, said)
    // The last of the list is what our proxy saw; what stands before it a visitor wrote.
    const second = await flood(server.url, 6, { 'x-forwarded-for': '198.51.100.1, 203.0.113.7' })
    await until('the oldest are ended', () => left(second) === 3)
    expect(left(first)).toBe(stays)
    for (const raw of [...first, ...second]) raw.close()
    await server.close()
  })
})

describe('who comes without a name, from everywhere', () => {
  it('[RT48] drives out each other, and not the class that comes behind one address', async () => {
    const { db, url: databaseUrl } = stage.database
    const limits = { strangersPerAddress: 8, strangersInAll: 10 }
    const server = await openTestServer({ db, databaseUrl, trustsProxy: true, limits })
    const scene = await openScene(server.url, stage.seminar)
    const layer = stage.seminar.layers.one
    const bots: RawSocket[] = []
    try {
      for (let at = 0; at < 30; at += 1) {
        bots.push(await openRaw(server.url, layer, undefined, { 'x-forwarded-for': `203.0.113.${at}` }))
      }
      const left = (): number => bots.filter((bot) => bot.code() === undefined).length
      await until('the oldest are ended', () => left() === 10)
      expect(bots.slice(0, 20).every((bot) => bot.code() !== undefined)).toBe(true)
      const attacker = await openAttacker(scene, stage.seminar.ada)
      expect(await attacker.strike(one(put(...noteOfAda(scene)), attacker.fresh()))).toBe('acknowledged')
      expect((await afterAttack(db, scene, () => Promise.resolve())).changed).toEqual([])
      attacker.raw.close()
    } finally {
      for (const bot of bots) bot.close()
      scene.close()
      await server.close()
    }
  })
})

describe('who takes more than their share', () => {
  it('[RT29] writes no faster than a person, in all windows together, and loses nothing', async () => {
    await withLimits({ valuesPerSecond: 20, valuesAtOnce: 10 }, async (scene) => {
      const [a, b] = [await openAttacker(scene, stage.seminar.ada), await openAttacker(scene, stage.seminar.ada)]
      const answers: string[] = []
      const refused: Uint8Array[] = []
      for (let at = 0; at < 60; at += 1) {
        const update = one(put(...noteOfAda(scene)), a.fresh())
        const answer = await (at % 2 === 0 ? a : b).strike(update)
        answers.push(answer)
        if (answer !== 'acknowledged') refused.push(update)
      }
      expect(new Set(answers)).toEqual(new Set(['acknowledged', 'RT29']))
      const [again] = refused
      if (again === undefined) throw new Error('nothing was refused')
      // It is told as "later": sent again, it is taken.
      await until('it is taken', async () => (await a.strike(again)) === 'acknowledged')
      expect((await afterAttack(stage.database.db, scene, () => Promise.resolve())).changed).toEqual([])
      a.raw.close()
      b.raw.close()
    })
  })

  it('[RT29] takes a long evening at once, and counts large notes as several', async () => {
    await withLimits({ valuesPerSecond: 0.001, valuesAtOnce: 100, bytesPerValue: 2_048 }, async (scene) => {
      const { raw, strike, fresh } = await openAttacker(scene, stage.seminar.ada)
      const evening = forge({
        sections: [{ client: fresh(), clock: 0, structs: Array.from({ length: 96 }, () => put(...noteOfAda(scene))) }],
      })
      expect(await strike(evening)).toBe('acknowledged')
      const long = {
        type: 'doc',
        content: [{ type: 'paragraph', content: [{ type: 'text', text: 'x'.repeat(9_000) }] }],
      }
      expect(await strike(one(put(...commentOfAda(scene, { body: long })), fresh()))).toBe('acknowledged')
      expect(await strike(one(put(...noteOfAda(scene)), fresh()))).toBe('RT29')
      raw.close()
    })
  })

  it('[RT29] brings no more client ids in a day than windows are opened', async () => {
    await withLimits({ clientsPerDay: 4 }, async (scene) => {
      // One is the window of the scene.
      const { raw, strike, fresh } = await openAttacker(scene, stage.seminar.ada)
      const answers: string[] = []
      const client = fresh()
      answers.push(await strike(one(put(...noteOfAda(scene)), client)))
      for (let at = 0; at < 4; at += 1) answers.push(await strike(one(put(...noteOfAda(scene)), fresh())))
      expect(answers).toEqual(['acknowledged', 'acknowledged', 'acknowledged', 'acknowledged', 'RT29'])
      // In a window that has written before, the member goes on.
      const { adas } = scene
      const next = one({ ...put(...commentOfAda(scene, { annotation: adas })) }, client, 1)
      expect(await strike(next)).toBe('acknowledged')
      raw.close()
    })
  })

  it('[RT10] brings no more client ids to a layer than it can bear', async () => {
    const { one: layer } = stage.seminar.layers
    const data = Array.from({ length: CLIENTS_PER_MEMBER_MAX - 2 }, (_, at) => ({
      layerId: layer,
      clientId: BigInt(at + 1),
      memberId: stage.seminar.ada.id,
    }))
    await stage.database.db.layerClient.createMany({ data })
    await withLimits({ clientsPerDay: 10_000 }, async (scene) => {
      const { raw, strike, fresh } = await openAttacker(scene, stage.seminar.ada)
      expect(await strike(one(put(...noteOfAda(scene)), fresh()))).toBe('acknowledged')
      const { changed } = await afterAttack(stage.database.db, scene, async () => {
        expect(await strike(one(put(...noteOfAda(scene)), fresh()))).toBe('RT10')
      })
      expect(changed).toEqual([])
      expect(await strike(one(put(...noteOfAda(scene)), 1))).toBe('acknowledged')
      raw.close()
    })
  })

  it('[RT30] fills a layer no further than its share', async () => {
    await withLimits({ valuesAtOnce: 1_000_000, messagesAtOnce: 100_000, workMsAtOnce: 600_000 }, async (scene) => {
      const { raw, strike, fresh } = await openAttacker(scene, stage.seminar.ada)
      const client = fresh()
      const chunk = 15_000
      const junk = (clock: number): Uint8Array => {
        const structs = Array.from({ length: chunk }, (_, at): ForgedStruct => ({
          key: recordKey('comment', stage.seminar.ada.id, `j${clock + at}`),
          content: { kind: 'deleted', length: 1 },
        }))
        return forge({ sections: [{ client, clock, structs }] })
      }
      let clock = 0
      for (; clock + chunk + 10 < VALUES_PER_MEMBER_MAX; clock += chunk) {
        expect(await strike(junk(clock))).toBe('acknowledged')
      }
      const { changed } = await afterAttack(stage.database.db, scene, async () => {
        expect(await strike(junk(clock))).toBe('RT30')
      })
      expect(changed).toEqual([])
      raw.close()
    })
  })

  it('[RT32] takes no more of the server’s time than it may, while the others’ is not touched', async () => {
    await withLimits({ workMsPerSecond: 5, workMsAtOnce: 40, openingMs: 1 }, async (scene) => {
      const attacker = await openAttacker(scene, stage.seminar.ada)
      const marks = [{ type: 'x' }, { type: 'y' }, { type: 'z' }]
      const content = Array.from({ length: 400 }, () => ({ type: 'text', text: 'a', marks }))
      const slow = one(
        put(...commentOfAda(scene, { body: { type: 'doc', content: [{ type: 'paragraph', content }] } })),
        attacker.fresh(),
      )
      const from = attacker.raw.heard.length
      for (let at = 0; at < 60; at += 1) attacker.raw.send(syncTo(scene.layer, STEPS.update, slow))
      const answered = (): number =>
        attacker.raw.heard.slice(from).filter(({ kind }) => kind === KINDS.syncStatus).length
      await until('one is answered', () => answered() > 0)
      // Each of these is the way of a note of the witness.
      for (let at = 0; at < 5; at += 1) {
        expect((await afterAttack(stage.database.db, scene, () => Promise.resolve())).changed).toEqual([])
      }
      expect(answered()).toBeLessThan(60)
      attacker.raw.close()
    })
  })
})

describe('who loses their rights with updates under way', () => {
  it('[RT15] has what still waits decided by what they may now', async () => {
    await withLimits({}, async (scene, server) => {
      const attacker = await openAttacker(scene, stage.seminar.ada)
      const client = attacker.fresh()
      const holder = new pg.Client({ connectionString: stage.database.url })
      await holder.connect()
      await holder.query('begin')
      await holder.query('select id from "Layer" where id = $1 for update', [scene.layer])
      const before = await stage.database.db.annotationRow.count({ where: { layerId: scene.layer } })
      const write = (clock: number): void => {
        attacker.raw.send(syncTo(scene.layer, STEPS.update, one(put(...noteOfAda(scene)), client, clock)))
      }
      write(0)
      await until('the first waits for its commit', async () => {
        const waiting = await stage.database.db.$queryRaw<unknown[]>`
          select 1 from pg_stat_activity
          where datname = current_database() and wait_event_type = 'Lock' and query like '%with entry as%'`
        return waiting.length > 0
      })
      for (let clock = 1; clock < 10; clock += 1) write(clock)
      await attacker.raw.isRead()
      await stage.database.db.$transaction(async (tx) => {
        await tx.member.update({ where: { id: stage.seminar.ada.id }, data: { groupId: stage.seminar.groups[1] } })
        await publish(tx, { kind: 'access-changed', seminar: seminarId(stage.seminar.id) })
      })
      await attacker.raw.closed()
      await holder.query('commit')
      await holder.end()
      // A server that has closed has decided everything.
      scene.close()
      await server.close()
      expect(await stage.database.db.annotationRow.count({ where: { layerId: scene.layer } })).toBe(before + 1)
    })
  })
})
