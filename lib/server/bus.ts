import pg from 'pg'
import { z } from 'zod'
import {
  type LayerId,
  type ReadingId,
  type SeminarId,
  type UserId,
  ID_PATTERN,
  layerId,
  readingId,
  seminarId,
  userId,
} from '../core/base'
import type { Database } from './store/database'

/**
 * What one process tells the others, this one included. Postgres carries it
 * (NOTIFY), so it is heard only when the transaction that says it commits.
 */
export type BusEvent =
  /** Members, groups, roles, rounds or the codebook of a seminar changed: who may do what must be asked again. */
  | { readonly kind: 'access-changed'; readonly seminar: SeminarId }
  /** Sessions of a user ended: their sockets must prove themselves again. */
  | { readonly kind: 'signed-out'; readonly user: UserId }
  /** Another process wrote to the journal of a layer. */
  | { readonly kind: 'layer-changed'; readonly layer: LayerId }
  /** What the board of a reading shows was changed. */
  | { readonly kind: 'board-changed'; readonly reading: ReadingId }
  /** What windows of a reading show that lies in no layer was changed: what is pinned, whether the board is shown. */
  | { readonly kind: 'room-changed'; readonly reading: ReadingId }
  /** Something was written in these readings a moment ago: figures that somebody looks at may be others. Said seldom, not with each commit. */
  | { readonly kind: 'written'; readonly readings: readonly ReadingId[] }

/** What a listener may hear: an event, or that some may have been missed while the database was away. */
export type BusNews = BusEvent | { readonly kind: 'missed' }

const id = z.string().regex(ID_PATTERN)
const eventSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('access-changed'), seminar: id.transform(seminarId) }),
  z.object({ kind: z.literal('signed-out'), user: id.transform(userId) }),
  z.object({ kind: z.literal('layer-changed'), layer: id.transform(layerId) }),
  z.object({ kind: z.literal('board-changed'), reading: id.transform(readingId) }),
  z.object({ kind: z.literal('room-changed'), reading: id.transform(readingId) }),
  z.object({ kind: z.literal('written'), readings: z.array(id.transform(readingId)) }),
])

const CHANNEL = 'scholion'
/** The waits between tries to reach the database again. */
const FIRST_WAIT_MS = 100
const LAST_WAIT_MS = 5_000

/** Says an event. Inside a transaction, pass that transaction: it is heard when it commits, and never if it does not. */
export const publish = async (db: Database, event: BusEvent): Promise<void> => {
  await db.$queryRaw`select pg_notify(${CHANNEL}, ${JSON.stringify(event)})::text`
}

export interface Bus {
  /** Calls `listener` for each piece of news of a kind; the answer ends it. A listener must not throw. */
  subscribe<Kind extends BusNews['kind']>(
    kind: Kind,
    listener: (news: Extract<BusNews, { readonly kind: Kind }>) => void,
  ): () => void
  close(): Promise<void>
}

/**
 * Listens to the bus on a connection of its own, which comes back by itself
 * after a break; listeners of `missed` are then told. Resolves when it listens;
 * rejects where the database cannot be reached at first.
 */
export const openBus = async (databaseUrl: string): Promise<Bus> => {
  const listeners = new Set<(news: BusNews) => void>()
  const tell = (news: BusNews): void => {
    listeners.forEach((listener) => {
      listener(news)
    })
  }
  let client: pg.Client | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  let isClosed = false
  let wait = FIRST_WAIT_MS

  const connect = async (): Promise<void> => {
    const next = new pg.Client({ connectionString: databaseUrl, keepAlive: true, connectionTimeoutMillis: 10_000 })
    // Both come when a connection breaks, and an `error` without a listener would end the process.
    next.on('error', () => {
      comeBack(next)
    })
    next.on('end', () => {
      comeBack(next)
    })
    next.on('notification', ({ payload }) => {
      const event = parseEvent(payload)
      if (event === undefined) console.warn('bus: a notice that is none of ours')
      else tell(event)
    })
    if (isClosed) return
    client = next
    await next.connect()
    await next.query(`listen ${CHANNEL}`)
    wait = FIRST_WAIT_MS
  }

  const comeBack = (broken: pg.Client): void => {
    if (isClosed || client !== broken) return
    client = undefined
    clearTimeout(timer)
    timer = setTimeout(() => {
      connect().then(
        () => {
          tell({ kind: 'missed' })
        },
        (error: unknown) => {
          console.warn(`bus: the database does not answer (${error instanceof Error ? error.message : 'unknown'})`)
          if (client !== undefined) comeBack(client)
        },
      )
    }, wait)
    wait = Math.min(LAST_WAIT_MS, wait * 2)
  }

  try {
    await connect()
  } catch (error) {
    isClosed = true
    clearTimeout(timer)
    throw error
  }

  return {
    subscribe: (kind, listener) => {
      const hear = (news: BusNews): void => {
        if (isOfKind(news, kind)) listener(news)
      }
      listeners.add(hear)
      return () => listeners.delete(hear)
    },
    close: async () => {
      isClosed = true
      clearTimeout(timer)
      listeners.clear()
      await client?.end()
    },
  }
}

const isOfKind = <Kind extends BusNews['kind']>(
  news: BusNews,
  kind: Kind,
): news is Extract<BusNews, { readonly kind: Kind }> => news.kind === kind

const parseEvent = (payload: string | undefined): BusEvent | undefined => {
  let value: unknown
  try {
    value = JSON.parse(payload ?? '')
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
  const parsed = eventSchema.safeParse(value)
  return parsed.success ? parsed.data : undefined
}
