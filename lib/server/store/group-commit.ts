import { setImmediate as endOfTurn } from 'node:timers/promises'
import pg from 'pg'
import { type LayerId, type Result, ok, refused } from '../../core/base'
import { type JournalEntry, type SharedRow, appendStatement, readSharedRows, sharedAppendStatement } from './journal'

/**
 * Why an entry is not stored. `rejected`: the database will never take it.
 * `unavailable`: the database did not answer; whether it is stored is not known,
 * and to append it again does no harm. `stale`: another process wrote to the
 * layer since the entry was judged.
 */
export type AppendRefusal = 'rejected' | 'unavailable' | 'stale'

/** Where a committed entry stands in the journal. */
export interface Committed {
  readonly id: bigint
  /** The layer's revision with it; absent where no other process writes to the layer. */
  readonly revision?: bigint
}

/**
 * The revision of the layer that an entry was judged by, asked when the entry
 * goes out; `undefined` where more came in from other processes since.
 */
export type RevisionNow = () => bigint | undefined

/** Appends to the journal, many entries a transaction. */
export interface GroupCommit {
  /**
   * Resolves when the entry is committed, with its id, or when it is known not
   * to be. Never rejects. `onCommitted` is called once the commit is known,
   * before any of its entries is resolved, and those of one layer one right
   * after the other in the order of their ids; it must not throw.
   * With `revisionNow` the entry is stored only where its layer is still at that
   * revision; without, no other process may write to the layer.
   */
  append(
    entry: JournalEntry,
    onCommitted: (committed: Committed) => void,
    revisionNow?: RevisionNow,
  ): Promise<Result<bigint, AppendRefusal>>
  /** Resolves when everything appended so far is decided. */
  flush(): Promise<void>
  /** Decides what is waiting, then closes the connection. Nothing may be appended after. */
  close(): Promise<void>
}

/**
 * Called with what makes all calls of `onCommitted` for one layer in one commit,
 * to do so within something. It must call it, and must not throw.
 */
export type Together = (layer: LayerId, enterAll: () => void) => void

const inTurn: Together = (_layer, enterAll) => {
  enterAll()
}

/** What goes out together at most. */
const BATCH_MAX_ENTRIES = 500
const BATCH_MAX_BYTES = 8 * 1024 * 1024
/** A commit that takes longer counts as none. */
const COMMIT_TIMEOUT_MS = 10_000

interface Waiting {
  readonly entry: JournalEntry
  readonly onCommitted: (committed: Committed) => void
  readonly revisionNow: RevisionNow | undefined
  readonly decide: (outcome: Result<bigint, AppendRefusal>) => void
}

/**
 * A group commit: everything that came while the last transaction ran goes out
 * in the next one, over all layers. A batch with an entry that the database
 * will not take is halved until that entry stands alone, so it takes no other
 * with it. One connection, which is opened again after a break.
 */
export const openGroupCommit = (databaseUrl: string, together: Together = inTurn): GroupCommit => {
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

  const commit = async (waiting: readonly Waiting[]): Promise<void> => {
    const batch = waiting.filter((one) => {
      const isStale = one.revisionNow !== undefined && one.revisionNow() === undefined
      if (isStale) one.decide(refused('stale'))
      return !isStale
    })
    if (batch.length === 0) return
    let committed: readonly (Committed | undefined)[]
    try {
      committed = await (batch.some(({ revisionNow }) => revisionNow !== undefined) ? storeShared : store)(batch)
    } catch (error) {
      await refuse(batch, error)
      return
    }
    const byLayer = new Map<LayerId, (() => void)[]>()
    batch.forEach(({ entry: { layer }, onCommitted }, at) => {
      const one = committed[at]
      if (one === undefined) return
      const calls = byLayer.get(layer)
      const call = (): void => {
        onCommitted(one)
      }
      if (calls === undefined) byLayer.set(layer, [call])
      else calls.push(call)
    })
    for (const [layer, calls] of byLayer) {
      together(layer, () => {
        for (const call of calls) call()
      })
    }
    batch.forEach(({ decide }, at) => {
      const one = committed[at]
      decide(one === undefined ? refused('stale') : ok(one.id))
    })
  }

  const store = async (batch: readonly Waiting[]): Promise<readonly Committed[]> => {
    const { name, text, values } = appendStatement(batch.map(({ entry }) => entry))
    const { rows } = await pool.query<{ id: string }>({ name, text, values: [...values] })
    if (rows.length !== batch.length) throw new Error(`${batch.length} entries got ${rows.length} ids`)
    return rows.map(({ id }) => ({ id: BigInt(id) }))
  }

  /** The answer is `undefined` for what is stale. */
  const storeShared = async (batch: readonly Waiting[]): Promise<readonly (Committed | undefined)[]> => {
    const { name, text, values } = sharedAppendStatement(
      batch.map(({ entry, revisionNow }) => ({ ...entry, revision: revisionNow?.() ?? null })),
    )
    const { rows } = await pool.query<SharedRow>({ name, text, values: [...values] })
    const byLayer = readSharedRows(rows)
    const taken = new Map<LayerId, number>()
    return batch.map(({ entry: { layer } }) => {
      const stored = byLayer.get(layer)
      const at = taken.get(layer) ?? 0
      taken.set(layer, at + 1)
      const id = stored?.ids[at]
      return stored === undefined || id === undefined ? undefined : { id, revision: stored.revision }
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
    append: (entry, onCommitted, revisionNow) =>
      new Promise((decide) => {
        queue.push({ entry, onCommitted, revisionNow, decide })
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
