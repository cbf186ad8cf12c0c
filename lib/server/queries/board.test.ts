import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { seminarId, tagId } from '../../core/base'
import type { Actor } from '../../core/policy'
import { addRound } from '../commands/add-round'
import { changeBoard } from '../commands/change-board'
import { moveOn } from '../commands/move-on'
import { pinPassage } from '../commands/pin-passage'
import { revealRound } from '../commands/reveal-round'
import { writeRecords } from '../commands/write-records'
import { type TestDatabase, openTestDatabase } from '../launch/test-database'
import {
  type TestMember,
  actorIn,
  annotationOf,
  commentOf,
  makeSeminar,
  setTestEnv,
  taggingOf,
} from '../realtime/testing'
import { roundsOf } from '../store/rounds'
import { NOT_SHOWN, boardStamp, boardView } from './board'
import { boardRemote } from './board-remote'
import { layersFor } from './layers-for'

let database: TestDatabase
let label = 0
beforeAll(async () => {
  database = await openTestDatabase()
  setTestEnv(database)
})
afterAll(async () => {
  await database.close()
})

/** A seminar in which Ada and Ben of group One differ on a passage, and Ada said why. */
const stage = async () => {
  label += 1
  const { db } = database
  const seminar = await makeSeminar(db, `board ${label}`)
  const teacher = actorIn(seminar, seminar.teacher, 'instructor')
  const ada = actorIn(seminar, seminar.ada, 'student', 0)
  const other = await db.tag.create({
    data: { seminarId: seminar.id, name: 'liberal', definition: 'Trade.', pigment: 'azurite', key: 'l', position: 1 },
  })
  const annotation = annotationOf(seminar, seminar.ada.id, 'passage')
  const place = { layer: seminar.layers.one, annotation: annotation[0] }
  const write = (member: TestMember['id'], records: Parameters<typeof writeRecords>[1]['records']) =>
    db.$transaction((tx) => writeRecords(tx, { layer: seminar.layers.one, member, records }))
  await write(seminar.ada.id, [
    annotation,
    taggingOf(seminar.ada.id, annotation[0], seminar.tag),
    commentOf(seminar.ada.id, 'why', annotation[0], 'They would not survive.'),
  ])
  await write(seminar.ben.id, [taggingOf(seminar.ben.id, annotation[0], tagId(other.id))])
  const faceFor = async (actor: Actor) => {
    const found = await boardView(db, actor, seminar.reading)
    if (!found.ok) throw new Error(found.reason)
    return found.value.face
  }
  return { db, seminar, teacher, ada, place, faceFor }
}

describe('a board', () => {
  it('[PB1] [PB2] [BV9] is shown by the instructor, and says nothing to students before', async () => {
    const { db, seminar, teacher, ada } = await stage()
    expect(await boardView(db, ada, seminar.reading)).toEqual({ ok: false, reason: 'closed' })
    expect(await boardStamp(db, ada, seminar.reading)).toEqual({ ok: true, value: NOT_SHOWN })
    expect(await boardView(db, { kind: 'guest' }, seminar.reading)).toEqual({ ok: false, reason: 'not-found' })
    await expect(changeBoard(db, ada, seminar.reading, { isShown: true })).rejects.toMatchObject({ code: 'forbidden' })
    await changeBoard(db, teacher, seminar.reading, { isShown: true })
    expect(await boardView(db, ada, seminar.reading)).toMatchObject({ ok: true, value: { controls: false } })
    expect(await boardRemote(db, ada, seminar.reading)).toEqual({ ok: false, reason: 'not-found' })
  })

  it('[BV1] [BV4] keeps what is thrown, with no name until names are shown', async () => {
    const { db, seminar, teacher, ada, place, faceFor } = await stage()
    await changeBoard(db, teacher, seminar.reading, { isShown: true, thrown: place })
    const face = await faceFor(ada)
    expect(face.thrown).toMatchObject({
      layer: '',
      annotation: '0',
      counts: [1, 1],
      verdicts: 2,
      quote: { paragraph: 1 },
      voices: [{ text: 'They would not survive.', name: undefined, group: undefined, tag: 0 }],
    })
    for (const secret of [seminar.ada.name, seminar.ada.id, seminar.layers.one]) {
      expect(JSON.stringify(face)).not.toContain(secret)
    }
    const stamp = await boardStamp(db, ada, seminar.reading)
    expect(stamp.ok && stamp.value).not.toContain('annotation')
    await changeBoard(db, teacher, seminar.reading, { showsNames: true })
    expect((await faceFor(ada)).thrown?.voices[0]).toMatchObject({ name: seminar.ada.name, group: 'One' })
    await changeBoard(db, teacher, seminar.reading, { thrown: null })
    expect((await faceFor(ada)).thrown).toBeUndefined()
  })

  it('[BV1] has another stamp after every change', async () => {
    const { db, seminar, teacher, place } = await stage()
    const seen = new Set<unknown>()
    const look = async () => {
      const stamp = await boardStamp(db, teacher, seminar.reading)
      expect(seen.has(stamp.ok && stamp.value)).toBe(false)
      seen.add(stamp.ok && stamp.value)
    }
    await look()
    await changeBoard(db, teacher, seminar.reading, { thrown: place })
    await look()
    await changeBoard(db, teacher, seminar.reading, { thrown: place })
    await look()
    await pinPassage(db, teacher, { reading: seminar.reading, place, isPinned: true })
    await look()
    const again = annotationOf(seminar, seminar.ada.id, 'again')
    await db.$transaction((tx) =>
      writeRecords(tx, { layer: seminar.layers.one, member: seminar.ada.id, records: [again] }),
    )
    await look()
  })

  it('[BV6] throws and pins no private passage, and none of another reading', async () => {
    const { db, seminar, teacher } = await stage()
    const elsewhere = await stage()
    const own = annotationOf(seminar, seminar.ada.id, 'own')
    const layer = seminar.ada.privateLayer
    await db.$transaction((tx) => writeRecords(tx, { layer, member: seminar.ada.id, records: [own] }))
    for (const place of [{ layer, annotation: own[0] }, elsewhere.place]) {
      await expect(changeBoard(db, teacher, seminar.reading, { thrown: place })).rejects.toMatchObject({
        code: 'not-found',
      })
      await expect(pinPassage(db, teacher, { reading: seminar.reading, place, isPinned: true })).rejects.toMatchObject({
        code: 'not-found',
      })
    }
  })

  it('[BV7] lists the pinned passages first, and each once', async () => {
    const { db, seminar, teacher, ada, place, faceFor } = await stage()
    const quiet = annotationOf(seminar, seminar.ada.id, 'quiet', 60)
    await db.$transaction((tx) =>
      writeRecords(tx, { layer: seminar.layers.one, member: seminar.ada.id, records: [quiet] }),
    )
    const pinned = { layer: seminar.layers.one, annotation: quiet[0] }
    expect((await faceFor(teacher)).passages.map(({ annotation }) => annotation)).toEqual([place.annotation])
    await pinPassage(db, teacher, { reading: seminar.reading, place: pinned, isPinned: true })
    await pinPassage(db, teacher, { reading: seminar.reading, place: pinned, isPinned: true })
    expect((await faceFor(teacher)).passages).toMatchObject([
      { ...pinned, isPinned: true },
      { ...place, isPinned: false },
    ])
    await expect(
      pinPassage(db, ada, { reading: seminar.reading, place: pinned, isPinned: false }),
    ).rejects.toMatchObject({ code: 'forbidden' })
    await pinPassage(db, teacher, { reading: seminar.reading, place: pinned, isPinned: false })
    expect((await faceFor(teacher)).passages).toHaveLength(1)
  })

  it('[BV2] [BV3] [BV5] [BV10] has counts alone while a round is blind, and the verdicts after the reveal', async () => {
    const { db, seminar, teacher, ada, place, faceFor } = await stage()
    await changeBoard(db, teacher, seminar.reading, { isShown: true, thrown: place })
    const round = await addRound(db, teacher, {
      seminar: seminarId(seminar.id),
      reading: seminar.reading,
      kind: 'independent',
    })
    await moveOn(db, teacher, seminar.round)
    await expect(moveOn(db, teacher, seminar.round)).rejects.toMatchObject({ code: 'conflict' })
    await expect(moveOn(db, teacher, round)).rejects.toMatchObject({ code: 'conflict' })
    const [first, second] = await roundsOf(db, seminar.reading)
    expect(first?.closedAt).toBe(second?.openedAt)

    const layer = (await layersFor(db, ada, seminar.reading)).writeLayer
    if (layer === null) throw new Error('no layer to write in')
    const blind = annotationOf(seminar, seminar.ada.id, 'blind', 60)
    await db.$transaction((tx) =>
      writeRecords(tx, {
        layer,
        member: seminar.ada.id,
        records: [blind, taggingOf(seminar.ada.id, blind[0], seminar.tag)],
      }),
    )
    await changeBoard(db, teacher, seminar.reading, { thrown: { layer, annotation: blind[0] } })
    const covered = await faceFor(ada)
    expect(covered).toMatchObject({
      isBlind: true,
      counts: { claims: 2, verdicts: 3, voices: 2 },
      round: { number: 2, posted: { by: 1, of: 3 } },
      strip: [],
      passages: [],
      thrown: { counts: [], verdicts: 0, voices: [] },
    })
    expect(covered.alpha).toBeUndefined()
    const remote = await boardRemote(db, teacher, seminar.reading)
    expect(remote.ok && remote.value.silent.map(({ name }) => name.split(' ')[0])).toEqual(['Ben', 'Cleo'])

    await revealRound(db, teacher, round)
    expect(await faceFor(ada)).toMatchObject({ isBlind: false, thrown: { verdicts: 1 } })
  })
})
