// @ts-check
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The folder of the clone: where `package.json` stands. */
export const ROOT = fileURLToPath(new URL('../../../', import.meta.url)).replace(/[/\\]$/, '')

/** The built parts of the server, made from the TypeScript sources. Inside the clone, so that packages are found. */
export const BUILD_FOLDER = resolve(ROOT, '.cache/server')

/**
 * The folder of everything that is kept: the database, secrets. `DATA_DIR`, relative to the clone; `.data` by default.
 * @returns {string} absolute
 */
export const dataFolder = () => resolve(ROOT, process.env.DATA_DIR || '.data')
