import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { type Result, ok, refused } from '../../core/base'
import type { Frame, Threads } from '../../core/exchange'
import type { LayerThread } from '../../core/export'
import type { WholeFormat } from './make'
import { type FileReply, type FileRequest, sentFrame } from './messages'

/** Why there is no file: too many wait, it took too long, the reader went away, it does not fit in memory, or it cannot be made. */
export type FileRefusal = 'busy' | 'too-slow' | 'cancelled' | 'too-many' | 'failed'

export interface FileThreadsOptions {
  /** Files that may wait while one is made. A class that exports at once fits. */
  readonly waitingMax?: number
  /** For one file, from the moment its turn comes. */
  readonly timeoutMs?: number
  /** The heap of a thread, in MB. */
  readonly heapMb?: number
  /** Called with what went wrong, for the log. It names no text of the paper. */
  readonly onTrouble?: (trouble: string) => void
}

/** Makes files one at a time, each in a thread of its own that ends with it, and its memory too. */
export interface FileThreads {
  /** Notes are read as the thread asks for them: no more of them are here at once than a page. */
  make(
    format: WholeFormat,
    frame: Frame,
    threads: Threads,
    signal?: AbortSignal,
  ): Promise<Result<Uint8Array, FileRefusal>>
}

/** Notes that are sent at once. */
const NOTES_AT_ONCE = 200
/** Of the thread: no file may take the room's memory. More for what is young was no quicker, and lay about. */
const YOUNG_MB = 16
const OLD_MB = 512

/** Threads for files, none of which runs yet. */
export const openFileThreads = ({
  waitingMax = 40,
  timeoutMs = 120_000,
  heapMb = OLD_MB,
  onTrouble = () => undefined,
}: FileThreadsOptions = {}): FileThreads => {
  let waiting = 0
  let last: Promise<unknown> = Promise.resolve()
  return {
    make: (format, frame, threads, signal) => {
      if (waiting > waitingMax) return Promise.resolve(refused('busy'))
      waiting += 1
      const turn = last.then(async (): Promise<Result<Uint8Array, FileRefusal>> => {
        if (signal?.aborted === true) return refused('cancelled')
        return makeInThread({ format, frame, threads, signal, timeoutMs, heapMb, onTrouble })
      })
      const end = (): void => {
        waiting -= 1
      }
      // Whoever asked hears of a failure; who comes after is not to stumble over it.
      last = turn.then(end, end)
      return turn
    },
  }
}

interface Making {
  readonly format: WholeFormat
  readonly frame: Frame
  readonly threads: Threads
  readonly signal: AbortSignal | undefined
  readonly timeoutMs: number
  readonly heapMb: number
  readonly onTrouble: (trouble: string) => void
}

const makeInThread = ({ format, frame, threads, signal, timeoutMs, heapMb, onTrouble }: Making) =>
  new Promise<Result<Uint8Array, FileRefusal>>((resolve, reject) => {
    const worker = new FileThread(threadFile(), {
      execArgv: [],
      resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB, maxOldGenerationSizeMb: heapMb },
    })
    const coming = threads[Symbol.asyncIterator]()
    const settle = (outcome: Result<Uint8Array, FileRefusal>): void => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', cancel)
      void coming.return?.()
      void worker.terminate()
      resolve(outcome)
    }
    const cancel = (): void => {
      settle(refused('cancelled'))
    }
    const timer = setTimeout(() => {
      settle(refused('too-slow'))
    }, timeoutMs)
    signal?.addEventListener('abort', cancel, { once: true })
    const send = (request: FileRequest): void => {
      worker.postMessage(request)
    }
    worker.on('message', (reply: FileReply) => {
      if (reply.kind === 'more') {
        pageOf(coming).then(
          (page) => {
            send({ kind: 'threads', threads: page })
          },
          (error: unknown) => {
            // The database failed, not the file: that is the caller's to tell.
            reject(error instanceof Error ? error : new Error(String(error)))
            settle(refused('failed'))
          },
        )
      } else if (reply.kind === 'made') settle(ok(reply.bytes))
      else {
        onTrouble(reply.trouble)
        settle(refused('failed'))
      }
    })
    worker.on('error', (error: unknown) => {
      const isFull = error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY'
      if (!isFull) onTrouble(error instanceof Error ? error.message : String(error))
      settle(refused(isFull ? 'too-many' : 'failed'))
    })
    send({ kind: 'make', format, frame: sentFrame(frame) })
  })

const pageOf = async (coming: AsyncIterator<LayerThread>): Promise<readonly LayerThread[]> => {
  const page: LayerThread[] = []
  while (page.length < NOTES_AT_ONCE) {
    const next = await coming.next()
    if (next.done === true) break
    page.push(next.value)
  }
  return page
}

/** The start script bundles the thread's file beside the press's; without it, the TypeScript is run as it is. */
const threadFile = (): string => {
  const pressFile = process.env.SCHOLION_PRESS
  if (pressFile !== undefined) return join(dirname(pressFile), 'files.js')
  const file = join(process.env.SCHOLION_ROOT ?? process.cwd(), 'lib', 'server', 'formats', 'worker.mjs')
  if (!existsSync(file)) throw new Error('start Scholion from its own folder')
  return file
}

// Next's bundler follows `new Worker` into the file that it starts; it must not.
class FileThread extends Worker {}

let shared: FileThreads | undefined

/** The process's one queue of files, opened at first use. */
export const fileThreads = (): FileThreads => {
  shared ??= openFileThreads({
    onTrouble: (trouble) => {
      console.error(`files: ${trouble}`)
    },
  })
  return shared
}
