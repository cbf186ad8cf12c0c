import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type MemberId, type SeminarId, type UserId, groupId } from '../../core/base'
import type { Actor } from '../../core/policy'
import { signedIn } from '../auth/actor-testing'
import { openTestDatabase, type TestDatabase } from '../launch/test-database'
import { createPerson } from '../store/people'
import { groupsOf } from '../store/groups'
import { membersOf } from '../store/members'
import { findSeminar } from '../store/seminars'
import { assignGroups } from './assign-groups'
import { changeRole } from './change-role'
import { createUser } from './create-user'
import { dealGroups } from './deal-groups'
import { enterByProvider } from './enter-by-provider'
import { importRoster } from './import-roster'
import { joinSeminar } from './join-seminar'
import { makePlaceLink } from './make-place-link'
import { makeSetupLink } from './make-setup-link'
import { openClassCode } from './open-class-code'
import { openSeminar } from './open-seminar'
import { removeAwaited } from './remove-awaited'
import { setStudentLimit } from './set-student-limit'
import { takePlaceLink } from './take-place-link'
import { takeSetupLink } from './take-setup-link'

let testing: TestDatabase
beforeAll(async () => {
  testing = await openTestDatabase()
})
afterAll(() => testing.close())

const actorOf = (user: UserId): Promise<Actor> => signedIn(testing.db, user)

let seminar: SeminarId
let instructor: Actor
let code: string
let run = 0
/** An e-mail of this test alone. */
const mail = (name: string): string => `${name}.${String(run)}@example.edu`

const newSeminar = async () => {
  const person = await createPerson(testing.db, { name: 'Samina', email: null, passwordHash: null, teaches: true })
  if (person === undefined) throw new Error('no person')
  const id = await openSeminar(testing.db, await actorOf(person.id), { name: 'Security', tags: [] })
  return { id, instructor: await actorOf(person.id), code: (await findSeminar(testing.db, id))?.classCode ?? '' }
}

beforeEach(async () => {
  run += 1
  const made = await newSeminar()
  seminar = made.id
  instructor = made.instructor
  code = made.code
})

const take = (...lines: readonly string[]) =>
  importRoster(testing.db, instructor, { seminar, text: lines.join('\n'), isTrial: false })
const taken = async (...lines: readonly string[]) => {
  const result = await take(...lines)
  if (!result.ok) throw new Error(JSON.stringify(result.reason))
  return result.value
}
/** Students as name, group and whether they are awaited. */
const students = async () => {
  const groups = new Map((await groupsOf(testing.db, seminar)).map(({ id, name }) => [id, name]))
  return (await membersOf(testing.db, seminar, 'knows'))
    .filter(({ role }) => role === 'student')
    .map(({ name, group, isAwaited }) => [name, group === null ? null : groups.get(group), isAwaited])
}
const memberCalled = async (name: string): Promise<MemberId> => {
  const found = (await membersOf(testing.db, seminar, 'knows')).find((member) => member.name === name)
  if (found === undefined) throw new Error(`no member ${name}`)
  return found.id
}

describe('a roster', () => {
  test('[CI1] keeps a place for each person in their group, and makes the groups', async () => {
    const plan = await taken(
      'Name\tE-mail\tGroup',
      `Leila Haddad\t${mail('leila')}\tRed`,
      `Tomás Varga\t${mail('tomas')}\tBlue`,
      `Mei Tan\t${mail('mei')}\tred`,
    )
    expect(plan.steps.map(({ what }) => what)).toEqual(['new', 'new', 'new'])
    expect(plan.newGroups).toEqual(['Red', 'Blue'])
    expect(await students()).toEqual([
      ['Leila Haddad', 'Red', true],
      ['Mei Tan', 'Red', true],
      ['Tomás Varga', 'Blue', true],
    ])
    expect((await groupsOf(testing.db, seminar)).map(({ name }) => name)).toEqual(['Red', 'Blue'])
  })

  test('[CI2] with one bad line, or on trial, changes nothing', async () => {
    const lines = Array.from({ length: 40 }, (_, at) => `Student ${at}; not an address ${at}; Red`)
    const refusal = await take('Name; E-mail; Group', `Leila Haddad; ${mail('leila')}; Red`, ...lines)
    expect(refusal.ok ? [] : refusal.reason.faults.map(({ line }) => line)).toEqual(lines.map((_, at) => at + 3))
    expect(refusal.ok ? 0 : refusal.reason.good).toBe(1)
    const trial = await importRoster(testing.db, instructor, {
      seminar,
      text: `Leila Haddad, ${mail('leila')}, Red`,
      isTrial: true,
    })
    expect(trial.ok && trial.value.steps).toHaveLength(1)
    expect(await students()).toEqual([])
    expect((await groupsOf(testing.db, seminar)).map(({ name }) => name)).toEqual(['Group A'])
  })

  test('[CI3] imported again it updates names and groups, and removes nobody', async () => {
    await taken(`Leila Hadad; ${mail('leila')}; Red`, `Mei Tan; ${mail('mei')}; Red`)
    const again = await taken(`Leila Haddad; ${mail('LEILA').toUpperCase()}; Blue`, `Ben Carter; ${mail('ben')};`)
    expect(again.steps.map(({ what }) => what)).toEqual(['changed', 'new'])
    expect(again.left).toBe(1)
    expect(await students()).toEqual([
      ['Ben Carter', 'Red', true],
      ['Leila Haddad', 'Blue', true],
      ['Mei Tan', 'Red', true],
    ])
    const same = await taken(`Leila Haddad; ${mail('leila')}; Blue`)
    expect(same.steps.map(({ what }) => what)).toEqual(['same'])
  })

  test('[CI4] who comes with the class code is in their group, by e-mail or by name', async () => {
    await taken(`Leila Haddad; ${mail('leila')}; Red`, `Mei Tan; ${mail('mei')}; Blue`, `Zara; ${mail('zara')}; Blue`)
    const login = { email: mail('leila'), password: 'three plain words' }
    await joinSeminar(testing.db, code, { kind: 'new', name: 'Leila H.', login })
    await joinSeminar(testing.db, code, { kind: 'new', name: 'mei tan', login: undefined })
    await joinSeminar(testing.db, code, { kind: 'new', name: 'Somebody Else', login: undefined })
    expect(await students()).toEqual([
      ['Leila H.', 'Red', false],
      ['mei tan', 'Blue', false],
      ['Somebody Else', 'Red', false],
      ['Zara', 'Blue', true],
    ])
  })

  test('[CI5] an e-mail that is proven finds its place at sign-in and at import; a typed one does not', async () => {
    const elsewhere = await newSeminar()
    const squatter = await joinSeminar(testing.db, elsewhere.code, {
      kind: 'new',
      name: 'Leila?',
      login: { email: mail('leila'), password: 'three plain words' },
    })
    const known = await createUser(
      testing.db,
      { kind: 'administrator' },
      {
        email: mail('ben'),
        name: 'Ben Carter',
        password: 'three plain words',
        teaches: false,
      },
    )
    const plan = await taken(
      `Leila Haddad; ${mail('leila')}; Red`,
      `Ben Carter; ${mail('ben')}; Red`,
      `Mei; ${mail('mei')}`,
    )
    expect(plan.steps.map(({ what }) => what)).toEqual(['new', 'came', 'new'])
    const seminarsOf = async (user: UserId) => {
      const actor = await actorOf(user)
      return actor.kind === 'user' ? actor.memberships.map((place) => place.seminar) : []
    }
    expect(await seminarsOf(known.id)).toEqual([seminar])
    expect(await seminarsOf(squatter.user)).toEqual([elsewhere.id])
    const mei = await enterByProvider(testing.db, {
      provider: 'oidc',
      subject: mail('s'),
      name: 'Mei',
      email: mail('mei'),
    })
    expect(await seminarsOf(mei.id)).toEqual([seminar])
    // The provider says whose the e-mail is: the password that somebody set for it opens nothing any more.
    const leila = await enterByProvider(testing.db, {
      provider: 'oidc',
      subject: mail('l'),
      name: 'Leila',
      email: mail('leila'),
    })
    expect(await seminarsOf(leila.id)).toContain(seminar)
    expect(await testing.db.user.findUnique({ where: { id: leila.id } })).toMatchObject({ passwordHash: null })
    expect(await students()).toContainEqual(['Mei', 'Red', false])
  })

  test('[CI6] a link brings somebody to their place once, and makes no first instructor', async () => {
    await taken(`Leila Haddad; ${mail('leila')}; Red`)
    const place = { seminar, member: await memberCalled('Leila Haddad') }
    const old = (await makePlaceLink(testing.db, instructor, place)).replace('/setup/', '')
    const token = (await makePlaceLink(testing.db, instructor, place)).replace('/setup/', '')
    const leila = { kind: 'new', name: 'Leila Haddad', password: 'three plain words' } as const
    await expect(takePlaceLink(testing.db, old, leila)).rejects.toMatchObject({ code: 'not-found' })
    await expect(
      takeSetupLink(testing.db, { token, name: 'Eve', email: mail('eve'), password: 'three plain words' }),
    ).rejects.toMatchObject({ code: 'not-found' })
    expect(await takePlaceLink(testing.db, token, leila)).toMatchObject({ seminar })
    await expect(takePlaceLink(testing.db, token, { ...leila, name: 'Eve' })).rejects.toMatchObject({
      code: 'not-found',
    })
    expect(await students()).toEqual([['Leila Haddad', 'Red', false]])
    await expect(makePlaceLink(testing.db, instructor, place)).rejects.toMatchObject({ code: 'not-found' })
    expect(await makeSetupLink(testing.db)).toBeUndefined()
  })

  test('[CI7] who has not come can be taken off, who has come cannot', async () => {
    await taken(`Leila Haddad; ${mail('leila')}; Red`, `Mei Tan; ${mail('mei')}; Red`)
    await joinSeminar(testing.db, code, { kind: 'new', name: 'Leila Haddad', login: undefined })
    const leila = await memberCalled('Leila Haddad')
    await expect(removeAwaited(testing.db, instructor, { seminar, member: leila })).rejects.toMatchObject({
      code: 'not-found',
    })
    await removeAwaited(testing.db, instructor, { seminar, member: await memberCalled('Mei Tan') })
    expect(await students()).toEqual([['Leila Haddad', 'Red', false]])
  })

  test('[CI8] a limit lets no more in by the code, but those a place waits for', async () => {
    await taken(`Leila Haddad; ${mail('leila')}; Red`)
    await setStudentLimit(testing.db, instructor, seminar, 2)
    const join = (name: string) => joinSeminar(testing.db, code, { kind: 'new', name, login: undefined })
    await join('Ben Carter')
    await expect(join('Zara Malik')).rejects.toMatchObject({ code: 'closed' })
    expect((await join('Leila Haddad')).isNew).toBe(true)
    expect(await testing.db.user.count({ where: { name: 'Zara Malik', members: { none: {} } } })).toBe(0)
    await openClassCode(testing.db, instructor, seminar, true)
  })

  test('[CI1] nobody but an instructor brings one', async () => {
    const { user } = await joinSeminar(testing.db, code, { kind: 'new', name: 'Zara Malik', login: undefined })
    await expect(
      importRoster(testing.db, await actorOf(user), { seminar, text: `A; ${mail('a')}`, isTrial: true }),
    ).rejects.toMatchObject({ code: 'forbidden' })
  })
})

describe('an assistant', () => {
  test('[PO7] sees the groups they look after, and all again where they have none', async () => {
    const { db } = testing
    await taken(`Leila Haddad; ${mail('leila')}; Red`, `Mei Tan; ${mail('mei')}; Blue`, `Zara; ${mail('zara')}; Green`)
    const { user } = await joinSeminar(db, code, { kind: 'new', name: 'Dara Lind', login: undefined })
    const member = await memberCalled('Dara Lind')
    await changeRole(db, instructor, { seminar, member, role: 'assistant' })
    const groups = await groupsOf(db, seminar)
    const idOf = (name: string) => groups.find((group) => group.name === name)?.id ?? groupId('none')
    const seen = async () => {
      const actor = await actorOf(user)
      const place = actor.kind === 'user' ? actor.memberships[0] : undefined
      return [place?.group, ...(place?.sees ?? [])]
    }
    await assignGroups(db, instructor, { seminar, member, groups: [idOf('Red'), idOf('Green')] })
    expect(await seen()).toEqual([idOf('Red'), idOf('Green')])
    await assignGroups(db, instructor, { seminar, member, groups: [] })
    expect(await seen()).toEqual([null])
    const student = await memberCalled('Mei Tan')
    await expect(assignGroups(db, instructor, { seminar, member: student, groups: [] })).rejects.toMatchObject({
      code: 'bad-input',
    })
  })
})

describe('a new cut', () => {
  test('[PO17] [GD2] leaves the old groups to be read by who was in them', async () => {
    for (let at = 0; at < 6; at += 1) {
      await joinSeminar(testing.db, code, { kind: 'new', name: `Student ${String(at)}`, login: undefined })
    }
    const [first] = await groupsOf(testing.db, seminar)
    await dealGroups(testing.db, instructor, { seminar, size: 3, by: 'presence', anew: true })
    const groups = await groupsOf(testing.db, seminar)
    expect(groups.map(({ name, size }) => [name, size])).toEqual([
      ['Group A', 3],
      ['Group B', 3],
    ])
    const members = (await membersOf(testing.db, seminar)).filter(({ role }) => role === 'student')
    expect(members.every(({ sees }) => sees.length === 1 && sees[0] === first?.id)).toBe(true)
    expect(groups.map(({ id }) => id)).not.toContain(first?.id)
  })
})
