// @ts-check
import { Trouble, messageOf } from './trouble.mjs'

/** @param {number} ms */
const seconds = (ms) => `${(ms / 1000).toFixed(1)} s`

/**
 * Says on one stream what is going on. Standard error for commands whose output is theirs.
 * @param {NodeJS.WriteStream} stream
 */
export const speaker = (stream) => {
  let isOpen = false
  /** @param {string} text */
  const line = (text) => {
    stream.write(`${isOpen ? '\n' : ''}${text}\n`)
    isOpen = false
  }
  return {
    line,
    /**
     * Says what begins, and how long it took when it is done.
     * @template T
     * @param {string} what
     * @param {() => Promise<T>} work
     * @returns {Promise<T>}
     */
    step: async (what, work) => {
      const began = Date.now()
      stream.write(`  ${what} ... `)
      isOpen = true
      try {
        const result = await work()
        stream.write(isOpen ? `${seconds(Date.now() - began)}\n` : `  ${what}: ${seconds(Date.now() - began)}\n`)
        isOpen = false
        return result
      } finally {
        if (isOpen) stream.write('\n')
        isOpen = false
      }
    },
  }
}

/** @typedef {ReturnType<typeof speaker>} Speaker */

/** Errors whose message is a sentence for who runs the command. */
const SENTENCES = new Set(['AppError', 'EnvError'])

/**
 * Says why a command fails, in one sentence and without a stack; `DEBUG=scholion` shows where.
 * @param {unknown} error
 */
export const reportFailure = (error) => {
  // The bundled server has classes of its own: its errors are known by their names.
  if (error instanceof Trouble || (error instanceof Error && SENTENCES.has(error.name))) {
    process.stderr.write(`${error.message}\n`)
  } else {
    const first = messageOf(error).trim().split('\n')[0]
    process.stderr.write(`Something failed that should not: ${first} (DEBUG=scholion shows where).\n`)
  }
  if (process.env.DEBUG === 'scholion') process.stderr.write(`${error instanceof Error ? error.stack : error}\n`)
}
