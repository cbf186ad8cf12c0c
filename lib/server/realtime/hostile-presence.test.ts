import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { applyAwarenessUpdate, Awareness } from 'y-protocols/awareness'
import * as Y from 'yjs'
import { recordKey } from '../../core/annotation'
import { one } from './attacks-testing'
import { type Attacker, type Scene, afterAttack, noteOfAda, openAttacker, openScene, put } from './hostile-testing'
import { KINDS, awarenessTo } from './socket-testing'
import { setStage } from './stage-testing'
import { annotationOf, openWindow, until, write } from './testing'

const stage = setStage()
let scene: Scene
let attacker: Attacker

beforeAll(async () => {
  scene = await openScene(stage.server.url, stage.seminar)
  scene.witness.provider.awareness?.setLocalState({ readingAt: 3 })
})

beforeEach(async () => {
  attacker = await openAttacker(scene, stage.seminar.ada)
  return () => {
    attacker.raw.close()
  }
})

afterAll(() => {
  scene.close()
})

/** What the witness sees of others, by client id. */
const seen = (): ReadonlyMap<number, Readonly<Record<string, unknown>>> =>
  scene.witness.provider.awareness?.getStates() ?? new Map()
const ben = (): number => scene.witness.document.clientID
/** What the attacker hears of presence. */
const heardOf = (client: number): unknown => {
  const awareness = new Awareness(new Y.Doc())
  for (const { kind, bytes } of attacker.raw.heard) {
    if (kind === KINDS.awareness) applyAwarenessUpdate(awareness, bytes, null)
  }
  const state: unknown = awareness.getStates().get(client)
  awareness.destroy()
  return state
}

/** Sends states, then an honest one; resolves when the witness has seen that, and so all that it will see. */
const say = async (states: readonly (readonly [number, number, string])[]): Promise<void> => {
  const mine = attacker.fresh()
  const { changed } = await afterAttack(stage.database.db, scene, async () => {
    attacker.raw.send(awarenessTo(scene.layer, [[mine, 1, '{"readingAt":1}']]))
    await until('Ada is seen', () => seen().has(mine))
    attacker.raw.send(awarenessTo(scene.layer, states))
    attacker.raw.send(awarenessTo(scene.layer, [[mine, 3, '{"readingAt":2}']]))
    await until('Ada is seen again', () => seen().get(mine)?.readingAt === 2)
  })
  expect(changed).toEqual([])
  expect(seen().get(mine)).toEqual({
    member: stage.seminar.ada.id,
    name: stage.seminar.ada.name,
    colour: stage.seminar.ada.colour,
    readingAt: 2,
  })
  expect([...seen().values()].filter(({ member }) => member === stage.seminar.ada.id)).toHaveLength(1)
  expect(seen().get(ben())).toMatchObject({ readingAt: 3 })
  attacker.raw.close()
  await until('Ada is gone', () => !seen().has(mine))
}

describe('presence', () => {
  it.each<[string, () => readonly (readonly [number, number, string])[]]>([
    ['a state of another', () => [[ben(), 1_000_000, '{"readingAt":666}']]],
    ['that another is gone', () => [[ben(), 1_000_000, 'null']]],
    ['that everybody is gone', () => [...seen().keys()].map((client) => [client, 2 ** 40, 'null'])],
    ['a hundred windows', () => Array.from({ length: 100 }, (_, at) => [500 + at, 1, '{"readingAt":1}'])],
    ['a client id of 2 ** 50', () => [[2 ** 50, 1, '{"readingAt":1}']]],
    ['under the client id that another wrote with', () => [[attacker.clientOf(scene.bens), 9, '{"readingAt":1}']]],
  ])('[RT14] does not show what a window says for others: %s', async (_name, states) => {
    await say(states())
  })

  it.each<[string, string]>([
    ['another name', '{"readingAt":1,"name":"Ben","member":"x","colour":2}'],
    ['markup in its name', '{"readingAt":1,"name":"<img src=x onerror=alert(1)>"}'],
    ['a call, which is a moderator’s', '{"readingAt":1,"call":{"at":5,"id":"x"}}'],
    ['a hidden prototype', '{"readingAt":1,"__proto__":{"name":"Ben"}}'],
  ])('[RT14] shows name and colour of the session to %s', async (_name, state) => {
    const mine = attacker.fresh()
    attacker.raw.send(awarenessTo(scene.layer, [[mine, 1, state]]))
    await until('Ada is seen', () => seen().has(mine))
    expect(seen().get(mine)).toEqual({
      member: stage.seminar.ada.id,
      name: stage.seminar.ada.name,
      colour: stage.seminar.ada.colour,
      readingAt: 1,
    })
  })

  it('[RT14] shows a caret, and lets a moderator call', async () => {
    const mine = attacker.fresh()
    attacker.raw.send(awarenessTo(scene.layer, [[mine, 1, '{"readingAt":1,"caretAt":9,"selection":"x"}']]))
    await until('Ada is seen', () => seen().has(mine))
    expect(seen().get(mine)).toEqual({
      member: stage.seminar.ada.id,
      name: stage.seminar.ada.name,
      colour: stage.seminar.ada.colour,
      readingAt: 1,
      caretAt: 9,
    })
  })

  it.each([
    '{"readingAt":1,"caretAt":-1}',
    '{"readingAt":1,"call":{"at":1}}',
    '{"readingAt":1,"call":{"at":1,"id":"<b>"}}',
    '{"readingAt":-1}',
    '{"readingAt":1e99}',
    '{"readingAt":"1"}',
    '{}',
    '[]',
    '"x"',
    '5',
    'true',
  ])('[RT14] takes %s for no state', async (state) => {
    await say([[attacker.fresh(), 1, state]])
  })

  it('[RT14] shows no more than a window may say, and works on for the others', async () => {
    const mine = attacker.fresh()
    const clocks: number[] = []
    const note = (): void => {
      const at = seen().get(mine)?.readingAt
      if (typeof at === 'number' && clocks.at(-1) !== at) clocks.push(at)
    }
    scene.witness.provider.awareness?.on('change', note)
    const { changed } = await afterAttack(stage.database.db, scene, async () => {
      for (let at = 1; at <= 300; at += 1) {
        attacker.raw.send(awarenessTo(scene.layer, [[mine, at, `{"readingAt":${at}}`]]))
      }
      // All are read once this one, sent after them, is answered.
      expect(await attacker.strike(one(put(recordKey('comment', stage.seminar.ben.id, 'x'), 1), mine))).toBe('GA5')
      await until('some of it is shown', () => clocks.length > 0)
    })
    scene.witness.provider.awareness?.off('change', note)
    expect(changed).toEqual([])
    expect(clocks.length).toBeLessThan(40)
  })

  it('[RT31] keeps the client id of a window that is seen, though it has written nothing', async () => {
    const window = openWindow(stage.server.url, stage.seminar.ben.cookie)
    const layer = window.open(scene.layer)
    await layer.synced()
    layer.provider.awareness?.setLocalState({ readingAt: 9 })
    const client = layer.document.clientID
    await until('Ada hears of the window', () => heardOf(client) !== undefined)
    const { changed } = await afterAttack(stage.database.db, scene, async () => {
      expect(await attacker.strike(one(put(...noteOfAda(scene)), client))).toBe('GA2')
    })
    expect(changed).toEqual([])
    const [key, record] = annotationOf(stage.seminar, stage.seminar.ben.id, scene.local())
    write(layer.document, [key, record])
    await layer.saved()
    expect(layer.notices).toEqual([])
    expect(await stage.database.db.layerClient.count({ where: { layerId: scene.layer, clientId: client } })).toBe(1)
    // Also when the window is gone for a moment.
    window.close()
    await until('the window is gone', () => heardOf(client) === undefined || !seen().has(client))
  })
})
