import { execFile } from 'node:child_process'
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { promisify } from 'node:util'
import { type Page, chromium } from '@playwright/test'
import { z } from 'zod'
import { BROWSER_FLAGS, ensureBrowser } from '../../lib/server/launch/browser.mjs'
import { acquirePostgres } from '../../lib/server/launch/postgres.mjs'
import { speaker } from '../../lib/server/launch/say.mjs'
import { SCRIPTS_MAX_KB } from '../../lib/server/launch/size.mjs'
import { SAMPLE_SLUG, asSample } from '../actors/people'
import { type OwnServer, openServer } from '../actors/server'
import { countSent } from '../pages/sent'
import { type Report, atMost, reportOf } from './report'

const READER = 'Leila Haddad'
const IDLE_MS = 10_000
const IMPORT_MAX_MS = 300
const IDLE_MAX_MB = 400
const IMPORTS = 5

const run = promisify(execFile)

interface Imported {
  readonly coldMs: number
  readonly firstMs: number
  readonly nextMs: number
}

/**
 * What opening the reading page of the sample costs: script bytes over the wire,
 * the moment at which the text is painted while every script is held back, the
 * import of the paper into the database, and the memory of a server at rest.
 */
export const bench = async (): Promise<Report> => {
  const server = await openServer()
  try {
    const idle = await idleMegabytes(server)
    const imported = await timeImport(server)
    const opened = await openReading(server.url)
    return reportOf(
      'open',
      [
        { name: 'scripts sent', value: opened.scriptKb, unit: 'kB (gzip)' },
        { name: 'script files', value: opened.scripts, unit: 'files' },
        { name: 'page sent', value: opened.pageKb, unit: 'kB (gzip)' },
        { name: 'text painted, scripts held back', value: opened.textPaintedMs, unit: 'ms' },
        { name: 'room open: layers synced', value: opened.roomOpenMs, unit: 'ms' },
        { name: 'import of the sample, in a process just started', value: imported.coldMs, unit: 'ms' },
        { name: 'import of the sample, first where a file is expected', value: imported.firstMs, unit: 'ms' },
        { name: 'import of the sample, next', value: imported.nextMs, unit: 'ms' },
        { name: 'server at rest, Node', value: idle.node, unit: 'MB' },
        { name: 'server at rest, Postgres', value: idle.postgres, unit: 'MB' },
      ],
      [
        atMost('scripts sent, kB gzip', opened.scriptKb, SCRIPTS_MAX_KB),
        atMost('first import of the sample, ms', imported.firstMs, IMPORT_MAX_MS),
        atMost('next import of the sample, ms', imported.nextMs, IMPORT_MAX_MS),
        atMost('server at rest with its Postgres, MB', idle.node + idle.postgres, IDLE_MAX_MB),
      ],
    )
  } finally {
    await server.close()
  }
}

interface Opened {
  readonly scriptKb: number
  readonly scripts: number
  readonly pageKb: number
  readonly textPaintedMs: number
  readonly roomOpenMs: number
}

const openReading = async (url: string): Promise<Opened> => {
  const executablePath = await ensureBrowser(speaker(process.stderr))
  const browser = await chromium.launch({ executablePath, args: BROWSER_FLAGS })
  try {
    const context = await browser.newContext({
      baseURL: url,
      viewport: { width: 1280, height: 900 },
      // The worker keeps files: a page after the first would be measured without them.
      serviceWorkers: 'block',
    })
    const reader = await asSample(context, READER)
    const held = await paintWithScriptsHeld(await context.newPage())
    const page = await context.newPage()
    const sent = await countSent(await context.newCDPSession(page))
    const began = performance.now()
    await page.goto(`/readings/${SAMPLE_SLUG}`)
    await page.locator('.paper[data-open]').waitFor()
    await page.locator('[data-save="saved"]').waitFor()
    const roomOpenMs = performance.now() - began
    await page.waitForLoadState('networkidle')
    await reader.context.close()
    return { ...held, roomOpenMs, ...sent() }
  } finally {
    await browser.close()
  }
}

/** Opens the page while its script files wait for an answer, and waits until its text stands and is painted: a text that needs one never is. */
const paintWithScriptsHeld = async (page: Page): Promise<{ textPaintedMs: number }> => {
  let release = (): void => undefined
  const released = new Promise<void>((resolve) => {
    release = resolve
  })
  await page.route('**/*.js*', async (route) => {
    await released
    await route.continue()
  })
  const loading = page.goto(`/readings/${SAMPLE_SLUG}`)
  await page.getByText('In the Cold War period relations between Pakistan').first().waitFor()
  const painted = await page.waitForFunction(
    () => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? false,
  )
  const textPaintedMs = Number(await painted.jsonValue())
  release()
  await loading
  await page.close()
  return { textPaintedMs }
}

/** In processes of their own: one that has just started, and one that expects a file. Medians. */
const timeImport = async (server: OwnServer): Promise<Imported> => {
  const postgres = await acquirePostgres({ folder: server.dataDir })
  try {
    const cold: number[] = []
    const first: number[] = []
    const next: number[] = []
    for (let run = 0; run < IMPORTS; run += 1) {
      const [coldMs = Number.NaN] = await importOnce(postgres.url, `${run} cold`)
      const [firstMs = Number.NaN, nextMs = Number.NaN] = await importOnce(postgres.url, `${run}`, 'expected')
      cold.push(coldMs)
      first.push(firstMs)
      next.push(nextMs)
    }
    return { coldMs: median(cold), firstMs: median(first), nextMs: median(next) }
  } finally {
    await postgres.release()
  }
}

const importOnce = async (...args: readonly string[]): Promise<readonly number[]> => {
  const { stdout } = await run(process.execPath, ['--import', 'tsx', 'e2e/actors/import-once.ts', ...args])
  return z.array(z.number()).parse(JSON.parse(stdout))
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN

/** The memory of the server and of its Postgres after a while at rest: proportional set size, shared pages counted once. */
const idleMegabytes = async (server: OwnServer): Promise<{ node: number; postgres: number }> => {
  await new Promise((resolve) => setTimeout(resolve, IDLE_MS))
  const postmaster = Number(readFileSync(join(server.dataDir, 'postgres/postmaster.pid'), 'utf8').split('\n')[0])
  const backends = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => pid === postmaster || parentOf(pid) === postmaster)
  return { node: megabytesOf(server.pid()), postgres: backends.reduce((sum, pid) => sum + megabytesOf(pid), 0) }
}

const read = (file: string): string => {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    // A process that has just ended has no files.
    if (error instanceof Error && 'code' in error) return ''
    throw error
  }
}

const parentOf = (pid: number): number => Number(/^PPid:\s+(\d+)/m.exec(read(`/proc/${pid}/status`))?.[1])
const megabytesOf = (pid: number): number =>
  Number(/^Pss:\s+(\d+) kB/m.exec(read(`/proc/${pid}/smaps_rollup`))?.[1] ?? Number.NaN) / 1024
