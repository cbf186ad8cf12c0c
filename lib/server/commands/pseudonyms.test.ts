import { afterAll, beforeAll, expect, test } from 'vitest'
import { type SeminarId, type UserId, memberId } from '../../core/base'
import { type Actor, membershipIn } from '../../core/policy'
import { signedIn } from '../auth/actor-testing'
import { openTestDatabase, type TestDatabase } from '../launch/test-database'
import { readingFigures } from '../queries/figures'
import { layersFor } from '../queries/layers-for'
import { mySeminars } from '../queries/my-seminars'
import { readingRoom } from '../queries/reading-room'
import { seminarPage } from '../queries/seminar-page'
import { findMemberFaces, membersOf } from '../store/members'
import { createPerson } from '../store/people'
import { findReading } from '../store/readings'
import { findSeminar } from '../store/seminars'
import { addReading } from './add-reading'
import { addRound } from './add-round'
import { changeRole } from './change-role'
import { chooseName } from './choose-name'
import { gatherPaper } from './gather-paper'
import { importRoster } from './import-roster'
import { joinSeminar } from './join-seminar'
import { openRound } from './open-round'
import { openSeminar } from './open-seminar'
import { setPseudonyms } from './set-pseudonyms'

let testing: TestDatabase
let seminar: SeminarId
let slug: string
let instructor: Actor
let assistant: Actor
let zara: Actor
let ben: Actor
// Names that are in no other text of the answers.
const ZARA = 'Zarathustra Quill'
const BEN = 'Benvolio Okonjo'

const actorOf = (user: UserId): Promise<Actor> => signedIn(testing.db, user)
const userOf = (actor: Actor): UserId => {
  if (actor.kind !== 'user') throw new Error('no user')
  return actor.user
}

beforeAll(async () => {
  testing = await openTestDatabase()
  process.env.DATABASE_URL = testing.url
  process.env.NEXTAUTH_SECRET = 'a secret of this test alone'
  const { db } = testing
  const person = await createPerson(db, { name: 'Samina Qureshi', email: null, passwordHash: null, teaches: true })
  if (person === undefined) throw new Error('no person')
  seminar = await openSeminar(db, await actorOf(person.id), { name: 'Security', tags: [] })
  instructor = await actorOf(person.id)
  const code = (await findSeminar(db, seminar))?.classCode ?? ''
  const join = async (name: string) =>
    actorOf((await joinSeminar(db, code, { kind: 'new', name, login: undefined })).user)
  zara = await join(ZARA)
  ben = await join(BEN)
  const aide = await join('Mei Tan')
  await changeRole(db, instructor, {
    seminar,
    member: membershipIn(aide, seminar)?.member ?? memberId(''),
    role: 'assistant',
  })
  assistant = await actorOf(userOf(aide))
  slug = await addReading(db, instructor, { seminar, markdown: '# A paper\n\nStates act to survive.\n' })
})
afterAll(() => testing.close())

/** Everything that a member's browser, or a file of theirs, can be sent by the queries. */
const sentTo = async (actor: Actor): Promise<string> => {
  const { db } = testing
  const reading = await findReading(db, slug)
  if (reading === undefined) throw new Error('no reading')
  const me = membershipIn(actor, seminar)
  const gathered = await gatherPaper(db, actor, { reading: slug, names: 'real' }, 0)
  const page = await seminarPage(db, actor, seminar)
  const own = page.ok ? { ...page.value, me: undefined } : page
  return JSON.stringify([
    await readingRoom(actor, slug, db),
    own,
    await mySeminars(db, actor),
    await layersFor(db, actor, reading.id),
    await readingFigures(db, actor, slug),
    gathered.ok ? [...gathered.value.paper.names.values(), gathered.value.paper.layers] : gathered,
    me === undefined ? [] : [...(await findMemberFaces(db, [me.member])).values()],
  ])
}

test('[NA2] without pseudonyms everybody reads names', async () => {
  for (const actor of [instructor, assistant, zara, ben]) {
    const sent = await sentTo(actor)
    expect([sent.includes(ZARA), sent.includes(BEN)]).toEqual([true, true])
  }
})

test('[NA3] [NA4] required, no real name of a student is sent to who may not know it, not even in a round of their own', async () => {
  const { db } = testing
  await setPseudonyms(db, instructor, { seminar, mode: 'required' })
  const reading = await findReading(db, slug)
  if (reading === undefined) throw new Error('no reading')
  await openRound(db, instructor, await addRound(db, instructor, { seminar, reading: reading.id, kind: 'independent' }))
  for (const actor of [zara, ben]) await readingRoom(actor, slug, db)
  for (const actor of [assistant, zara, ben]) {
    const sent = await sentTo(actor)
    expect(sent).not.toContain('Zarathustra')
    expect(sent).not.toContain('Benvolio')
    expect(sent).toContain('Mei Tan')
  }
  const sent = await sentTo(instructor)
  expect(sent).toMatch(/Zarathustra Quill \([A-Z][a-z]+ [A-Z][a-z]+\)/)
  expect(await membersOf(db, seminar, 'knows')).toContainEqual(expect.objectContaining({ name: ZARA }))
})

test('[NA3] a file says what the members see, unless an instructor asks for names', async () => {
  const names = async (actor: Actor, real: boolean) => {
    const made = await gatherPaper(testing.db, actor, { reading: slug, ...(real ? { names: 'real' } : {}) }, 0)
    return made.ok ? [...made.value.paper.names.values()].join() : ''
  }
  expect(await names(instructor, false)).not.toContain('Zarathustra')
  expect(await names(instructor, true)).toContain('Zarathustra')
  expect(await names(zara, true)).not.toContain('Benvolio')
})

test('[NA5] [PS1] who joins later, by code or roster, has one too, and they are stable', async () => {
  const { db } = testing
  const before = (await membersOf(db, seminar)).map(({ id, name }) => [id, name])
  await importRoster(db, instructor, { seminar, text: 'Late One, late@example.edu', isTrial: false })
  await setPseudonyms(db, instructor, { seminar, mode: 'allowed' })
  await setPseudonyms(db, instructor, { seminar, mode: 'required' })
  const after = new Map((await membersOf(db, seminar)).map(({ id, name }) => [id, name]))
  for (const [id, name] of before) expect(after.get(memberId(String(id)))).toBe(name)
  const names = [...after.values()]
  expect(new Set(names).size).toBe(names.length)
  expect(names).not.toContain('Late One')
})

test('[PS2] allowed, a student chooses one that nobody has, or shows their name', async () => {
  const { db } = testing
  await setPseudonyms(db, instructor, { seminar, mode: 'allowed' })
  const choose = (pseudonym: string | null, actor = ben) =>
    chooseName(db, actor, { seminar, chosen: { name: BEN, pronouns: 'he/him', pseudonym } })
  await expect(choose('zarathustra  QUILL')).rejects.toMatchObject({ code: 'conflict' })
  await expect(choose('…')).rejects.toMatchObject({ code: 'conflict' })
  await choose('Night Owl')
  expect(await sentTo(zara)).toContain('Night Owl')
  expect(await sentTo(zara)).not.toContain('he/him')
  await choose(null)
  expect(await sentTo(zara)).toContain(BEN)
  expect(await sentTo(zara)).toContain('he/him')
  await setPseudonyms(db, instructor, { seminar, mode: 'required' })
  await expect(choose('Another Owl')).rejects.toMatchObject({ code: 'forbidden' })
  await expect(setPseudonyms(db, zara, { seminar, mode: 'off' })).rejects.toMatchObject({ code: 'forbidden' })
})

test('[NA7] pseudonyms are not switched off once somebody wrote under one', async () => {
  const { db } = testing
  await setPseudonyms(db, instructor, { seminar, mode: 'off' })
  await setPseudonyms(db, instructor, { seminar, mode: 'required' })
  const layer = await db.layer.findFirstOrThrow({ where: { kind: 'seminar', reading: { slug } } })
  const member = membershipIn(zara, seminar)?.member ?? ''
  await db.layerUpdate.create({ data: { layerId: layer.id, memberId: member, data: new Uint8Array([0, 0]) } })
  await expect(setPseudonyms(db, instructor, { seminar, mode: 'off' })).rejects.toMatchObject({ code: 'conflict' })
  await setPseudonyms(db, instructor, { seminar, mode: 'allowed' })
  expect(await sentTo(ben)).not.toContain('Zarathustra')
})
