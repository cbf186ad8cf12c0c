import { fork } from 'node:child_process'
import { z } from 'zod'

/** A page in a process of its own, as a browser's is: neither its documents nor the benchmark's hold the other up. */
export interface PageProcess {
  /** Opens a layer in as many windows as there are cookies, at once. */
  open(url: string, cookies: readonly string[], layer: string): Opening
  stop(): void
}

/** A layer on its way into windows. */
export interface Opening {
  /** How long it took until all were synced, in ms. */
  readonly synced: Promise<number>
  /** What reading the records of all took then, and what each has (`fingerprintOf`). */
  readonly found: Promise<{ readonly readMs: number; readonly fingerprints: readonly string[] }>
}

const openedSchema = z.object({ openMs: z.number() })
const foundSchema = z.object({ readMs: z.number(), fingerprints: z.array(z.string()) })

export const startPage = async (): Promise<PageProcess> => {
  const child = fork('e2e/bench/sync/page.ts', { execArgv: ['--import', 'tsx'] })
  /** The next message that fits; rejects where the process ends before. */
  const next = <Value>(schema: z.ZodType<Value>): Promise<Value> =>
    new Promise((resolve, reject) => {
      const end = (): void => {
        child.off('message', hear)
        child.off('exit', onExit)
      }
      const onExit = (): void => {
        end()
        reject(new Error('the page ended'))
      }
      const hear = (message: unknown): void => {
        const said = schema.safeParse(message)
        if (!said.success) return
        end()
        resolve(said.data)
      }
      child.on('message', hear)
      child.once('exit', onExit)
    })
  await next(z.literal('ready'))
  return {
    open: (url, cookies, layer) => {
      const [synced, found] = [next(openedSchema), next(foundSchema)]
      child.send({ url, cookies, layer })
      return { synced: synced.then(({ openMs }) => openMs), found }
    },
    stop: () => {
      child.kill('SIGKILL')
    },
  }
}
