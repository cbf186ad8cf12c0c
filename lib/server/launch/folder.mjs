// @ts-check
import { existsSync, statSync } from 'node:fs'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Trouble, asDiskTrouble, codeOf } from './trouble.mjs'

// Node's own recursive mkdir never ends below folders like /proc, which answer ENOENT to whoever wants to write.
/** @param {string} folder @returns {Promise<void>} */
const make = async (folder) => {
  try {
    await mkdir(folder, { mode: 0o700 })
  } catch (error) {
    if (codeOf(error) === 'EEXIST' && statSync(folder).isDirectory()) return
    if (codeOf(error) !== 'ENOENT' || existsSync(dirname(folder))) throw error
    await make(dirname(folder))
    await mkdir(folder, { mode: 0o700 })
  }
}

/**
 * Makes a folder for this account alone, where it is not there, and proves that it can be written: before anything slow
 * begins.
 * @param {string} folder
 * @returns {Promise<void>}
 */
export const makeFolder = async (folder) => {
  try {
    await make(folder)
    const probe = join(folder, `.write-${process.pid}`)
    await writeFile(probe, '')
    await rm(probe)
  } catch (error) {
    if (codeOf(error) === 'ENOENT') {
      throw new Trouble(`${folder} cannot be made: name another folder in DATA_DIR.`, { cause: error })
    }
    throw asDiskTrouble(error, folder)
  }
}
