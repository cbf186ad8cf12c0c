import { afterAll, beforeAll, expect, test } from 'vitest'
import { type LayerId, seminarId } from '../../core/base'
import { actorOfCookie } from '../auth/session'
import { type TestDatabase, openTestDatabase } from '../launch/test-database'
import { layersFor } from '../queries/layers-for'
import { memberWork } from '../queries/member-work'
import { noticesOf } from '../queries/notices'
import { readingParticipation } from '../queries/participation'
import {
  type TestMember,
  type TestSeminar,
  annotationOf,
  commentOf,
  makeSeminar,
  setTestEnv,
} from '../realtime/testing'
import { figuresStamp } from '../store/figures'
import { rowsOfLayers } from '../store/records'
import { answerPrivately } from './answer-privately'
import { archiveSeminar } from './archive-seminar'
import { changeRole } from './change-role'
import { eraseMember } from './erase-member'
import { gatherReading } from './gather-reading'
import { giveNoteToGroups } from './give-note-to-groups'
import { pinPassage } from './pin-passage'
import { writeRecords } from './write-records'

let testing: TestDatabase
let label = 0
beforeAll(async () => {
  testing = await openTestDatabase()
  setTestEnv(testing)
})
afterAll(() => testing.close())

const as = (who: TestMember) => actorOfCookie(testing.db, who.cookie)

/** Ada marked a passage in her group and commented on it. */
const stage = async () => {
  label += 1
  const { db } = testing
  const seminar = await makeSeminar(db, `aside${label}`)
  const note = annotationOf(seminar, seminar.ada.id, 'n')
  const comment = commentOf(seminar.ada.id, 'c', note[0], 'States act.')
  await writeRecords(db, { layer: seminar.layers.one, member: seminar.ada.id, records: [note, comment] })
  const teacher = await as(seminar.teacher)
  const answer = (key: (typeof note)[0], words: string) =>
    answerPrivately(db, teacher, { layer: seminar.layers.one, key, words })
  return { db, seminar, note, comment, teacher, answer }
}

const asidesOf = async ({ reading }: TestSeminar, who: TestMember) =>
  (await layersFor(testing.db, await as(who), reading)).layers.filter(({ kind }) => kind === 'aside')

const asideOf = async (seminar: TestSeminar): Promise<LayerId> => {
  const [aside] = await asidesOf(seminar, seminar.ada)
  if (aside === undefined) throw new Error('no aside')
  return aside.id
}

test('[AS1] an answer stands at the passage for the student and the instructors, and nobody else knows of it', async () => {
  const { db, seminar, note, comment, answer } = await stage()
  expect(await asidesOf(seminar, seminar.ada)).toEqual([])
  await answer(note[0], 'Which states?')
  await answer(comment[0], 'And when?')
  expect(await asidesOf(seminar, seminar.ada)).toMatchObject([{ access: 'write', isOwn: true, moderates: false }])
  expect(await asidesOf(seminar, seminar.teacher)).toMatchObject([{ access: 'write', name: seminar.ada.name }])
  expect(await asidesOf(seminar, seminar.ben)).toEqual([])
  const rows = await rowsOfLayers(db, [await asideOf(seminar)])
  expect(rows.annotations).toMatchObject([{ member: seminar.teacher.id, exact: 'States' }])
  expect(rows.comments.map(({ text }) => text).toSorted()).toEqual(['And when?', 'Which states?'])
})

test('[AS1] the student is told, answers there, and the instructor is told of that', async () => {
  const { db, seminar, note, answer } = await stage()
  await answer(note[0], 'Which states?')
  const heard = async (who: TestMember) =>
    (await noticesOf(db, await as(who))).flatMap(({ notices }) => notices.map(({ kind, by }) => [kind, by]))
  expect(await heard(seminar.ada)).toEqual([['reply', seminar.teacher.name]])
  const aside = await asideOf(seminar)
  const [place] = (await rowsOfLayers(db, [aside])).annotations
  if (place === undefined) throw new Error('no passage')
  const back = commentOf(seminar.ada.id, 'back', place.key, 'All of them.')
  await writeRecords(db, { layer: aside, member: seminar.ada.id, records: [back] })
  expect(await heard(seminar.teacher)).toEqual([['reply', seminar.ada.name]])
  expect(await heard(seminar.ben)).toEqual([])
  await expect(writeRecords(db, { layer: aside, member: seminar.ben.id, records: [back] })).rejects.toMatchObject({
    code: 'not-found',
  })
})

test('[AS2] who is no instructor answers nobody privately, and nobody but a student is answered so', async () => {
  const { db, seminar, note, teacher } = await stage()
  const layer = seminar.layers.one
  const ask = async (who: TestMember) =>
    answerPrivately(db, await as(who), { layer, key: note[0], words: 'Hush.' }).catch((error: unknown) => error)
  expect(await ask(seminar.ben)).toMatchObject({ code: 'forbidden' })
  expect(await ask(seminar.cleo)).toMatchObject({ code: 'not-found' })
  await changeRole(db, teacher, { seminar: seminarId(seminar.id), member: seminar.ben.id, role: 'assistant' })
  expect(await ask(seminar.ben)).toMatchObject({ code: 'forbidden' })
  await changeRole(db, teacher, { seminar: seminarId(seminar.id), member: seminar.ada.id, role: 'assistant' })
  expect(await ask(seminar.teacher)).toMatchObject({ code: 'conflict' })
  const other = await stage()
  await archiveSeminar(db, other.teacher, seminarId(other.seminar.id), true)
  await expect(other.answer(other.note[0], 'Late.')).rejects.toMatchObject({ code: 'closed' })
  expect(await asidesOf(other.seminar, other.seminar.teacher)).toEqual([])
})

test('[AS3] nothing counts what is said there, no file holds it unasked, and it is neither pinned nor given to groups', async () => {
  const { db, seminar, note, teacher, answer } = await stage()
  const { reading } = seminar
  const points = async () => {
    const found = await readingParticipation(db, teacher, `on-states-aside${label}`)
    return found.ok ? found.value.lines.map(({ member, total }) => [member, total]) : found.reason
  }
  const before = { stamp: (await figuresStamp(db, reading))?.stamp, points: await points() }
  await answer(note[0], 'Which states?')
  const aside = await asideOf(seminar)
  const [place] = (await rowsOfLayers(db, [aside])).annotations
  if (place === undefined) throw new Error('no passage')
  const back = commentOf(seminar.ada.id, 'back', place.key, 'All of them.')
  await writeRecords(db, { layer: aside, member: seminar.ada.id, records: [back] })
  expect({ stamp: (await figuresStamp(db, reading))?.stamp, points: await points() }).toEqual(before)
  const fileOf = async (who: TestMember, more: { layers?: readonly LayerId[]; names?: 'hidden' } = {}) => {
    const found = await gatherReading(db, await as(who), { reading, ...more }, Date.now())
    if (!found.ok) return found.reason
    const threads = []
    for await (const thread of found.value.threads) threads.push(thread)
    return JSON.stringify([threads, found.value.frame.layers])
  }
  const holds = async (who: TestMember, layers?: readonly LayerId[]) =>
    (await fileOf(who, layers === undefined ? {} : { layers })).includes('Which states?')
  expect(await fileOf(seminar.teacher, { layers: [aside], names: 'hidden' })).not.toContain(seminar.ada.name)
  expect([await holds(seminar.teacher), await holds(seminar.teacher, [aside]), await holds(seminar.ada)]).toEqual([
    false,
    true,
    true,
  ])
  expect(await fileOf(seminar.ben, { layers: [aside] })).toBe('not-found')
  const there = { layer: aside, annotation: place.key }
  await expect(pinPassage(db, teacher, { reading, place: there, isPinned: true })).rejects.toMatchObject({
    code: 'not-found',
  })
  await expect(giveNoteToGroups(db, teacher, { reading, place: there })).rejects.toMatchObject({ code: 'forbidden' })
  const work = await memberWork(db, await as(seminar.ada), reading, seminar.ada.id)
  expect(work.ok && work.value.layers.map(({ kind }) => kind)).toEqual(['group', 'aside'])
})

test('[AS4] it goes with its student', async () => {
  const { db, seminar, note, teacher, answer } = await stage()
  await answer(note[0], 'Which states?')
  const aside = await asideOf(seminar)
  await eraseMember(db, teacher, seminar.ada.id)
  expect(await db.layer.count({ where: { id: aside } })).toBe(0)
})
