import type { TestProject } from 'vitest/node'
import { type RedisProgram, ensureRedis } from './redis.mjs'

declare module 'vitest' {
  interface ProvidedContext {
    /** The Redis that tests may start; `null` where none can be had, and those tests are skipped. */
    readonly testRedis: { readonly file: string; readonly libraries: string | null } | null
  }
}

/** Vitest's global set-up: finds the program of a Redis, or gets it. Each test file starts its own. */
const setup = async (project: TestProject): Promise<void> => {
  const program: RedisProgram | undefined = await ensureRedis((line) => {
    process.stderr.write(`${line}\n`)
  })
  if (program === undefined) {
    process.stderr.write(
      '\nNO REDIS: the tests of several processes are SKIPPED. Install redis-server to run them.\n\n',
    )
  }
  project.provide('testRedis', program === undefined ? null : { ...program, libraries: program.libraries ?? null })
}

export default setup
