// @ts-check
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { checkCircles } from './circles.mjs'
import { ROOT } from './paths.mjs'
import { runNode } from './run.mjs'
import { checkSize } from './size.mjs'

/**
 * One of the fast checks: its name, and how it is run. A check counts as one test.
 * @typedef {{ name: string, run: () => Promise<import('./run.mjs').Ended> }} Check
 */

// The pages' types (those of CSS imports, of routes) are generated; without them tsc misses what they declare.
const types = async () => {
  if (!existsSync(join(ROOT, 'next-env.d.ts'))) {
    const generated = await runNode('node_modules/next/dist/bin/next', ['typegen'])
    if (generated.status !== 0) return generated
  }
  return runNode('node_modules/typescript/bin/tsc', ['-p', '.'])
}

/** @type {readonly Check[]} */
export const CHECKS = [
  {
    name: 'format',
    run: () =>
      runNode('node_modules/prettier/bin/prettier.cjs', [
        '--check',
        '--cache',
        '--cache-location=.cache/prettier',
        '--log-level=warn',
        '.',
      ]),
  },
  {
    name: 'lint',
    run: () =>
      runNode('node_modules/eslint/bin/eslint.js', [
        '--cache',
        '--cache-location=.cache/eslint',
        '--max-warnings=0',
        '.',
      ]),
  },
  { name: 'types', run: types },
  { name: 'size', run: checkSize },
  { name: 'circles', run: checkCircles },
]

/**
 * Runs checks side by side and tells of each; gives how many passed and failed.
 * @param {readonly Check[]} checks
 * @param {import('./say.mjs').Speaker} say
 * @returns {Promise<{ passed: number, failed: number }>}
 */
export const runChecks = async (checks, say) => {
  const passed = await Promise.all(
    checks.map(async ({ name, run }) => {
      const began = Date.now()
      const { status, output } = await run()
      const took = `${((Date.now() - began) / 1000).toFixed(1)} s`
      if (status !== 0) say.line(output.trimEnd())
      say.line(`  ${name}: ${status === 0 ? 'passed' : 'FAILED'} (${took})`)
      return status === 0
    }),
  )
  const good = passed.filter(Boolean).length
  return { passed: good, failed: passed.length - good }
}
