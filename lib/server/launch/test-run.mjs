// @ts-check
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ensureBrowser } from './browser.mjs'
import { CHECKS, runChecks } from './checks.mjs'
import { BUILD_FOLDER, ROOT } from './paths.mjs'
import { freePort } from './cluster.mjs'
import { preparePages, prepareServer } from './prepare.mjs'
import { runNode } from './run.mjs'
import { reportFailure, speaker } from './say.mjs'
import { playwrightCounts, skippedSentence, sum, vitestCounts } from './test-counts.mjs'

/** @typedef {import('./test-counts.mjs').Counts} Counts */

const say = speaker(process.stdout)
const REPORTS = join(ROOT, '.cache/test')
const FAILED_ONCE = { passed: 0, failed: 1 }

const show = (/** @type {string} */ text) => process.stdout.write(text)

const SERVERS_OWN = [
  'DATABASE_URL',
  'REDIS_URL',
  'DATA_DIR',
  'SAMPLE',
  'PORT',
  'HOST',
  'NEXTAUTH_URL',
  'NEXTAUTH_SECRET',
]

/**
 * What the tests run in: nothing of the environment's own server.
 * @returns {NodeJS.ProcessEnv}
 */
const cleanEnvironment = () => ({
  ...process.env,
  ...Object.fromEntries(SERVERS_OWN.map((name) => [name, undefined])),
  NO_COLOR: '1',
  FORCE_COLOR: '0',
})

/** @param {string} name @returns {Promise<unknown>} */
const readReport = async (name) => JSON.parse(await readFile(join(REPORTS, name), 'utf8'))

/** @returns {Promise<Counts>} */
const runVitest = async () => {
  const args = ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${join(REPORTS, 'vitest.json')}`]
  const env = {
    ...cleanEnvironment(),
    SCHOLION_PRESS: join(BUILD_FOLDER, 'press.js'),
    SCHOLION_EXTRACT: join(BUILD_FOLDER, 'extract.js'),
  }
  const { status } = await runNode('node_modules/vitest/vitest.mjs', args, { env, onOutput: show })
  const report = /** @type {Parameters<typeof vitestCounts>[0]} */ (await readReport('vitest.json'))
  return vitestCounts(report, status)
}

/** @returns {Promise<Counts>} */
const runPlaywright = async () => {
  const folder = await mkdtemp(join(tmpdir(), 'scholion-test-'))
  try {
    const env = {
      ...cleanEnvironment(),
      CHROME_PATH: await ensureBrowser(say),
      E2E_DATA_DIR: folder,
      E2E_PORT: String(await freePort()),
      PLAYWRIGHT_JSON_OUTPUT_FILE: join(REPORTS, 'playwright.json'),
    }
    const args = ['test', '--reporter=list,json']
    const { status } = await runNode('node_modules/@playwright/test/cli.js', args, { env, onOutput: show })
    const report = /** @type {Parameters<typeof playwrightCounts>[0]} */ (await readReport('playwright.json'))
    return playwrightCounts(report, status)
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5 })
  }
}

/**
 * Runs a part; what keeps it from running at all is one failure, and the other parts still run.
 * @param {string} name
 * @param {() => Promise<Counts>} part
 * @returns {Promise<Counts>}
 */
const runPart = async (name, part) => {
  const began = Date.now()
  say.line(`\n${name}`)
  try {
    const counts = await part()
    const took = ((Date.now() - began) / 1000).toFixed(0)
    say.line(`${name}: ${counts.passed} passed, ${counts.failed} failed (${took} s)`)
    if ((counts.skipped ?? 0) > 0) say.line(skippedSentence(counts.skipped ?? 0))
    return counts
  } catch (error) {
    reportFailure(error)
    say.line(`${name}: FAILED`)
    return FAILED_ONCE
  }
}

/** Runs everything. The last line is `N passed, N failed`; the exit status is 1 when anything failed. */
export const testCommand = async () => {
  const counts = [
    await runPart('Preparing', async () => {
      await rm(REPORTS, { recursive: true, force: true })
      await mkdir(REPORTS, { recursive: true })
      await prepareServer(say)
      return { passed: 0, failed: 0 }
    }),
  ]
  if (sum(counts).failed === 0) {
    counts.push(await runPart('Format, lint, types', () => runChecks(CHECKS, say)))
    counts.push(await runPart('Unit, fuzz, store, realtime', runVitest))
    const build = await runPart('Build', async () => {
      await preparePages(say)
      return { passed: 1, failed: 0 }
    })
    counts.push(build)
    counts.push(build.failed === 0 ? await runPart('Browser scenarios', runPlaywright) : FAILED_ONCE)
  }
  const { passed, failed, skipped } = sum(counts)
  if (skipped > 0) say.line(`\n${skippedSentence(skipped)}`)
  say.line(`\n${passed} passed, ${failed} failed`)
  process.exitCode = failed === 0 ? 0 : 1
}
