import { Document } from '@hocuspocus/server'
import * as Y from 'yjs'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { LayerRecord, RecordKey } from '../../core/annotation'
import { userId } from '../../core/base'
import { readRecord, writeRecord } from '../../core/layer'
import { type TestDatabase, openTestDatabase } from '../launch/test-database'
import { type Admission, type Sender, OVERTAKEN } from './admit'
import { openAllowances } from './allowance'
import { LIMITS } from './limits'
import { type OpenLayer, openLayer } from './open-layer'
import { openPackedStates } from './packed-states'
import { type TestSeminar, annotationOf, makeSeminar, setTestEnv, until } from './testing'
import { openVersionTexts } from './version-texts'
import { openWindowless } from './windowless'
import type { WindowlessChange } from '../commands/change-records'

type Annotation = Extract<LayerRecord, { kind: 'annotation' }>

let database: TestDatabase
let seminar: TestSeminar
let document: Document
let layer: OpenLayer
let key: RecordKey
let record: Annotation
beforeAll(async () => {
  database = await openTestDatabase()
  setTestEnv(database)
  seminar = await makeSeminar(database.db, 'windowless')
})
afterAll(() => database.close())
beforeEach(async () => {
  const { db } = database
  document = new Document(seminar.layers.one)
  layer = await openLayer(db, openVersionTexts(db), openPackedStates(db), document)
  const [first, annotation] = annotationOf(seminar, seminar.ada.id, 'first', 4)
  if (annotation.kind !== 'annotation') throw new Error('no annotation')
  key = first
  record = annotation
})

/** The writer over a layer that is open, and what it hands in: `admit` says what becomes of each. */
const openWriter = (admit: (sender: Sender, update: Uint8Array, nth: number) => Admission) => {
  const updates: Uint8Array[] = []
  const change = openWindowless({
    db: database.db,
    allowances: openAllowances(LIMITS, Date.now),
    openLayer: () => ({ layer, document }),
    isOpen: () => true,
    admit: (_, __, sender, update) => {
      updates.push(update)
      return Promise.resolve(admit(sender, update, updates.length))
    },
    onMissed: () => Promise.resolve(),
  })
  const put = (
    next: (now: Annotation | undefined) => Annotation,
    rightsNow: WindowlessChange['rightsNow'] = mayWrite,
  ) =>
    change({
      layer: seminar.layers.one,
      member: seminar.ada.id,
      user: userId('windowless'),
      rightsNow,
      changesOf: (read) => {
        const now = read(key)
        return [{ kind: 'put', key, record: next(now?.kind === 'annotation' ? now : undefined) }]
      },
    })
  return { put, updates }
}
const mayWrite: WindowlessChange['rightsNow'] = () =>
  Promise.resolve(() => ({ member: seminar.ada.id, canWrite: true, moderates: false }))
const taken = (update: Uint8Array): Admission => {
  Y.applyUpdate(document, update)
  return { kind: 'taken' }
}
const clientOf = (update: Uint8Array | undefined): number | undefined =>
  update === undefined ? undefined : [...Y.parseUpdateMeta(update).from.keys()][0]

test('[WP13] [WP20] [RT44] a change is made anew where the layer changed between its reading and its judging', async () => {
  const meanwhile = { ...record, editedAt: record.at + 1 }
  const seen: (number | undefined)[] = []
  const { put } = openWriter((sender, update, nth) => {
    // A window of the same member was first.
    if (nth === 1) writeRecord(document, key, meanwhile)
    return sender.stillHolds?.() === true ? taken(update) : OVERTAKEN
  })
  const answer = await put((now) => {
    seen.push(now?.editedAt)
    return { ...record, editedAt: (now?.editedAt ?? 0) + 1 }
  })
  expect(answer).toEqual({ ok: true, value: undefined })
  expect(seen).toEqual([undefined, meanwhile.editedAt])
  expect(readRecord(document, key)).toEqual({ ...record, editedAt: meanwhile.editedAt + 1 })
})

test('[WP14] what follows a change of which nobody knows whether it is stored does not count on from it', async () => {
  const lost: Uint8Array[] = []
  const { put, updates } = openWriter((_, update, nth) => {
    if (nth > 1) return taken(update)
    lost.push(update)
    return { kind: 'unavailable', sentence: 'Later.' }
  })
  expect((await put(() => record)).ok).toBe('later')
  const next = { ...record, editedAt: record.at + 1 }
  expect((await put(() => next)).ok).toBe(true)
  expect(clientOf(updates[1])).not.toBe(clientOf(updates[0]))
  // It was stored after all, and comes from the journal: nothing of either is taken for the other.
  for (const update of lost) Y.applyUpdate(document, update)
  expect(document.store.pendingStructs).toBeNull()
  expect(readRecord(document, key)).toBeDefined()
  expect((await put(() => ({ ...next, editedAt: record.at + 2 }))).ok).toBe(true)
  expect(clientOf(updates[2])).toBe(clientOf(updates[1]))
  expect(readRecord(document, key)).toEqual({ ...next, editedAt: record.at + 2 })
})

test('[WP19] what a member may is asked at the turn of each change, and not when it was sent', async () => {
  const { put, updates } = openWriter((_, update) => taken(update))
  const asked: string[] = []
  let letFirst = (): void => undefined
  const held = new Promise<void>((resolve) => {
    letFirst = resolve
  })
  let isRevoked = false
  const first = put(
    () => record,
    async () => {
      asked.push('first')
      await held
      return mayWrite()
    },
  )
  const second = put(
    () => ({ ...record, editedAt: record.at + 1 }),
    () => {
      asked.push('second')
      return isRevoked ? Promise.reject(new Error('revoked')) : mayWrite()
    },
  )
  const refused = expect(second).rejects.toThrow('revoked')
  await until('the first has its turn', () => asked.length > 0)
  isRevoked = true
  letFirst()
  expect(await first).toEqual({ ok: true, value: undefined })
  await refused
  expect(asked).toEqual(['first', 'second'])
  expect(updates).toHaveLength(1)
  expect(readRecord(document, key)).toEqual(record)
})
