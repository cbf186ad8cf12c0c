import {
  LANGUAGES,
  type Language,
  type LayerId,
  type MemberId,
  type ReadingId,
  type Result,
  type SeminarId,
  folded,
  memberId,
  ok,
  refused,
  versionId,
} from '../../core/base'
import { type NoteFilter, noteMatcher, parseFilter } from '../../core/annotation'
import { TextIndex } from '../../core/document'
import { type Frame, type Threads, withAliases } from '../../core/exchange'
import type { AnnotatedPaper, FileWords, LayerThread } from '../../core/export'
import { type Actor, can, membershipIn, nameViewer } from '../../core/policy'
import { env } from '../env'
import { fileWords } from '../formats/words'
import type { Database } from '../store/database'
import { type ReadingLayer, writtenLayers } from '../store/layers'
import { type ReadingToRead, findReadingToRead } from '../store/reading-room'
import type { Round } from '../store/rounds'
import { threadsInOrder } from '../store/threads'
import { type NameChoice, exportNames } from './export-names'
import { type ReadableLayers, readableLayers } from './readable-layers'
import { type ToldChoice, toldChoice } from './told-choice'

/** What of a reading is to be exported. */
export interface ReadingChoice {
  /** A slug or an id. */
  readonly reading: string
  /** Ids of layers. With neither these nor a group: every layer that the actor may see, but no private one and no aside of others. */
  readonly layers?: readonly string[] | undefined
  /** A group's id or name: the layers of that group. */
  readonly group?: string | undefined
  /** A round's number from 1, or its id: the layers of that round. */
  readonly round?: string | undefined
  /** A member's id or name: the notes on which they say something. */
  readonly member?: string | undefined
  /** The room's own filter, as its address has it; `unread` is of a window and says nothing here. */
  readonly filter?: string | undefined
  /** Absent: shown. */
  readonly names?: NameChoice | undefined
  /** In which the file speaks of itself; absent: English. */
  readonly language?: Language | undefined
}

/** A reading with its notes, and the name of its file without the ending: ASCII letters, digits and hyphens. */
export interface GatheredReading {
  readonly frame: Frame
  /** In the order of the text, read as they are asked for; once. */
  readonly threads: Threads
  readonly fileStem: string
  readonly seminar: SeminarId
  readonly reading: ReadingId
  /** The id of the PDF that the reading was set from; `undefined` where it came as text. */
  readonly original: string | undefined
  /** What was chosen beyond the layers, a line each. */
  readonly told: ToldChoice
  /** Of whom figures may count, by the ids and names that the file has; absent for who may not see figures. */
  readonly people?: NonNullable<AnnotatedPaper['people']>
}

/** Stands for the server where nobody has said under which address it is reached (RFC 2606). */
const NOWHERE = 'https://scholion.invalid'

/**
 * The paper of a reading with the notes of some of its layers, as `actor` may
 * see it at `at` (milliseconds since 1970). `not-found` also for a reading, a
 * layer, a group, a round or a member that the actor may not know of.
 */
export const gatherReading = async (
  db: Database,
  actor: Actor,
  choice: ReadingChoice,
  at: number,
): Promise<Result<GatheredReading, 'not-found'>> => {
  const namesFor: Actor = choice.names === 'real' ? actor : { kind: 'guest' }
  const reading = await findReadingToRead(db, choice.reading, namesFor)
  if (reading === undefined) return refused('not-found')
  const seminar = reading.seminar.id
  if (!can(actor, 'reading.read', { kind: 'reading', seminar }).ok) return refused('not-found')
  const readable = await readableLayers(db, actor, reading, nameViewer(namesFor, seminar))
  const filter = filterOf(reading, choice)
  const chosen = choose(actor, reading, readable, choice)?.filter(({ round }) => isOfRounds(readable, filter, round))
  if (chosen === undefined || filter === undefined) return refused('not-found')

  // A file of everything names the layers that have something in it; one of chosen layers names those.
  const isChosen = choice.layers !== undefined || choice.group !== undefined
  const written = await writtenLayers(
    db,
    chosen.map(({ id }) => id),
  )
  const shown = chosen.filter(({ id }) => isChosen || written.has(id))
  const words = fileWords(choice.language ?? LANGUAGES[0])
  const { names, aliasOf } = exportNames(reading.id, reading.members, choice.names ?? 'shown', words)
  const layerName = (layer: ReadingLayer): string => {
    const owner = layer.subject.member
    return nameOfLayer(actor, layer, words, owner === null || aliasOf === undefined ? layer.name : aliasOf(owner).name)
  }
  const groups = new Map(reading.members.map(({ member, group }) => [member, group]))
  const isWanted = noteMatcher(filter, {
    me: membershipIn(actor, seminar)?.member ?? NOBODY,
    groupOf: (member) => groups.get(member) ?? null,
    isUnread: () => true,
  })
  const ids = shown.map(({ id }) => id)
  const groupNames = new Map(
    readable.layers.flatMap(({ subject, name }) => (subject.group === null ? [] : [[subject.group, name] as const])),
  )
  const inFile = (member: MemberId): MemberId => (aliasOf === undefined ? member : aliasOf(member).member)
  const nameOf = (member: MemberId): string => names.get(inFile(member)) ?? words.say('said.formerMember')
  return ok({
    told: toldChoice(filter, roundOf(readable, choice), {
      words,
      tags: reading.tags,
      nameOf,
      groupName: (group) => groupNames.get(group) ?? group,
    }),
    ...(can(actor, 'figures.read', { kind: 'reading', seminar }).ok
      ? {
          people: {
            members: reading.members.map(({ member, role, group }) => ({
              id: inFile(member),
              name: nameOf(member),
              role,
              group,
            })),
            groups: [...groupNames].map(([id, name]) => ({ id, name })),
          },
        }
      : {}),
    frame: {
      document: reading.version.document,
      index: new TextIndex(reading.version.document),
      title: reading.title,
      authors: reading.authors,
      seminar: reading.seminar.name,
      layers: shown.map((layer) => ({ id: layer.id, name: layerName(layer) })),
      names,
      tags: reading.tags,
      versionHash: reading.version.hash,
      version: versionId(reading.version.id),
      address: `${env().publicUrl ?? NOWHERE}/readings/${reading.slug}`,
      at,
      words,
    },
    threads: wantedThreads(db, ids, isWanted, aliasOf),
    fileStem: fileStemOf(reading.slug, isChosen ? shown.map(layerName) : []),
    seminar,
    reading: reading.id,
    original: reading.original,
  })
}

const NOBODY: MemberId = memberId('nobody')

async function* wantedThreads(
  db: Database,
  layers: readonly LayerId[],
  isWanted: (thread: LayerThread['thread']) => boolean,
  aliasOf: ReturnType<typeof exportNames>['aliasOf'],
): Threads {
  for await (const { layer, thread } of threadsInOrder(db, layers)) {
    if (!isWanted(thread)) continue
    yield { layer, thread: aliasOf === undefined ? thread : withAliases(thread, aliasOf) }
  }
}

const filterOf = (reading: ReadingToRead, choice: ReadingChoice): NoteFilter | undefined => {
  const { filter } = parseFilter(new URLSearchParams(choice.filter ?? ''))
  const known = { ...filter, marks: filter.marks.filter((mark) => mark !== 'unread') }
  if (choice.member === undefined) return known
  const wanted = folded(choice.member.trim())
  const found = reading.members.filter(({ member, name }) => member === choice.member || folded(name) === wanted)
  return found.length === 0 ? undefined : { ...known, members: found.map(({ member }) => member) }
}

const choose = (
  actor: Actor,
  reading: ReadingToRead,
  layers: ReadableLayers,
  request: ReadingChoice,
): readonly ReadingLayer[] | undefined => {
  const round = roundOf(layers, request)
  const readable = layers.layers
  if (request.round !== undefined && round === undefined) return undefined
  const visible = round === undefined ? readable : readable.filter((layer) => layer.round === round.id)
  if (request.layers !== undefined) {
    const wanted = new Set(request.layers)
    const found = visible.filter((layer) => wanted.has(layer.id))
    return found.length === wanted.size ? found : undefined
  }
  const group = request.group?.trim().toLowerCase()
  if (group !== undefined) {
    const found = visible.filter(
      ({ subject, name }) =>
        subject.layerKind === 'group' && (subject.group?.toLowerCase() === group || name.toLowerCase() === group),
    )
    return found.length > 0 ? found : undefined
  }
  const me = membershipIn(actor, reading.seminar.id)?.member
  return visible.filter(({ subject }) => !ONE_MEMBERS.has(subject.layerKind) || subject.member === me)
}

const isOfRounds = ({ rounds }: ReadableLayers, filter: NoteFilter | undefined, id: string): boolean =>
  filter === undefined ||
  filter.rounds.length === 0 ||
  rounds.some((round) => round.id === id && filter.rounds.includes(round.position + 1))

/** What stays out of a file that is not asked for by layer, but in its owner's own. */
const ONE_MEMBERS: ReadonlySet<string> = new Set(['private', 'aside'])

const roundOf = ({ rounds }: ReadableLayers, request: ReadingChoice): Round | undefined =>
  rounds.find(({ id, position }) => id === request.round || String(position + 1) === request.round)

/** `name` is the group's, or the owner's as the file has it. */
const nameOfLayer = (actor: Actor, layer: ReadingLayer, { say }: FileWords, name: string): string => {
  const isMine = membershipIn(actor, layer.subject.seminar)?.member === layer.subject.member
  switch (layer.subject.layerKind) {
    case 'group':
    case 'member':
      return name
    case 'seminar':
      return say('layers.seminar')
    case 'instructor':
      return say('layers.instructor')
    case 'aside':
      return isMine ? say('layers.ownAside') : say('layers.aside', { name })
    case 'private':
      return isMine ? say('layers.private') : name
  }
}

const fileStemOf = (slug: string, layers: readonly string[]): string => {
  const plain = [slug, ...layers]
    .join('-')
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/gu, '-')
    .replaceAll(/^-+|-+$/gu, '')
    .slice(0, 100)
  return plain === '' ? 'reading' : plain
}
