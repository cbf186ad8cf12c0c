import { afterAll, beforeAll, expect, test } from 'vitest'
import { groupId, seminarId } from '../../core/base'
import { type LayerRecord, type RecordKey, bodyOf, recordKey } from '../../core/annotation'
import type { Actor } from '../../core/policy'
import { addRound } from '../commands/add-round'
import { changeRound } from '../commands/change-round'
import { ensureOwnLayer } from '../commands/ensure-own-layer'
import { moveMember } from '../commands/move-member'
import { muteMember } from '../commands/mute-member'
import { openRound } from '../commands/open-round'
import { removeNote } from '../commands/remove-note'
import { revealRound } from '../commands/reveal-round'
import { setAttention } from '../commands/set-attention'
import { writeRecords } from '../commands/write-records'
import { type TestDatabase, openTestDatabase } from '../launch/test-database'
import { type TestSeminar, actorIn, annotationOf, commentOf, makeSeminar, setTestEnv } from '../realtime/testing'
import { DEADLINE_AHEAD_MS, noticesOf } from './notices'

let testing: TestDatabase
let label = 0
beforeAll(async () => {
  testing = await openTestDatabase()
  setTestEnv(testing)
})
afterAll(() => testing.close())

/** Ben names Ada beside an annotation. */
const namingOf = (
  { ada, ben }: TestSeminar,
  annotation: RecordKey,
  parent: RecordKey | null,
  at: number,
): readonly [RecordKey, LayerRecord] => [
  recordKey('comment', ben.id, 'm'),
  {
    v: 1,
    kind: 'comment',
    author: ben.id,
    at,
    annotation,
    parent,
    body: {
      type: 'doc',
      content: [
        { type: 'paragraph', content: [{ type: 'mention', attrs: { id: ada.id, label: ada.name } }] },
        ...bodyOf('see here').content,
      ],
    },
  },
]

/** Ben answered Ada's passage, then named her; Ada is asked of what she hears. */
const stage = async () => {
  label += 1
  const { db } = testing
  const seminar = await makeSeminar(db, `notice ${label}`)
  const { ada, ben, teacher, layers } = seminar
  const as = {
    teacher: actorIn(seminar, teacher, 'instructor', null),
    ada: actorIn(seminar, ada, 'student', 0),
    ben: actorIn(seminar, ben, 'student', 0),
  }
  const note = annotationOf(seminar, ada.id, 'n')
  const answer = commentOf(ben.id, 'r', note[0], 'Is it?')
  const naming = namingOf(seminar, note[0], answer[0], Date.now() + 5)
  await writeRecords(db, { layer: layers.one, member: ada.id, records: [note] })
  await writeRecords(db, { layer: layers.one, member: ben.id, records: [answer, naming] })
  return { db, seminar, id: seminarId(seminar.id), layer: layers.one, note, answer, naming, as }
}
const heard = async (actor: Actor, now?: number) => {
  const [one] = await noticesOf(testing.db, actor, now)
  return { kinds: one?.notices.map(({ kind }) => kind) ?? [], unread: one?.unread ?? 0, notices: one?.notices ?? [] }
}

test('[NT1] a member hears who named and who answered them, until they have read it', async () => {
  const { db, seminar, id, note, as } = await stage()
  const first = await heard(as.ada)
  expect([first.kinds, first.unread]).toEqual([['mention', 'reply'], 2])
  expect(first.notices[0]).toMatchObject({ by: seminar.ben.name })
  expect(first.notices[0]?.href.endsWith(`#a=${encodeURIComponent(note[0])}`)).toBe(true)
  expect((await heard(as.ben)).kinds).toEqual([])
  await setAttention(db, as.ada, id, { readAt: new Date(Date.now() + 60_000) })
  const after = await heard(as.ada)
  expect([after.kinds, after.unread]).toEqual([['mention', 'reply'], 0])
  expect(await noticesOf(db, { kind: 'guest' })).toEqual([])
})

test('[NT1] students hear of reveals, of rounds that end within a day, and of what was removed of theirs', async () => {
  const { db, seminar, id, layer, answer, as } = await stage()
  const round = await addRound(db, as.teacher, { seminar: id, reading: seminar.reading, kind: 'independent' })
  await openRound(db, as.teacher, round)
  await revealRound(db, as.teacher, round)
  const closedAt = new Date(Date.now() + 2 * DEADLINE_AHEAD_MS)
  await changeRound(db, as.teacher, round, { closedAt })
  expect((await heard(as.ben)).kinds).toEqual(['reveal'])
  const late = closedAt.getTime() - DEADLINE_AHEAD_MS + 1
  expect((await heard(as.ben, late)).notices[0]).toMatchObject({
    kind: 'deadline',
    dueAt: closedAt.getTime(),
    round: 2,
  })
  expect((await heard(as.ben, closedAt.getTime())).kinds).toEqual(['reveal'])
  await removeNote(db, as.teacher, { layer, key: answer[0], reason: 'Off the point.' })
  expect((await heard(as.ben)).kinds).toEqual(['removed', 'reveal'])
  expect((await heard(as.teacher)).kinds).toEqual([])
})

test('[NT2] of nobody whom they folded away, and of no layer that they may not read', async () => {
  const { db, seminar, id, as } = await stage()
  await muteMember(db, as.ada, { seminar: id, member: seminar.ben.id, isMuted: true })
  expect((await heard(as.ada)).kinds).toEqual([])
  await muteMember(db, as.ada, { seminar: id, member: seminar.ben.id, isMuted: false })
  expect((await heard(as.ada)).kinds).toEqual(['mention', 'reply'])
  await moveMember(db, as.teacher, { seminar: id, member: seminar.ada.id, group: groupId(seminar.groups[1]) })
  expect((await heard(actorIn(seminar, seminar.ada, 'student', 1))).kinds).toEqual([])
})

test('[NT3] they choose what they hear of', async () => {
  const { db, id, as } = await stage()
  await setAttention(db, as.ada, id, { mentions: false })
  expect((await heard(as.ada)).kinds).toEqual(['reply'])
  await setAttention(db, as.ada, id, { replies: false })
  expect((await heard(as.ada)).kinds).toEqual([])
  await expect(setAttention(db, { kind: 'guest' }, id, { replies: true })).rejects.toMatchObject({ code: 'not-found' })
})

test('[NT4] what another wrote in an independent round is new to a student from the reveal to them on', async () => {
  const { db, seminar, id, as } = await stage()
  const { ada, ben, reading } = seminar
  const round = await addRound(db, as.teacher, { seminar: id, reading, kind: 'independent' })
  await openRound(db, as.teacher, round)
  const layer = await ensureOwnLayer(db, reading, round, ben.id)
  const passage = annotationOf(seminar, ben.id, 'blind')
  const written = Date.now() - 60_000
  const naming = namingOf(seminar, passage[0], null, written)
  await writeRecords(db, { layer, member: ben.id, records: [passage, naming] })
  await db.commentRow.updateMany({ where: { layerId: seminar.layers.one }, data: { at: new Date(written) } })
  await setAttention(db, as.ada, id, { readAt: new Date(written + 30_000) })
  expect(await heard(as.ada)).toMatchObject({ kinds: [], unread: 0 })
  await db.roundReveal.create({ data: { roundId: round, memberId: ada.id } })
  const early = await heard(as.ada)
  expect([early.kinds.toSorted(), early.unread]).toEqual([['mention', 'mention', 'reply'], 1])
  expect(early.notices[0]).toMatchObject({ kind: 'mention', isUnread: true })
  await db.roundReveal.deleteMany({ where: { roundId: round } })
  expect((await heard(as.ada)).unread).toBe(0)
  await revealRound(db, as.teacher, round)
  const after = await heard(as.ada)
  expect([after.kinds.toSorted(), after.unread]).toEqual([['mention', 'mention', 'reply', 'reveal'], 2])
})
