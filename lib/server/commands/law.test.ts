import { afterAll, beforeAll, expect, test } from 'vitest'
import { layerId, memberId, seminarId, userId } from '../../core/base'
import { type LayerRecord, type RecordKey, bodyOf, recordKey } from '../../core/annotation'
import { readRecords } from '../../core/layer'
import { type Actor, can } from '../../core/policy'
import { signedIn } from '../auth/actor-testing'
import { type TestDatabase, openTestDatabase } from '../launch/test-database'
import { type TestSeminar, annotationOf, commentOf, makeSeminar, setTestEnv, taggingOf } from '../realtime/testing'
import { run as runErase } from '../cli/erase'
import { run as runSeminar } from '../cli/seminar'
import { runVerb } from '../cli/verb-testing'
import { readingFigures } from '../queries/figures'
import { ownData } from '../queries/own-data'
import { ownDataPage } from '../queries/own-data-page'
import { seminarFile } from '../queries/seminar-file'
import { auditOf } from '../store/audit'
import { loadJournal } from '../store/load-layer'
import { findLayer } from '../store/layers'
import { rowsOfLayers } from '../store/records'
import { membersOf } from '../store/members'
import { findSeminar } from '../store/seminars'
import { saveSnapshot } from '../store/snapshots'
import { archiveSeminar } from './archive-seminar'
import { deleteSeminar } from './delete-seminar'
import { eraseMember } from './erase-member'
import { joinSeminar } from './join-seminar'
import { keepRetention } from './keep-retention'
import { layerDocument } from './layer-document'
import { leaveSeminar } from './leave-seminar'
import { removeNote } from './remove-note'
import { reportNote } from './report-note'
import { reprojectLayer } from './reproject-layer'
import { retainSeminar } from './retain-seminar'
import { writeRecords } from './write-records'

let testing: TestDatabase
let label = 0
beforeAll(async () => {
  testing = await openTestDatabase()
  setTestEnv(testing)
})
afterAll(() => testing.close())

const actorOf = (user: string): Promise<Actor> => signedIn(testing.db, user)

/** The tables in which a text stands, as text or as bytes of UTF-8. */
const tablesWith = async (text: string): Promise<readonly string[]> => {
  const { db } = testing
  const tables = await db.$queryRaw<{ name: string }[]>`
    select table_name as name from information_schema.tables
     where table_schema = 'public' and table_type = 'BASE TABLE' order by 1`
  const hex = Buffer.from(text).toString('hex')
  const found: string[] = []
  for (const { name } of tables) {
    const rows = await db.$queryRawUnsafe<{ hit: boolean }[]>(
      `select true as hit from "${name}" t where t::text like '%' || $1 || '%' or t::text like '%' || $2 || '%' limit 1`,
      text,
      hex,
    )
    if (rows.length > 0) found.push(name)
  }
  return found
}
/** How many rows each table has. */
const counts = async (): Promise<Readonly<Record<string, number>>> => {
  const { db } = testing
  const tables = await db.$queryRaw<{ name: string }[]>`
    select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'`
  const entries: [string, number][] = []
  for (const { name } of tables) {
    const [row] = await db.$queryRawUnsafe<{ n: number }[]>(`select count(*)::int as n from "${name}"`)
    entries.push([name, row?.n ?? 0])
  }
  return Object.fromEntries(entries)
}

const WORDS = 'Die Staaten fürchten einander'
const SECRET = 'mein geheimer Zweifel'

/** Ada wrote in her group's layer and alone; Ben answered her and named her; a snapshot was made of it. */
const stage = async () => {
  label += 1
  const { db } = testing
  const seminar = await makeSeminar(db, `law ${label}`)
  const { ada, ben, teacher, layers } = seminar
  const layer = layers.one
  const note = annotationOf(seminar, ada.id, 'n')
  const words = commentOf(ada.id, 'c', note[0], WORDS)
  const alone = annotationOf(seminar, ada.id, 'alone', 9)
  const reply: readonly [RecordKey, LayerRecord] = [
    recordKey('comment', ben.id, 'r'),
    {
      v: 1,
      kind: 'comment',
      author: ben.id,
      at: Date.now(),
      annotation: note[0],
      parent: words[0],
      body: {
        type: 'doc',
        content: [
          {
            type: 'paragraph',
            content: [
              { type: 'mention', attrs: { id: ada.id, label: ada.name } },
              { type: 'text', text: ' I doubt it.' },
            ],
          },
        ],
      },
    },
  ]
  const verdict = taggingOf(ada.id, note[0], seminar.tag)
  if (verdict[1].kind !== 'tagging') throw new Error('no verdict')
  const own = annotationOf(seminar, ada.id, 'p')
  await writeRecords(db, {
    layer,
    member: ada.id,
    records: [note, alone, [verdict[0], { ...verdict[1], rationale: `${WORDS}, say I` }], words],
  })
  await writeRecords(db, { layer, member: ada.id, records: [[words[0], edited(words[1])]] })
  await writeRecords(db, {
    layer: ada.privateLayer,
    member: ada.id,
    records: [own, commentOf(ada.id, 'p', own[0], SECRET)],
  })
  await writeRecords(db, { layer, member: ben.id, records: [reply] })
  const as = { ada: await actorOf(ada.user), ben: await actorOf(ben.user), teacher: await actorOf(teacher.user) }
  return { db, seminar, id: seminarId(seminar.id), layer, note, alone, words, reply, as }
}
const edited = (record: LayerRecord): LayerRecord =>
  record.kind === 'comment' ? { ...record, body: bodyOf(`${WORDS}, und mit Grund`), editedAt: Date.now() } : record
const recordsIn = async ({ layers }: TestSeminar) =>
  readRecords(layerDocument(await loadJournal(testing.db, layers.one)))
const nameOf = ({ name }: { readonly name: string }) => name

test('[LW1] an erased member’s words and name stand in no table, nor in a journal or a state', async () => {
  const { db, seminar, id, layer, note, alone, words, reply, as } = await stage()
  const { snapshot: none, ...stored } = await loadJournal(db, layer)
  const doc = layerDocument({ snapshot: none, updates: stored.updates })
  const { encodeStateAsUpdateV2 } = await import('yjs')
  await saveSnapshot(db, layer, stored.through, encodeStateAsUpdateV2(doc))
  await removeNote(db, as.teacher, { layer, key: alone[0], reason: '' })
  await reportNote(db, as.ben, { layer, key: words[0], reason: 'Too sure of itself.' })
  expect(await tablesWith(WORDS)).toEqual(['CommentRow', 'LayerUpdate', 'TaggingRow'])
  expect(await tablesWith(SECRET)).toEqual(['CommentRow', 'LayerUpdate'])
  expect(await tablesWith(nameOf(seminar.ada))).toEqual(['CommentRow', 'LayerUpdate', 'User'])

  await eraseMember(db, as.ada, seminar.ada.id)

  expect(await tablesWith(WORDS)).toEqual([])
  expect(await tablesWith(SECRET)).toEqual([])
  expect(await tablesWith(nameOf(seminar.ada))).toEqual([])
  expect(await db.layerSnapshot.count({ where: { layerId: layer } })).toBe(0)
  const records = await recordsIn(seminar)
  expect([...records.keys()].toSorted()).toEqual([note[0], words[0], reply[0]].toSorted())
  expect(records.get(words[0])).toMatchObject({ body: null, author: seminar.ada.id })
  expect(JSON.stringify(records.get(reply[0]))).toContain('I doubt it.')
  expect((await rowsOfLayers(db, [layer])).comments.map(({ key, text }) => [key, text]).toSorted()).toEqual(
    [
      [words[0], ''],
      [reply[0], '@— I doubt it.'],
    ].toSorted(),
  )
  // The rows are those that the journal gives.
  expect(await reprojectLayer(db, layer)).toEqual({
    records: 3,
    mended: 0,
    unreadable: [],
    unreadableStates: [],
    isLeft: false,
  })
  expect((await membersOf(db, id)).map(nameOf)).not.toContain(nameOf(seminar.ada))
  expect((await auditOf(db, id, { kind: 'member' }, { limit: 1 }))[0]).toMatchObject({
    deed: 'member.erased',
    by: seminar.ada.id,
    member: seminar.ada.id,
  })
  // Others write on.
  await writeRecords(db, { layer, member: seminar.ben.id, records: [annotationOf(seminar, seminar.ben.id, 'later')] })
})

test('[LW1] the figures that are kept counted forget with the layer, and miss nothing that others wrote', async () => {
  const { db, seminar, layer, as } = await stage()
  const { slug } = await db.reading.findFirstOrThrow({ where: { id: seminar.reading } })
  const totals = async () => {
    const found = await readingFigures(db, as.teacher, slug)
    return found.ok ? [found.value.totals.annotations, found.value.totals.verdicts, found.value.totals.comments] : []
  }
  expect(await totals()).toEqual([2, 1, 2])
  const more = annotationOf(seminar, seminar.ben.id, 'more', 12)
  await writeRecords(db, {
    layer,
    member: seminar.ben.id,
    records: [more, commentOf(seminar.ben.id, 'm', more[0], 'New.')],
  })
  await eraseMember(db, as.teacher, seminar.ada.id)
  expect(await totals()).toEqual([1, 0, 2])
})

test('[LW1] only the member, an instructor and the command line erase', async () => {
  const { db, seminar, as } = await stage()
  const { ada, teacher } = seminar
  await expect(eraseMember(db, as.ben, ada.id)).rejects.toMatchObject({ code: 'forbidden' })
  await expect(eraseMember(db, { kind: 'guest' }, ada.id)).rejects.toMatchObject({ code: 'not-found' })
  await expect(eraseMember(db, as.teacher, teacher.id)).rejects.toMatchObject({ code: 'conflict' })
  await expect(eraseMember(db, as.teacher, memberId('nobody'))).rejects.toMatchObject({ code: 'not-found' })
  await expect(eraseMember(db, as.teacher, ada.id, 'Somebody')).rejects.toMatchObject({ code: 'bad-input' })
  await eraseMember(db, as.teacher, ada.id, nameOf(ada))
  expect(await tablesWith(WORDS)).toEqual([])
})

test('[LW1] what was on its way while somebody was erased is erased after', async () => {
  const { db, seminar, layer, as } = await stage()
  const { updates } = await loadJournal(db, layer)
  await eraseMember(db, as.ada, seminar.ada.id)
  // The member's last update lands behind the erasure, with its row, and so does a state from before.
  const late = updates[0]
  if (late === undefined) throw new Error('no update')
  const { forgottenBefore } = await db.layer.findUniqueOrThrow({ where: { id: layer } })
  await db.layerUpdate.create({ data: { layerId: layer, memberId: seminar.ada.id, data: new Uint8Array(late) } })
  await saveSnapshot(db, layer, (forgottenBefore ?? 1n) - 1n, new Uint8Array([0, 0]))
  expect(await tablesWith(WORDS)).toEqual(['LayerUpdate'])
  await keepRetention(db, Date.now())
  expect(await tablesWith(WORDS)).toEqual([])
  expect(await db.layerSnapshot.count({ where: { layerId: layer } })).toBe(0)
  expect(await reprojectLayer(db, layer)).toEqual({
    records: 3,
    mended: 0,
    unreadable: [],
    unreadableStates: [],
    isLeft: false,
  })
})

test('[LW2] who leaves opens nothing any more, keeps their words there, and may come back', async () => {
  const { db, seminar, id, as } = await stage()
  await leaveSeminar(db, as.ada, id)
  expect((await membersOf(db, id)).map(nameOf)).not.toContain(nameOf(seminar.ada))
  expect(await actorOf(seminar.ada.user)).toMatchObject({ memberships: [] })
  expect(await tablesWith(WORDS)).toEqual(['CommentRow', 'LayerUpdate', 'TaggingRow'])
  await expect(leaveSeminar(db, as.teacher, id)).rejects.toMatchObject({ code: 'conflict' })
  const { classCode } = await db.seminar.findFirstOrThrow({ where: { id } })
  await joinSeminar(db, classCode, { kind: 'user', user: userId(seminar.ada.user) })
  expect(await actorOf(seminar.ada.user)).toMatchObject({ memberships: [{ member: seminar.ada.id, role: 'student' }] })
  await eraseMember(db, as.teacher, seminar.ada.id)
})

test('[LW3] a deleted seminar leaves no row behind, but for accounts that can sign in', async () => {
  const { db } = testing
  const before = await counts()
  const { id, seminar, as, layer, alone } = await stage()
  await removeNote(db, as.teacher, { layer, key: alone[0], reason: 'x' })
  await db.user.update({ where: { id: seminar.teacher.user }, data: { email: `teacher${label}@example.edu` } })
  await expect(deleteSeminar(db, as.teacher, id, 'Another')).rejects.toMatchObject({ code: 'bad-input' })
  await expect(deleteSeminar(db, as.ben, id, `Seminar law ${label}`)).rejects.toMatchObject({ code: 'forbidden' })
  await deleteSeminar(db, as.teacher, id, `Seminar law ${label}`)
  const after = await counts()
  const left = Object.entries(after).map(([table, count]) => [table, count - (before[table] ?? 0)] as const)
  expect(left.filter(([, more]) => more !== 0).toSorted()).toEqual([
    ['Session', 2],
    ['User', 1],
  ])
  expect(await tablesWith(WORDS)).toEqual([])
  await db.user.deleteMany({ where: { id: seminar.teacher.user } })
})

test('[LW4] in an archived seminar everything is read, nothing written, and nobody joins', async () => {
  const { db, id, seminar, layer, as } = await stage()
  await archiveSeminar(db, as.teacher, id, true)
  await archiveSeminar(db, as.teacher, id, true)
  for (const one of [layer, layerId(seminar.ada.privateLayer)]) {
    const facts = await findLayer(db, one)
    if (facts === undefined) throw new Error('no layer')
    expect(can(as.ada, 'layer.read', facts.subject).ok).toBe(true)
    expect(can(as.ada, 'layer.write', facts.subject)).toEqual({ ok: false, reason: 'closed' })
  }
  const { classCode } = await db.seminar.findFirstOrThrow({ where: { id } })
  await expect(joinSeminar(db, classCode, { kind: 'new', name: 'Late', login: undefined })).rejects.toMatchObject({
    code: 'closed',
  })
  await expect(archiveSeminar(db, as.ben, id, false)).rejects.toMatchObject({ code: 'forbidden' })
  await archiveSeminar(db, as.teacher, id, false)
  const facts = await findLayer(db, layer)
  expect(facts !== undefined && can(as.ada, 'layer.write', facts.subject).ok).toBe(true)
  expect((await auditOf(db, id, { kind: 'seminar' }, { limit: 9 })).map(({ deed }) => deed)).toEqual([
    'seminar.woken',
    'seminar.archived',
  ])
})

test('[LW5] a seminar is archived or deleted when its time has come, once', async () => {
  const { db } = testing
  const [kept, archived, deleted] = [await stage(), await stage(), await stage()]
  const until = new Date(Date.now() + 60_000)
  await retainSeminar(db, kept.as.teacher, kept.id, { until: null, then: 'delete' })
  await retainSeminar(db, archived.as.teacher, archived.id, { until, then: 'archive' })
  await retainSeminar(db, deleted.as.teacher, deleted.id, { until, then: 'delete' })
  await expect(
    retainSeminar(db, kept.as.teacher, kept.id, { until: new Date(1_000), then: 'delete' }),
  ).rejects.toMatchObject({ code: 'bad-input' })
  expect(await keepRetention(db, until.getTime() - 1)).toBe(0)
  expect(await keepRetention(db, until.getTime())).toBe(2)
  expect(await keepRetention(db, until.getTime())).toBe(0)
  expect((await findSeminar(db, kept.id))?.archivedAt).toBeNull()
  expect((await findSeminar(db, archived.id))?.archivedAt).toBeTypeOf('number')
  expect(await findSeminar(db, deleted.id)).toBeUndefined()
})

test('[LW6] a member takes everything of theirs, an instructor the seminar but for others’ private notes', async () => {
  const { db, id, seminar, layer, alone, words, as } = await stage()
  await removeNote(db, as.teacher, { layer, key: alone[0], reason: 'Off the point.' })
  const own = await ownData(db, as.ada, id)
  if (!own.ok) throw new Error('nothing')
  expect(own.value.member).toMatchObject({ name: nameOf(seminar.ada), role: 'student' })
  expect(own.value.notes.map(({ layer: where, kind }) => [where, kind])).toEqual([
    ['One', 'highlight'],
    ['One', 'verdict'],
    ['One', 'comment'],
    ['private', 'highlight'],
    ['private', 'comment'],
  ])
  expect(own.value.removed).toMatchObject([{ reason: 'Off the point.' }])
  const page = ownDataPage({ ...own.value, member: { ...own.value.member, name: '<script>alert(1)</script>' } })
  expect(page).toContain(SECRET)
  expect(page).not.toContain('<script>')
  const his = await ownData(db, as.ben, id)
  expect(his.ok && his.value.notes).toMatchObject([{ kind: 'comment', answers: `${WORDS}, und mit Grund` }])
  expect(await ownData(db, { kind: 'guest' }, id)).toEqual({ ok: false, reason: 'not-found' })

  const whole = await seminarFile(db, as.teacher, id)
  if (!whole.ok) throw new Error('nothing')
  expect(whole.value).toContain(words[0])
  expect(whole.value).toContain(WORDS)
  expect(whole.value).not.toContain(SECRET)
  expect(await seminarFile(db, as.ada, id)).toEqual({ ok: false, reason: 'not-found' })
  expect((await auditOf(db, id, { kind: 'export' }, { limit: 9 })).map(({ by, detail }) => [by, detail])).toEqual([
    [seminar.teacher.id, 'seminar'],
  ])
})

test('[LW3] [LW4] [LW5] the command line does the same', async () => {
  const { db, id } = await stage()
  const scholion = (verb: typeof runSeminar, ...args: readonly string[]) => runVerb(db, verb, args)
  expect((await scholion(runSeminar, 'archive', id)).status).toBe(0)
  expect((await findSeminar(db, id))?.archivedAt).toBeTypeOf('number')
  expect((await scholion(runSeminar, 'wake', id)).status).toBe(0)
  expect((await scholion(runSeminar, 'keep', id, '--until', '2999-01-01', '--then', 'delete')).status).toBe(0)
  expect(await findSeminar(db, id)).toMatchObject({ archivedAt: null, retainThen: 'delete' })
  expect((await scholion(runSeminar, 'export', id)).out.join()).toContain('"scholion": 1')
  expect((await scholion(runErase, 'nobody')).status).toBe(1)
  expect((await scholion(runErase)).status).toBe(2)
  expect((await scholion(runSeminar, 'delete', id)).status).toBe(2)
  expect((await scholion(runSeminar, 'delete', id, '--name', 'Other')).status).toBe(2)
  expect((await scholion(runSeminar, 'delete', id, '--name', `Seminar law ${label}`)).status).toBe(0)
  expect((await scholion(runSeminar, 'archive', id)).status).toBe(1)
})
