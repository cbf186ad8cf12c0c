// @ts-check
import { basename, join } from 'node:path'
import { readOrEmpty } from './lock.mjs'
import { ROOT } from './paths.mjs'
import { run } from './run.mjs'
import { Trouble, asDiskTrouble } from './trouble.mjs'

/**
 * What a lock file says of one package.
 * @typedef {{ version?: string, optional?: boolean, devOptional?: boolean, peer?: boolean, link?: boolean }} Locked
 */

/** @param {string} text @returns {Record<string, Locked>} */
const packagesOf = (text) => /** @type {{ packages?: Record<string, Locked> }} */ (JSON.parse(text)).packages ?? {}

/**
 * Whether every package of the lock file is installed in its version. Optional ones (those of other platforms) may be
 * missing.
 * @param {string} lock the text of `package-lock.json`
 * @param {string} installed the text of `node_modules/.package-lock.json`; empty when there is none
 * @returns {boolean}
 */
export const isInstalled = (lock, installed) => {
  if (installed === '') return false
  const have = packagesOf(installed)
  return Object.entries(packagesOf(lock)).every(([path, wanted]) => {
    if (path === '') return true
    const found = have[path]
    if (found === undefined) return wanted.optional === true || wanted.devOptional === true
    return found.version === wanted.version
  })
}

const npm = () => {
  const script = process.env.npm_execpath
  return script !== undefined && basename(script) === 'npm-cli.js' ? [process.execPath, script] : ['npm']
}

/**
 * Runs `npm ci` when the packages are not those of the lock file.
 * @param {import('./say.mjs').Speaker} say
 */
export const ensurePackages = async (say) => {
  const lock = await readOrEmpty(join(ROOT, 'package-lock.json'))
  if (isInstalled(lock, await readOrEmpty(join(ROOT, 'node_modules/.package-lock.json')))) return
  await say.step('installing the packages (npm ci)', async () => {
    const [program = 'npm', ...first] = npm()
    const args = [...first, 'ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error']
    const { status, output } = await run(program, args)
    if (status === 0) return
    const trouble = asDiskTrouble(new Error(output), ROOT)
    if (trouble instanceof Trouble) throw trouble
    const said = output.split('\n').map((line) => line.replace(/^npm error ?/, '').trim())
    const why = said.find((line) => line !== '' && !/^(code|errno|syscall|path) |A complete log/.test(line)) ?? ''
    throw new Trouble(
      `The packages cannot be installed (${why.replace(/[.:]$/, '')}): check the network, then run "npm ci".`,
    )
  })
}
