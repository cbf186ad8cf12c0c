import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { LayerId, MemberId, ReadingId, SeminarId, VersionId } from '../lib/core/base'
import { READY_CODEBOOKS } from '../lib/core/annotation'
import { TextIndex } from '../lib/core/document'
import { hashPassword } from '../lib/server/auth/password'
import { ensureLayers } from '../lib/server/commands/ensure-layers'
import { importPaper } from '../lib/server/commands/import-paper'
import { slugOf } from '../lib/server/commands/set-reading'
import { writeRecords } from '../lib/server/commands/write-records'
import type { Database, RootDatabase } from '../lib/server/store/database'
import { layersOfReading } from '../lib/server/store/layers'
import { ensureMemberLayer } from '../lib/server/store/make-layers'
import { lockText, findDocument } from '../lib/server/store/papers'
import { createPerson, findByEmail } from '../lib/server/store/people'
import { createGroups } from '../lib/server/store/groups'
import { createMember } from '../lib/server/store/members'
import { createReading, slugsLike } from '../lib/server/store/readings'
import { createSeminar, findSampleSeminar } from '../lib/server/store/seminars'
import { createTags } from '../lib/server/store/tags'
import { groupAFirst } from './sample/group-a-first'
import { groupASecond } from './sample/group-a-second'
import { groupBFirst } from './sample/group-b-first'
import { groupBSecond } from './sample/group-b-second'
import { groupCFirst } from './sample/group-c-first'
import { groupCSecond } from './sample/group-c-second'
import { instructorNotes, plenaryNotes, privateNotes } from './sample/others'
import { SAMPLE_DOMAIN, SAMPLE_GROUPS, SAMPLE_PASSWORD, SAMPLE_PEOPLE, SAMPLE_SEMINAR } from './sample/people'
import { type Stage, turnsOf } from './sample/records'
import type { Script, TagName } from './sample/script'

const PAPER_FILE = 'prisma/sample/pakistan-russia-relations.md'
const PAPER_SOURCE = 'Muhammad Hanif, Islamabad Policy Research Institute (IPRI), Islamabad.'
/** Thursday, 19 November 2026, 10:00 in Islamabad. */
const CLASS_BEGINS = Date.UTC(2026, 10, 19, 5, 0)
const WEEK_MS = 7 * 24 * 60 * 60 * 1000
const CLASS_MS = 2 * 60 * 60 * 1000
/** Seeding takes about a second; a machine under load gets a minute. */
const TIMEOUT_MS = 60_000

/**
 * Makes the sample seminar with its people, its reading and the records of a
 * class, all or nothing; where the sample is there, changes nothing. True when it
 * was made. `root` is the folder of the clone.
 */
export const seedSample = async (db: RootDatabase, root: string = process.cwd()): Promise<boolean> => {
  if ((await findSampleSeminar(db)) !== undefined) return false
  const markdown = await readFile(join(root, PAPER_FILE), 'utf8')
  const imported = await importPaper(db, { markdown, source: PAPER_SOURCE, createdBy: null })
  if (!imported.ok) throw new Error(`the sample paper: ${imported.reason.sentence}`)
  const passwordHash = await hashPassword(SAMPLE_PASSWORD)
  return db.$transaction(
    async (tx) => {
      // Two processes that start at once: the second waits here and finds the sample.
      await lockText(tx, 'sample seminar')
      if ((await findSampleSeminar(tx)) !== undefined) return false
      await makeSample(tx, imported.value.version, imported.value.title, passwordHash)
      return true
    },
    { timeout: TIMEOUT_MS, maxWait: TIMEOUT_MS },
  )
}

const makeSample = async (tx: Database, version: VersionId, title: string, passwordHash: string): Promise<void> => {
  const seminar = await makeSeminar(tx)
  const members = await makePeople(tx, seminar, passwordHash)
  const tags = await makeCodebook(tx, seminar)
  const document = await findDocument(tx, version)
  if (document === undefined) throw new Error('the sample paper is gone')
  const begins = classBegins(Date.now())
  const stage: Stage = { version, index: new TextIndex(document), members, tags, begins }

  const reading = await makeReading(tx, seminar, version, title, new Date(begins))
  const round = await ensureLayers(tx, reading)
  if (round === undefined) throw new Error('the sample reading has no round')
  const layers = await layersOfReading(tx, reading)
  const layerOf = (kind: string, name = ''): LayerId => {
    const layer = layers.find((one) => one.subject.layerKind === kind && (name === '' || one.name === name))
    if (layer === undefined) throw new Error(`the sample has no ${kind} layer ${name}`)
    return layer.id
  }
  const perform = async (layer: LayerId, name: string, script: Script): Promise<void> => {
    for (const { member, records } of turnsOf(script, name, stage)) {
      await writeRecords(tx, { layer, member, records })
    }
  }
  await perform(layerOf('instructor'), 'pin', instructorNotes)
  await perform(layerOf('group', 'Group A'), 'a', [...groupAFirst, ...groupASecond])
  await perform(layerOf('group', 'Group B'), 'b', [...groupBFirst, ...groupBSecond])
  await perform(layerOf('group', 'Group C'), 'c', [...groupCFirst, ...groupCSecond])
  await perform(layerOf('seminar'), 'all', plenaryNotes)
  for (const [who, script] of privateNotes) {
    const member = members.get(who)
    if (member === undefined) throw new Error(`"${who}" is not in the sample`)
    await perform(await ensureMemberLayer(tx, reading, round.id, 'private', member), 'own', script)
  }
}

/** The day of the class, or the same hour weeks before where this machine's clock is behind it: no record may come from the future. */
const classBegins = (now: number): number => {
  const late = CLASS_BEGINS + CLASS_MS - now
  return late <= 0 ? CLASS_BEGINS : CLASS_BEGINS - Math.ceil(late / WEEK_MS) * WEEK_MS
}

const makeSeminar = async (tx: Database): Promise<SeminarId> => {
  const seminar = await createSeminar(tx, { ...SAMPLE_SEMINAR, sample: true })
  if (seminar === undefined) throw new Error(`another seminar has the class code ${SAMPLE_SEMINAR.classCode}`)
  return seminar.id
}

const makePeople = async (
  tx: Database,
  seminar: SeminarId,
  passwordHash: string,
): Promise<ReadonlyMap<string, MemberId>> => {
  const ids = await createGroups(tx, seminar, SAMPLE_GROUPS)
  const groups = new Map(SAMPLE_GROUPS.map((name, at) => [name, ids[at]]))
  const members = new Map<string, MemberId>()
  for (const { key, name, role, group, colour } of SAMPLE_PEOPLE) {
    const email = `${key}@${SAMPLE_DOMAIN}`
    const person =
      (await createPerson(tx, { name, email, passwordHash, teaches: role === 'instructor', sample: true })) ??
      (await findByEmail(tx, email))?.person
    const user = person?.id
    if (user === undefined) throw new Error(`no account for ${email}`)
    const place = group === null ? null : (groups.get(group) ?? null)
    const member = await createMember(tx, { seminar, user, role, group: place, colour, seenAt: new Date() })
    if (member === undefined) throw new Error(`${email} is in the sample twice`)
    members.set(key, member)
  }
  return members
}

const isTagName = (name: string): name is TagName =>
  name === 'realist' || name === 'liberal' || name === 'constructivist'

const makeCodebook = async (tx: Database, seminar: SeminarId): Promise<Stage['tags']> => {
  const codebook = READY_CODEBOOKS.find((candidate) => candidate.id === 'ir-theory')
  if (codebook === undefined) throw new Error('no codebook of the theories of International Relations')
  const ids = await createTags(tx, seminar, codebook.tags)
  const tags = new Map<TagName, (typeof ids)[number]>()
  codebook.tags.forEach(({ name }, at) => {
    const id = ids[at]
    if (isTagName(name) && id !== undefined) tags.set(name, id)
  })
  return tags
}

const makeReading = async (
  tx: Database,
  seminar: SeminarId,
  version: VersionId,
  title: string,
  openedAt: Date,
): Promise<ReadingId> => {
  const wanted = slugOf(title)
  const taken = await slugsLike(tx, wanted)
  for (let number = 1; ; number += 1) {
    const slug = number === 1 ? wanted : `${wanted}-${number}`
    if (taken.has(slug)) continue
    const reading = await createReading(tx, { seminar, version, slug, openedAt })
    if (reading !== undefined) return reading
  }
}
