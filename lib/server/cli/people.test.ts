import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestDatabase, type TestDatabase } from '../launch/test-database'
import { openSeminar } from '../commands/open-seminar'
import { createPerson } from '../store/people'
import { makeSeminar, setTestEnv } from '../realtime/testing'
import { run as codebook } from './codebook'
import { run as groups } from './groups'
import { run as members } from './members'
import { run as rounds } from './rounds'
import { run as roster } from './roster'
import { run as seminar } from './seminar'
import { runVerb } from './verb-testing'

const NAME = 'Security after 1991'
let testing: TestDatabase
let folder: string
beforeAll(async () => {
  testing = await openTestDatabase()
  setTestEnv(testing)
  folder = await mkdtemp(join(tmpdir(), 'roster-'))
  const person = await createPerson(testing.db, { name: 'Ada', email: null, passwordHash: null, teaches: true })
  if (person === undefined) throw new Error('no person')
  const actor = { kind: 'user', user: person.id, teaches: true, memberships: [] } as const
  await openSeminar(testing.db, actor, { name: NAME, tags: [] })
})
afterAll(async () => {
  await testing.close()
  await rm(folder, { recursive: true })
})

const ask = (verb: Parameters<typeof runVerb>[1], ...args: readonly string[]) => runVerb(testing.db, verb, args)
const file = async (text: string): Promise<string> => {
  const path = join(folder, 'list.csv')
  await writeFile(path, text)
  return path
}

test('[CI1] [CI2] a roster is imported whole or not at all', async () => {
  const good = 'Name,E-mail,Group\nLeila Haddad,leila@example.edu,Red\nMei Tan,mei@example.edu,Blue\n'
  const bad = await ask(roster, NAME, await file(`${good}Nobody,,Red\n`))
  expect(bad).toMatchObject({ status: 1, out: [] })
  expect(bad.err).toEqual(['Line 4: the e-mail is missing.', 'Nothing was imported. Mend these lines and try again.'])
  expect((await ask(groups, NAME)).out).toEqual(['Group A'])
  expect((await ask(roster, NAME, await file(good), '--dry-run')).status).toBe(0)
  expect((await ask(groups, NAME)).out).toEqual(['Group A'])
  const taken = await ask(roster, NAME, await file(good))
  expect(taken).toMatchObject({ status: 0, err: ['New groups: Red, Blue.'] })
  expect((await ask(groups, NAME)).out).toEqual(['Red\tLeila Haddad', 'Blue\tMei Tan'])
})

test('[CI6] who has not come is listed, with a link each where that is asked for', async () => {
  expect((await ask(roster, NAME, '--awaited')).out).toEqual([
    'Leila Haddad\tleila@example.edu',
    'Mei Tan\tmei@example.edu',
  ])
  expect((await ask(roster, NAME, '--awaited', '--links')).out[0]).toMatch(/^Leila Haddad\t\S+\t\/setup\/[\w-]{32}$/)
})

test('groups are added, moved and dealt', async () => {
  expect((await ask(groups, NAME, 'move', 'mei@example.edu', 'red')).out).toEqual([
    'Red\tLeila Haddad',
    'Red\tMei Tan',
    'Blue',
  ])
  expect((await ask(groups, NAME, 'move', 'Nobody', 'red')).status).toBe(1)
  expect((await ask(groups, NAME, 'add', 'Green')).out).toContain('Green')
  expect(await ask(groups, NAME, 'assign', 'Mei Tan', 'red')).toMatchObject({ status: 2, out: [] })
  expect((await ask(groups, NAME, 'assign', 'Mei Tan', 'Puce')).status).toBe(1)
  const dealt = await ask(groups, NAME, 'deal', '--size', '2', '--by', 'tags', '--anew')
  expect(dealt.out).toEqual(['Group A\tLeila Haddad', 'Group A\tMei Tan'])
})

test('a seminar is set up', async () => {
  const set = await ask(seminar, NAME, '--pseudonyms', 'required', '--limit', '30', '--code', 'closed', '--json')
  expect(JSON.parse(set.out.join('\n'))).toMatchObject({
    pseudonyms: 'required',
    studentLimit: 30,
    isCodeOpen: false,
    members: [{ name: 'Ada' }, { name: 'Leila Haddad', isAwaited: true }, { name: 'Mei Tan' }],
  })
  expect((await ask(seminar, NAME, '--limit', 'none')).out[0]).toMatch(/ \(closed\), no limit, pseudonyms required, 3 /)
})

test.each([
  [roster, []],
  [roster, [NAME]],
  [roster, [NAME, 'a', 'b']],
  [groups, []],
  [groups, [NAME, 'deal']],
  [groups, [NAME, 'deal', '--size', '1']],
  [groups, [NAME, 'add', 'A', '--anew']],
  [seminar, []],
  [seminar, [NAME, '--pseudonyms', 'perhaps']],
  [seminar, [NAME, '--limit', '0']],
])('bad use is one sentence and status 2 (%#)', async (verb, args) => {
  const answer = await ask(verb, ...args)
  expect(answer).toMatchObject({ status: 2, out: [] })
  expect(answer.err).toHaveLength(1)
})

test('[CI7] roles are given, and who has not come is taken off the roster', async () => {
  const given = await ask(members, NAME, 'role', 'mei@example.edu', 'assistant')
  expect(given.out.join('\n')).toMatch(/^Mei Tan\tmei@example\.edu\tassistant\t.*\tawaited$/m)
  expect(await ask(members, NAME, 'role', 'nobody@example.edu', 'assistant')).toMatchObject({ status: 1, out: [] })
  expect((await ask(members, NAME, 'role', 'Mei Tan', 'dean')).status).toBe(2)
  const after = await ask(members, NAME, 'unlist', 'Mei Tan')
  expect(after.out.join()).not.toContain('Mei Tan')
})

test('[PO1] groups are renamed and removed, and the codebook is changed once that is sure', async () => {
  await ask(groups, NAME, 'add', 'Sky')
  expect((await ask(groups, NAME, 'rename', 'sky', 'Azure')).out).toContain('Azure')
  expect((await ask(groups, NAME, 'remove', 'Azure')).out).not.toContain('Azure')
  expect(await ask(groups, NAME, 'remove', 'Azure')).toMatchObject({
    status: 1,
    err: [expect.stringMatching(/^There is no group "Azure"\. .* lists them\.$/)],
  })
  const plan = await ask(codebook, NAME, 'add', 'ir-theory')
  expect(plan).toMatchObject({ status: 0, err: ['Nothing is done yet: say --yes to do it.'] })
  expect(plan.out[0]).toBe('realist: comes with the key r.')
  expect((await ask(codebook, NAME)).out).toEqual([])
  expect((await ask(codebook, NAME, 'add', 'ir-theory', '--yes')).status).toBe(0)
  expect((await ask(codebook, NAME, 'merge', 'liberal', 'realist', '--yes')).status).toBe(0)
  expect((await ask(codebook, NAME)).out[1]).toBe('liberal (l), off, counts as realist: 0 verdicts')
  expect((await ask(codebook, NAME, 'part', 'liberal', '--yes')).status).toBe(0)
  expect((await ask(codebook, NAME, 'retire', 'realist', '--yes')).status).toBe(0)
  expect((await ask(codebook, NAME)).out.slice(0, 2)).toEqual([
    'realist (r), off: 0 verdicts',
    'liberal (l): 0 verdicts',
  ])
  expect((await ask(codebook, NAME, 'retire', 'nobody', '--yes')).err).toEqual([
    expect.stringMatching(/^There is no tag "nobody"\. .* lists them\.$/),
  ])
  expect((await ask(codebook, NAME, 'add', 'no-book')).status).toBe(2)
})

test('[PO1] a seminar is opened for who teaches, with a codebook where one is named', async () => {
  await createPerson(testing.db, { name: 'Bea', email: 'bea@example.edu', passwordHash: null, teaches: true })
  await createPerson(testing.db, { name: 'Cy', email: 'cy@example.edu', passwordHash: null, teaches: false })
  const open = (...args: readonly string[]) => ask(seminar, 'open', ...args)
  const opened = await open(' Trade ', '--instructor', 'Bea@example.edu', '--codebook', 'ir-theory', '--json')
  expect(opened.out.join('\n')).toMatch(/"name": "Trade",\s+"classCode": "\w+"/)
  expect((await ask(codebook, 'Trade')).out[0]).toBe('realist (r): 0 verdicts')
  expect((await ask(members, 'Trade')).out.join('\n')).toMatch(/^Bea\tbea@example\.edu\tinstructor/m)
  for (const [who, sentence] of [
    ['nobody@example.edu', /^Nobody has the e-mail "nobody@example\.edu"\./],
    ['cy@example.edu', /^Cy may not open seminars\./],
  ] as const) {
    expect(await open('Peace', '--instructor', who)).toMatchObject({
      status: 1,
      err: [expect.stringMatching(sentence)],
    })
  }
  expect((await ask(codebook, 'Peace')).status).toBe(1)
  for (const wrong of [
    ['Peace'],
    [' ', '--instructor', 'bea@example.edu'],
    ['Peace', '--instructor', 'b', '--codebook', 'x'],
  ]) {
    expect([wrong, (await open(...wrong)).status]).toEqual([wrong, 2])
  }
})

test('[PO1] a tag is added and changed once that is sure, with signs that are free', async () => {
  const { id } = await makeSeminar(testing.db, 'cli-tags')
  const at = (...args: readonly string[]) => ask(codebook, id, ...args)
  const before = (await at()).out
  const plan = await at('new', 'Neorealist', '--definition', 'Power is spread by the system.')
  expect(plan).toMatchObject({ status: 0, err: ['Nothing is done yet: say --yes to do it.'] })
  expect(plan.out).toEqual([expect.stringMatching(/^Neorealist \(n, \w+\): Power is spread by the system\.$/)])
  expect((await at()).out).toEqual(before)
  const sure = await at('new', 'Neorealist', '--definition', 'Power is spread by the system.', '--yes')
  expect(sure).toMatchObject({ status: 0, err: [] })
  expect((await at()).out.at(-1)).toBe('Neorealist (n): 0 verdicts')
  await at('change', 'neorealist', '--name', 'Structural', '--key', 'z', '--yes')
  expect((await at()).out).toEqual([...before, 'Structural (z): 0 verdicts'])
  await at('retire', 'structural', '--yes')
  await at('change', 'structural', '--on', '--yes')
  expect((await at()).out).toEqual([...before, 'Structural (z): 0 verdicts'])
  expect(await at('change', 'nobody', '--key', 'q', '--yes')).toMatchObject({
    status: 1,
    err: [expect.stringMatching(/^There is no tag "nobody"\./)],
  })
  expect(await at('new', 'structural', '--definition', 'Twice.', '--yes')).toMatchObject({
    status: 1,
    err: ['Another tag has this name. Choose another.'],
  })
  for (const wrong of [
    ['new', 'x'],
    ['new', 'x', '--definition', 'y', '--key', 'zz'],
    ['new', 'x', '--definition', 'y', '--pigment', 'pink'],
    ['change', 'structural'],
    ['change', 'structural', '--under', 'realist'],
  ]) {
    expect([wrong, (await at(...wrong)).status]).toEqual([wrong, 2])
  }
})

test('[RO1] rounds are listed, opened, set and closed', async () => {
  const { reading } = await makeSeminar(testing.db, 'cli')
  const at = (...args: readonly string[]) => ask(rounds, reading, ...args)
  expect((await at()).out[0]).toMatch(/^1 group: open, opens .*, closes never$/)
  expect((await at('add', 'independent')).out[1]).toMatch(/^2 independent: waiting, .*revealed never \(hand\)$/)
  expect((await at('next', '1')).out.map((line) => line.split(',')[0])).toEqual([
    '1 group: closed',
    '2 independent: open',
  ])
  const closes = new Date(Date.now() + 60_000).toISOString()
  expect((await at('set', '2', '--closes', closes, '--reveals', 'quorum:60')).out[1]).toContain(
    `closes ${closes}, revealed never (quorum:60)`,
  )
  const reveals = new Date(Date.now() + 120_000).toISOString()
  expect((await at('set', '2', '--reveals', `at:${reveals}`)).out[1]).toContain(`revealed ${reveals} (hand)`)
  expect((await at('reveal', '2')).out[1]).not.toContain('revealed never')
  expect((await at('open', '7')).status).toBe(1)
  for (const wrong of [
    ['open', 'x'],
    ['set', '2'],
    ['set', '2', '--reveals', 'quorum:101'],
    ['set', '2', '--reveals', 'at:soon'],
    ['open', '1', '--closes', 'none'],
  ]) {
    expect([wrong, (await at(...wrong)).status]).toEqual([wrong, 2])
  }
})
