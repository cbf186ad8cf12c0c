// @ts-check
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { ensureClient, ensurePages, ensureServer } from './build.mjs'
import { withLock } from './lock.mjs'
import { ensurePackages } from './packages.mjs'
import { ROOT } from './paths.mjs'

const BUILD_MAX_MS = 900_000

/**
 * One at a time: two starts at once share the work of the first.
 * @param {string} name
 * @param {import('./say.mjs').Speaker} say
 * @param {() => Promise<void>} work
 */
const alone = async (name, say, work) => {
  await mkdir(join(ROOT, '.cache'), { recursive: true })
  await withLock(join(ROOT, '.cache', `${name}.lock`), work, {
    timeoutMs: BUILD_MAX_MS,
    onWait: () => say.line(`  waiting: another start of this clone is at the ${name}`),
  })
}

/**
 * Packages, database client and the server's bundle, each only where it is not there or stale.
 * @param {import('./say.mjs').Speaker} say
 */
export const prepareServer = (say) =>
  alone('server', say, async () => {
    await ensurePackages(say)
    await ensureClient(say)
    await ensureServer(say)
  })

/**
 * The built pages, where they are not there or stale.
 * @param {import('./say.mjs').Speaker} say
 */
export const preparePages = (say) => alone('pages', say, () => ensurePages(say))
