import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { seminarId } from '../../core/base'
import type { Actor } from '../../core/policy'
import { changeTag } from '../commands/change-tag'
import { writeRecords } from '../commands/write-records'
import { type TestDatabase, openTestDatabase } from '../launch/test-database'
import { type TestMember, type TestSeminar, actorIn, annotationOf, makeSeminar, setTestEnv } from '../realtime/testing'
import { stampOfFigures } from './figures-stamp'

let database: TestDatabase
let seminar: TestSeminar
beforeAll(async () => {
  database = await openTestDatabase()
  setTestEnv(database)
  seminar = await makeSeminar(database.db, 'stamp')
})
afterAll(async () => {
  await database.close()
})

const stamp = async (actor: Actor, reading: string = seminar.reading): Promise<string> => {
  const found = await stampOfFigures(database.db, actor, reading)
  return found.ok ? found.value : found.reason
}
const write = (layer: TestSeminar['layers']['one'], who: TestMember, local: string): Promise<void> =>
  database.db.$transaction((tx) =>
    writeRecords(tx, {
      layer,
      member: who.id,
      records: [annotationOf(seminar, who.id, local)],
    }),
  )

describe('the stamp of the figures', () => {
  it('[ST34] changes with every layer that is counted and with the codebook, and with no private note', async () => {
    const teacher = actorIn(seminar, seminar.teacher, 'instructor')
    const seen = [await stamp(teacher)]
    await write(seminar.layers.one, seminar.ada, 'a')
    seen.push(await stamp(teacher))
    await write(seminar.layers.two, seminar.cleo, 'b')
    seen.push(await stamp(teacher))
    expect(new Set(seen).size).toBe(3)
    await write(seminar.ada.privateLayer, seminar.ada, 'own')
    expect(await stamp(teacher)).toBe(seen[2])
    await changeTag(database.db, teacher, seminarId(seminar.id), seminar.tag, {
      name: 'power',
      definition: 'Power.',
      example: '',
      pigment: 'minium',
      key: 'r',
      active: true,
    })
    expect(await stamp(teacher)).not.toBe(seen[2])
  })

  it('[PO5] is nothing that a student, or who asks for no reading, hears of', async () => {
    expect(await stamp(actorIn(seminar, seminar.ada, 'student'))).toBe('not-found')
    expect(await stamp(actorIn(seminar, seminar.teacher, 'instructor'), 'none')).toBe('not-found')
  })
})
