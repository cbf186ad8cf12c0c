import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { seminarId, userId } from '../../core/base'
import type { Actor } from '../../core/policy'
import { addRound } from '../commands/add-round'
import { openFigures } from '../commands/open-figures'
import { openRound } from '../commands/open-round'
import { revealRound } from '../commands/reveal-round'
import { type TestDatabase, openTestDatabase } from '../launch/test-database'
import { type TestSeminar, makeSeminar, setTestEnv } from '../realtime/testing'
import { comparedFigures } from './compared-figures'
import { readingFigures } from './figures'
import { readingRoom } from './reading-room'

let database: TestDatabase
let seminar: TestSeminar
beforeAll(async () => {
  database = await openTestDatabase()
  setTestEnv(database)
  seminar = await makeSeminar(database.db, 'compared')
})
afterAll(async () => {
  await database.close()
})

const actorOf = (role: 'student' | 'instructor'): Actor => {
  const who = role === 'student' ? seminar.ada : seminar.teacher
  return {
    kind: 'user',
    user: userId(who.user),
    teaches: role === 'instructor',
    memberships: [{ member: who.id, seminar: seminarId(seminar.id), role, group: null }],
  }
}

describe('a student’s figures', () => {
  it('[PO18] are there once the instructor allows it and every round is revealed, and are their own alone', async () => {
    const { db } = database
    const [student, teacher] = [actorOf('student'), actorOf('instructor')]
    const sees = async (): Promise<readonly boolean[]> => {
      const room = await readingRoom(student, seminar.reading, db)
      return [(await comparedFigures(db, student, seminar.reading)).ok, room.ok && room.value.seesFigures]
    }
    expect(await sees()).toEqual([false, false])
    await expect(openFigures(db, student, seminar.reading, true)).rejects.toThrow()
    await openFigures(db, teacher, seminar.reading, true)
    expect(await sees()).toEqual([true, true])
    const round = await addRound(db, teacher, {
      seminar: seminarId(seminar.id),
      reading: seminar.reading,
      kind: 'independent',
    })
    expect(await sees()).toEqual([true, true])
    await openRound(db, teacher, round)
    expect(await sees()).toEqual([false, false])
    await revealRound(db, teacher, round)
    expect(await sees()).toEqual([true, true])
    // Four members: too few others to show anything of them.
    const found = await comparedFigures(db, student, seminar.reading)
    expect(found).toMatchObject({ ok: true, value: { others: null, byTag: null } })
    expect((await readingFigures(db, student, seminar.reading)).ok).toBe(false)
    await openFigures(db, teacher, seminar.reading, false)
    expect(await sees()).toEqual([false, false])
    expect((await comparedFigures(db, { kind: 'guest' }, seminar.reading)).ok).toBe(false)
  })
})
