import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { LayerId } from '../../core/base'
import type { AnnotatedPaper } from '../../core/export'
import type { Actor } from '../../core/policy'
import { run } from '../cli/export'
import { runVerb } from '../cli/verb-testing'
import { type TestDatabase, openTestDatabase } from '../launch/test-database'
import { type Press, openPress } from '../press/press'
import { readBack } from '../press/read-back'
import {
  type TestMember,
  type TestSeminar,
  actorIn,
  annotationOf,
  commentOf,
  makeSeminar,
  setTestEnv,
  taggingOf,
} from '../realtime/testing'
import { createRound } from '../store/rounds'
import { bytesOf, exportReading } from './export-reading'
import type { ExportRequest } from './gather-paper'
import { writeRecords } from './write-records'

let database: TestDatabase
let seminar: TestSeminar
let thread: Press
const SLUG = 'on-states-x'

beforeAll(async () => {
  database = await openTestDatabase()
  setTestEnv(database)
  seminar = await makeSeminar(database.db, 'x')
  await makeSeminar(database.db, 'y')
  thread = openPress()
  const write = async (member: TestMember, layer: LayerId, words: string): Promise<void> => {
    const [key, record] = annotationOf(seminar, member.id, `on-${words}`)
    const [answer, comment] = commentOf(member.id, `about-${words}`, key, words)
    await writeRecords(database.db, {
      layer,
      member: member.id,
      records: [
        [key, record],
        [answer, comment],
      ],
    })
  }
  await write(seminar.ada, seminar.layers.one, 'one')
  await write(seminar.cleo, seminar.layers.two, 'two')
  await write(seminar.ada, seminar.ada.privateLayer, 'secret')
  await write(seminar.teacher, seminar.layers.instructor, 'teacher')
  const [key] = annotationOf(seminar, seminar.ada.id, 'on-one')
  await writeRecords(database.db, {
    layer: seminar.layers.one,
    member: seminar.ben.id,
    records: [taggingOf(seminar.ben.id, key, seminar.tag)],
  })
})

afterAll(async () => {
  await thread.close()
  await database.close()
})

const administrator: Actor = { kind: 'administrator' }
/** What was to be pressed, in place of the file. */
const gathered = async (actor: Actor, request: Partial<ExportRequest> = {}) => {
  let paper: AnnotatedPaper | undefined
  const press: Press = {
    press: (given) => {
      paper = given
      return Promise.resolve({ ok: true, value: new Uint8Array() })
    },
    warm: () => undefined,
    close: () => Promise.resolve(),
  }
  const exported = await exportReading(database.db, actor, { reading: SLUG, format: 'pdf', ...request }, { press })
  if (!exported.ok) return exported.reason
  const notes = paper?.threads.flatMap(({ thread: { comments } }) =>
    comments.map(({ author }) => paper?.names.get(author)),
  )
  return { notes: notes?.toSorted(), layers: paper?.layers.map(({ name }) => name), file: exported.value.fileName }
}

describe('exporting a reading', () => {
  it('[PO7] gives a student their group, the instructors’ notes and their own private ones, and nothing else', async () => {
    const ada = actorIn(seminar, seminar.ada, 'student', 0)
    expect(await gathered(ada)).toEqual({
      notes: ['Ada x', 'Ada x', 'Teacher x'],
      layers: ['Instructors', 'One', 'Only me'],
      file: 'on-states-x.pdf',
    })
    expect(await gathered(actorIn(seminar, seminar.ben, 'student', 0))).toMatchObject({
      notes: ['Ada x', 'Teacher x'],
    })
  })

  it('[PO6] gives nobody but its member a private layer', async () => {
    const teacher = actorIn(seminar, seminar.teacher, 'instructor')
    expect(await gathered(teacher)).toMatchObject({ notes: ['Ada x', 'Cleo x', 'Teacher x'] })
    expect(await gathered(administrator)).toMatchObject({ notes: ['Ada x', 'Cleo x', 'Teacher x'] })
    expect(await gathered(teacher, { layers: [seminar.ada.privateLayer] })).toBe('not-found')
    expect(await gathered(actorIn(seminar, seminar.ada, 'student', 0), { layers: [seminar.ada.privateLayer] })).toEqual(
      { notes: ['Ada x'], layers: ['Only me'], file: 'on-states-x-only-me.pdf' },
    )
  })

  it('[PO7] hides the layer and the group of others', async () => {
    const ada = actorIn(seminar, seminar.ada, 'student', 0)
    expect(await gathered(ada, { layers: [seminar.layers.two] })).toBe('not-found')
    expect(await gathered(ada, { layers: [seminar.layers.one, seminar.layers.two] })).toBe('not-found')
    expect(await gathered(ada, { group: 'Two' })).toBe('not-found')
    expect(await gathered(ada, { group: seminar.groups[1] })).toBe('not-found')
    expect(await gathered(ada, { group: ' one ' })).toEqual({
      notes: ['Ada x'],
      layers: ['One'],
      file: 'on-states-x-one.pdf',
    })
  })

  it('[PO2] hides the reading from guests and from members of another seminar', async () => {
    expect(await gathered({ kind: 'guest' })).toBe('not-found')
    expect(await gathered(actorIn(seminar, seminar.ada, 'student', 0), { reading: 'on-states-y' })).toBe('not-found')
    expect(await gathered(administrator, { reading: 'nothing' })).toBe('not-found')
  })

  it('takes the id of a reading as well as its slug, and no layer of another reading', async () => {
    expect(await gathered(administrator, { reading: seminar.reading, group: 'two' })).toMatchObject({
      notes: ['Cleo x'],
    })
    expect(await gathered(administrator, { reading: 'on-states-y', layers: [seminar.layers.one] })).toBe('not-found')
  })

  it('makes a file in which the notes of the rows are highlights', async () => {
    const exported = await exportReading(
      database.db,
      administrator,
      { reading: SLUG, format: 'pdf', group: 'One' },
      { press: thread, at: Date.UTC(2026, 10, 24) },
    )
    if (!exported.ok) throw new Error(exported.reason)
    if (exported.value.kind !== 'whole') throw new Error('a PDF is whole')
    const read = await readBack(exported.value.bytes)
    const highlight = read.annotations.find(({ subtype }) => subtype === 'Highlight')
    expect(highlight).toMatchObject({ author: 'Ada x', colour: [255, 162, 135] })
    expect(highlight?.words).toContain('realist 1: Ben x')
    expect(read.annotations.find(({ subtype }) => subtype === 'Text')?.inReplyTo).toBe(highlight?.id)
  })
})

/** The text of a file that comes in pieces; or why there is none. */
const textOf = async (actor: Actor, request: Partial<ExportRequest> = {}): Promise<string> => {
  const exported = await exportReading(database.db, actor, { reading: SLUG, format: 'csv', ...request })
  if (!exported.ok) return exported.reason
  if (exported.value.kind !== 'pieces') throw new Error('in one piece')
  return new Response(bytesOf(exported.value.pieces)).text()
}

describe('what of a reading leaves', () => {
  it('[XO1] is the same in every format', async () => {
    for (const format of ['csv', 'jsonld', 'html', 'markdown'] as const) {
      const text = await textOf(administrator, { format })
      for (const words of ['one', 'two', 'teacher']) expect(text, format).toContain(words)
      expect(text, format).not.toContain('secret')
    }
    for (const format of ['docx', 'xlsx', 'qdpx'] as const) {
      const exported = await exportReading(database.db, administrator, { reading: SLUG, format })
      expect(exported.ok && exported.value.kind === 'whole' && exported.value.bytes.byteLength).toBeGreaterThan(1_000)
    }
  })

  it('[XO1] is what the room’s filter shows', async () => {
    const said = async (filter: string) => (await textOf(administrator, { filter })).split('\n').length - 2
    expect(await said('')).toBeGreaterThan(await said('tag=none'))
    expect(await said(`tag=${seminar.tag}`)).toBe(3)
    expect(await said('q=two')).toBe(2)
    expect(await said(`by=${seminar.ben.id}`)).toBe(3)
    expect(await said('is=unread')).toBe(await said(''))
  })

  it('[XO1] is one member’s notes, by name or id', async () => {
    const of = await textOf(administrator, { member: ' cleo X' })
    expect(of).toContain('two')
    expect(of).not.toContain('teacher')
    expect(await textOf(administrator, { member: seminar.cleo.id })).toBe(of)
    expect(await textOf(administrator, { member: 'Nobody' })).toBe('not-found')
  })

  it('[XO1] is one round’s notes', async () => {
    expect(await textOf(administrator, { round: '1' })).toContain('two')
    expect(await textOf(administrator, { round: '2' })).toBe('not-found')
  })

  it('[XO3] says no name and no id of a member where names are hidden', async () => {
    const people = [seminar.ada, seminar.ben, seminar.cleo, seminar.teacher]
    for (const format of ['csv', 'jsonld', 'html', 'markdown'] as const) {
      const text = await textOf(administrator, { format, names: 'hidden' })
      for (const { id } of people) expect(text, format).not.toContain(id)
      expect(text, format).not.toMatch(/Ada x|Ben x|Cleo x|Teacher x/)
      expect(text, format).toMatch(/Reader \d/)
      const again = await textOf(administrator, { format, names: 'hidden' })
      const words = /Reader \d/g
      expect(again.match(words), format).toEqual(text.match(words))
    }
  })

  it('[XO5] keeps from a student, while a round is blind, what others wrote before', async () => {
    const ada = actorIn(seminar, seminar.ada, 'student', 0)
    expect(await textOf(ada, { group: 'One' })).toContain('one')
    const round = await createRound(database.db, seminar.reading, 'independent')
    await database.db.round.update({ where: { id: round }, data: { openedAt: new Date(0) } })
    try {
      expect(await textOf(ada, { group: 'One' })).toBe('not-found')
      const all = await textOf(ada)
      expect(all).toContain('teacher')
      expect(all).toContain('secret')
      expect(all).not.toContain('Ben x')
      expect(await textOf(actorIn(seminar, seminar.teacher, 'instructor'), { group: 'One' })).toContain('one')
    } finally {
      await database.db.round.delete({ where: { id: round } })
    }
  })

  it('[XO1] comes page by page, each thread once and in the order of the text', async () => {
    const many = await makeSeminar(database.db, 'z')
    const count = 900
    await writeRecords(database.db, {
      layer: many.layers.one,
      member: many.ada.id,
      records: Array.from({ length: count }, (_, nth) => annotationOf(many, many.ada.id, `many-${nth}`)),
    })
    const lines = (await textOf(administrator, { reading: 'on-states-z' })).trim().split('\n').slice(1)
    expect(lines).toHaveLength(count)
    expect(new Set(lines).size).toBe(count)
  })
})

describe('scholion export', () => {
  const call = async (...args: readonly string[]) => {
    const { status, err } = await runVerb(database.db, run, args)
    return { status, said: err.join('\n') }
  }

  it('writes a whole file and leaves nothing beside it', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'scholion-export-'))
    try {
      const out = join(folder, 'out.pdf')
      expect(await call(SLUG, '--format', 'pdf', '--out', out, '--group', 'Two')).toMatchObject({ status: 0 })
      expect((await readBack(await readFile(out))).annotations.map(({ author }) => author)).toContain('Cleo x')
      expect(await readdir(folder)).toEqual(['out.pdf'])
      const missing = await call(SLUG, '--format', 'pdf', '--out', join(folder, 'no', 'out.pdf'))
      expect(missing).toMatchObject({ status: 1 })
      expect(missing.said).toContain('ENOENT')
    } finally {
      await rm(folder, { recursive: true })
    }
  })

  it('[XO6] speaks the language that is asked for, but to programs', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'scholion-export-'))
    try {
      const made = async (format: string, language: string): Promise<string> => {
        const out = join(folder, `${format}-${language}`)
        expect(await call(SLUG, '--format', format, '--out', out, '--language', language)).toMatchObject({ status: 0 })
        return readFile(out, 'utf8')
      }
      expect(await made('html', 'ur')).toContain('<html lang="ur" dir="rtl">')
      expect(await made('html', 'ur')).toContain('اساتذہ، ')
      expect(await made('csv', 'ur')).toBe(await made('csv', 'en'))
      expect(await call(SLUG, '--format', 'html', '--out', 'x', '--language', 'xx')).toMatchObject({ status: 2 })
    } finally {
      await rm(folder, { recursive: true })
    }
  })

  it('says in one sentence what is wrong', async () => {
    expect(await call('nothing', '--format', 'pdf', '--out', 'x.pdf')).toEqual({
      status: 1,
      said: 'There is no reading "nothing". `scholion readings SEMINAR` lists them: give a slug or an id.',
    })
    for (const args of [
      [],
      [SLUG],
      [SLUG, '--out', 'x'],
      [SLUG, '--format', 'doc', '--out', 'x'],
      [SLUG, 'more', '--format', 'pdf', '--out', 'x'],
      ['--wrong'],
    ]) {
      const { status, said } = await call(...args)
      expect(status, args.join(' ')).toBe(2)
      expect(said).toMatch(/^Use: scholion export /u)
    }
  })
})
