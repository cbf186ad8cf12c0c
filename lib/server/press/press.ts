import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { AnnotatedPaper } from '../../core/export'
import { type Result, ok, refused } from '../../core/base'
import { jobOf } from './job'
import type { PressReply, PressRequest } from './serve'
import type { PressStep } from './set-paper'

/** Why there is no file: too many wait, it took too long, the reader went away, it cannot be set, or the original has no place for more. */
export type PressRefusal = 'busy' | 'too-slow' | 'cancelled' | 'failed' | 'unwritable'

export interface PressOptions {
  /** Papers that may wait while one is set. A class that exports at once fits. */
  readonly waitingMax?: number
  /** For one paper, from the moment its turn comes. */
  readonly timeoutMs?: number
  /** A thread without work is stopped after this, and its memory with it. */
  readonly idleMs?: number
  /** Called with what went wrong, for the log. It names no text of the paper. */
  readonly onTrouble?: (trouble: string) => void
}

/** How far a paper is: so many are before it, or it is at work and has come so far. */
export type PressProgress =
  | { readonly state: 'waiting'; readonly before: number }
  | { readonly state: 'working'; readonly step: PressStep | 'begun' }

export interface Press {
  /** The annotated PDF. Papers are set one at a time in a thread of their own, so that the room stays alive. */
  press(
    paper: AnnotatedPaper,
    signal?: AbortSignal,
    onProgress?: (progress: PressProgress) => void,
  ): Promise<Result<Uint8Array, PressRefusal>>
  /** Sets the paper and makes no file of it, so that the next is quick. Nothing happens while the press has work. */
  warm(paper: AnnotatedPaper): void
  /** Stops the thread; papers that wait are refused as `cancelled`. */
  close(): Promise<void>
}

interface Waiting {
  progress(progress: PressProgress): void
  readonly id: number
  readonly paper: AnnotatedPaper
  settle(outcome: Result<Uint8Array, PressRefusal>): void
  isSettled: boolean
}

/**
 * Of the thread: much of what a file needs lives for a moment only, and no file
 * may take the room's memory. A young heap is kept as large as it ever was:
 * beyond this it costs more of the server's memory than it saves time.
 */
const YOUNG_MB = 48
const OLD_MB = 1_024

/** A press with its own thread, started at the first paper. */
export const openPress = (options: PressOptions = {}): Press => new ThreadPress(options)

class ThreadPress implements Press {
  private readonly waitingMax: number
  private readonly timeoutMs: number
  private readonly idleMs: number
  private readonly onTrouble: (trouble: string) => void
  private readonly queue: Waiting[] = []
  private current: Waiting | undefined
  private worker: Worker | undefined
  private timer: NodeJS.Timeout | undefined
  private nextId = 1
  private isClosed = false

  constructor(options: PressOptions) {
    this.waitingMax = options.waitingMax ?? 40
    this.timeoutMs = options.timeoutMs ?? 60_000
    this.idleMs = options.idleMs ?? 60_000
    this.onTrouble = options.onTrouble ?? (() => undefined)
  }

  press(
    paper: AnnotatedPaper,
    signal?: AbortSignal,
    onProgress: (progress: PressProgress) => void = () => undefined,
  ): Promise<Result<Uint8Array, PressRefusal>> {
    if (signal?.aborted === true || this.isClosed) return Promise.resolve(refused('cancelled'))
    if (this.queue.length >= this.waitingMax) return Promise.resolve(refused('busy'))
    return new Promise((resolve) => {
      const cancel = (): void => {
        this.cancel(waiting)
      }
      const waiting: Waiting = {
        id: this.nextId,
        paper,
        isSettled: false,
        progress: onProgress,
        settle: (outcome) => {
          if (waiting.isSettled) return
          waiting.isSettled = true
          signal?.removeEventListener('abort', cancel)
          resolve(outcome)
        },
      }
      this.nextId += 1
      signal?.addEventListener('abort', cancel, { once: true })
      this.queue.push(waiting)
      waiting.progress({ state: 'waiting', before: this.queue.length - (this.current === undefined ? 1 : 0) })
      this.next()
    })
  }

  warm(paper: AnnotatedPaper): void {
    if (this.current !== undefined) return
    this.press(paper).catch((error: unknown) => {
      this.onTrouble(error instanceof Error ? error.message : String(error))
    })
  }

  async close(): Promise<void> {
    this.isClosed = true
    for (const waiting of this.queue.splice(0)) waiting.settle(refused('cancelled'))
    this.current?.settle(refused('cancelled'))
    await this.stop()
  }

  private next(): void {
    if (this.current !== undefined) return
    clearTimeout(this.timer)
    this.current = this.queue.shift()
    if (this.current === undefined) {
      this.timer = setTimeout(() => {
        this.rest()
      }, this.idleMs).unref()
      return
    }
    this.timer = setTimeout(() => {
      this.give('too-slow')
    }, this.timeoutMs)
    this.worker ??= this.start()
    this.worker.ref()
    // Written out only now: a class that exports at once would hold up the room by all its papers together.
    const request: PressRequest = { id: this.current.id, job: jobOf(this.current.paper) }
    this.worker.postMessage(request)
    this.current.progress({ state: 'working', step: 'begun' })
    this.queue.forEach((waiting, at) => {
      waiting.progress({ state: 'waiting', before: at + 1 })
    })
  }

  private start(): Worker {
    const folder = pressFolder()
    const worker = new PressThread(threadFile(folder), {
      workerData: { folder },
      execArgv: [],
      resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB, maxOldGenerationSizeMb: OLD_MB },
    })
    worker.on('message', (reply: PressReply) => {
      if (worker !== this.worker || this.current?.id !== reply.id) return
      if ('step' in reply) {
        this.current.progress({ state: 'working', step: reply.step })
        return
      }
      if (!reply.ok) this.onTrouble(reply.trouble)
      this.finish(reply.ok ? ok(reply.pdf) : refused(reply.reason))
    })
    worker.on('error', (error) => {
      this.onTrouble(error instanceof Error ? error.message : String(error))
      if (worker === this.worker) this.give('failed')
    })
    return worker
  }

  private finish(outcome: Result<Uint8Array, PressRefusal>): void {
    const done = this.current
    this.current = undefined
    // A command line must be able to end while the thread waits for work.
    this.worker?.unref()
    done?.settle(outcome)
    this.next()
  }

  private cancel(waiting: Waiting): void {
    if (waiting === this.current) {
      this.give('cancelled')
      return
    }
    const at = this.queue.indexOf(waiting)
    if (at >= 0) this.queue.splice(at, 1)
    waiting.settle(refused('cancelled'))
  }

  /** Typst cannot be interrupted, its thread can: the next paper gets a new one. */
  private give(reason: PressRefusal): void {
    void this.stop()
    this.finish(refused(reason))
  }

  /** The thread ends by itself, and gives back what Typst remembers: that lies outside the thread. */
  private rest(): void {
    const request: PressRequest = 'rest'
    this.worker?.postMessage(request)
    this.worker = undefined
  }

  private async stop(): Promise<void> {
    clearTimeout(this.timer)
    const worker = this.worker
    this.worker = undefined
    await worker?.terminate()
  }
}

/**
 * Where the thread's own file and the fonts are. The Next bundle has no files of
 * its own beside it, so this is found from the project's folder, in which every
 * process of ours starts.
 */
const pressFolder = (): string => {
  const folder = join(process.env.SCHOLION_ROOT ?? process.cwd(), 'lib', 'server', 'press')
  if (!existsSync(join(folder, 'worker.mjs'))) throw new Error('start Scholion from its own folder')
  return folder
}

/** The start script bundles the thread's file and names it; without it, the TypeScript is run as it is. */
const threadFile = (folder: string): string => process.env.SCHOLION_PRESS ?? join(folder, 'worker.mjs')

// Next's bundler follows `new Worker` into the file that it starts; it must not.
class PressThread extends Worker {}

let shared: Press | undefined

/** The process's one press, opened at first use. */
export const press = (): Press => {
  shared ??= openPress({
    onTrouble: (trouble) => {
      console.error(`press: ${trouble}`)
    },
  })
  return shared
}
