import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type SeminarId, type UserId, memberId } from '../../core/base'
import { groupsNeeded } from '../../core/people'
import { READY_CODEBOOKS } from '../../core/annotation'
import type { Actor } from '../../core/policy'
import { signedIn } from '../auth/actor-testing'
import { openBus } from '../bus'
import { openTestDatabase, type TestDatabase } from '../launch/test-database'
import { layersOfReading } from '../store/layers'
import { createPerson } from '../store/people'
import { findReading } from '../store/readings'
import { groupsOf } from '../store/groups'
import { membersOf } from '../store/members'
import { findSeminar } from '../store/seminars'
import { tagsOf } from '../store/tags'
import { addReading } from './add-reading'
import { changeRole } from './change-role'
import { dealGroups } from './deal-groups'
import { joinSeminar } from './join-seminar'
import { makeGroup, nextGroupNames } from './make-group'
import { moveMember } from './move-member'
import { openClassCode } from './open-class-code'
import { openSeminar } from './open-seminar'
import { removeGroup } from './remove-group'
import { renameGroup } from './rename-group'
import { rotateClassCode } from './rotate-class-code'
import { slugOf } from './set-reading'

let testing: TestDatabase
beforeAll(async () => {
  testing = await openTestDatabase()
})
afterAll(() => testing.close())

/** The person with this id as the policy sees them now. */
const actorOf = (user: UserId): Promise<Actor> => signedIn(testing.db, user)

const newPerson = async (name: string, teaches = false) => {
  const person = await createPerson(testing.db, { name, email: null, passwordHash: null, teaches })
  if (person === undefined) throw new Error('no person')
  return person
}

let seminar: SeminarId
let instructor: Actor
let code: string
beforeEach(async () => {
  const person = await newPerson('Samina Qureshi', true)
  const tags = READY_CODEBOOKS[0]?.tags ?? []
  seminar = await openSeminar(testing.db, await actorOf(person.id), { name: 'South Asian Security', tags })
  instructor = await actorOf(person.id)
  code = (await findSeminar(testing.db, seminar))?.classCode ?? ''
})

const join = (name: string) => joinSeminar(testing.db, code, { kind: 'new', name, login: undefined })
const memberNamed = async (name: string) => {
  const found = (await membersOf(testing.db, seminar)).find((member) => member.name === name)
  if (found === undefined) throw new Error(`no member ${name}`)
  return found
}
const sizes = async () => (await groupsOf(testing.db, seminar)).map((group) => group.size)

test('who does not teach opens no seminar', async () => {
  const student = await actorOf((await newPerson('Zara Malik')).id)
  await expect(openSeminar(testing.db, student, { name: 'Mine', tags: [] })).rejects.toMatchObject({
    code: 'forbidden',
  })
})

test('a seminar opens with its instructor, one group and its codebook', async () => {
  const { db } = testing
  expect((await membersOf(db, seminar)).map(({ name, role }) => [name, role])).toEqual([
    ['Samina Qureshi', 'instructor'],
  ])
  expect((await groupsOf(db, seminar)).map(({ name }) => name)).toEqual(['Group A'])
  expect((await tagsOf(db, seminar)).map(({ name, verdicts }) => [name, verdicts])).toEqual([
    ['realist', 0],
    ['liberal', 0],
    ['constructivist', 0],
    ['interdependence', 0],
  ])
})

describe('joining', () => {
  test('thirty who join at once are spread evenly over the groups and the colours', async () => {
    await makeGroup(testing.db, instructor, { seminar, name: undefined })
    await makeGroup(testing.db, instructor, { seminar, name: undefined })
    await Promise.all(Array.from({ length: 30 }, (_, at) => join(`Student ${at}`)))
    expect(await sizes()).toEqual([10, 10, 10])
    const colours = (await membersOf(testing.db, seminar)).map((member) => member.colour)
    const uses = Array.from({ length: 12 }, (_, at) => colours.filter((colour) => colour === at + 1).length)
    expect(Math.max(...uses) - Math.min(...uses)).toBeLessThanOrEqual(1)
  })

  test('a late student lands in the smallest group', async () => {
    const { db } = testing
    await join('Zara Malik')
    await makeGroup(db, instructor, { seminar, name: 'Late' })
    await join('Ben Carter')
    expect((await memberNamed('Ben Carter')).group).toBe((await groupsOf(db, seminar))[1]?.id)
  })

  test('who is a member stays what they are, also through a closed code; a newcomer is refused', async () => {
    const { db } = testing
    const { user } = await join('Zara Malik')
    await openClassCode(db, instructor, seminar, false)
    expect(await joinSeminar(db, code, { kind: 'user', user })).toMatchObject({ isNew: false, user })
    await expect(join('Ben Carter')).rejects.toMatchObject({ code: 'closed' })
    expect(await membersOf(db, seminar)).toHaveLength(2)
    expect(await db.user.count({ where: { name: 'Ben Carter', members: { none: {} } } })).toBe(0)
  })

  test('an old code opens nothing once there is a new one', async () => {
    const fresh = await rotateClassCode(testing.db, instructor, seminar)
    await expect(join('Zara Malik')).rejects.toMatchObject({ code: 'not-found' })
    code = fresh
    expect((await join('Zara Malik')).isNew).toBe(true)
  })

  test('an e-mail that somebody has makes no second person and no member', async () => {
    const { db } = testing
    const login = { email: `zara-${seminar}@example.edu`, password: 'three plain words' }
    await joinSeminar(db, code, { kind: 'new', name: 'Zara Malik', login })
    await expect(joinSeminar(db, code, { kind: 'new', name: 'Zara Two', login })).rejects.toMatchObject({
      code: 'conflict',
    })
    expect(await membersOf(db, seminar)).toHaveLength(2)
  })
})

describe('groups', () => {
  test('are named by the next free letter', () => {
    expect(nextGroupNames(new Set(['Group A', 'Group C']), 3)).toEqual(['Group B', 'Group D', 'Group E'])
    expect(nextGroupNames(new Set(), 28).slice(25)).toEqual(['Group Z', 'Group AA', 'Group AB'])
  })

  test.each([
    [0, 5, 1],
    [5, 5, 1],
    [6, 5, 2],
    [34, 5, 7],
  ])('%i students at %i a group need %i groups', (students, size, groups) => {
    expect(groupsNeeded(students, size)).toBe(groups)
  })

  test('a deal puts every student into a group, none over the size, and moves no instructor', async () => {
    await Promise.all(Array.from({ length: 11 }, (_, at) => join(`Student ${at}`)))
    await dealGroups(testing.db, instructor, { seminar, size: 4 })
    expect((await sizes()).toSorted()).toEqual([3, 4, 4])
    expect((await memberNamed('Samina Qureshi')).group).toBeNull()
  })

  test('a name that is taken is refused, the own one is not', async () => {
    const { db } = testing
    const group = await makeGroup(db, instructor, { seminar, name: 'Readers' })
    await renameGroup(db, instructor, { seminar, group, name: 'Readers' })
    await expect(renameGroup(db, instructor, { seminar, group, name: 'Group A' })).rejects.toMatchObject({
      code: 'conflict',
    })
    await expect(makeGroup(db, instructor, { seminar, name: 'Readers' })).rejects.toMatchObject({ code: 'conflict' })
  })

  test('a group goes only when nobody is in it', async () => {
    const { db } = testing
    await join('Zara Malik')
    const [group] = await groupsOf(db, seminar)
    if (group === undefined) throw new Error('no group')
    await expect(removeGroup(db, instructor, { seminar, group: group.id })).rejects.toMatchObject({ code: 'conflict' })
    await moveMember(db, instructor, { seminar, member: (await memberNamed('Zara Malik')).id, group: null })
    await removeGroup(db, instructor, { seminar, group: group.id })
    expect(await groupsOf(db, seminar)).toEqual([])
  })

  test('a student, and an instructor of another seminar, change nothing', async () => {
    const { db } = testing
    const { user } = await join('Zara Malik')
    const target = { seminar, member: (await memberNamed('Zara Malik')).id, group: null }
    await expect(moveMember(db, await actorOf(user), target)).rejects.toMatchObject({ code: 'forbidden' })
    const stranger = await actorOf((await newPerson('Dara Lind', true)).id)
    await expect(moveMember(db, stranger, target)).rejects.toMatchObject({ code: 'not-found' })
    await expect(rotateClassCode(db, stranger, seminar)).rejects.toMatchObject({ code: 'not-found' })
  })

  test('nobody is moved into the group of another seminar', async () => {
    const { db } = testing
    await join('Zara Malik')
    const other = await openSeminar(db, instructor, { name: 'Other', tags: [] })
    const [foreign] = await groupsOf(db, other)
    const member = (await memberNamed('Zara Malik')).id
    await expect(moveMember(db, instructor, { seminar, member, group: foreign?.id ?? null })).rejects.toMatchObject({
      code: 'not-found',
    })
    await expect(
      moveMember(db, instructor, { seminar, member: memberId('nobody'), group: null }),
    ).rejects.toMatchObject({ code: 'not-found' })
  })
})

describe('roles', () => {
  test('a seminar keeps an instructor', async () => {
    const { db } = testing
    const only = (await memberNamed('Samina Qureshi')).id
    await expect(changeRole(db, instructor, { seminar, member: only, role: 'student' })).rejects.toMatchObject({
      code: 'conflict',
    })
    await join('Dara Lind')
    await changeRole(db, instructor, { seminar, member: (await memberNamed('Dara Lind')).id, role: 'instructor' })
    expect(await memberNamed('Dara Lind')).toMatchObject({ role: 'instructor', group: null })
    await changeRole(db, instructor, { seminar, member: only, role: 'student' })
    expect((await memberNamed('Samina Qureshi')).group).not.toBeNull()
  })
})

describe('readings', () => {
  const markdown = '# On Reading: a Test\n\nAda Example\n\n## One\n\nA first sentence of the paper. And a second one.\n'

  test('a text becomes a reading with a layer for every group, also for one that is made later', async () => {
    const { db } = testing
    const slug = await addReading(db, instructor, { seminar, markdown })
    const reading = await findReading(db, slug)
    if (reading === undefined) throw new Error('no reading')
    const kinds = async () => (await layersOfReading(db, reading.id)).map((layer) => layer.subject.layerKind)
    expect(await kinds()).toEqual(['instructor', 'seminar', 'group'])
    await makeGroup(db, instructor, { seminar, name: undefined })
    expect(await kinds()).toEqual(['instructor', 'seminar', 'group', 'group'])
  })

  test('the same paper set twice has two addresses', async () => {
    const first = await addReading(testing.db, instructor, { seminar, markdown })
    const second = await addReading(testing.db, instructor, { seminar, markdown })
    expect(second).not.toBe(first)
    expect([first, second].every((slug) => slug.startsWith('on-reading'))).toBe(true)
  })

  test('a file that is no paper, or comes from a student, leaves nothing behind', async () => {
    const { db } = testing
    const papers = await db.paper.count()
    await expect(addReading(db, instructor, { seminar, markdown: ' ' })).rejects.toMatchObject({ code: 'bad-input' })
    const student = await actorOf((await join('Zara Malik')).user)
    await expect(
      addReading(db, student, { seminar, markdown: markdown.replace('Test', 'Trick') }),
    ).rejects.toMatchObject({ code: 'forbidden' })
    expect(await db.paper.count()).toBe(papers)
  })

  test.each([
    ['Pakistan-Russia Relations: Progress, Prospects and Constraints', 'pakistan-russia-relations'],
    ['Élan vital & “más”', 'elan-vital-mas'],
    ['علم', 'reading'],
    ['x'.repeat(100), 'x'.repeat(60)],
  ])('the address of %j is %j', (title, slug) => {
    expect(slugOf(title)).toBe(slug)
  })
})

test('a move is heard on the bus once it is committed, a refused one never', async () => {
  const { db, url } = testing
  await join('Zara Malik')
  const member = (await memberNamed('Zara Malik')).id
  const bus = await openBus(url)
  try {
    const heard: string[] = []
    const first = new Promise<void>((done) => {
      bus.subscribe('access-changed', (event) => {
        heard.push(event.seminar)
        done()
      })
    })
    await expect(
      moveMember(db, instructor, { seminar, member: memberId('nobody'), group: null }),
    ).rejects.toMatchObject({ code: 'not-found' })
    await moveMember(db, instructor, { seminar, member, group: null })
    await first
    expect(heard).toEqual([seminar])
  } finally {
    await bus.close()
  }
})
