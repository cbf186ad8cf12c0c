import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type LayerId, groupId, seminarId, userId } from '../../core/base'
import type { AnnotatedPaper } from '../../core/export'
import type { Actor } from '../../core/policy'
import { run } from '../cli/export'
import { type TestDatabase, openTestDatabase } from '../launch/test-database'
import { type Press, openPress } from '../press/press'
import { readBack } from '../press/read-back'
import {
  type TestMember,
  type TestSeminar,
  annotationOf,
  commentOf,
  makeSeminar,
  setTestEnv,
  taggingOf,
} from '../realtime/testing'
import { exportReading } from './export-reading'
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
const actorOf = (member: TestMember, role: 'instructor' | 'student', group: string | null): Actor => ({
  kind: 'user',
  user: userId(member.user),
  teaches: false,
  memberships: [
    { member: member.id, seminar: seminarId(seminar.id), role, group: group === null ? null : groupId(group) },
  ],
})

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
    const ada = actorOf(seminar.ada, 'student', seminar.groups[0])
    expect(await gathered(ada)).toEqual({
      notes: ['Ada x', 'Ada x', 'Teacher x'],
      layers: ['Instructors', 'One', 'Only me'],
      file: 'on-states-x.pdf',
    })
    expect(await gathered(actorOf(seminar.ben, 'student', seminar.groups[0]))).toMatchObject({
      notes: ['Ada x', 'Teacher x'],
    })
  })

  it('[PO6] gives nobody but its member a private layer', async () => {
    const teacher = actorOf(seminar.teacher, 'instructor', null)
    expect(await gathered(teacher)).toMatchObject({ notes: ['Ada x', 'Cleo x', 'Teacher x'] })
    expect(await gathered(administrator)).toMatchObject({ notes: ['Ada x', 'Cleo x', 'Teacher x'] })
    expect(await gathered(teacher, { layers: [seminar.ada.privateLayer] })).toBe('not-found')
    expect(
      await gathered(actorOf(seminar.ada, 'student', seminar.groups[0]), { layers: [seminar.ada.privateLayer] }),
    ).toEqual({ notes: ['Ada x'], layers: ['Only me'], file: 'on-states-x-only-me.pdf' })
  })

  it('[PO7] hides the layer and the group of others', async () => {
    const ada = actorOf(seminar.ada, 'student', seminar.groups[0])
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
    expect(await gathered(actorOf(seminar.ada, 'student', seminar.groups[0]), { reading: 'on-states-y' })).toBe(
      'not-found',
    )
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
    const read = await readBack(exported.value.bytes)
    const highlight = read.annotations.find(({ subtype }) => subtype === 'Highlight')
    expect(highlight).toMatchObject({ author: 'Ada x', colour: [255, 162, 135] })
    expect(highlight?.words).toContain('realist 1: Ben x')
    expect(read.annotations.find(({ subtype }) => subtype === 'Text')?.inReplyTo).toBe(highlight?.id)
  })
})

describe('scholion export', () => {
  const call = async (...args: readonly string[]) => {
    const said: string[] = []
    const status = await run(args, {
      out: (text) => said.push(text),
      err: (text) => said.push(text),
      database: () => Promise.resolve(database.db),
    })
    return { status, said: said.join('\n') }
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

  it('says in one sentence what is wrong', async () => {
    expect(await call('nothing', '--format', 'pdf', '--out', 'x.pdf')).toEqual({
      status: 1,
      said: 'There is no reading "nothing". Give its slug or its id.',
    })
    for (const args of [
      [],
      [SLUG],
      [SLUG, '--out', 'x'],
      [SLUG, '--format', 'docx', '--out', 'x'],
      [SLUG, 'more', '--format', 'pdf', '--out', 'x'],
      ['--wrong'],
    ]) {
      const { status, said } = await call(...args)
      expect(status, args.join(' ')).toBe(2)
      expect(said).toMatch(/^Use: scholion export /u)
    }
  })
})
