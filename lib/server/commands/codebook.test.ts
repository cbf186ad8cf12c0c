import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { seminarId, userId } from '../../core/base'
import type { TagInput } from '../../core/annotation'
import type { Actor } from '../../core/policy'
import { type TestDatabase, openTestDatabase } from '../launch/test-database'
import {
  type TestMember,
  type TestSeminar,
  annotationOf,
  makeSeminar,
  setTestEnv,
  taggingOf,
} from '../realtime/testing'
import { findSeminar, tagsOf } from '../store/seminars'
import { addTag } from './add-tag'
import { changeTag } from './change-tag'
import { writeRecords } from './write-records'

let database: TestDatabase
beforeAll(async () => {
  database = await openTestDatabase()
  setTestEnv(database)
})
afterAll(async () => {
  await database.close()
})

const actorOf = (seminar: TestSeminar, who: TestMember, role: 'student' | 'instructor'): Actor => ({
  kind: 'user',
  user: userId(who.user),
  teaches: role === 'instructor',
  memberships: [{ member: who.id, seminar: seminarId(seminar.id), role, group: null }],
})
const LIBERAL: TagInput = {
  name: 'liberal',
  definition: 'Cooperation pays.',
  example: '',
  pigment: 'azurite',
  key: 'l',
  active: true,
}
const REALIST: TagInput = { ...LIBERAL, name: 'realist', definition: 'Power.', pigment: 'minium', key: 'r' }

describe('a codebook that changes while a class runs', () => {
  it('[CD1] [PO4] is an instructor’s, and refuses a tag that another would be taken for', async () => {
    const { db } = database
    const seminar = await makeSeminar(db, 'codebook one')
    const id = seminarId(seminar.id)
    const teacher = actorOf(seminar, seminar.teacher, 'instructor')
    await expect(addTag(db, actorOf(seminar, seminar.ada, 'student'), id, LIBERAL)).rejects.toMatchObject({
      code: 'forbidden',
    })
    await addTag(db, teacher, id, LIBERAL)
    expect((await tagsOf(db, id)).map(({ name }) => name)).toEqual(['realist', 'liberal'])
    expect((await findSeminar(db, id))?.codebookVersion).toBe(2)
    await expect(addTag(db, teacher, id, { ...LIBERAL, name: 'other', key: 'o' })).rejects.toThrow('this pigment')
    await expect(changeTag(db, teacher, id, seminar.tag, { ...REALIST, key: 'l' })).rejects.toThrow('this key')
    expect((await findSeminar(db, id))?.codebookVersion).toBe(2)
  })

  it('[GA10] keeps the verdicts of a tag that is renamed or switched off, and takes no new ones then', async () => {
    const { db } = database
    const seminar = await makeSeminar(db, 'codebook two')
    const id = seminarId(seminar.id)
    const teacher = actorOf(seminar, seminar.teacher, 'instructor')
    const say = (who: TestMember, local: string) => {
      const annotation = annotationOf(seminar, who.id, local)
      return db.$transaction((tx) =>
        writeRecords(tx, {
          layer: seminar.layers.one,
          member: who.id,
          records: [annotation, taggingOf(who.id, annotation[0], seminar.tag)],
          text: seminar.text,
        }),
      )
    }
    await say(seminar.ada, 'before')
    await changeTag(db, teacher, id, seminar.tag, { ...REALIST, name: 'power' })
    expect(await tagsOf(db, id)).toMatchObject([{ name: 'power', verdicts: 1, active: true }])
    await say(seminar.ben, 'renamed')
    await changeTag(db, teacher, id, seminar.tag, { ...REALIST, name: 'power', active: false })
    await expect(say(seminar.ada, 'after')).rejects.toMatchObject({ code: 'bad-input' })
    expect(await tagsOf(db, id)).toMatchObject([{ verdicts: 2, active: false }])
  })
})
