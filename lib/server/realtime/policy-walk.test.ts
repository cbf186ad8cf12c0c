import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { type LayerId, type MemberId, layerId, memberId, ok, readingId, seminarId, userId } from '../../core/base'
import { deleteRecord, writeRecord } from '../../core/layer'
import {
  type Actor,
  type LayerAction,
  type LayerStanding,
  LAYER_STANDINGS,
  LAYER_STATES,
  LAYER_TABLE,
  ROLES,
} from '../../core/policy'
import { project } from '../../core/projection'
import { actorOfCookie } from '../auth/session'
import { publish } from '../bus'
import { archiveSeminar } from '../commands/archive-seminar'
import { ensureOwnLayer } from '../commands/ensure-own-layer'
import { exportReading } from '../commands/export-reading'
import { updateThat } from '../commands/layer-document'
import { type TestDatabase, openTestDatabase } from '../launch/test-database'
import { appendJournal } from '../store/journal'
import { ensureMemberLayer } from '../store/make-layers'
import type { Press } from '../press/press'
import {
  type ProtocolServer,
  annotationJson,
  askWith,
  openProtocolServer,
  passageOf,
  tokenOf,
} from '../protocol/testing'
import {
  type TestMember,
  type TestSeminar,
  type TestWindow,
  annotationOf,
  makeMember,
  makeSeminar,
  openWindow,
  setTestEnv,
  until,
} from './testing'

// Every cell of the layers' table, by the ways that lead to a layer: its socket, its state over HTTP, the export, and as
// a container of the Web Annotation Protocol.

type State = (typeof LAYER_STATES)[number]
type Role = (typeof ROLES)[number]

/** A seminar in one state, its people by role, and the layers by what they are to each. */
interface Stage {
  readonly seminar: TestSeminar
  readonly people: Readonly<Record<Role, TestMember>>
  readonly layers: Readonly<Record<Role, Readonly<Record<LayerStanding, readonly LayerId[]>>>>
}

let database: TestDatabase
let server: ProtocolServer
const stages = new Map<State, Stage>()
let windows: TestWindow[] = []
let locals = 0

beforeAll(async () => {
  database = await openTestDatabase()
  setTestEnv(database)
  for (const state of LAYER_STATES) stages.set(state, await makeStage(state))
  server = await openProtocolServer(database)
})
afterAll(async () => {
  windows.forEach((window) => {
    window.close()
  })
  await server.close()
  await database.close()
})

const makeStage = async (state: State): Promise<Stage> => {
  const { db } = database
  const seminar = await makeSeminar(db, `walk ${state}`)
  const reading = readingId(seminar.reading)
  const assistant = await makeMember(db, {
    seminar: seminar.id,
    reading,
    name: 'Assistant',
    role: 'student',
    group: null,
    colour: 5,
  })
  await db.member.update({ where: { id: assistant.id }, data: { role: 'assistant' } })
  const closedAt = state === 'shut' ? new Date() : null
  const alone = await db.round.create({
    data: {
      readingId: reading,
      kind: 'independent',
      position: 2,
      openedAt: new Date(1_000),
      revealedAt: new Date(2_000),
      closedAt,
    },
  })
  // Not revealed: for students it is as if it were not there. It is not the round they work in, so nothing else waits for it.
  const blind = await db.round.create({
    data: { readingId: reading, kind: 'independent', position: 1, openedAt: new Date(1_000), closedAt },
  })
  await db.round.update({ where: { id: seminar.round }, data: { closedAt } })
  const { ada, ben, cleo, teacher, layers } = seminar
  const own = (member: MemberId, round = alone.id) => ensureOwnLayer(db, reading, round, member)
  const asideOf = (member: MemberId) => ensureMemberLayer(db, reading, seminar.round, 'aside', member)
  const shown = await own(ben.id)
  const other = await makeSeminar(db, `walk other ${state}`)
  const people = { instructor: teacher, assistant, student: ada }
  const standing = async (role: Role): Promise<Readonly<Record<LayerStanding, readonly LayerId[]>>> => ({
    'own private': [layerId(people[role].privateLayer)],
    aside: [await asideOf(people[role].id), ...(role === 'instructor' ? [await asideOf(ben.id)] : [])],
    own: [await own(people[role].id)],
    'shown member': [shown],
    'shown group': [layers.one],
    seminar: [layers.seminar],
    instructor: [layers.instructor],
    unseen: [
      layerId(ben.privateLayer),
      other.layers.one,
      ...(role === 'instructor' ? [] : [await asideOf(ben.id)]),
      ...(role === 'student' ? [layers.two, await own(cleo.id), await own(ben.id, blind.id)] : []),
    ],
  })
  const stage = {
    seminar,
    people,
    layers: {
      instructor: await standing('instructor'),
      assistant: await standing('assistant'),
      student: await standing('student'),
    },
  }
  if (state === 'archived') await archiveSeminar(db, { kind: 'administrator' }, seminarId(seminar.id), true)
  return stage
}

const stageOf = (state: State): Stage => {
  const stage = stages.get(state)
  if (stage === undefined) throw new Error('no stage')
  return stage
}

const open = (cookie: string, layer: LayerId) => {
  const window = openWindow(server.sockets, cookie)
  windows.push(window)
  return window.open(layer)
}
const closeWindows = (): void => {
  windows.forEach((window) => {
    window.close()
  })
  windows = []
}

/** A note of Ben's in a layer, past the gate: in some nobody but the owner could have written one. */
const seedNote = async ({ seminar }: Stage, layer: LayerId) => {
  locals += 1
  const [key, record] = annotationOf(seminar, seminar.ben.id, `seed${locals}`)
  const doc = new Y.Doc()
  const update = updateThat(doc, (window) => {
    writeRecord(window, key, record)
  })
  const rows = project(layer, [{ kind: 'put', key, record }])
  await appendJournal(database.db, [{ layer, member: seminar.ben.id, update, rows, newClients: [] }])
  // The layer may still be open from the try before.
  await publish(database.db, { kind: 'layer-changed', layer })
  return key
}
const isStored = async (layer: LayerId, key: string): Promise<boolean> =>
  (await database.db.annotationRow.findUnique({ where: { layerId_key: { layerId: layer, key } } })) !== null

/** The walk asks who gets a file, not what is in it. */
const noPress: Press = {
  press: () => Promise.resolve(ok(new Uint8Array())),
  warm: () => undefined,
  close: () => Promise.resolve(),
}

/** What a member hears who tries an action on a layer: a letter of the table. */
type Try = (stage: Stage, who: TestMember, layer: LayerId) => Promise<string>

const opens = async (who: TestMember, layer: LayerId) => {
  const window = open(who.cookie, layer)
  await until('let in or not', () => window.provider.synced || window.denied() !== undefined)
  return window.denied() === undefined ? window : undefined
}

const tokens = new Map<MemberId, string>()
/** What a container, or a note in it, answers to a program of a member's. */
const asks = async (
  { seminar }: Stage,
  who: TestMember,
  layer: LayerId,
  given: RequestInit & { json?: object },
  note = '',
) => {
  const token = tokens.get(who.id) ?? (await tokenOf(database, seminar, who))
  tokens.set(who.id, token)
  const { slug } = await database.db.reading.findUniqueOrThrow({ where: { id: seminar.reading } })
  const url = `${server.base}/readings/${encodeURIComponent(slug)}/annotations/${layer}/${note}`
  return (await askWith(token)(url, given)).status
}

const TRIES: Readonly<Record<LayerAction, Try>> = {
  'layer.read': async (stage, who, layer) => {
    const { seminar } = stage
    const bySocket = (await opens(who, layer)) !== undefined
    const state = await fetch(`${server.base}/collab/${layer}/state`, { headers: { cookie: who.cookie } })
    const actor: Actor = await actorOfCookie(database.db, who.cookie)
    const exported = await exportReading(
      database.db,
      actor,
      { reading: seminar.reading, format: 'pdf', layers: [layer] },
      { press: noPress },
    )
    const container = await asks(stage, who, layer, {})
    const ways = [bySocket, state.status !== 404, exported.ok, container === 200]
    return ways.every((way) => way) ? 'y' : ways.some((way) => way) ? `?${ways.join()}` : 'h'
  },
  'layer.write': async (stage, who, layer) => {
    const { seminar } = stage
    const json = annotationJson({ target: passageOf(seminar, 25) })
    const byProgram = await asks(stage, who, layer, { method: 'POST', json })
    const window = await opens(who, layer)
    if (window === undefined) return byProgram === 404 ? 'h' : `?${String(byProgram)}`
    locals += 1
    const [key, record] = annotationOf(seminar, who.id, `w${locals}`)
    writeRecord(window.document, key, record)
    await until('taken or refused', async () => window.notices.length > 0 || (await isStored(layer, key)))
    if (await isStored(layer, key)) return byProgram === 201 ? 'y' : `?${String(byProgram)}`
    return byProgram === 403 || byProgram === 409 ? 'n' : `?${String(byProgram)}`
  },
  'layer.moderate': async (stage, who, layer) => {
    const key = await seedNote(stage, layer)
    const seeded = await seedNote(stage, layer)
    const window = await opens(who, layer)
    const byProgram = await asks(stage, who, layer, { method: 'DELETE' }, seeded.replaceAll('/', '.'))
    if (window === undefined) return byProgram === 404 ? 'h' : `?${String(byProgram)}`
    await until('the note is there', () => window.records().has(key))
    deleteRecord(window.document, key)
    await until('taken or refused', async () => window.notices.length > 0 || !(await isStored(layer, key)))
    const answer = (await isStored(layer, key)) ? 'f' : 'y'
    return byProgram === (answer === 'y' ? 204 : 403) ? answer : `?${String(byProgram)}`
  },
}

/** A socket says one thing to who may not and to whom it is closed. */
const heard = (row: string, action: LayerAction): string => (action === 'layer.write' ? row.replace(/[fc]/g, 'n') : row)

test('[WA1] every action on a layer has a place in the walk', () => {
  expect(Object.keys(TRIES).toSorted()).toEqual(Object.keys(LAYER_TABLE).toSorted())
})

describe.each(Object.keys(LAYER_TABLE).filter((name): name is LayerAction => name in TRIES))('[WA2] %s', (action) => {
  test.each(LAYER_STANDINGS)('%s, for every role, in every state of the round', async (standing) => {
    const groups: string[] = []
    for (const state of LAYER_STATES) {
      const stage = stageOf(state)
      let letters = ''
      for (const role of ROLES) {
        const answers = new Set<string>()
        for (const layer of stage.layers[role][standing]) {
          answers.add(await TRIES[action](stage, stage.people[role], layer))
          closeWindows()
        }
        letters += [...answers].join('/')
      }
      groups.push(letters)
    }
    expect(groups.join(' ')).toBe(heard(LAYER_TABLE[action][standing], action))
  })
})

test('[RO10] what others wrote in other rounds waits for a student while the round is blind, by each way there', async () => {
  const { db } = database
  const seminar = await makeSeminar(db, 'walk waiting')
  const reading = readingId(seminar.reading)
  const { ada, ben, teacher, layers } = seminar
  const round = (position: number, revealedAt: Date | null) =>
    db.round.create({
      data: { readingId: reading, kind: 'independent', position, openedAt: new Date(1_000), revealedAt },
    })
  const before = await round(1, new Date(2_000))
  const own = await ensureOwnLayer(db, reading, before.id, ada.id)
  const shown = await ensureOwnLayer(db, reading, before.id, ben.id)
  const stage = stageOf('open')
  const tried = async (action: LayerAction, who: TestMember, ids: readonly LayerId[]): Promise<string> => {
    let letters = ''
    for (const layer of ids) {
      letters += await TRIES[action]({ ...stage, seminar }, who, layer)
      closeWindows()
    }
    return letters
  }
  const others = [layers.one, layers.seminar, shown]
  expect(await tried('layer.read', ada, others)).toBe('yyy')
  const openWindowOfAda = open(ada.cookie, layers.one)
  await until('open', () => openWindowOfAda.provider.synced)
  const blind = await round(2, null)
  await db.$transaction((tx) => publish(tx, { kind: 'access-changed', seminar: seminarId(seminar.id) }))
  await until('the open window hears it too', () => openWindowOfAda.denied() === 'not-found')
  closeWindows()
  expect(await tried('layer.read', ada, others)).toBe('hhh')
  expect(await tried('layer.write', ada, others)).toBe('hhh')
  expect(await tried('layer.read', ada, [layerId(ada.privateLayer), own, layers.instructor])).toBe('yyy')
  expect(await tried('layer.read', teacher, others)).toBe('yyy')
  await db.roundReveal.create({ data: { roundId: blind.id, memberId: ada.id } })
  expect(await tried('layer.read', ada, others)).toBe('yyy')
})

test('[WA2] a guest hears that there is nothing, whatever the layer', async () => {
  const { seminar } = stageOf('open')
  const nobody = { ...seminar.ada, id: memberId('nobody'), user: userId('nobody'), cookie: '' }
  for (const layer of [seminar.layers.one, seminar.layers.seminar, seminar.layers.instructor]) {
    expect(await opens(nobody, layer)).toBeUndefined()
    const state = await fetch(`${server.base}/collab/${layer}/state`)
    expect(state.status).toBeGreaterThanOrEqual(400)
    closeWindows()
  }
})
