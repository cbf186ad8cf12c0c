import { afterAll, beforeAll, expect, test } from 'vitest'
import { parse } from 'csv-parse/sync'
import { type LayerRecord, type RecordKey, bodyOf, recordKey } from '../../core/annotation'
import type { Actor } from '../../core/policy'
import { adjustPoints } from '../commands/adjust-points'
import { changeRound } from '../commands/change-round'
import { setGrading } from '../commands/set-grading'
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
import { memberWork } from './member-work'
import { readingParticipation } from './participation'
import { participationCsv } from './participation-csv'

let testing: TestDatabase
let label = 0
beforeAll(async () => {
  testing = await openTestDatabase()
  setTestEnv(testing)
})
afterAll(() => testing.close())

/** Ada marked, tagged and wrote; Ben answered her in time and late; Cleo did nothing. Two comments and a reply are asked for. */
const stage = async () => {
  label += 1
  const { db } = testing
  const seminar = await makeSeminar(db, `part ${label}`)
  const { ada, ben, cleo, teacher, layers } = seminar
  const as = {
    teacher: actorIn(seminar, teacher, 'instructor', null),
    ada: actorIn(seminar, ada, 'student', 0),
    ben: actorIn(seminar, ben, 'student', 0),
    cleo: actorIn(seminar, cleo, 'student', 1),
  }
  const { slug } = await db.reading.findFirstOrThrow({ where: { id: seminar.reading } })
  const note = annotationOf(seminar, ada.id, 'n')
  const first = commentOf(ada.id, 'c1', note[0], 'Power it is.')
  const answer: readonly [RecordKey, LayerRecord] = [
    recordKey('comment', ben.id, 'c2'),
    {
      v: 1,
      kind: 'comment',
      author: ben.id,
      at: Date.now(),
      annotation: note[0],
      parent: first[0],
      body: bodyOf('=1+1, or trade.'),
    },
  ]
  await writeRecords(db, {
    layer: layers.one,
    member: ada.id,
    records: [note, taggingOf(ada.id, note[0], seminar.tag), first],
  })
  await writeRecords(db, { layer: layers.one, member: ben.id, records: [answer] })
  const secret = annotationOf(seminar, ada.id, 'p')
  await writeRecords(db, {
    layer: ada.privateLayer,
    member: ada.id,
    records: [secret, commentOf(ada.id, 'p1', secret[0], 'For me alone.')],
  })
  await changeRound(db, as.teacher, seminar.round, { targets: { claims: null, comments: 2, replies: 1 } })
  return { db, seminar, slug, as }
}
const found = async (actor: Actor, slug: string) => {
  const answer = await readingParticipation(testing.db, actor, slug)
  if (!answer.ok) throw new Error('not found')
  return answer.value
}

test('[PN1] instructors read every line, a student their own, others nothing; private notes are in none', async () => {
  const { seminar, slug, as } = await stage()
  const all = await found(as.teacher, slug)
  expect(all.lines.map(({ name, role }) => [name, role])).toEqual([
    [seminar.ada.name, 'student'],
    [seminar.ben.name, 'student'],
    [seminar.cleo.name, 'student'],
    [seminar.teacher.name, 'instructor'],
  ])
  expect(all.lines[0]?.total).toMatchObject({
    claims: 1,
    verdicts: 1,
    comments: 1,
    replies: 0,
    received: 1,
    passages: 1,
  })
  expect(all.lines.map(({ points }) => points)).toEqual([3.33, 3.33, 0, 0])
  const own = await found(as.ben, slug)
  expect(own.lines.map(({ name, email }) => [name, email])).toEqual([[seminar.ben.name, null]])
  expect(await readingParticipation(testing.db, { kind: 'guest' }, slug)).toEqual({ ok: false, reason: 'not-found' })
})

test('[PN6] [PN8] a due moment, a rule and an adjustment move the points', async () => {
  const { db, seminar, slug, as } = await stage()
  const grading = { points: 20, rule: 'scaled', lateShare: 0.5 } as const
  await setGrading(db, as.teacher, seminar.reading, { ...grading, due: new Map([[seminar.round, new Date(1_000)]]) })
  await adjustPoints(db, as.teacher, {
    reading: seminar.reading,
    member: seminar.cleo.id,
    adjustment: { points: 5, reason: 'spoke in class' },
  })
  const lines = (await found(as.teacher, slug)).lines
  expect(lines.map(({ points }) => points)).toEqual([3.33, 3.33, 5, 0])
  expect((await found(as.cleo, slug)).lines[0]?.adjustment?.reason).toBe('spoke in class')
  await adjustPoints(db, as.teacher, { reading: seminar.reading, member: seminar.cleo.id, adjustment: null })
  expect((await found(as.teacher, slug)).lines[2]?.points).toBe(0)
  await expect(
    adjustPoints(db, as.ada, { reading: seminar.reading, member: seminar.ada.id, adjustment: null }),
  ).rejects.toMatchObject({ code: 'forbidden' })
  await expect(setGrading(db, as.ada, seminar.reading, { ...grading, due: new Map() })).rejects.toMatchObject({
    code: 'forbidden',
  })
})

test('[PN10] a Canvas file has its columns and its row of points possible, a Moodle file who has an e-mail', async () => {
  const { db, seminar, slug, as } = await stage()
  await db.user.update({ where: { id: seminar.ada.user }, data: { email: `ada${label}@example.edu` } })
  const all = await found(as.teacher, slug)
  const canvas: string[][] = parse(participationCsv(all, 'canvas'))
  expect(canvas).toEqual([
    ['Student', 'ID', 'SIS User ID', 'SIS Login ID', 'Section', 'On states participation'],
    ['    Points Possible', '', '', '', '', '10'],
    [seminar.ada.name, '', '', `ada${label}@example.edu`, '', '3.33'],
    [seminar.ben.name, '', '', '', '', '3.33'],
    [seminar.cleo.name, '', '', '', '', '0'],
  ])
  const moodle: string[][] = parse(participationCsv(all, 'moodle'))
  expect(moodle).toEqual([
    ['Email address', 'Full name', 'On states participation', 'Feedback comments'],
    [`ada${label}@example.edu`, seminar.ada.name, '3.33', ''],
  ])
  const whole: string[][] = parse(participationCsv(all, 'all'), { bom: true })
  expect(whole).toHaveLength(1 + 4 * 2)
})

test('[PO15] a member’s whole work has its context; private notes are there for their owner alone', async () => {
  const { db, seminar, slug, as } = await stage()
  const work = async (actor: Actor, who: TestMember) => {
    const answer = await memberWork(db, actor, slug, who.id)
    return answer.ok ? answer.value : undefined
  }
  const ben = await work(as.teacher, seminar.ben)
  expect(ben?.layers.map(({ kind }) => kind)).toEqual(['group'])
  expect(ben?.layers[0]?.threads[0]).toMatchObject({
    exact: seminar.text.slice(0, 6),
    isMarkedByThem: false,
    markedBy: seminar.ada.name,
    verdicts: [{ name: seminar.ada.name, isOwn: false, tag: 'realist' }],
    sayings: [
      { name: seminar.ada.name, isOwn: false, words: 'Power it is.', depth: 0 },
      { name: seminar.ben.name, isOwn: true, words: '=1+1, or trade.', depth: 1 },
    ],
  })
  expect((await work(as.teacher, seminar.ada))?.layers.map(({ kind }) => kind)).toEqual(['group'])
  expect((await work(as.ada, seminar.ada))?.layers.map(({ kind }) => kind)).toEqual(['group', 'private'])
  expect(await work(as.ada, seminar.ben)).toBeUndefined()
  expect(await work(as.cleo, seminar.ada)).toBeUndefined()
})
