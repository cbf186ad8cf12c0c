import { afterAll, beforeAll, expect, test } from 'vitest'
import { seminarId, userId } from '../../core/base'
import { READ_MARKS_MAX } from '../../core/annotation'
import type { Actor } from '../../core/policy'
import { type TestDatabase, openTestDatabase } from '../launch/test-database'
import { type TestMember, type TestSeminar, annotationOf, makeSeminar, setTestEnv } from '../realtime/testing'
import { keepReadMarks } from './keep-read-marks'

let testing: TestDatabase
let label = 0
beforeAll(async () => {
  testing = await openTestDatabase()
  setTestEnv(testing)
})
afterAll(() => testing.close())

const actorOf = (seminar: TestSeminar, { user, id }: TestMember): Actor => ({
  kind: 'user',
  user: userId(user),
  teaches: false,
  memberships: [{ member: id, seminar: seminarId(seminar.id), role: 'student', group: null }],
})

const stage = async () => {
  label += 1
  const seminar = await makeSeminar(testing.db, `marks ${String(label)}`)
  const [note] = annotationOf(seminar, seminar.ada.id, 'n')
  const [other] = annotationOf(seminar, seminar.ada.id, 'o')
  const ben = actorOf(seminar, seminar.ben)
  const keep = (since: number, until: Readonly<Record<string, number>>, actor = ben) =>
    keepReadMarks(testing.db, actor, seminar.reading, { since, until })
  return { seminar, note, other, ben, keep }
}

test('[RM2] an account keeps what was read on either device, and tells the other', async () => {
  const { note, other, keep } = await stage()
  expect(await keep(100, {})).toEqual({ since: 100, until: {} })
  expect(await keep(100, { [note]: 200 })).toEqual({ since: 100, until: { [note]: 200 } })
  expect(await keep(5_000, { [other]: 300 })).toEqual({ since: 100, until: { [note]: 200, [other]: 300 } })
  expect(await keep(5_000, {})).toEqual({ since: 100, until: { [note]: 200, [other]: 300 } })
})

test('[RM2] two devices that tell at once lose nothing', async () => {
  const { seminar, keep } = await stage()
  const keys = Array.from({ length: 12 }, (_, at) => annotationOf(seminar, seminar.ada.id, `n${String(at)}`)[0])
  await Promise.all(keys.map((key) => keep(100, { [key]: 200 })))
  expect(await keep(100, {})).toEqual({ since: 100, until: Object.fromEntries(keys.map((key) => [key, 200])) })
})

test('[RM2] a member has their own marks, and nobody has any of a reading they may not know of', async () => {
  const { seminar, note, keep } = await stage()
  await keep(100, { [note]: 200 })
  expect(await keep(700, {}, actorOf(seminar, seminar.ada))).toEqual({ since: 700, until: {} })
  await expect(keep(100, {}, { kind: 'guest' })).rejects.toMatchObject({ code: 'not-found' })
  const elsewhere = await stage()
  await expect(keep(100, {}, elsewhere.ben)).rejects.toMatchObject({ code: 'not-found' })
})

test('[RM3] what a device says is marks of notes, and not too many', async () => {
  const { seminar, note, ben } = await stage()
  const many = Object.fromEntries(
    Array.from({ length: READ_MARKS_MAX + 1 }, (_, at) => [`annotation/ada/${String(at)}`, 5]),
  )
  const wrong: readonly unknown[] = [
    undefined,
    'all',
    { since: -1, until: {} },
    { since: 0, until: { here: 5 } },
    { since: 0, until: { [note]: '5' } },
    { since: 0, until: many },
  ]
  for (const given of wrong) {
    await expect(keepReadMarks(testing.db, ben, seminar.reading, given)).rejects.toMatchObject({ code: 'bad-input' })
  }
  expect(await testing.db.readMarks.count({ where: { memberId: seminar.ben.id } })).toBe(0)
})
