import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { seminarId, userId } from '../../core/base'
import { bodyOf } from '../../core/annotation'
import type { Actor } from '../../core/policy'
import { type TestDatabase, openTestDatabase } from '../launch/test-database'
import { annotationOf, commentOf, makeMember, makeSeminar, setTestEnv, taggingOf } from '../realtime/testing'
import { rowsOfLayers } from '../store/records'
import { closeRound } from './close-round'
import { giveNoteToGroups } from './give-note-to-groups'
import { writeRecords } from './write-records'

let database: TestDatabase
beforeAll(async () => {
  database = await openTestDatabase()
  setTestEnv(database)
})
afterAll(async () => {
  await database.close()
})

describe('a note to every group', () => {
  it('[RT18] [RT19] [RT40] stands in each group’s layer once, and is brought up to date', async () => {
    const { db } = database
    const seminar = await makeSeminar(db, 'given')
    const { teacher, layers } = seminar
    const actor = (user: string, role: 'student' | 'instructor', member = teacher.id): Actor => ({
      kind: 'user',
      user: userId(user),
      teaches: false,
      memberships: [{ member, seminar: seminarId(seminar.id), role, group: null }],
    })
    const asTeacher = actor(teacher.user, 'instructor')
    const note = annotationOf(seminar, teacher.id, 'note')
    const [commentKey, comment] = commentOf(teacher.id, 'word', note[0], 'Look at this together.')
    const write = (
      layer: typeof layers.one,
      records: Parameters<typeof writeRecords>[1]['records'],
      who = teacher.id,
    ) => db.$transaction((tx) => writeRecords(tx, { layer, member: who, records }))
    await write(teacher.privateLayer, [note, taggingOf(teacher.id, note[0], seminar.tag), [commentKey, comment]])
    const place = { layer: teacher.privateLayer, annotation: note[0] }
    const give = (as: Actor, where = place) => giveNoteToGroups(db, as, { reading: seminar.reading, place: where })

    await expect(give(actor(seminar.ada.user, 'student', seminar.ada.id))).rejects.toMatchObject({ code: 'forbidden' })
    expect(await give(asTeacher)).toBe(2)
    const updates = () => db.layerUpdate.count({ where: { layerId: { in: [layers.one, layers.two] } } })
    const before = await updates()
    expect(before).toBe(2)
    expect(await give(asTeacher)).toBe(2)
    expect(await updates()).toBe(before)

    if (comment.kind !== 'comment') throw new Error('no comment')
    await write(teacher.privateLayer, [
      [commentKey, { ...comment, body: bodyOf('Look again.'), editedAt: comment.at + 1 }],
    ])
    await give(asTeacher)
    for (const layer of [layers.one, layers.two]) {
      const rows = await rowsOfLayers(db, [layer])
      expect(rows.annotations.map(({ member, exact }) => [member, exact])).toEqual([
        [teacher.id, seminar.text.slice(rows.annotations[0]?.start, rows.annotations[0]?.end)],
      ])
      expect(rows.taggings).toMatchObject([{ tag: seminar.tag, member: teacher.id }])
      expect(rows.comments.map((row) => row.text)).toEqual(['Look again.'])
    }

    const keys = (await rowsOfLayers(db, [layers.one, layers.two])).annotations.map(({ key }) => key)
    expect(new Set(keys).size).toBe(2)

    const shared = annotationOf(seminar, teacher.id, 'shared', 60)
    const answered = annotationOf(seminar, teacher.id, 'answered', 62)
    await write(layers.instructor, [shared, answered])
    const assistant = await makeMember(db, {
      seminar: seminar.id,
      reading: seminar.reading,
      name: 'Tess',
      role: 'instructor',
      group: null,
      colour: 5,
    })
    await write(layers.instructor, [commentOf(assistant.id, 'too', answered[0], 'I would say so.')], assistant.id)
    for (const [annotation] of [shared, answered]) await give(asTeacher, { layer: layers.instructor, annotation })
    const left = (await rowsOfLayers(db, [layers.instructor])).annotations.filter(({ removedAt }) => removedAt === null)
    expect(left.map(({ key }) => key)).toEqual([answered[0]])
    expect((await rowsOfLayers(db, [layers.two])).annotations).toHaveLength(3)

    const theirs = annotationOf(seminar, seminar.ada.id, 'theirs')
    await write(layers.one, [theirs], seminar.ada.id)
    await expect(give(asTeacher, { layer: layers.one, annotation: theirs[0] })).rejects.toMatchObject({
      code: 'forbidden',
    })
    await closeRound(db, asTeacher, seminar.round)
    await expect(give(asTeacher)).rejects.toMatchObject({ code: 'closed' })
  })
})
