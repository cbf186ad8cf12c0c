import { setPriority } from 'node:os'
import { join } from 'node:path'
import { parentPort, workerData } from 'node:worker_threads'
import { PaperCompiler } from './compiler'
import type { PressJob } from './job'
import { runJob } from './run-job'
import { PaperSetter, type PressStep } from './set-paper'
import { UnreadablePdf } from './unreadable-pdf'

/** What the press's thread is told: a job, or that it is needed no longer. */
export type PressRequest = { readonly id: number; readonly job: PressJob } | 'rest'

/** What it answers. `trouble` is for the log: it names no text of the paper. */
export type PressReply =
  | { readonly id: number; readonly step: PressStep }
  | { readonly id: number; readonly ok: true; readonly pdf: Uint8Array }
  | { readonly id: number; readonly ok: false; readonly reason: 'failed' | 'unwritable'; readonly trouble: string }

const NICE = 10

/** Takes jobs from the parent, one at a time, in the order they come. Runs in a worker only. */
export const serve = (): void => {
  const port = parentPort
  if (port === null) throw new Error('the press runs in a worker')
  // On Linux this is the priority of this thread alone (sched(7)): whatever a file takes, the room goes first.
  if (process.platform === 'linux') setPriority(0, NICE)
  let compiler: PaperCompiler | undefined
  let setter: PaperSetter | undefined
  const work = async ({ id, job }: Exclude<PressRequest, 'rest'>): Promise<void> => {
    try {
      compiler ??= new PaperCompiler(join(folderOf(workerData), 'fonts'))
      setter ??= new PaperSetter(compiler)
      const pdf = await runJob(setter, job, (step) => {
        const reply: PressReply = { id, step }
        port.postMessage(reply)
      })
      const reply: PressReply = { id, ok: true, pdf }
      port.postMessage(reply, [exactBuffer(pdf)])
    } catch (error) {
      // A file of ours that cannot be read is a fault of ours.
      const reason = job.original !== undefined && error instanceof UnreadablePdf ? 'unwritable' : 'failed'
      const reply: PressReply = { id, ok: false, reason, trouble: troubleOf(error) }
      port.postMessage(reply)
    }
  }
  // The parent sends the next job only after the answer to the last.
  port.on('message', (request: PressRequest) => {
    if (request !== 'rest') {
      void work(request)
      return
    }
    compiler?.forget()
    port.close()
  })
}

const folderOf = (data: unknown): string => {
  if (typeof data === 'object' && data !== null && 'folder' in data && typeof data.folder === 'string')
    return data.folder
  throw new Error('the press was not told its folder')
}

const exactBuffer = (bytes: Uint8Array): ArrayBuffer => {
  if (bytes.buffer instanceof ArrayBuffer && bytes.byteLength === bytes.buffer.byteLength) return bytes.buffer
  throw new Error('the file does not own its memory')
}

const troubleOf = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error)
  const cause = error.cause instanceof Error ? `: ${error.cause.message}` : ''
  return `${error.message}${cause}`
}
