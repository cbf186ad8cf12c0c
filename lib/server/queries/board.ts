import { createHash } from 'node:crypto'
import { type LayerId, type MemberId, type Result, ok, refused } from '../../core/base'
import type { Tag } from '../../core/annotation'
import { type Actor, can, currentRoundOf, isBlind, isRevealedToAll, phaseOf } from '../../core/policy'
import { type BoardInput, type BoardPassage, boardFigures, boardReader, followHeirs } from '../../core/statistics'
import { type Board, findBoard, pinsOf } from '../store/boards'
import type { Database } from '../store/database'
import { type ReadingToCount, figuresStamp, findReadingToCount } from '../store/figures'
import { type ReadingLayer, layersOfReading } from '../store/layers'
import { rowsOfLayers } from '../store/records'
import { type Round, postedIn, roundsOf } from '../store/rounds'
import type { BoardFace, BoardItem, BoardRound } from './board-face'
import { type BoardText, boardTextOf, quoteOf } from './board-quote'

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
  const { face } = await countedBoard(db, board.value, stamp)
  const controls = can(actor, 'board.control', subject).ok
  return ok({ face: { ...(controls ? face : unnamed(face)), now: Date.now() }, stamp, controls })
}

/** A face in which no key says who marked a passage, and no layer in which group. */
const unnamed = (face: BoardFace): BoardFace => {
  const number = (at: number): Pick<BoardItem, 'layer' | 'annotation'> => ({ layer: '', annotation: String(at) })
  const { thrown } = face
  return {
    ...face,
    passages: face.passages.map((passage, at) => ({ ...passage, ...number(at) })),
    thrown:
      thrown === undefined
        ? undefined
        : {
            ...thrown,
            ...number(
              face.passages.findIndex(
                ({ layer, annotation }) => layer === thrown.layer && annotation === thrown.annotation,
              ),
            ),
          },
  }
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

/** What changes whenever the board may. Asks nobody for leave: the caller does. */
export const stampOf = async (db: Database, board: Board): Promise<string> => {
  const [written, rounds] = await Promise.all([figuresStamp(db, board.reading), roundsOf(db, board.reading)])
  const now = Date.now()
  const standing = rounds.map((round) =>
    [phaseOf(round, now), String(isRevealedToAll(round, now)), String(round.closedAt), round.instructions].join(),
  )
  const pins = (await pinsOf(db, board.reading)).map(({ layer, annotation }) => `${layer} ${annotation}`)
  // Hashed: students ask for it too, and a key says whose a passage is.
  return createHash('sha256')
    .update([written?.stamp, board.revision, ...pins, ...standing].join(';'))
    .digest('base64url')
}

/** A board as it was counted. */
interface CountedBoard {
  readonly face: BoardFace
  /** The students who have said nothing in the round that members work in. They go to the instructor's own screen alone (BV5). */
  readonly silent: readonly MemberId[]
  readonly found: ReadingToCount
}

// A class that watches asks for one face many times: it is counted once a stamp, and again after a while for what no stamp tells, such as names.
const COUNTED_AGE_MS = 5_000
const COUNTED_MAX = 64
const counted = new Map<
  string,
  { readonly stamp: string; readonly at: number; readonly board: Promise<CountedBoard> }
>()

/** A board, counted for the stamp it has. */
export const countedBoard = (db: Database, board: Board, stamp: string): Promise<CountedBoard> => {
  const known = counted.get(board.reading)
  if (known?.stamp === stamp && Date.now() - known.at < COUNTED_AGE_MS) return known.board
  const entry = { stamp, at: Date.now(), board: countBoard(db, board) }
  counted.delete(board.reading)
  counted.set(board.reading, entry)
  entry.board.catch(() => {
    if (counted.get(board.reading) === entry) counted.delete(board.reading)
  })
  for (const oldest of counted.keys()) {
    if (counted.size <= COUNTED_MAX) break
    counted.delete(oldest)
  }
  return entry.board
}

/** All that a reading has to be put on a board. */
interface BoardStuff {
  readonly found: ReadingToCount
  readonly layers: readonly ReadingLayer[]
  readonly rounds: readonly Round[]
  readonly now: number
}

const boardStuff = async (db: Database, board: Board): Promise<BoardStuff> => {
  const found = await findReadingToCount(db, board.reading)
  if (found === undefined) throw new Error(`the reading of board ${board.reading} is gone`)
  const [layers, rounds] = await Promise.all([layersOfReading(db, board.reading), roundsOf(db, board.reading)])
  return { found, layers, rounds, now: Date.now() }
}

/** The layers of which everybody may see what was said: no private ones, no asides, and none of a round that is not revealed to all. */
const openLayersOf = ({ layers, rounds, now }: BoardStuff): readonly LayerId[] =>
  rounds.some((round) => isBlind(round, now))
    ? []
    : layers
        .filter(
          ({ subject }) =>
            subject.layerKind !== 'private' &&
            subject.layerKind !== 'aside' &&
            (subject.layerKind !== 'member' || subject.revealedTo === 'everyone'),
        )
        .map(({ id }) => id)

/** The tags of a board: those that are switched on, and those that a verdict uses. */
const boardTags = (tags: readonly Tag[], rows: BoardInput['rows']): readonly Tag[] => {
  const used = new Set(rows.taggings.map(({ tag }) => tag))
  return tags.filter(({ id, active }) => active || used.has(id))
}

/** The place of each layer's round among the rounds. */
const placesOfRounds = ({ layers, rounds }: BoardStuff): ReadonlyMap<string, number> => {
  const places = new Map(rounds.map(({ id, position }) => [id, position]))
  return new Map(layers.map(({ id, round }) => [id, places.get(round) ?? 0]))
}

const countBoard = async (db: Database, board: Board): Promise<CountedBoard> => {
  const stuff = await boardStuff(db, board)
  const { found, rounds, now } = stuff
  const blind = rounds.some((round) => isBlind(round, now))
  const [written, pins, text] = await Promise.all([
    rowsOfLayers(
      db,
      found.layers.map(({ id }) => id),
    ),
    pinsOf(db, board.reading),
    boardTextOf(db, found.version),
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
  const input = { rows, members: found.members, tags, rounds: placesOfRounds(stuff) }
  const figures = boardFigures({ ...input, rows: blind ? all : rows, tags: blind ? found.tags : tags }, text)
  const reader = boardReader(input)
  const isPinned = new Set(pins.map((place) => `${place.layer} ${place.annotation}`))
  const item = (passage: BoardPassage): BoardItem => ({
    layer: passage.layer,
    annotation: passage.annotation,
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
  const spoke = spokeInRound(stuff, all)
  const face: BoardFace = {
    reading: { id: found.id, slug: found.slug, title: found.title },
    seminar: { id: found.seminar.id, name: found.seminar.name },
    codebook: found.seminar.codebookVersion,
    isShown: board.isShown,
    showsNames: board.showsNames,
    round: await roundFace(db, stuff),
    isBlind: blind,
    tags: tags.map(({ name, key, pigment }) => ({ name, key, pigment })),
    counts: {
      claims: figures.claims,
      verdicts: figures.verdicts,
      comments: figures.comments,
      voices: students.filter(({ id }) => figures.voices.includes(id)).length,
      members: students.length,
    },
    alpha: blind ? undefined : figures.alpha,
    strip: blind
      ? []
      : figures.heat.map(({ title, level, cells }) => ({
          title,
          level,
          cells: cells.map(({ start, claims }) => ({ start, claims })),
        })),
    passages: [...pinned, ...contested].slice(0, Math.max(PASSAGES_MAX, pinned.length)).map(item),
    thrown: thrownOf(board, stuff, text, { all, reader, item }),
    now,
  }
  return { face, found, silent: students.map(({ id }) => id).filter((id) => !spoke.has(id)) }
}

/** Who said anything in the round that members work in. */
const spokeInRound = ({ layers, rounds, now }: BoardStuff, rows: BoardInput['rows']): ReadonlySet<MemberId> => {
  const round = currentRoundOf(rounds, now)
  const here = new Set(layers.filter((layer) => layer.round === round?.id).map(({ id }) => id))
  const spoke = new Set<MemberId>()
  for (const { layer, member, removedAt } of rows.annotations) {
    if (here.has(layer) && removedAt === null) spoke.add(member)
  }
  for (const { layer, member } of [...rows.taggings, ...rows.reactions]) if (here.has(layer)) spoke.add(member)
  for (const { layer, member, body } of rows.comments) if (here.has(layer) && body !== null) spoke.add(member)
  return spoke
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
