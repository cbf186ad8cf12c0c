import { afterAll, beforeAll, expect, test } from 'vitest'
import { type SeminarId, type UserId, seminarId } from '../../core/base'
import { READY_CODEBOOKS } from '../../core/annotation'
import type { Actor } from '../../core/policy'
import { signedIn } from '../auth/actor-testing'
import { addReading } from '../commands/add-reading'
import { joinSeminar } from '../commands/join-seminar'
import { openClassCode } from '../commands/open-class-code'
import { openSeminar } from '../commands/open-seminar'
import { openTestDatabase, type TestDatabase } from '../launch/test-database'
import { createPerson } from '../store/people'
import { findSeminar } from '../store/seminars'
import { seminarOfCode } from './class-code'
import { mySeminars } from './my-seminars'
import { previewPaper } from './preview-paper'
import { seminarPage } from './seminar-page'

const MARKDOWN = '# A Paper\n\n## First\n\nSome words to read.[^1]\n\n## Second\n\nMore words.\n\n[^1]: A note.\n'
let testing: TestDatabase
let seminar: SeminarId
let instructor: Actor
let student: Actor
let code: string

const actorOf = (user: UserId): Promise<Actor> => signedIn(testing.db, user)
const personOf = async (name: string, email: string | null, teaches: boolean) => {
  const person = await createPerson(testing.db, { name, email, passwordHash: null, teaches })
  if (person === undefined) throw new Error('no person')
  return person.id
}

beforeAll(async () => {
  testing = await openTestDatabase()
  const { db } = testing
  const samina = await personOf('Samina Qureshi', 'samina@example.edu', true)
  const tags = READY_CODEBOOKS[0]?.tags ?? []
  seminar = await openSeminar(db, await actorOf(samina), { name: 'South Asian Security', tags })
  instructor = await actorOf(samina)
  await addReading(db, instructor, { seminar, markdown: MARKDOWN })
  code = (await findSeminar(db, seminar))?.classCode ?? ''
  student = await actorOf((await joinSeminar(db, code, { kind: 'new', name: 'Zara Malik', login: undefined })).user)
})
afterAll(() => testing.close())

test('the instructor sees the code, the addresses and the counts', async () => {
  const page = await seminarPage(testing.db, instructor, seminar)
  expect(page).toMatchObject({
    ok: true,
    value: {
      manages: true,
      classCode: { code, isOpen: true },
      readings: [
        {
          title: 'A Paper',
          sections: 2,
          footnotes: 1,
          tally: { annotations: 0, verdicts: 0, comments: 0, authors: 0 },
        },
      ],
    },
  })
  expect(JSON.stringify(page)).toContain('samina@example.edu')
})

test('a student sees the seminar without code, addresses and counts', async () => {
  const page = await seminarPage(testing.db, student, seminar)
  expect(page).toMatchObject({ ok: true, value: { manages: false, role: 'student', name: 'South Asian Security' } })
  if (!page.ok) return
  expect(page.value.classCode).toBeUndefined()
  expect(page.value.readings[0]?.tally).toBeUndefined()
  expect(page.value.tags.every((tag) => tag.verdicts === undefined)).toBe(true)
  expect(JSON.stringify(page)).not.toMatch(/example\.edu/)
  expect(JSON.stringify(page)).not.toContain(code)
})

test('a guest, a stranger, and a seminar that is not there get one and the same answer', async () => {
  const stranger = await actorOf(await personOf('Dara Lind', null, true))
  const nothing = { ok: false, reason: 'not-found' }
  expect(await seminarPage(testing.db, { kind: 'guest' }, seminar)).toEqual(nothing)
  expect(await seminarPage(testing.db, stranger, seminar)).toEqual(nothing)
  expect(await seminarPage(testing.db, instructor, seminarId('none'))).toEqual(nothing)
})

test('one sees one’s own seminars, with their readings', async () => {
  expect(await mySeminars(testing.db, { kind: 'guest' })).toEqual([])
  expect(await mySeminars(testing.db, student)).toMatchObject([
    {
      name: 'South Asian Security',
      role: 'student',
      members: 2,
      instructors: ['Samina Qureshi'],
      readings: [{ title: 'A Paper' }],
    },
  ])
})

test('a paper is previewed for who manages the seminar, and nothing is kept', async () => {
  const papers = await testing.db.paper.count()
  expect(previewPaper(instructor, seminar, MARKDOWN)).toMatchObject({
    title: 'A Paper',
    footnotes: 1,
    begins: 'Some words to read.',
    sections: [
      { level: 2, title: 'First' },
      { level: 2, title: 'Second' },
    ],
  })
  expect(() => previewPaper(student, seminar, MARKDOWN)).toThrow(expect.objectContaining({ code: 'forbidden' }))
  expect(() => previewPaper({ kind: 'guest' }, seminar, MARKDOWN)).toThrow(
    expect.objectContaining({ code: 'not-found' }),
  )
  expect(() => previewPaper(instructor, seminar, '%PDF-1.7')).toThrow(expect.objectContaining({ code: 'bad-input' }))
  expect(await testing.db.paper.count()).toBe(papers)
})

test('a code says the seminar and who teaches it while it is open, and only that it is closed afterwards', async () => {
  const { db } = testing
  expect(await seminarOfCode(db, ` ${code.toLowerCase()} `)).toEqual({
    kind: 'open',
    name: 'South Asian Security',
    instructors: ['Samina Qureshi'],
    isPseudonymous: false,
  })
  expect(await seminarOfCode(db, 'nonsense')).toEqual({ kind: 'unknown' })
  await openClassCode(db, instructor, seminar, false)
  expect(await seminarOfCode(db, code)).toEqual({ kind: 'closed' })
})
