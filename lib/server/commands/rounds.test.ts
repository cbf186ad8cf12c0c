import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { seminarId } from '../../core/base'
import type { Actor } from '../../core/policy'
import { layersFor } from '../queries/layers-for'
import { readingRoom } from '../queries/reading-room'
import { type TestDatabase, openTestDatabase } from '../launch/test-database'
import {
  type TestMember,
  actorIn,
  annotationOf,
  makeMember,
  makeSeminar,
  setTestEnv,
  taggingOf,
} from '../realtime/testing'
import { roundsOf } from '../store/rounds'
import { addRound } from './add-round'
import { advanceRounds } from './advance-rounds'
import { changeRound } from './change-round'
import { closeRound } from './close-round'
import { hideRound } from './hide-round'
import { openRound } from './open-round'
import { pruneLayer } from './prune-layer'
import { removeRound } from './remove-round'
import { revealRound } from './reveal-round'
import { writeRecords } from './write-records'

let database: TestDatabase
let label = 0
beforeAll(async () => {
  database = await openTestDatabase()
  setTestEnv(database)
})
afterAll(async () => {
  await database.close()
})

/** A seminar whose second round is independent and open; its first, the groups', is closed. */
const stage = async () => {
  label += 1
  const { db } = database
  const seminar = await makeSeminar(db, `rounds ${label}`)
  const teacher = actorIn(seminar, seminar.teacher, 'instructor', null)
  const ada = actorIn(seminar, seminar.ada, 'student', 0)
  const ben = actorIn(seminar, seminar.ben, 'student', 0)
  const cleo = actorIn(seminar, seminar.cleo, 'student', 1)
  const id = await addRound(db, teacher, {
    seminar: seminarId(seminar.id),
    reading: seminar.reading,
    kind: 'independent',
  })
  await closeRound(db, teacher, seminar.round)
  await openRound(db, teacher, id)
  const namesFor = async (actor: Actor): Promise<readonly string[]> =>
    (await layersFor(db, actor, seminar.reading)).layers.map(({ kind, name, round, access }) =>
      [kind, kind === 'member' ? name.split(' ')[0] : '', round === undefined ? '' : `of ${round}`, access]
        .filter((part) => part !== '')
        .join(' '),
    )
  const post = async (who: TestMember, actor: Actor, count = 1): Promise<void> => {
    const { layers } = await layersFor(db, actor, seminar.reading)
    const own = layers.find(({ kind, isOwn }) => kind === 'member' && isOwn === true)
    if (own === undefined) throw new Error('no layer of their own')
    const records = Array.from({ length: count }, (_, at) => {
      const annotation = annotationOf(seminar, who.id, `p${String(at)}`, at + 4)
      return [annotation, taggingOf(who.id, annotation[0], seminar.tag)]
    }).flat()
    await db.$transaction((tx) => writeRecords(tx, { layer: own.id, member: who.id, records }))
  }
  return { db, seminar, id, teacher, ada, ben, cleo, namesFor, post }
}

describe('an independent round', () => {
  it('[PO12] [PO13] gives each student a layer of their own, and instructors all of them', async () => {
    const { ada, ben, teacher, namesFor, post, seminar } = await stage()
    await post(seminar.ben, ben)
    expect(await namesFor(ada)).toEqual(['instructor read', 'member Ada write', 'private write'])
    expect(await namesFor(teacher)).toEqual(['instructor write', 'member Ben read', 'member Ada read', 'private write'])
  })

  it('[RO2] tells a student no other student’s name while it is blind', async () => {
    const { db, seminar, ada, teacher, id } = await stage()
    const slug = (await db.reading.findUniqueOrThrow({ where: { id: seminar.reading } })).slug
    const roomOf = async (actor: Actor) => {
      const room = await readingRoom(actor, slug, db)
      if (!room.ok) throw new Error('no room')
      return room.value
    }
    const blind = await roomOf(ada)
    expect(blind.setup.round).toMatchObject({ kind: 'independent', isBlind: true, number: 2, count: 2 })
    expect(blind.setup.members.map(({ id: member }) => member)).toEqual([seminar.ada.id, seminar.teacher.id])
    const wire = JSON.stringify(blind)
    expect(wire).not.toContain(seminar.ben.name)
    expect(wire).not.toContain(seminar.ben.id)
    expect(wire).not.toContain(seminar.cleo.id)
    expect((await roomOf(teacher)).setup.members).toHaveLength(4)
    await revealRound(db, teacher, id)
    expect((await roomOf(ada)).setup.members).toHaveLength(4)
  })

  it('[RO10] shows nothing of earlier rounds that others wrote, until it is revealed', async () => {
    const { db, seminar, id, teacher, ada, namesFor } = await stage()
    await openRound(db, teacher, seminar.round)
    await db.$transaction((tx) =>
      writeRecords(tx, {
        layer: seminar.layers.one,
        member: seminar.teacher.id,
        records: [annotationOf(seminar, seminar.teacher.id, 'early')],
      }),
    )
    await closeRound(db, teacher, seminar.round)
    expect(await namesFor(ada)).toEqual(['instructor read', 'member Ada write', 'private write'])
    await revealRound(db, teacher, id)
    expect(await namesFor(ada)).toContain('group of 1 read')
  })

  it('[PO12] is revealed to the owner’s group alone, copies nothing, and is hidden again', async () => {
    const { db, id, teacher, ada, ben, cleo, namesFor, post, seminar } = await stage()
    await post(seminar.ben, ben)
    await namesFor(cleo)
    await revealRound(db, teacher, id)
    expect(await namesFor(ada)).toEqual(['instructor read', 'member Ben read', 'member Ada write', 'private write'])
    expect(await namesFor(cleo)).toEqual(['instructor read', 'member Cleo write', 'private write'])
    await hideRound(db, teacher, id)
    expect(await namesFor(ada)).toEqual(['instructor read', 'member Ada write', 'private write'])
  })

  it('[RO1] [PO13] is read only once it is closed, and what was written stays to be read in the next', async () => {
    const { db, id, teacher, ada, ben, namesFor, post, seminar } = await stage()
    await post(seminar.ada, ada)
    await post(seminar.ben, ben)
    await closeRound(db, teacher, id)
    expect(await namesFor(ada)).toEqual(['instructor read', 'member Ada read', 'private write'])
    await expect(post(seminar.ben, ben)).rejects.toThrow()
    const next = await addRound(db, teacher, {
      seminar: seminarId(seminar.id),
      reading: seminar.reading,
      kind: 'plenary',
    })
    await openRound(db, teacher, next)
    await revealRound(db, teacher, id)
    expect(await namesFor(ada)).toEqual([
      'instructor read',
      'seminar write',
      'member Ada of 2 read',
      'member Ben of 2 read',
      'private write',
    ])
  })

  it('[RO5] is revealed at a moment', async () => {
    const { db, id, teacher, ada, ben, namesFor, post, seminar } = await stage()
    await post(seminar.ben, ben)
    const soon = Date.now() + 60_000
    await changeRound(db, teacher, id, { revealedAt: new Date(soon) })
    expect((await namesFor(ada)).some((name) => name.startsWith('member Ben'))).toBe(false)
    await changeRound(db, teacher, id, { revealedAt: new Date(Date.now() - 1) })
    expect((await namesFor(ada)).some((name) => name.startsWith('member Ben'))).toBe(true)
  })

  it('[RO6] is revealed to all at its quorum', async () => {
    const { db, id, teacher, ada, ben, cleo, namesFor, post, seminar } = await stage()
    await changeRound(db, teacher, id, { revealRule: 'quorum', revealCount: 60 })
    await post(seminar.ben, ben)
    await advanceRounds(db, Date.now(), Date.now())
    expect(await namesFor(ada)).not.toContain('member Ben read')
    await post(seminar.cleo, cleo)
    // Two of three.
    await advanceRounds(db, Date.now(), Date.now())
    expect(await namesFor(ada)).toContain('member Ben read')
    expect((await roundsOf(db, seminar.reading))[1]?.revealedAt).not.toBeNull()
  })

  it('[RO7] is revealed to each member once they have posted enough', async () => {
    const { db, id, teacher, ada, ben, namesFor, post, seminar } = await stage()
    await changeRound(db, teacher, id, { revealRule: 'posted', revealCount: 2 })
    await post(seminar.ben, ben, 2)
    await post(seminar.ada, ada, 1)
    await advanceRounds(db, Date.now(), Date.now())
    expect(await namesFor(ben)).toContain('member Ada read')
    expect(await namesFor(ada)).not.toContain('member Ben read')
    const room = await layersFor(db, ada, seminar.reading)
    expect(room.round).toMatchObject({ isBlind: true, isRevealed: false })
    expect((await layersFor(db, ben, seminar.reading)).round).toMatchObject({ isBlind: false, isRevealed: true })
  })
})

describe('the rounds of a reading', () => {
  it('[PO4] are an instructor’s to change', async () => {
    const { db, id, ada, seminar } = await stage()
    for (const act of [
      () => openRound(db, ada, id),
      () => closeRound(db, ada, id),
      () => revealRound(db, ada, id),
      () => hideRound(db, ada, id),
      () => removeRound(db, ada, id),
      () => changeRound(db, ada, id, { instructions: 'mine' }),
      () => addRound(db, ada, { seminar: seminarId(seminar.id), reading: seminar.reading, kind: 'group' }),
    ]) {
      await expect(act()).rejects.toMatchObject({ code: 'forbidden' })
    }
  })

  it('[RO8] go only while nothing was written in them, and the first never', async () => {
    const { db, id, teacher, ada, post, seminar } = await stage()
    const empty = await addRound(db, teacher, {
      seminar: seminarId(seminar.id),
      reading: seminar.reading,
      kind: 'plenary',
    })
    await removeRound(db, teacher, empty)
    await post(seminar.ada, ada)
    await expect(removeRound(db, teacher, id)).rejects.toThrow('Something was written in this round')
    await expect(removeRound(db, teacher, seminar.round)).rejects.toThrow('The first round stays')
  })

  it('[RO9] close after they open', async () => {
    const { db, id, teacher } = await stage()
    await expect(changeRound(db, teacher, id, { closedAt: new Date(1_000) })).rejects.toThrow('closes after it opens')
  })

  it('[RO3] leave the private layer and the instructors’ through all of them', async () => {
    const { db, seminar, ada } = await stage()
    const { layers } = await layersFor(db, ada, seminar.reading)
    expect(layers.find(({ kind }) => kind === 'private')?.id).toBe(seminar.ada.privateLayer)
    expect(layers.find(({ kind }) => kind === 'instructor')?.id).toBe(seminar.layers.instructor)
  })

  it('[RO13] take another kind, the first too, until something is written in them', async () => {
    label += 1
    const { db } = database
    const seminar = await makeSeminar(db, `rounds ${label}`)
    const teacher = actorIn(seminar, seminar.teacher, 'instructor', null)
    const ada = actorIn(seminar, seminar.ada, 'student', 0)
    const offers = async () => await layersFor(db, ada, seminar.reading)
    await expect(changeRound(db, ada, seminar.round, { kind: 'plenary' })).rejects.toThrow()
    await changeRound(db, teacher, seminar.round, { kind: 'independent' })
    const alone = await offers()
    expect(alone.layers.map(({ kind }) => kind).toSorted()).toEqual(['instructor', 'member', 'private'])
    expect(alone.layers.find(({ kind }) => kind === 'private')?.id).toBe(seminar.ada.privateLayer)
    expect(alone.round).toMatchObject({ isBlind: true })
    await changeRound(db, teacher, seminar.round, { kind: 'plenary' })
    const together = await offers()
    expect(together.layers.find(({ id }) => id === together.writeLayer)?.kind).toBe('seminar')
    if (together.writeLayer === null) throw new Error('nowhere to write')
    const records = [annotationOf(seminar, seminar.ada.id, 'first', 4)]
    const where = { layer: together.writeLayer, member: seminar.ada.id, records }
    await db.$transaction((tx) => writeRecords(tx, where))
    const before = await roundsOf(db, seminar.reading)
    const change = { kind: 'group', instructions: 'Read it again.' } as const
    await expect(changeRound(db, teacher, seminar.round, change)).rejects.toThrow('so its kind stays')
    // What was pruned was written too.
    expect((await pruneLayer(db, together.writeLayer, Date.now() + 1_000)).gone).toBeGreaterThan(0)
    await expect(changeRound(db, teacher, seminar.round, change)).rejects.toThrow('so its kind stays')
    expect(await roundsOf(db, seminar.reading)).toEqual(before)
    expect((await offers()).writeLayer).toBe(together.writeLayer)
  })

  it('[RO12] keep what the class wrote before it had groups', async () => {
    label += 1
    const { db } = database
    const seminar = await makeSeminar(db, `rounds ${label}`)
    const ada = actorIn(seminar, seminar.ada, 'student', 0)
    const kinds = async () => (await layersFor(db, ada, seminar.reading)).layers.map(({ kind }) => kind)
    expect(await kinds()).not.toContain('seminar')
    const annotation = annotationOf(seminar, seminar.ben.id, 'early', 4)
    const records = [annotation, taggingOf(seminar.ben.id, annotation[0], seminar.tag)]
    const layer = seminar.layers.seminar
    await db.$transaction((tx) => writeRecords(tx, { layer, member: seminar.ben.id, records }))
    expect(await kinds()).toContain('seminar')
    const { layers, writeLayer } = await layersFor(db, ada, seminar.reading)
    expect(layers.find(({ id }) => id === writeLayer)?.kind).toBe('group')
  })

  it('[RO3] give a late student a layer as soon as they come', async () => {
    const { db, seminar } = await stage()
    const late = await makeMember(db, {
      seminar: seminar.id,
      reading: seminar.reading,
      name: `Dan ${label}`,
      role: 'student',
      group: seminar.groups[0],
      colour: 5,
    })
    const { layers, writeLayer } = await layersFor(db, actorIn(seminar, late, 'student', 0), seminar.reading)
    expect(layers.find(({ id }) => id === writeLayer)).toMatchObject({ kind: 'member', isOwn: true })
  })
})
