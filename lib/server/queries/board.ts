import { type LayerId, type Result, ok, refused } from '../../core/base'
import type { Pigment, RecordKey, Tag } from '../../core/annotation'
import { TextIndex, numberedParagraphs, outline, sentences } from '../../core/document'
import { type Actor, can, currentRoundOf, isBlind, isRevealedToAll, phaseOf } from '../../core/policy'
import {
  type BoardInput,
  type BoardPassage,
  type Coefficient,
  boardFigures,
  boardReader,
  followHeirs,
} from '../../core/statistics'
import { type Board, type Place, findBoard, pinsOf } from '../store/boards'
import type { Database } from '../store/database'
import { type ReadingToCount, documentOf, figuresStamp, findReadingToCount } from '../store/figures'
import { type ReadingLayer, layersOfReading } from '../store/layers'
import { rowsOfLayers } from '../store/records'
import { type Round, postedIn, roundsOf } from '../store/rounds'
import { type BoardText, type Quoted, quoteOf } from './board-quote'

/** The round that members work in, as a board shows it. */
export interface BoardRound {
  readonly id: string
  /** From 1. */
  readonly number: number
  readonly kind: Round['kind']
  readonly phase: 'waiting' | 'open' | 'closed'
  readonly instructions: string
  /** When it closes by itself, in milliseconds since 1970; `null` where nothing says so. */
  readonly closesAt: number | null
  /** Of an independent round: how many students have posted, and of how many. */
  readonly posted: { readonly by: number; readonly of: number } | undefined
  /** True where a round waits after this one. */
  readonly hasNext: boolean
}

/** A tag as a board shows it. */
export interface BoardTag {
  readonly name: string
  readonly key: string
  readonly pigment: Pigment
}

/** A comment on the wall: without a name unless the instructor shows names. */
export interface BoardVoice {
  readonly text: string
  /** `undefined` while names are hidden. */
  readonly name: string | undefined
  /** Its writer's group, where that is large enough to hide one; else `undefined`. */
  readonly group: string | undefined
  /** A column of `tags`; `null` for none. */
  readonly tag: number | null
}

/** A passage on a board. */
export interface BoardItem extends Place {
  readonly quote: Quoted
  /** Members by their verdict, in the order of `tags`. */
  readonly counts: readonly number[]
  readonly verdicts: number
  readonly groups: number
  readonly isPinned: boolean
}

/** What a board shows, the same to everybody who may open it. */
export interface BoardFace {
  readonly reading: { readonly id: string; readonly slug: string; readonly title: string }
  readonly seminar: { readonly id: string; readonly name: string }
  readonly codebook: number
  readonly isShown: boolean
  readonly showsNames: boolean
  readonly round: BoardRound | undefined
  /** True while a round is blind: then the board has counts and words of the paper, and nothing that anyone said. */
  readonly isBlind: boolean
  readonly tags: readonly BoardTag[]
  readonly counts: {
    readonly claims: number
    readonly verdicts: number
    readonly comments: number
    readonly voices: number
    readonly members: number
  }
  /** Absent while a round is blind. */
  readonly alpha: Coefficient | undefined
  /** The claims on each sentence, by section; empty while a round is blind. */
  readonly strip: readonly {
    readonly title: string
    readonly level: number
    readonly cells: readonly { readonly start: number; readonly claims: number }[]
  }[]
  /** The pinned first, then the most contested; empty while a round is blind. */
  readonly passages: readonly BoardItem[]
  readonly thrown: (BoardItem & { readonly voices: readonly BoardVoice[] }) | undefined
  /** Milliseconds since 1970, by the server's clock: what a countdown goes by. */
  readonly now: number
}

/** A board as one actor gets it. */
export interface BoardView {
  readonly face: BoardFace
  readonly stamp: string
  /** True for those who say what it shows. */
  readonly controls: boolean
}

/** So many passages are worth stepping through. */
const PASSAGES_MAX = 12
/** A group's name stands with a comment where it has so many students: in a smaller one it would be as good as a name. */
const GROUP_HIDES_FROM = 3

/**
 * The board of a reading, by its slug or id. `closed` for a student where the
 * instructor does not show it; `not-found` for who may not know of the reading.
 */
export const boardView = async (
  db: Database,
  actor: Actor,
  reading: string,
): Promise<Result<BoardView, 'not-found' | 'closed'>> => {
  const board = await openBoard(db, actor, reading)
  if (!board.ok) return board
  // Taken before the count: what comes in between is counted at the next look.
  const stamp = await stampOf(db, board.value)
  const subject = { kind: 'board', seminar: board.value.seminar, isShown: board.value.isShown } as const
  const face = await faceAt(db, board.value, stamp)
  return ok({ face: { ...face, now: Date.now() }, stamp, controls: can(actor, 'board.control', subject).ok })
}

/** What changes whenever a board may. For a student to whom it is not shown it says only that. */
export const boardStamp = async (db: Database, actor: Actor, reading: string): Promise<Result<string, 'not-found'>> => {
  const board = await openBoard(db, actor, reading)
  if (board.ok) return ok(await stampOf(db, board.value))
  return board.reason === 'closed' ? ok(NOT_SHOWN) : refused('not-found')
}

/** The stamp of a board that is not shown. */
export const NOT_SHOWN = 'not shown'

/** The board that `actor` may open. */
export const openBoard = async (
  db: Database,
  actor: Actor,
  reading: string,
): Promise<Result<Board, 'not-found' | 'closed'>> => {
  const board = await findBoard(db, reading)
  if (board === undefined) return refused('not-found')
  const answer = can(actor, 'board.read', { kind: 'board', seminar: board.seminar, isShown: board.isShown })
  if (answer.ok) return ok(board)
  return refused(answer.reason === 'closed' ? 'closed' : 'not-found')
}

const stampOf = async (db: Database, board: Board): Promise<string> => {
  const [counted, rounds] = await Promise.all([figuresStamp(db, board.reading), roundsOf(db, board.reading)])
  const now = Date.now()
  const standing = rounds.map((round) =>
    [phaseOf(round, now), String(isRevealedToAll(round, now)), String(round.closedAt), round.instructions].join(),
  )
  return [counted?.stamp, board.revision, await pinsKey(db, board), ...standing].join(';')
}

const pinsKey = async (db: Database, board: Board): Promise<string> =>
  (await pinsOf(db, board.reading)).map(({ annotation }) => annotation).join()

// A class that watches asks for one face many times: it is counted once a stamp, and again after a while for what no stamp tells, such as names.
const FACE_AGE_MS = 5_000
const FACES_MAX = 64
const faces = new Map<string, { readonly stamp: string; readonly at: number; readonly face: Promise<BoardFace> }>()

const faceAt = (db: Database, board: Board, stamp: string): Promise<BoardFace> => {
  const known = faces.get(board.reading)
  if (known?.stamp === stamp && Date.now() - known.at < FACE_AGE_MS) return known.face
  const face = faceOf(db, board)
  const entry = { stamp, at: Date.now(), face }
  faces.delete(board.reading)
  faces.set(board.reading, entry)
  face.catch(() => {
    if (faces.get(board.reading) === entry) faces.delete(board.reading)
  })
  for (const oldest of faces.keys()) {
    if (faces.size <= FACES_MAX) break
    faces.delete(oldest)
  }
  return face
}

/** All that a reading has to be put on a board. */
export interface BoardStuff {
  readonly found: ReadingToCount
  readonly layers: readonly ReadingLayer[]
  readonly rounds: readonly Round[]
  readonly now: number
}

/** What is needed to put a reading on a board. Asks nobody for leave: the caller does. */
export const boardStuff = async (db: Database, board: Board): Promise<BoardStuff> => {
  const found = await findReadingToCount(db, board.reading)
  if (found === undefined) throw new Error(`the reading of board ${board.reading} is gone`)
  const [layers, rounds] = await Promise.all([layersOfReading(db, board.reading), roundsOf(db, board.reading)])
  return { found, layers, rounds, now: Date.now() }
}

/** The layers of which everybody may see what was said: no private ones, and none of a round that is not revealed to all. */
export const openLayersOf = ({ layers, rounds, now }: BoardStuff): readonly LayerId[] =>
  rounds.some((round) => isBlind(round, now))
    ? []
    : layers
        .filter(
          ({ subject }) =>
            subject.layerKind !== 'private' && (subject.layerKind !== 'member' || subject.revealedTo === 'everyone'),
        )
        .map(({ id }) => id)

/** The tags of a board: those that are switched on, and those that a verdict uses. */
export const boardTags = (tags: readonly Tag[], rows: BoardInput['rows']): readonly Tag[] => {
  const used = new Set(rows.taggings.map(({ tag }) => tag))
  return tags.filter(({ id, active }) => active || used.has(id))
}

const faceOf = async (db: Database, board: Board): Promise<BoardFace> => {
  const stuff = await boardStuff(db, board)
  const { found, rounds, now } = stuff
  const blind = rounds.some((round) => isBlind(round, now))
  const [written, pins, document] = await Promise.all([
    rowsOfLayers(
      db,
      found.layers.map(({ id }) => id),
    ),
    pinsOf(db, board.reading),
    documentOf(db, found.version),
  ])
  const all = followHeirs(written, found.tags)
  const isOpen = new Set<string>(openLayersOf(stuff))
  const rows = {
    annotations: all.annotations.filter(({ layer }) => isOpen.has(layer)),
    taggings: all.taggings.filter(({ layer }) => isOpen.has(layer)),
    comments: all.comments.filter(({ layer }) => isOpen.has(layer)),
    reactions: all.reactions.filter(({ layer }) => isOpen.has(layer)),
  }
  const tags = boardTags(found.tags, rows)
  const index = new TextIndex(document)
  const text = {
    index,
    sections: outline(document, index),
    sentences: sentences(index),
    paragraphs: numberedParagraphs(document, index),
    bodyEnd: index.bodyEnd,
  }
  const input = { rows, members: found.members, tags }
  const counted = boardFigures({ ...input, rows: blind ? all : rows, tags: blind ? found.tags : tags }, text)
  const reader = boardReader(input)
  const isPinned = new Set(pins.map((place) => `${place.layer} ${place.annotation}`))
  const item = (passage: BoardPassage): BoardItem => ({
    ...placeAt(stuff, passage.layer, passage.annotation),
    quote: quoteOf(text, passage),
    counts: passage.tags,
    verdicts: passage.verdicts,
    groups: passage.groups,
    isPinned: isPinned.has(`${passage.layer} ${passage.annotation}`),
  })
  const pinned = pins.flatMap(({ layer, annotation }) => reader.passage(layer, annotation) ?? [])
  const contested = reader
    .contested(PASSAGES_MAX)
    .filter(({ layer, annotation }) => !isPinned.has(`${layer} ${annotation}`))
  const students = found.members.filter(({ role }) => role === 'student')
  return {
    reading: { id: found.id, slug: found.slug, title: found.title },
    seminar: { id: found.seminar.id, name: found.seminar.name },
    codebook: found.seminar.codebookVersion,
    isShown: board.isShown,
    showsNames: board.showsNames,
    round: await roundFace(db, stuff),
    isBlind: blind,
    tags: tags.map(({ name, key, pigment }) => ({ name, key, pigment })),
    counts: {
      claims: counted.claims,
      verdicts: counted.verdicts,
      comments: counted.comments,
      voices: students.filter(({ id }) => counted.voices.includes(id)).length,
      members: students.length,
    },
    alpha: blind ? undefined : counted.alpha,
    strip: blind
      ? []
      : counted.heat.map(({ title, level, cells }) => ({
          title,
          level,
          cells: cells.map(({ start, claims }) => ({ start, claims })),
        })),
    passages: [...pinned, ...contested].slice(0, Math.max(PASSAGES_MAX, pinned.length)).map(item),
    thrown: thrownOf(board, stuff, text, { all, reader, item }),
    now,
  }
}

const placeAt = ({ layers }: BoardStuff, layer: string, annotation: RecordKey): Place => {
  const found = layers.find(({ id }) => id === layer)
  if (found === undefined) throw new Error(`layer ${layer} is none of the reading's`)
  return { layer: found.id, annotation }
}

/** The thrown passage; of one in a layer that is covered, the paper's own words alone. */
const thrownOf = (
  board: Board,
  stuff: BoardStuff,
  text: BoardText,
  {
    all,
    reader,
    item,
  }: {
    readonly all: BoardInput['rows']
    readonly reader: ReturnType<typeof boardReader>
    readonly item: (passage: BoardPassage) => BoardItem
  },
): BoardFace['thrown'] => {
  if (board.thrown === null) return undefined
  const { layer, annotation } = board.thrown
  const passage = reader.passage(layer, annotation)
  if (passage === undefined) {
    const row = all.annotations.find((one) => one.layer === layer && one.key === annotation)
    if (row === undefined) return undefined
    return {
      ...board.thrown,
      quote: quoteOf(text, row),
      counts: [],
      verdicts: 0,
      groups: 0,
      isPinned: false,
      voices: [],
    }
  }
  const { members, groups } = stuff.found
  const students = members.filter(({ role }) => role === 'student')
  return {
    ...item(passage),
    voices: passage.comments.map((comment) => {
      const writer = members.find(({ id }) => id === comment.member)
      const group = groups.find(({ id }) => id === writer?.group)
      const isHidden = students.filter((student) => student.group === group?.id).length < GROUP_HIDES_FROM
      return {
        text: comment.text,
        tag: comment.tag,
        name: board.showsNames ? writer?.name : undefined,
        group: isHidden && !board.showsNames ? undefined : group?.name,
      }
    }),
  }
}

const roundFace = async (db: Database, { rounds, now }: BoardStuff): Promise<BoardRound | undefined> => {
  const round = currentRoundOf(rounds, now)
  if (round === undefined) return undefined
  const students = round.kind === 'independent' ? await postedIn(db, round.id) : undefined
  const next = rounds.find(({ position }) => position > round.position)
  return {
    id: round.id,
    number: round.position + 1,
    kind: round.kind,
    phase: phaseOf(round, now),
    instructions: round.instructions,
    closesAt: round.closedAt !== null && round.closedAt > now ? round.closedAt : null,
    posted:
      students === undefined
        ? undefined
        : { by: students.filter(({ posts }) => posts > 0).length, of: students.length },
    hasNext: next !== undefined && phaseOf(next, now) === 'waiting',
  }
}
