import { join } from 'node:path'
import { parentPort, workerData } from 'node:worker_threads'
import { PaperCompiler } from './compiler'
import type { PressJob } from './job'
import { runJob } from './run-job'
import { PaperSetter } from './set-paper'

/** What the press's thread is told. */
export interface PressRequest {
  readonly id: number
  readonly job: PressJob
}

/** What it answers. `trouble` is for the log: it names no text of the paper. */
export type PressReply =
  | { readonly id: number; readonly ok: true; readonly pdf: Uint8Array }
  | { readonly id: number; readonly ok: false; readonly trouble: string }

/** Takes jobs from the parent, one at a time, in the order they come. Runs in a worker only. */
export const serve = (): void => {
  const port = parentPort
  if (port === null) throw new Error('the press runs in a worker')
  let setter: PaperSetter | undefined
  port.on('message', ({ id, job }: PressRequest) => {
    try {
      setter ??= new PaperSetter(new PaperCompiler(join(folderOf(workerData), 'fonts')))
      const pdf = runJob(setter, job)
      const reply: PressReply = { id, ok: true, pdf }
      port.postMessage(reply, [exactBuffer(pdf)])
    } catch (error) {
      const reply: PressReply = { id, ok: false, trouble: troubleOf(error) }
      port.postMessage(reply)
    }
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
