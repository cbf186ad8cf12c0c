import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { seminarId } from '../../core/base'
import type { TagInput } from '../../core/annotation'
import type { Actor } from '../../core/policy'
import { type TestDatabase, openTestDatabase } from '../launch/test-database'
import { type TestMember, actorIn, annotationOf, makeSeminar, setTestEnv, taggingOf } from '../realtime/testing'
import { codebookPage } from '../queries/codebook-page'
import { readingFigures } from '../queries/figures'
import { findSeminar } from '../store/seminars'
import { tagsOf } from '../store/tags'
import { addCodebook } from './add-codebook'
import { addTag } from './add-tag'
import { changeTag } from './change-tag'
import { mergeTag } from './merge-tag'
import { partTag } from './part-tag'
import { retireTag } from './retire-tag'
import { writeRecords } from './write-records'

let database: TestDatabase
beforeAll(async () => {
  database = await openTestDatabase()
  setTestEnv(database)
})
afterAll(async () => {
  await database.close()
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
    const teacher = actorIn(seminar, seminar.teacher, 'instructor')
    await expect(addTag(db, actorIn(seminar, seminar.ada, 'student'), id, LIBERAL)).rejects.toMatchObject({
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
    const teacher = actorIn(seminar, seminar.teacher, 'instructor')
    const say = (who: TestMember, local: string) => {
      const annotation = annotationOf(seminar, who.id, local)
      return db.$transaction((tx) =>
        writeRecords(tx, {
          layer: seminar.layers.one,
          member: who.id,
          records: [annotation, taggingOf(who.id, annotation[0], seminar.tag)],
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

  it('[CD4] [CD5] merges without a loss, undoes it, and keeps the history of both', async () => {
    const { db } = database
    const seminar = await makeSeminar(db, 'codebook three')
    const id = seminarId(seminar.id)
    const teacher = actorIn(seminar, seminar.teacher, 'instructor')
    await addTag(db, teacher, id, LIBERAL)
    const liberal = (await tagsOf(db, id)).find(({ name }) => name === 'liberal')
    if (liberal === undefined) throw new Error('no liberal')
    const annotation = annotationOf(seminar, seminar.ada.id, 'one')
    await db.$transaction((tx) =>
      writeRecords(tx, {
        layer: seminar.layers.one,
        member: seminar.ada.id,
        records: [annotation, taggingOf(seminar.ada.id, annotation[0], seminar.tag)],
      }),
    )
    const counted = async () => {
      const found = await readingFigures(db, teacher, seminar.reading)
      if (!found.ok) throw new Error(found.reason)
      return Object.fromEntries(found.value.tags.map(({ name }, at) => [name, found.value.totals.tags[at]]))
    }
    const merge = { tag: seminar.tag, heir: liberal.id }
    await expect(mergeTag(db, actorIn(seminar, seminar.ada, 'student'), id, merge)).rejects.toMatchObject({
      code: 'forbidden',
    })
    await expect(mergeTag(db, teacher, id, { ...merge, heir: seminar.tag })).rejects.toMatchObject({ code: 'conflict' })
    await mergeTag(db, teacher, id, merge)
    await expect(mergeTag(db, teacher, id, merge)).rejects.toMatchObject({ code: 'conflict' })
    expect(await counted()).toEqual({ liberal: 1 })
    expect(await db.taggingRow.findMany({ where: { layerId: seminar.layers.one } })).toMatchObject([
      { tagId: seminar.tag },
    ])
    await expect(changeTag(db, teacher, id, seminar.tag, REALIST)).rejects.toThrow('Undo the merge first')
    await addTag(db, teacher, id, { ...LIBERAL, name: 'power', pigment: 'minium', key: 'p' })
    await partTag(db, teacher, id, seminar.tag)
    await expect(partTag(db, teacher, id, seminar.tag)).rejects.toMatchObject({ code: 'conflict' })
    expect(await counted()).toEqual({ realist: 1, liberal: 0, power: 0 })
    // Its pigment went to another meanwhile.
    expect((await tagsOf(db, id)).find((tag) => tag.id === seminar.tag)?.active).toBe(false)
    await retireTag(db, teacher, id, liberal.id)

    const found = await codebookPage(db, actorIn(seminar, seminar.ada, 'student'), id)
    if (!found.ok) throw new Error(found.reason)
    expect(found.value.history.map(({ version, kind, after, by }) => [version, kind, after.name, by])).toEqual([
      [6, 'retired', 'liberal', seminar.teacher.name],
      [5, 'parted', 'realist', seminar.teacher.name],
      [4, 'added', 'power', seminar.teacher.name],
      [3, 'merged', 'realist', seminar.teacher.name],
      [2, 'added', 'liberal', seminar.teacher.name],
    ])
    expect(found.value.history.at(3)).toMatchObject({ heir: liberal.id, before: { name: 'realist', active: true } })
    expect(found.value.tags.every(({ touches, verdicts }) => touches === undefined && verdicts === undefined)).toBe(
      true,
    )
    const managed = await codebookPage(db, teacher, id)
    expect(managed.ok && managed.value.tags.find((tag) => tag.id === seminar.tag)?.touches).toEqual({
      verdicts: 1,
      members: 1,
      readings: 1,
    })
  })

  it('[CD7] takes in a ready codebook whole, in its history, once it was looked at', async () => {
    const { db } = database
    const seminar = await makeSeminar(db, 'codebook ready')
    const id = seminarId(seminar.id)
    const teacher = actorIn(seminar, seminar.teacher, 'instructor')
    const page = async () => {
      const found = await codebookPage(db, teacher, id)
      if (!found.ok) throw new Error(found.reason)
      return found.value
    }
    const { ready, version } = await page()
    const plan = ready.find(({ book }) => book.id === 'ir-theory')
    expect(plan?.steps.map(({ kind }) => kind)).toEqual(['there', 'added', 'added', 'added'])
    const student = actorIn(seminar, seminar.ada, 'student')
    const add = (actor: Actor, seen: number) => addCodebook(db, actor, id, { book: 'ir-theory', version: seen })
    await expect(add(student, version)).rejects.toMatchObject({ code: 'forbidden' })
    await expect(add(teacher, version + 1)).rejects.toMatchObject({ code: 'conflict' })
    await add(teacher, version)
    const after = await page()
    expect(after.tags.map(({ name, active }) => [name, active])).toEqual([
      ['realist', true],
      ['liberal', true],
      ['constructivist', true],
      ['interdependence', false],
    ])
    expect(after.tags[0]?.id).toBe(seminar.tag)
    expect(after.history.map(({ kind, after: tag }) => [kind, tag.name])).toEqual([
      ['added', 'interdependence'],
      ['added', 'constructivist'],
      ['added', 'liberal'],
    ])
    expect(after.ready.some(({ book }) => book.id === 'ir-theory')).toBe(false)
    await expect(add(teacher, after.version)).rejects.toThrow('already')
  })
})
