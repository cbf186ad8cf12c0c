// @ts-check
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { run, runNode } from './run.mjs'
import { Trouble } from './trouble.mjs'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome']
const PLACES = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
]

/** How the browser of the tests is started: without a sandbox (containers have none) and without talk of its own. */
export const BROWSER_FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

// A browser whose system libraries are missing is there and does not start.
const starts = (/** @type {string} */ file) =>
  existsSync(file) &&
  (process.platform === 'win32' || spawnSync(file, ['--version'], { stdio: 'ignore', timeout: 20_000 }).status === 0)

const playwrightsOwn = async () => (await import('playwright-core')).chromium.executablePath()

/**
 * A Chromium or Chrome of this machine: `CHROME_PATH`, one on the path or in its usual place, or Playwright's own.
 * @returns {Promise<string | undefined>}
 */
export const findBrowser = async () => {
  const given = process.env.CHROME_PATH
  if (given) {
    if (starts(given)) return given
    throw new Trouble(`CHROME_PATH is "${given}", which does not start: correct it, or unset it to have one found.`)
  }
  const onPath = (process.env.PATH ?? '').split(delimiter).flatMap((folder) => NAMES.map((name) => join(folder, name)))
  return [...onPath, ...PLACES, await playwrightsOwn()].find(starts)
}

const isRoot = () => process.getuid?.() === 0

/** @param {import('./say.mjs').Speaker} say */
const downloadPlaywrights = (say) =>
  say.step("no browser found: downloading Playwright's Chromium", async () => {
    const args = ['install', ...(isRoot() && existsSync('/usr/bin/apt-get') ? ['--with-deps'] : []), 'chromium']
    const env = { ...process.env, PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: '15000' }
    await runNode('node_modules/playwright-core/cli.js', args, { env })
    const file = await playwrightsOwn()
    return starts(file) ? file : undefined
  })

/** @param {import('./say.mjs').Speaker} say */
const installDebians = (say) =>
  say.step("that failed: installing Debian's Chromium (apt-get)", async () => {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
    await run('apt-get', ['update'], { env })
    await run('apt-get', ['install', '-y', '--no-install-recommends', 'chromium', 'fonts-dejavu-core'], { env })
    return NAMES.map((name) => join('/usr/bin', name)).find(starts)
  })

/**
 * The browser of the tests: one that is there, else Playwright's download, else (as root on Debian) the system's package.
 * @param {import('./say.mjs').Speaker} say
 * @returns {Promise<string>}
 */
export const ensureBrowser = async (say) => {
  const found =
    (await findBrowser()) ??
    (await downloadPlaywrights(say)) ??
    (isRoot() && existsSync('/usr/bin/apt-get') ? await installDebians(say) : undefined)
  if (found === undefined) {
    throw new Trouble('The browser tests need Chromium or Chrome: install one, or name it in CHROME_PATH.')
  }
  say.line(`  browser: ${found}`)
  return found
}
