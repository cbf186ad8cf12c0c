// @ts-check
import { execFileSync, spawnSync } from 'node:child_process'
import { readFileSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { Trouble, codeOf, messageOf } from './trouble.mjs'

/**
 * How a program of Postgres is started: the command put before it, and whose files it needs. Postgres refuses to run as
 * root; as anyone else the prefix is empty.
 * @typedef {{ prefix: readonly string[], uid: number | undefined, gid: number | undefined }} Account
 */

const OWN_ACCOUNT = 'scholion'

/** @param {string} name @returns {{ uid: number, gid: number } | undefined} */
const findAccount = (name) => {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith(`${name}:`))
  if (line === undefined) return undefined
  const [, , uid, gid] = line.split(':')
  return { uid: Number(uid), gid: Number(gid) }
}

/** @param {string} folder @returns {{ uid: number, gid: number } | undefined} */
const ownerOf = (folder) => {
  try {
    const { uid, gid } = statSync(folder)
    return uid === 0 ? undefined : { uid, gid }
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error
    return undefined
  }
}

/** @param {(line: string) => void} log @returns {{ uid: number, gid: number } | undefined} */
const createAccount = (log) => {
  try {
    const options = ['--system', '--user-group', '--no-create-home', '--home-dir', '/nonexistent']
    execFileSync('useradd', [...options, '--shell', '/usr/sbin/nologin', OWN_ACCOUNT], { stdio: 'ignore' })
    log(`made the system account ${OWN_ACCOUNT}, because Postgres does not run as root`)
    return findAccount(OWN_ACCOUNT)
  } catch (error) {
    log(`no account of its own for Postgres (${messageOf(error)}); it runs as nobody`)
    return findAccount('nobody')
  }
}

/**
 * Finds the account for Postgres: this one, or as root the owner of its data folder, else `postgres`, else one made for
 * it. The clone and the data may lie under a folder closed to others (0700): then Postgres gets the one capability to
 * pass and read, and still writes only what it owns.
 * @param {{ bin: string, data: string, log: (line: string) => void }} options `bin` is the postgres binary; the folder
 *   above `data` must exist
 * @returns {Account}
 */
export const postgresAccount = ({ bin, data, log }) => {
  if (process.getuid?.() !== 0) return { prefix: [], uid: undefined, gid: undefined }
  const account = ownerOf(data) ?? findAccount('postgres') ?? findAccount(OWN_ACCOUNT) ?? createAccount(log)
  if (account === undefined) throw new Trouble('Postgres does not run as root: start as another user.')
  const { uid, gid } = account
  const base = ['setpriv', `--reuid=${uid}`, `--regid=${gid}`, '--clear-groups']
  const ways = ['dac_read_search', 'dac_override'].map((cap) => [
    ...base,
    // access(2), with which Postgres looks for its programs, forgets capabilities without this.
    '--securebits=+no_setuid_fixup',
    `--inh-caps=+${cap}`,
    `--ambient-caps=+${cap}`,
  ])
  for (const prefix of [base, ...ways]) {
    const [command = '', ...args] = prefix
    const reach = ['sh', '-c', 'cd "$1" && test -x "$2" && "$2" --version', 'sh', dirname(data), bin]
    const tried = spawnSync(command, [...args, ...reach], { cwd: '/', stdio: 'ignore' })
    if (codeOf(tried.error) === 'ENOENT') {
      throw new Trouble('Postgres does not run as root and setpriv (util-linux) is missing: start as another user.')
    }
    if (tried.status === 0) return { prefix, uid, gid }
  }
  throw new Trouble(
    `Postgres does not run as root, and account ${uid} cannot reach ${dirname(data)}: start as another user, or move it.`,
  )
}
