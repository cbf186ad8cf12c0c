import { setImmediate as endOfTurn } from 'node:timers/promises'
import pg from 'pg'
import { type Result, ok, refused } from '../../core/base'
import { type JournalEntry, appendStatement } from './journal'

/**
 * Why an entry is not stored. `rejected`: the database will never take it.
 * `unavailable`: the database did not answer; whether it is stored is not known,
 * and to append it again does no harm.
 */
export type AppendRefusal = 'rejected' | 'unavailable'

/** Appends to the journal, many entries a transaction. */
export interface GroupCommit {
  /**
   * Resolves when the entry is committed, with its id, or when it is known not
   * to be. Never rejects. `onCommitted` is called at the moment of the commit,
   * before anything else runs, in the order of the ids; it must not throw.
   */
  append(entry: JournalEntry, onCommitted: (id: bigint) => void): Promise<Result<bigint, AppendRefusal>>
  /** Resolves when everything appended so far is decided. */
  flush(): Promise<void>
  /** Decides what is waiting, then closes the connection. Nothing may be appended after. */
  close(): Promise<void>
}

/** What goes out together at most. */
const BATCH_MAX_ENTRIES = 500
const BATCH_MAX_BYTES = 8 * 1024 * 1024
/** A commit that takes longer counts as none. */
const COMMIT_TIMEOUT_MS = 10_000

interface Waiting {
  readonly entry: JournalEntry
  readonly onCommitted: (id: bigint) => void
  readonly decide: (outcome: Result<bigint, AppendRefusal>) => void
}

/**
 * A group commit: everything that came while the last transaction ran goes out
 * in the next one, over all layers. A batch with an entry that the database
 * will not take is halved until that entry stands alone, so it takes no other
 * with it. One connection, which is opened again after a break.
 */
export const openGroupCommit = (databaseUrl: string): GroupCommit => {
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    max: 1,
    keepAlive: true,
    idleTimeoutMillis: 0,
    connectionTimeoutMillis: COMMIT_TIMEOUT_MS,
    query_timeout: COMMIT_TIMEOUT_MS,
  })
  // A broken idle connection is told here and thrown away by the pool.
  pool.on('error', () => undefined)

  const queue: Waiting[] = []
  let pumping: Promise<void> = Promise.resolve()
  let isPumping = false

  const commit = async (batch: readonly Waiting[]): Promise<void> => {
    const { text, values } = appendStatement(batch.map((waiting) => waiting.entry))
    let ids: readonly { readonly id: string }[]
    try {
      const answer = await pool.query<{ id: string }>({ name: 'append-journal', text, values: [...values] })
      ids = answer.rows
      if (ids.length !== batch.length) throw new Error(`${batch.length} entries got ${ids.length} ids`)
    } catch (error) {
      await refuse(batch, error)
      return
    }
    ids.forEach((row, at) => {
      const id = BigInt(row.id)
      batch[at]?.onCommitted(id)
      batch[at]?.decide(ok(id))
    })
  }

  const refuse = async (batch: readonly Waiting[], error: unknown): Promise<void> => {
    const state = sqlState(error)
    if (!isOfTheData(state)) {
      console.warn(`journal: ${batch.length} updates are not committed (${state ?? messageOf(error)})`)
      batch.forEach(({ decide }) => {
        decide(refused('unavailable'))
      })
    } else if (batch.length === 1) {
      const [waiting] = batch
      console.warn(`journal: an update of member ${String(waiting?.entry.member)} is rejected (${String(state)})`)
      waiting?.decide(refused('rejected'))
    } else {
      const middle = batch.length >> 1
      await commit(batch.slice(0, middle))
      await commit(batch.slice(middle))
    }
  }

  const pump = async (): Promise<void> => {
    for (;;) {
      // What is read from the sockets in this turn of the event loop, and what follows the last commit, goes together.
      await endOfTurn()
      if (queue.length === 0) break
      await commit(takeBatch(queue))
    }
    isPumping = false
  }

  return {
    append: (entry, onCommitted) =>
      new Promise((decide) => {
        queue.push({ entry, onCommitted, decide })
        if (isPumping) return
        isPumping = true
        pumping = pump()
      }),
    flush: () => pumping,
    close: async () => {
      await pumping
      await pool.end()
    },
  }
}

const takeBatch = (queue: Waiting[]): readonly Waiting[] => {
  let bytes = 0
  let count = 0
  for (const { entry } of queue) {
    bytes += entry.update.byteLength
    if (count > 0 && (count >= BATCH_MAX_ENTRIES || bytes > BATCH_MAX_BYTES)) break
    count += 1
  }
  return queue.splice(0, count)
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : 'no answer')

/** The five characters of PostgreSQL's Appendix A; `undefined` where the error is not the database's. */
const sqlState = (error: unknown): string | undefined => (error instanceof pg.DatabaseError ? error.code : undefined)

/** Data exceptions (22), broken constraints (23) and program limits (54) say that the data is at fault. */
const isOfTheData = (state: string | undefined): boolean => state !== undefined && /^(22|23|54)/.test(state)
