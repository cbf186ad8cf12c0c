import { createHash } from 'node:crypto'
import { type LayerId, type MemberId, folded, memberId, versionId } from '../../core/base'
import type { LayerRecord, RecordKey } from '../../core/annotation'
import { TextIndex } from '../../core/document'
import {
  type ForeignAuthor,
  type ForeignFault,
  type ImportReport,
  codePointsOf,
  memberOfIri,
  planImport,
  readForeign,
} from '../../core/exchange'
import { VALUES_PER_MEMBER_MAX } from '../../core/gate'
import { type Actor, can, membershipIn } from '../../core/policy'
import { AppError } from '../errors'
import type { RootDatabase } from '../store/database'
import type { ReadingLayer } from '../store/layers'
import { type ReadingToRead, findReadingToRead } from '../store/reading-room'
import { keysThere, recordCount } from '../store/records'
import { ensurePrivateLayer } from './ensure-private-layer'
import { readableLayers } from './readable-layers'
import { recordDeed } from './record-deed'
import { writeRecords } from './write-records'

/** What is to be brought into a reading. */
export interface AnnotationsToImport {
  /** A slug or an id. */
  readonly reading: string
  /** The text of the file. */
  readonly text: string
  /** The layer's id; absent: the importer's own private one. */
  readonly layer?: string | undefined
  /** For the administrator alone: the member, by id or name, as whom it is done. Absent: each author whom our own file names. */
  readonly as?: string | undefined
  /** True where all of the file is the importer's own, whatever name it stands under there. */
  readonly isMine?: boolean
  /** True to look and write nothing. */
  readonly isDryRun?: boolean
}

/** What came in, or would. */
export interface AnnotationsImported extends ImportReport {
  readonly faults: readonly ForeignFault[]
  /** How many records were written, or would be. */
  readonly added: number
  /** How many were there already, from an import before. */
  readonly already: number
  readonly layer: LayerId
}

/** The most records that one import writes. */
const IMPORT_RECORDS_MAX = 10_000

/**
 * Brings the notes of another tool's file, or of our own, into a layer, as
 * records of the importer's that the gate lets through: all or none. Throws
 * `not-found`, `bad-input`, `forbidden` or `closed` with a sentence that says
 * what to do.
 */
export const importAnnotations = async (
  db: RootDatabase,
  actor: Actor,
  given: AnnotationsToImport,
): Promise<AnnotationsImported> => {
  const reading = await findReadingToRead(db, given.reading, actor)
  const isKnown =
    reading !== undefined && can(actor, 'reading.read', { kind: 'reading', seminar: reading.seminar.id }).ok
  if (!isKnown) throw new AppError('not-found', 'There is no such reading. Give its slug or its id.')
  const file = readForeign(parseJson(given.text))
  if (!file.ok) throw new AppError('bad-input', file.reason)
  const importer = importerOf(actor, reading, given)
  const layer = await layerOf(db, actor, reading, importer, given)
  const index = new TextIndex(reading.version.document)
  const version = versionId(reading.version.id)
  const ownerOf = ownersOf(reading, importer, given.isMine === true)
  const nobody = importer ?? memberId('nobody')
  const plan = planImport(file.value.notes, {
    here: { version, index, codePoints: codePointsOf(index.text) },
    tags: reading.tags,
    member: nobody,
    ownerOf,
    localOf: localIds(given.text),
    now: Date.now(),
  })
  if (importer === undefined && plan.records.some(([, { author }]) => author === nobody)) {
    throw new AppError(
      'bad-input',
      'Some of these notes are by people who are no members here. Say with --as MEMBER whose they shall be.',
    )
  }
  const there = await keysThere(
    db,
    layer.id,
    plan.records.map(([key]) => key),
  )
  const records = plan.records.filter(([key]) => !there.has(key))
  if (records.length > IMPORT_RECORDS_MAX) {
    throw new AppError(
      'too-large',
      `The file would bring more than ${IMPORT_RECORDS_MAX} notes and answers. Split it and import its parts.`,
    )
  }
  for (const [author, count] of countsByAuthor(records)) {
    if ((await recordCount(db, layer.id, author)) + count > VALUES_PER_MEMBER_MAX) {
      throw new AppError('too-large', 'This layer would hold more of one member than it can. Choose another layer.')
    }
  }
  if (given.isDryRun !== true && records.length > 0) {
    await db.$transaction(
      async (tx) => {
        for (const { member, own } of runsOf(records)) {
          await writeRecords(tx, { layer: layer.id, member, records: own })
        }
        await recordDeed(tx, actor, reading.seminar.id, 'imported', {
          ...(importer === undefined ? {} : { member: importer }),
          subject: layer.id,
          detail: `${file.value.kind} ${records.length}`,
        })
      },
      { timeout: 120_000 },
    )
  }
  const { faults } = file.value
  return { ...plan.report, faults, added: records.length, already: there.size, layer: layer.id }
}

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    throw new AppError(
      'bad-input',
      'This file is no JSON. Choose the JSON or JSON-LD file that the other tool exported.',
    )
  }
}

/** Whose the records become; `undefined`: the administrator brings back each author's own. */
const importerOf = (actor: Actor, reading: ReadingToRead, { as }: AnnotationsToImport): MemberId | undefined => {
  if (actor.kind !== 'administrator') {
    const own = membershipIn(actor, reading.seminar.id)?.member
    if (own === undefined || as !== undefined) throw new AppError('forbidden')
    return own
  }
  if (as === undefined) return undefined
  const wanted = folded(as.trim())
  const found = reading.members.filter(({ member, name }) => member === as || folded(name) === wanted)
  const [one] = found
  if (one === undefined || found.length > 1) {
    throw new AppError('not-found', `There is no one member "${as}" in this seminar. Give the name or the id of one.`)
  }
  return one.member
}

const layerOf = async (
  db: RootDatabase,
  actor: Actor,
  reading: ReadingToRead,
  importer: MemberId | undefined,
  { layer: wanted }: AnnotationsToImport,
): Promise<ReadingLayer> => {
  if (wanted === undefined && importer === undefined) {
    throw new AppError(
      'bad-input',
      'Say with --layer into which layer the notes shall go, or with --as whose they are.',
    )
  }
  if (wanted === undefined && importer !== undefined) await ensurePrivateLayer(db, reading.id, importer)
  const { layers } = await readableLayers(db, actor, reading)
  const layer = layers.find(({ id, subject }) =>
    wanted === undefined ? subject.layerKind === 'private' && subject.member === importer : id === wanted,
  )
  if (layer === undefined)
    throw new AppError('not-found', 'There is no such layer for you here. Choose one of the list.')
  const answer = can(actor, 'layer.write', layer.subject)
  if (!answer.ok) throw new AppError(answer.reason === 'hidden' ? 'not-found' : answer.reason)
  return layer
}

/** Whose own a note is. A note that names nobody is the importer's: no other name is left out. */
const ownersOf = (
  { members }: ReadingToRead,
  importer: MemberId | undefined,
  isMine: boolean,
): ((author: ForeignAuthor) => MemberId | undefined) => {
  const ids = new Map(members.map(({ member }) => [String(member), member]))
  const name = folded(members.find(({ member }) => member === importer)?.name ?? '')
  return (author) => {
    const named = ids.get(memberOfIri(author.id ?? '') ?? '')
    if (importer === undefined) return named
    const isOwn = isMine || named === importer || (author.name === null && author.id === null)
    return isOwn || (named === undefined && author.name !== null && folded(author.name.trim()) === name)
      ? importer
      : undefined
  }
}

/** Local ids that follow from the names in the file; a note without a name is known by the file and its place. */
const localIds = (text: string): ((name: string) => string) => {
  const file = digest(text)
  return (name) => `i-${digest(name.startsWith('#') ? `${file}${name}` : name)}`
}

const digest = (text: string): string => createHash('sha256').update(text).digest('base64url').slice(0, 22)

const countsByAuthor = (records: readonly (readonly [RecordKey, LayerRecord])[]): ReadonlyMap<MemberId, number> => {
  const counts = new Map<MemberId, number>()
  for (const [, { author }] of records) counts.set(author, (counts.get(author) ?? 0) + 1)
  return counts
}

/** Records in their order, cut where the author changes. */
const runsOf = (
  records: readonly (readonly [RecordKey, LayerRecord])[],
): readonly { readonly member: MemberId; readonly own: readonly (readonly [RecordKey, LayerRecord])[] }[] => {
  const runs: { readonly member: MemberId; readonly own: (readonly [RecordKey, LayerRecord])[] }[] = []
  for (const entry of sortedForAuthors(records)) {
    const last = runs.at(-1)
    const { author } = entry[1]
    if (last?.member === author) last.own.push(entry)
    else runs.push({ member: author, own: [entry] })
  }
  return runs
}

/** Annotations by author, then comments as they come (each after what it answers), then the rest by author: few runs, and none before what it refers to. */
const sortedForAuthors = (
  records: readonly (readonly [RecordKey, LayerRecord])[],
): readonly (readonly [RecordKey, LayerRecord])[] => {
  const byAuthor = (list: typeof records): typeof records =>
    list.toSorted(([, a], [, b]) => (a.author < b.author ? -1 : a.author > b.author ? 1 : 0))
  return [
    ...byAuthor(records.filter(([, { kind }]) => kind === 'annotation')),
    ...records.filter(([, { kind }]) => kind === 'comment'),
    ...byAuthor(records.filter(([, { kind }]) => kind !== 'annotation' && kind !== 'comment')),
  ]
}
