// @ts-check
import { spawn } from 'node:child_process'
import { ROOT } from './paths.mjs'

/**
 * How a program ended, and what it said on both streams together.
 * @typedef {{ status: number, output: string }} Ended
 */

/**
 * Runs a program in the clone until it ends. `onOutput` hears what it says as it comes; without it, it is only kept.
 * @param {string} program
 * @param {readonly string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, onOutput?: (text: string) => void }} [options]
 * @returns {Promise<Ended>}
 */
export const run = (program, args, options = {}) =>
  new Promise((done, fail) => {
    const child = spawn(program, args, {
      cwd: ROOT,
      env: options.env ?? process.env,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (/** @type {string} */ text) => {
        output += text
        options.onOutput?.(text)
      })
    }
    child.once('error', fail)
    child.once('close', (status, signal) => done({ status: status ?? (signal === null ? 1 : 128), output }))
  })

/**
 * Runs a JavaScript file with this very Node.
 * @param {string} file relative to the clone
 * @param {readonly string[]} args
 * @param {Parameters<typeof run>[2]} [options]
 */
export const runNode = (file, args, options) => run(process.execPath, [file, ...args], options)
