import { readFileSync, readdirSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { seminarId } from '../../core/base'
import { DEEDS, type Actor, kindOfDeed } from '../../core/policy'
import { signedIn } from '../auth/actor-testing'
import { type TestDatabase, openTestDatabase } from '../launch/test-database'
import { LOG_PAGE_LINES, seminarLog } from '../queries/seminar-log'
import { type TestSeminar, makeSeminar, setTestEnv } from '../realtime/testing'
import { appendAudit, auditOf } from '../store/audit'
import { run } from '../cli/audit'
import { runVerb } from '../cli/verb-testing'
import { changeRole } from './change-role'
import { closeRound } from './close-round'
import { openRound } from './open-round'
import { removeRound } from './remove-round'
import { rotateClassCode } from './rotate-class-code'

let testing: TestDatabase
let label = 0
beforeAll(async () => {
  testing = await openTestDatabase()
  setTestEnv(testing)
})
afterAll(() => testing.close())

const actorOf = (user: string): Promise<Actor> => signedIn(testing.db, user)

const stage = async (): Promise<{ seminar: TestSeminar; teacher: Actor; student: Actor }> => {
  label += 1
  const seminar = await makeSeminar(testing.db, `audit ${label}`)
  return { seminar, teacher: await actorOf(seminar.teacher.user), student: await actorOf(seminar.ada.user) }
}
const deedsOf = async ({ id }: TestSeminar) =>
  (await auditOf(testing.db, seminarId(id), {}, { limit: 500 })).map(({ deed, by, member, subject, detail }) => ({
    deed,
    by,
    member,
    subject,
    detail,
  }))

test('[AU1] says who did what to whom, and nothing of what was refused or changed nothing', async () => {
  const { seminar, teacher, student } = await stage()
  const { db } = testing
  await rotateClassCode(db, teacher, seminarId(seminar.id))
  await changeRole(db, teacher, { seminar: seminarId(seminar.id), member: seminar.ada.id, role: 'assistant' })
  await closeRound(db, teacher, seminar.round)
  await openRound(db, teacher, seminar.round)
  await openRound(db, teacher, seminar.round)
  await expect(closeRound(db, student, seminar.round)).rejects.toMatchObject({ code: 'forbidden' })
  await expect(removeRound(db, teacher, seminar.round)).rejects.toMatchObject({ code: 'conflict' })
  const by = seminar.teacher.id
  expect(await deedsOf(seminar)).toEqual([
    { deed: 'round.opened', by, member: null, subject: seminar.round, detail: null },
    { deed: 'round.closed', by, member: null, subject: seminar.round, detail: null },
    { deed: 'member.role', by, member: seminar.ada.id, subject: null, detail: 'student assistant' },
    { deed: 'code.changed', by, member: null, subject: null, detail: null },
  ])
})

test('[AU2] the log is never changed, deleted or emptied, and goes with its seminar', async () => {
  const { seminar, teacher } = await stage()
  const { db } = testing
  await rotateClassCode(db, teacher, seminarId(seminar.id))
  await rotateClassCode(db, teacher, seminarId((await stage()).seminar.id)).catch(() => undefined)
  const grows = /the audit log only grows/
  const before = await deedsOf(seminar)
  await expect(db.auditEntry.updateMany({ data: { detail: 'never' } })).rejects.toThrow(grows)
  await expect(db.auditEntry.deleteMany({ where: { seminarId: seminar.id } })).rejects.toThrow(grows)
  await expect(db.$executeRawUnsafe('truncate "AuditEntry"')).rejects.toThrow(grows)
  await expect(db.$executeRawUnsafe('truncate "Seminar" cascade')).rejects.toThrow(grows)
  expect(await deedsOf(seminar)).toEqual(before)
  expect(before).toHaveLength(1)
  await db.seminar.delete({ where: { id: seminar.id } })
  expect(await deedsOf(seminar)).toEqual([])
})

// A deleted seminar takes its log with it; a file that waits for its preview is nothing of the seminar's yet.
const EXCEPT = new Set(['seminar-access.ts', 'delete-seminar.ts', 'keep-upload.ts'])

test('[AU3] no command that manages a seminar leaves the log out', () => {
  const folder = new URL('.', import.meta.url)
  const silent = readdirSync(folder)
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts') && !EXCEPT.has(name))
    .filter((name) => {
      const source = readFileSync(new URL(name, folder), 'utf8')
      // What another command does for it, that one writes down.
      return /\b(mustManage|managedRound)\(/.test(source) && !/\b(recordDeed|appendAudit|setReading)\(/.test(source)
    })
  expect(silent).toEqual([])
})

test('[AU4] an entry holds no name; who is not of the seminar any more is nobody', async () => {
  const { seminar, teacher } = await stage()
  const { db } = testing
  await changeRole(db, teacher, { seminar: seminarId(seminar.id), member: seminar.ben.id, role: 'assistant' })
  const stored = JSON.stringify(
    await db.auditEntry.findMany({ where: { seminarId: seminar.id } }),
    (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value),
  )
  expect(stored).toContain(seminar.ben.id)
  expect(stored).not.toContain(seminar.ben.name)
  const lines = async () => {
    const log = await seminarLog(db, teacher, seminarId(seminar.id))
    return log.ok ? log.value.lines.map(({ member }) => member) : undefined
  }
  expect(await lines()).toEqual([{ kind: 'member', id: seminar.ben.id, name: seminar.ben.name }])
  await db.member.delete({ where: { id: seminar.ben.id } })
  expect(await lines()).toEqual([{ kind: 'former' }])
})

test('[AU5] [PO14] is read by pages, by kind and by member, by instructors alone', async () => {
  const { seminar, teacher, student } = await stage()
  const { db } = testing
  const id = seminarId(seminar.id)
  for (let count = 0; count < LOG_PAGE_LINES; count += 1) {
    await appendAudit(db, { seminar: id, deed: 'round.opened', by: seminar.teacher.id, detail: String(count) })
  }
  await appendAudit(db, { seminar: id, deed: 'note.removed', by: seminar.teacher.id, member: seminar.cleo.id })
  const first = await seminarLog(db, teacher, id)
  if (!first.ok) throw new Error('no log')
  expect(first.value.lines).toHaveLength(LOG_PAGE_LINES)
  expect(first.value.lines[0]?.deed).toBe('note.removed')
  const rest = await seminarLog(db, teacher, id, { before: BigInt(first.value.next ?? '0') })
  expect(rest.ok && rest.value.lines.map(({ detail }) => detail)).toEqual(['0'])
  expect(rest.ok && rest.value.next).toBeUndefined()
  const narrowed = async (request: Parameters<typeof seminarLog>[3]) => {
    const log = await seminarLog(db, teacher, id, request)
    return log.ok ? log.value.lines.map(({ deed }) => deed) : undefined
  }
  expect(await narrowed({ kind: 'note' })).toEqual(['note.removed'])
  expect(await narrowed({ member: seminar.cleo.id })).toEqual(['note.removed'])
  expect(await narrowed({ member: seminar.ada.id })).toEqual([])
  expect(await seminarLog(db, student, id)).toEqual({ ok: false, reason: 'not-found' })
})

test('[AU5] the command line reads all of it', async () => {
  const { seminar } = await stage()
  const id = seminarId(seminar.id)
  for (let count = 0; count <= LOG_PAGE_LINES; count += 1) {
    await appendAudit(testing.db, { seminar: id, deed: 'exported', by: null, detail: 'pdf' })
  }
  const audit = (...args: readonly string[]) => runVerb(testing.db, run, args)
  const whole = await audit(seminar.id)
  expect([whole.status, whole.out.length]).toEqual([0, LOG_PAGE_LINES + 1])
  expect(whole.out[0]).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z {2}exported {2}by itself {2}\(pdf\)$/)
  expect((await audit(seminar.id, '--kind', 'round')).out).toEqual([])
  expect((await audit(seminar.id, '--kind', 'weather')).status).toBe(2)
  expect(await audit('nothing')).toMatchObject({ status: 1, err: [expect.stringContaining('There is no one seminar')] })
})

test('[AU5] every deed has a kind of its own', () => {
  expect(
    DEEDS.map((deed) => [deed, kindOfDeed(deed)]).filter(
      ([deed, kind]) => kind === 'seminar' && !deed?.startsWith('seminar'),
    ),
  ).toEqual([])
})
