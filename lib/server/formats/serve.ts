import { setPriority } from 'node:os'
import { type MessagePort, parentPort } from 'node:worker_threads'
import type { Threads } from '../../core/exchange'
import type { LayerThread } from '../../core/export'
import { makeWhole } from './make'
import { type FileReply, type FileRequest, receivedFrame } from './messages'

const NICE = 10

/** Makes one file for the parent, which sends its notes as they are asked for. Runs in a worker only. */
export const serve = (): void => {
  const port = parentPort
  if (port === null) throw new Error('files are made in a worker')
  // On Linux this is the priority of this thread alone (sched(7)): whatever a file takes, the room goes first.
  if (process.platform === 'linux') setPriority(0, NICE)
  let deliver: (threads: readonly LayerThread[]) => void = () => undefined
  const next = (): Promise<readonly LayerThread[]> =>
    new Promise((resolve) => {
      deliver = resolve
      say(port, { kind: 'more' })
    })
  async function* coming(): Threads {
    for (;;) {
      const threads = await next()
      if (threads.length === 0) return
      yield* threads
    }
  }
  const work = async ({ format, frame }: Extract<FileRequest, { kind: 'make' }>): Promise<void> => {
    try {
      const made = await makeWhole(format, receivedFrame(frame), coming())
      // A copy that owns its memory can be handed over.
      say(port, { kind: 'made', bytes: new Uint8Array(made) })
    } catch (error) {
      say(port, { kind: 'failed', trouble: error instanceof Error ? error.message : String(error) })
    }
  }
  port.on('message', (request: FileRequest) => {
    if (request.kind === 'threads') deliver(request.threads)
    else void work(request)
  })
}

const say = (port: MessagePort, reply: FileReply): void => {
  if (reply.kind === 'made' && reply.bytes.buffer instanceof ArrayBuffer) port.postMessage(reply, [reply.bytes.buffer])
  else port.postMessage(reply)
}
