import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { type ForgedStruct, forge } from '../../core/gate/testing'
import { type Attack, any, encodings, ids, one, others, records } from './attacks-testing'
import {
  type Scene,
  afterAttack,
  commentOfAda,
  noteOfAda,
  openAttacker,
  openScene,
  put,
  sameRecords,
} from './hostile-testing'
import { KINDS, STEPS } from './socket-testing'
import { setStage } from './stage-testing'
import { openTestServer, openWindow } from './testing'

const stage = setStage()
let scene: Scene

beforeAll(async () => {
  scene = await openScene(stage.server.url, stage.seminar)
})

afterAll(() => {
  scene.close()
})

const strikeWith = async ({ name, rule, update, by }: Attack, step: number, kind: number): Promise<void> => {
  const { changed } = await afterAttack(stage.database.db, scene, async () => {
    const attacker = await openAttacker(scene, by === 'teacher' ? stage.seminar.teacher : stage.seminar.ada)
    expect(await attacker.strike(update(attacker, scene), step, kind), name).toBe(rule)
    attacker.raw.close()
  })
  expect(changed, name).toEqual([])
}

describe('who sends a forged update hears why it is not taken, and a witness nothing', () => {
  it.each([...others, ...ids, ...encodings, ...records])('[RT11] $rule: $name', async (attack) => {
    await strikeWith(attack, STEPS.update, KINDS.sync)
  })

  it.each(others.slice(0, 3))('[RT11] $rule, as an answer to a state vector: $name', async (attack) => {
    await strikeWith(attack, STEPS.two, KINDS.sync)
    await strikeWith(attack, STEPS.two, KINDS.syncReply)
  })

  it('[RT11] GA17: acknowledges what is there already, whoever sends it, and stores nothing', async () => {
    const { changed } = await afterAttack(stage.database.db, scene, async () => {
      const attacker = await openAttacker(scene, stage.seminar.ada)
      const all = Y.encodeStateAsUpdate(attacker.doc)
      for (let time = 0; time < 5; time += 1) expect(await attacker.strike(all)).toBe('acknowledged')
      attacker.raw.close()
    })
    expect(changed).toEqual([])
  })

  it('[RT11] GA12: keeps a comment in its thread', async () => {
    const attacker = await openAttacker(scene, stage.seminar.ada)
    const [key, record] = commentOfAda(scene)
    const client = attacker.fresh()
    expect(await attacker.strike(one(put(key, record), client))).toBe('acknowledged')
    const { changed } = await afterAttack(stage.database.db, scene, async () => {
      const moved: ForgedStruct = {
        origin: { client, clock: 0 },
        content: any(commentOfAda(scene, { at: 1 })[1]),
      }
      expect(await attacker.strike(one(moved, client, 1))).toBe('GA12')
    })
    expect(changed).toEqual([])
    attacker.raw.close()
  })

  it('[RT8] GA16: takes nothing in a layer that is only read', async () => {
    const windows = openWindow(stage.server.url, stage.seminar.teacher.cookie)
    const witness = windows.open(stage.seminar.layers.instructor)
    await witness.synced()
    const attacker = await openAttacker({ ...scene, layer: stage.seminar.layers.instructor }, stage.seminar.ada)
    expect(await attacker.strike(one(put(...noteOfAda(scene)), attacker.fresh()))).toBe('GA16')
    expect(await attacker.strike(forge({}))).toBe('acknowledged')
    expect(witness.records().size).toBe(0)
    expect(await stage.database.db.layerUpdate.count({ where: { layerId: stage.seminar.layers.instructor } })).toBe(0)
    attacker.raw.close()
    windows.close()
  })

  it('[RT4] leaves a layer that another server opens from the database, equal', async () => {
    const other = await openTestServer({ db: stage.database.db, databaseUrl: stage.database.url })
    const window = openWindow(other.url, stage.seminar.ben.cookie)
    const layer = window.open(stage.seminar.layers.one)
    await layer.synced()
    expect(layer.records().size).toBeGreaterThan(50)
    expect(sameRecords(layer.document, scene.witness.document)).toBe(true)
    expect(Y.encodeStateVector(layer.document)).toEqual(Y.encodeStateVector(scene.witness.document))
    window.close()
    await other.close()
  })
})
