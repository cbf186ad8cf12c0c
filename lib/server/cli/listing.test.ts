import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { ensurePrivateLayer } from '../commands/ensure-private-layer'
import { writeRecords } from '../commands/write-records'
import { type TestDatabase, openTestDatabase } from '../launch/test-database'
import { type TestSeminar, annotationOf, makeSeminar, setTestEnv } from '../realtime/testing'
import { HELP, HELP_VERBS, helpAsked, helpOf } from './help'
import { VERB_NAMES, main } from './main'
import { run as participation } from './participation'
import { run as reading } from './reading'
import { run as readings } from './readings'
import { run as rounds } from './rounds'
import { run as seminars } from './seminars'
import { runVerb } from './verb-testing'

let testing: TestDatabase
let seminar: TestSeminar
const SLUG = 'on-states-list'

beforeAll(async () => {
  testing = await openTestDatabase()
  setTestEnv(testing)
  seminar = await makeSeminar(testing.db, 'list')
  await ensurePrivateLayer(testing.db, seminar.reading, seminar.ada.id)
  await writeRecords(testing.db, {
    layer: seminar.layers.one,
    member: seminar.ada.id,
    records: [annotationOf(seminar, seminar.ada.id, 'a', 3)],
  })
})
afterAll(() => testing.close())

const ask = (verb: Parameters<typeof runVerb>[1], ...args: readonly string[]) => runVerb(testing.db, verb, args)

const readingSchema = z.object({
  id: z.string(),
  slug: z.string(),
  comparison: z.enum(['open', 'closed']),
  rounds: z.array(
    z.object({
      number: z.int(),
      kind: z.string(),
      phase: z.string(),
      layers: z.array(
        z.object({
          id: z.string(),
          kind: z.string(),
          name: z.string(),
          annotations: z.int(),
          readers: z.array(z.object({ id: z.string(), name: z.string() })),
          readsEverybody: z.boolean(),
          writers: z.array(z.string()),
        }),
      ),
    }),
  ),
})
const listed = async (...args: readonly string[]) => {
  const { status, out } = await ask(reading, SLUG, '--json', ...args)
  expect(status).toBe(0)
  return readingSchema.parse(JSON.parse(out.join('\n')))
}

describe('what a server has', () => {
  it('[CL1] seminars and their readings are listed with what other verbs call them by', async () => {
    const all = await ask(seminars)
    expect(all.out).toContain(`CODE-list\t${seminar.id}\tSeminar list\t4 members, 1 reading`)
    const own = await ask(readings, 'CODE-LIST')
    expect(own.status).toBe(1)
    expect(own.err[0]).toMatch(/`scholion seminars` lists them/)
    expect((await ask(readings, 'Seminar list')).out).toEqual([`${SLUG}\t${seminar.reading}\tOn states`])
    const set = await ask(readings, seminar.id, 'set', SLUG, '--json')
    const slugs = z.array(z.object({ slug: z.string(), version: z.string() })).parse(JSON.parse(set.out.join('\n')))
    expect(slugs.map(({ version }) => version)).toEqual([seminar.version, seminar.version])
    expect(slugs.map(({ slug }) => slug).toSorted()).toEqual(['on-states', SLUG])
  })

  it('[CL1] a reading says its layers, and who may read and write in each', async () => {
    const { rounds: found, id } = await listed()
    expect(id).toBe(seminar.reading)
    expect(found.map(({ number, kind, phase }) => [number, kind, phase])).toEqual([[1, 'group', 'open']])
    const layers = new Map(found.flatMap((round) => round.layers).map((layer) => [layer.id, layer]))
    const [one, everybody, instructor] = [seminar.layers.one, seminar.layers.seminar, seminar.layers.instructor].map(
      (layer) => layers.get(layer),
    )
    expect(one).toMatchObject({ kind: 'group', name: 'One', annotations: 1, readsEverybody: false })
    expect(one?.readers.map(({ name }) => name)).toEqual(['Ada list', 'Ben list', 'Teacher list'])
    expect(everybody).toMatchObject({ kind: 'seminar', annotations: 0, readsEverybody: true })
    expect(instructor?.writers).toEqual([seminar.teacher.id])
    const own = [...layers.values()].find(({ kind, name }) => kind === 'private' && name === 'Ada list')
    expect(own?.readers.map(({ id: reader }) => reader)).toEqual([seminar.ada.id])
    const { out } = await ask(reading, SLUG)
    expect(out[0]).toBe(`On states: ${SLUG}, id ${seminar.reading}, comparison closed`)
    expect(out[1]).toBe('round 1 group, open')
    expect(out).toContain(`  ${seminar.layers.one}\tgroup One\t1 annotation\tread by Ada list, Ben list, Teacher list`)
    expect(out).toContain(`  ${seminar.layers.seminar}\tseminar\t0 annotations\tread by all`)
  })

  it('[CL1] makes the layers that no window has made yet', async () => {
    const { out } = await ask(readings, seminar.id, 'set', SLUG)
    const fresh = out.map((line) => line.split('\t')[0] ?? '').find((slug) => slug !== SLUG)
    await testing.db.layer.deleteMany({ where: { reading: { slug: fresh ?? '' } } })
    const said = await ask(reading, fresh ?? '')
    expect(said.out.filter((line) => line.includes('annotations'))).toHaveLength(4)
  })

  it('[CL1] the comparison is opened and closed', async () => {
    expect((await listed('--comparison', 'open')).comparison).toBe('open')
    expect((await listed()).comparison).toBe('open')
    expect((await listed('--comparison', 'closed')).comparison).toBe('closed')
  })

  it('[CL2] what is not there is refused with the verb that lists it', async () => {
    for (const verb of [reading, participation, rounds]) {
      expect(await ask(verb, 'none')).toMatchObject({
        status: 1,
        out: [],
        err: ['There is no reading "none". `scholion readings SEMINAR` lists them: give a slug or an id.'],
      })
    }
    expect(await ask(readings, seminar.id, 'set', 'none')).toMatchObject({ status: 1, out: [] })
  })

  it('[CL4] a round gets more time, and asks for what is named alone', async () => {
    const closesAt = new Date(Date.now() + 60_000)
    await testing.db.round.update({ where: { id: seminar.round }, data: { closedAt: closesAt } })
    await ask(rounds, SLUG, 'set', '1', '--claims', '3', '--replies', '1')
    const after = await ask(rounds, SLUG, 'set', '1', '--claims', 'none', '--comments', '2')
    expect(after.out[0]).toMatch(/asks for 2 comments, 1 replies$/)
    expect((await ask(rounds, SLUG, 'more', '1')).status).toBe(0)
    const row = await testing.db.round.findUniqueOrThrow({ where: { id: seminar.round } })
    expect(row.closedAt?.getTime()).toBe(closesAt.getTime() + 5 * 60_000)
    for (const args of [
      ['set', '1', '--claims', '0'],
      ['set', '1', '--claims', '101'],
      ['more', '1', '--claims', '3'],
    ]) {
      expect(await ask(rounds, SLUG, ...args)).toMatchObject({ status: 2, out: [] })
    }
  })

  it('[PN10] participation is printed as a grade book takes it, and that is in the log', async () => {
    const said = await ask(participation, SLUG, '--for', 'canvas')
    expect(said.out.join('\n')).toMatch(/^Student,ID,SIS User ID,SIS Login ID,Section,On states participation\n/)
    expect(said.out.join('\n')).toContain('Ada list')
    expect(said.out.join('\n')).not.toContain('Teacher list')
    expect(
      await testing.db.auditEntry.count({ where: { seminarId: seminar.id, detail: 'participation canvas' } }),
    ).toBe(1)
  })

  it.each([
    [seminars, ['more']],
    [readings, []],
    [readings, ['a', 'set']],
    [readings, ['a', 'unset', 'b']],
    [reading, []],
    [reading, [SLUG, '--comparison', 'perhaps']],
    [participation, [SLUG, '--for', 'blackboard']],
  ])('bad use is one sentence and status 2 (%#)', async (verb, args) => {
    const answer = await ask(verb, ...args)
    expect(answer).toMatchObject({ status: 2, out: [] })
    expect(answer.err).toHaveLength(1)
  })
})

describe('--help', () => {
  it('[CL3] has every verb, and the README the same lines', () => {
    expect([...HELP_VERBS].toSorted()).toEqual([...VERB_NAMES].toSorted())
    const [, block = ''] = /## From the command line\n\n```\n([^]*?)```/.exec(readFileSync('README.md', 'utf8')) ?? []
    const lines = block.trimEnd().split('\n')
    expect(lines.slice(1).map((line) => line.replace(/^npm run -s scholion -- | {23}/, ''))).toEqual(HELP)
  })

  it('[CL3] of one verb has its lines and no other verb’s', () => {
    expect(helpOf('seminars')).toEqual(['seminars [--json]'])
    expect(helpAsked(['export', 'R', '--help'])).toHaveLength(3)
    expect(helpAsked(['help', 'seminar'])?.every((line) => line.startsWith('seminar '))).toBe(true)
    expect(helpAsked(['--help'])?.slice(0, HELP.length)).toEqual(HELP)
    expect(helpAsked(['seminar', 'S'])).toBeUndefined()
    expect(helpAsked(['nothing', '--help'])).toBeUndefined()
  })

  it('[CL3] opens no database', async () => {
    const opened = () => Promise.reject(new Error('needs no database'))
    expect(await main(['--help'], { root: '.', openDatabase: opened })).toBe(0)
  })
})
