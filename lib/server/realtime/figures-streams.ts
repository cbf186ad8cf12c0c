import type { IncomingMessage, ServerResponse } from 'node:http'
import type { ReadingId, SeminarId, UserId } from '../../core/base'
import { type Actor, can } from '../../core/policy'
import { type Bus, publish } from '../bus'
import { type ErrorCode, ERROR_TABLE } from '../errors'
import { findBoard } from '../store/boards'
import type { Database } from '../store/database'
import { figuresStamp } from '../store/figures'
import type { ActorOf } from './door'
import { logTrouble } from './log'
import type { OpenLayer } from './open-layer'

/** What an open page shows that a stream is for. */
export type Streamed = 'figures' | 'board'

/** What pushes to open pages of figures, and to boards, that they may be others now. */
export interface FiguresStreams {
  /**
   * Answers with a stream of server-sent events. Of figures: their stamp at once, and again whenever it is another. Of
   * a board: that it is to be looked at, at once and whenever it may be another. Never rejects.
   */
  readonly answer: (
    reading: string,
    request: IncomingMessage,
    response: ServerResponse,
    what?: Streamed,
  ) => Promise<void>
  /** Something was committed to a layer by this process. Cheap: it is called for every commit. */
  readonly written: (layer: OpenLayer) => void
  readonly close: () => void
}

export interface FiguresStreamsTools {
  readonly db: Database
  readonly bus: Bus
  readonly actorOf: ActorOf
  /** How often an open stream is written to, so that a proxy holds it for alive, in ms. */
  readonly beatMs?: number
}

/** More tabs of figures than one person looks at. */
export const STREAMS_PER_USER = 8
const STREAMS_MAX = 2_000
/** A reading's commits are told so late at most, all that came meanwhile together, in ms: far within the second that a page has. */
const TELL_AFTER_MS = 150
/** A notice holds at most so many readings: it must fit into 8,000 bytes. */
const READINGS_PER_NOTICE = 100
const BEAT_MS = 20_000
/** Who asks is asked who they are again with every so many beats: a session may end without a word. */
const BEATS_PER_JUDGEMENT = 3
/** What waits for a reader who does not read. */
const WAITING_MAX_BYTES = 16 * 1024

const PATHS: Readonly<Record<Streamed, RegExp>> = {
  figures: /^\/readings\/([^/]{1,200})\/figures\/stream$/,
  board: /^\/readings\/([^/]{1,200})\/board\/stream$/,
}

/** What a board's page is told: it asks for the stamp itself, and so hears no more than it may. */
const LOOK = 'look'

/** The reading that a request for a stream of figures, or of a board, names; `undefined` where it asks for something else. */
export const readingOfStream = (url = '', what: Streamed = 'figures'): string | undefined => {
  const named = PATHS[what].exec(url.split('?', 1)[0] ?? '')?.[1]
  if (named === undefined) return undefined
  try {
    return decodeURIComponent(named)
  } catch (error) {
    if (error instanceof URIError) return undefined
    throw error
  }
}

interface Stream {
  readonly what: Streamed
  readonly reading: ReadingId
  readonly seminar: SeminarId
  readonly user: UserId
  readonly cookie: string | undefined
  readonly response: ServerResponse
  /** The last that it was told. */
  told: string
  /** True for a board that is not shown to this reader: then it hears only that it may be now. */
  isCovered: boolean
}

/** Opens the streams of this process. What others commit it hears of on the bus. */
export const openFiguresStreams = ({ db, bus, actorOf, beatMs = BEAT_MS }: FiguresStreamsTools): FiguresStreams => {
  const streams = new Set<Stream>()
  let isClosed = false

  const end = (stream: Stream): void => {
    streams.delete(stream)
    stream.response.end()
  }
  const tell = (stream: Stream, stamp: string): void => {
    if (stream.response.writableLength > WAITING_MAX_BYTES) {
      streams.delete(stream)
      stream.response.destroy()
    } else if (stream.told !== stamp || stamp === LOOK) {
      stream.told = stamp
      stream.response.write(`data: ${stamp}\n\n`)
    }
  }

  const looking = new Map<ReadingId, 'once' | 'again'>()
  /** Tells the stamp of a reading to who looks at it; one question to the database, however many they are. */
  const look = async (reading: ReadingId): Promise<void> => {
    if (looking.has(reading)) {
      looking.set(reading, 'again')
      return
    }
    looking.set(reading, 'once')
    try {
      const found = await figuresStamp(db, reading)
      for (const stream of streams) {
        if (stream.reading !== reading || found === undefined) continue
        if (stream.what === 'figures') tell(stream, found.stamp)
        else if (!stream.isCovered) tell(stream, LOOK)
      }
    } catch (error) {
      logTrouble('a stamp of figures cannot be read', { reading }, error)
    }
    const isDue = looking.get(reading) === 'again'
    looking.delete(reading)
    if (isDue) await look(reading)
  }

  const mayRead = (actor: Actor, seminar: SeminarId, what: Streamed): boolean =>
    can(actor, what === 'figures' ? 'figures.read' : 'reading.read', { kind: 'reading', seminar }).ok
  /** True where a board is not shown to this reader. */
  const isCovered = async (actor: Actor, what: Streamed, reading: ReadingId): Promise<boolean> => {
    const board = what === 'board' ? await findBoard(db, reading) : undefined
    if (board === undefined) return false
    return !can(actor, 'board.read', { kind: 'board', seminar: board.seminar, isShown: board.isShown }).ok
  }

  const judge = async (stream: Stream): Promise<boolean> => {
    try {
      const actor = await actorOf(stream.cookie)
      if (mayRead(actor, stream.seminar, stream.what)) {
        stream.isCovered = await isCovered(actor, stream.what, stream.reading)
        return true
      }
    } catch (error) {
      logTrouble('a stream of figures cannot be judged again', { reading: stream.reading }, error)
    }
    end(stream)
    return false
  }
  let turns = 0
  /** Asks again who these are, one after the other. Who stays is told that the figures may be others where `isOther`. */
  const judgeAll = async (concerned: readonly Stream[], isOther: boolean): Promise<void> => {
    turns += 1
    const turn = turns
    for (const stream of concerned) {
      if (streams.has(stream) && (await judge(stream)) && isOther) {
        tell(stream, stream.what === 'board' ? LOOK : `access-${turn}`)
      }
    }
  }
  let beats = 0
  const beat = setInterval(() => {
    beats += 1
    for (const { response } of streams) response.write(':\n\n')
    if (beats % BEATS_PER_JUDGEMENT === 0) void judgeAll([...streams], false)
  }, beatMs)
  beat.unref()

  const endings = [
    bus.subscribe('written', ({ readings }) => {
      const looked = new Set([...streams].map(({ reading }) => reading))
      for (const reading of readings) if (looked.has(reading)) void look(reading)
    }),
    bus.subscribe('board-changed', ({ reading }) => {
      void judgeAll(
        [...streams].filter((stream) => stream.what === 'board' && stream.reading === reading),
        true,
      )
    }),
    bus.subscribe('access-changed', ({ seminar }) => {
      void judgeAll(
        [...streams].filter((stream) => stream.seminar === seminar),
        true,
      )
    }),
    bus.subscribe('signed-out', ({ user }) => {
      void judgeAll(
        [...streams].filter((stream) => stream.user === user),
        false,
      )
    }),
    bus.subscribe('missed', () => {
      void judgeAll([...streams], true)
    }),
  ]

  const open = async (
    reading: string,
    request: IncomingMessage,
    response: ServerResponse,
    what: Streamed,
  ): Promise<void> => {
    const { cookie } = request.headers
    const actor = await actorOf(cookie)
    if (actor.kind !== 'user') {
      refuse(response, 'signed-out')
      return
    }
    const found = await figuresStamp(db, reading)
    if (found === undefined || !mayRead(actor, found.seminar, what)) {
      refuse(response, 'not-found')
      return
    }
    const covered = await isCovered(actor, what, found.reading)
    // From here to its place among the others nothing waits: of many at once each sees those before it.
    if (response.destroyed) return
    const own = [...streams].filter(({ user }) => user === actor.user).length
    if (isClosed || own >= STREAMS_PER_USER || streams.size >= STREAMS_MAX) {
      refuse(response, isClosed ? 'unavailable' : 'too-many')
      return
    }
    const stream: Stream = {
      what,
      isCovered: covered,
      reading: found.reading,
      seminar: found.seminar,
      user: actor.user,
      cookie,
      response,
      told: '',
    }
    response.on('error', () => undefined)
    response.on('close', () => streams.delete(stream))
    response.writeHead(200, {
      'Content-Type': 'text/event-stream; charset=utf-8',
      // A proxy must neither keep nor pack nor gather it.
      'Cache-Control': 'private, no-store, no-transform',
      'X-Accel-Buffering': 'no',
      'X-Content-Type-Options': 'nosniff',
      'Cross-Origin-Resource-Policy': 'same-origin',
    })
    response.write('retry: 2000\n\n')
    streams.add(stream)
    tell(stream, what === 'figures' ? found.stamp : LOOK)
    // What came between the question and now is told too.
    await look(found.reading)
  }

  const dirty = new Set<ReadingId>()
  const sayWritten = async (): Promise<void> => {
    const readings = [...dirty]
    dirty.clear()
    try {
      for (let at = 0; at < readings.length; at += READINGS_PER_NOTICE) {
        await publish(db, { kind: 'written', readings: readings.slice(at, at + READINGS_PER_NOTICE) })
      }
    } catch (error) {
      logTrouble('what was written cannot be told', { readings: String(readings.length) }, error)
    }
  }

  return {
    answer: (reading, request, response, what = 'figures') =>
      open(reading, request, response, what).catch((error: unknown) => {
        logTrouble('a stream of figures cannot be opened', { reading }, error)
        if (response.headersSent) response.destroy()
        else refuse(response, 'unavailable')
      }),
    written: ({ facts: { reading, subject } }) => {
      if (subject.layerKind === 'private' || subject.layerKind === 'aside' || isClosed) return
      if (dirty.size === 0) setTimeout(() => void sayWritten(), TELL_AFTER_MS).unref()
      dirty.add(reading)
    },
    close: () => {
      isClosed = true
      clearInterval(beat)
      endings.forEach((ending) => {
        ending()
      })
      for (const stream of [...streams]) end(stream)
    },
  }
}

const refuse = (response: ServerResponse, code: ErrorCode): void => {
  const { status, sentence } = ERROR_TABLE[code]
  response
    .writeHead(status, { 'Cache-Control': 'private, no-store', 'Content-Type': 'text/plain; charset=utf-8' })
    .end(sentence)
}
