import { afterAll, beforeAll, expect, test } from 'vitest'
import { seminarId } from '../../core/base'
import { type LayerRecord, type RecordKey, bodyOf } from '../../core/annotation'
import { readRecords } from '../../core/layer'
import type { Actor } from '../../core/policy'
import { signedIn } from '../auth/actor-testing'
import { type TestDatabase, openTestDatabase } from '../launch/test-database'
import { conductOf, ownConduct } from '../queries/conduct'
import { readingRoom } from '../queries/reading-room'
import {
  type TestMember,
  type TestSeminar,
  annotationOf,
  commentOf,
  makeSeminar,
  setTestEnv,
} from '../realtime/testing'
import { loadJournal } from '../store/load-layer'
import { auditOf } from '../store/audit'
import { tallyReadings } from '../store/readings'
import { rowsOfLayers } from '../store/records'
import { closeRound } from './close-round'
import { layerDocument } from './layer-document'
import { muteMember } from './mute-member'
import { removeNote } from './remove-note'
import { reportNote } from './report-note'
import { restoreNote } from './restore-note'
import { settleReport } from './settle-report'
import { writeRecords } from './write-records'

let testing: TestDatabase
let label = 0
beforeAll(async () => {
  testing = await openTestDatabase()
  setTestEnv(testing)
})
afterAll(() => testing.close())

const actorOf = ({ user }: TestMember): Promise<Actor> => signedIn(testing.db, user)

const RUDE = 'Only a fool would say so.'

/** Ada highlighted, Ben answered rudely, Ada answered him. */
const stage = async () => {
  label += 1
  const { db } = testing
  const seminar = await makeSeminar(db, `manners ${label}`)
  const { ada, ben, cleo, teacher, layers } = seminar
  const layer = layers.one
  const note = annotationOf(seminar, ada.id, 'n')
  const rude = commentOf(ben.id, 'c', note[0], RUDE)
  const answer: readonly [RecordKey, LayerRecord] = [
    commentOf(ada.id, 'a', note[0], '')[0],
    {
      v: 1,
      kind: 'comment',
      author: ada.id,
      at: Date.now(),
      annotation: note[0],
      parent: rude[0],
      body: bodyOf('Why?'),
    },
  ]
  await writeRecords(db, { layer, member: ada.id, records: [note] })
  await writeRecords(db, { layer, member: ben.id, records: [rude] })
  await writeRecords(db, { layer, member: ada.id, records: [answer] })
  const [asAda, asBen, asCleo, asTeacher] = await Promise.all([ada, ben, cleo, teacher].map(actorOf))
  if (asAda === undefined || asBen === undefined || asCleo === undefined || asTeacher === undefined) {
    throw new Error('nobody')
  }
  return { db, seminar, id: seminarId(seminar.id), layer, note, rude, answer, asAda, asBen, asCleo, asTeacher }
}
const recordsIn = async ({ layers }: TestSeminar) =>
  readRecords(layerDocument(await loadJournal(testing.db, layers.one)))
const removedId = async (seminar: TestSeminar) =>
  String(
    (await testing.db.removedNote.findFirstOrThrow({ where: { layerId: seminar.layers.one }, orderBy: { id: 'desc' } }))
      .id,
  )

test('[MN1] [MN2] a removed note is out of the layer, its author keeps the words, and it comes back as it was', async () => {
  const { db, seminar, id, layer, rude, answer, asAda, asBen, asTeacher } = await stage()
  const before = await recordsIn(seminar)
  await removeNote(db, asTeacher, { layer, key: rude[0], reason: 'Speak to the claim.' })

  const after = await recordsIn(seminar)
  expect(after.has(rude[0])).toBe(false)
  expect(after.get(answer[0])).toEqual(before.get(answer[0]))
  expect((await rowsOfLayers(db, [layer])).comments.map(({ key }) => key)).toEqual([answer[0]])
  expect((await ownConduct(db, asBen, id)).removed).toMatchObject([
    { words: RUDE, reason: 'Speak to the claim.', by: seminar.teacher.name, kind: 'comment' },
  ])
  expect((await ownConduct(db, asAda, id)).removed).toEqual([])
  const { slug } = await db.reading.findFirstOrThrow({ where: { id: seminar.reading } })
  const room = await readingRoom(asBen, slug, db)
  expect(room.ok && room.value.setup.takenOut).toBe(1)

  await closeRound(db, asTeacher, seminar.round)
  await restoreNote(db, asTeacher, await removedId(seminar))
  expect(await recordsIn(seminar)).toEqual(before)
  expect((await ownConduct(db, asBen, id)).removed).toEqual([])
  await expect(restoreNote(db, asTeacher, await removedId(seminar))).rejects.toMatchObject({ code: 'conflict' })
  expect(
    (await auditOf(db, id, { kind: 'note' }, { limit: 9 })).map(({ deed, by, member }) => [deed, by, member]),
  ).toEqual([
    ['note.restored', seminar.teacher.id, seminar.ben.id],
    ['note.removed', seminar.teacher.id, seminar.ben.id],
  ])
})

test('[MN1] who does not moderate removes and restores nothing, and who sees nothing hears of nothing', async () => {
  const { db, layer, rude, seminar, asAda, asCleo, asTeacher } = await stage()
  const name = { layer, key: rude[0], reason: '' }
  await expect(removeNote(db, asAda, name)).rejects.toMatchObject({ code: 'forbidden' })
  await expect(removeNote(db, asCleo, name)).rejects.toMatchObject({ code: 'not-found' })
  await removeNote(db, asTeacher, name)
  await expect(removeNote(db, asTeacher, name)).rejects.toMatchObject({ code: 'not-found' })
  await expect(restoreNote(db, asAda, await removedId(seminar))).rejects.toMatchObject({ code: 'forbidden' })
  await expect(restoreNote(db, asCleo, await removedId(seminar))).rejects.toMatchObject({ code: 'not-found' })
  expect((await recordsIn(seminar)).has(rude[0])).toBe(false)
})

test('[MN3] what it stood on comes back first', async () => {
  const { db, seminar, layer, note, rude, asTeacher } = await stage()
  const before = await recordsIn(seminar)
  await removeNote(db, asTeacher, { layer, key: rude[0], reason: '' })
  const rudeId = await removedId(seminar)
  await removeNote(db, asTeacher, { layer, key: note[0], reason: '' })
  const noteId = await removedId(seminar)
  await expect(restoreNote(db, asTeacher, rudeId)).rejects.toThrow(/Put that back first/)
  await restoreNote(db, asTeacher, noteId)
  await restoreNote(db, asTeacher, rudeId)
  expect(await recordsIn(seminar)).toEqual(before)
})

test('[MN7] what was said on a passage that was taken out counts no more, and does again when it is back', async () => {
  const { db, seminar, layer, note, asTeacher } = await stage()
  const tally = async () => [...(await tallyReadings(db, [seminar.reading])).values()]
  expect(await tally()).toEqual([{ annotations: 1, verdicts: 0, comments: 2, authors: 2 }])
  await removeNote(db, asTeacher, { layer, key: note[0], reason: '' })
  expect(await tally()).toEqual([])
  await restoreNote(db, asTeacher, await removedId(seminar))
  expect(await tally()).toEqual([{ annotations: 1, verdicts: 0, comments: 2, authors: 2 }])
})

test('[MN5] a report reaches instructors alone, once, and is settled with its note', async () => {
  const { db, id, layer, seminar, note, rude, answer, asAda, asBen, asCleo, asTeacher } = await stage()
  const report = (actor: Actor, key: RecordKey, reason = 'It is rude.') => reportNote(db, actor, { layer, key, reason })
  await report(asAda, rude[0], 'First.')
  await report(asAda, rude[0])
  await report(asBen, note[0])
  await expect(report(asBen, rude[0])).rejects.toMatchObject({ code: 'conflict' })
  await expect(report(asCleo, rude[0])).rejects.toMatchObject({ code: 'not-found' })
  const reports = async () => {
    const found = await conductOf(db, asTeacher, id)
    return found.ok ? found.value.reports.map(({ by, author, words, reason }) => ({ by, author, words, reason })) : []
  }
  expect(await reports()).toEqual([
    { by: seminar.ada.name, author: seminar.ben.name, words: RUDE, reason: 'It is rude.' },
    { by: seminar.ben.name, author: seminar.ada.name, words: seminar.text.slice(0, 6), reason: 'It is rude.' },
  ])
  expect(await conductOf(db, asAda, id)).toEqual({ ok: false, reason: 'not-found' })
  await removeNote(db, asTeacher, { layer, key: rude[0], reason: '' })
  await expect(settleReport(db, asAda, { layer, key: note[0] })).rejects.toMatchObject({ code: 'forbidden' })
  await settleReport(db, asTeacher, { layer, key: note[0] })
  expect(await reports()).toEqual([])
  await report(asBen, answer[0])
  expect(await reports()).toHaveLength(1)
})

test('[MN6] a member is folded away for one other alone, an instructor for nobody', async () => {
  const { db, id, seminar, asAda, asBen } = await stage()
  const mute = (actor: Actor, who: TestMember, isMuted = true) =>
    muteMember(db, actor, { seminar: id, member: who.id, isMuted })
  await mute(asAda, seminar.ben)
  await mute(asAda, seminar.ben)
  await expect(mute(asAda, seminar.teacher)).rejects.toMatchObject({ code: 'conflict' })
  await expect(mute(asAda, seminar.ada)).rejects.toMatchObject({ code: 'conflict' })
  const mutedOf = async (actor: Actor) => {
    const { slug } = await db.reading.findFirstOrThrow({ where: { id: seminar.reading } })
    const room = await readingRoom(actor, slug, db)
    return room.ok ? room.value.setup.muted : undefined
  }
  expect([await mutedOf(asAda), await mutedOf(asBen)]).toEqual([[seminar.ben.id], []])
  expect((await ownConduct(db, asAda, id)).muted).toEqual([{ id: seminar.ben.id, name: seminar.ben.name }])
  await mute(asAda, seminar.ben, false)
  expect(await mutedOf(asAda)).toEqual([])
})
