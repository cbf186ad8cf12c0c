// @ts-check
import { spawn, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, readdir, rm, symlink } from 'node:fs/promises'
import { connect } from 'node:net'
import { delimiter, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { freePort } from './cluster.mjs'
import { ROOT } from './paths.mjs'
import { run } from './run.mjs'
import { messageOf } from './trouble.mjs'

// For the tests of several processes. A server is given its Redis (REDIS_URL) and starts none.

/**
 * The program of a Redis, and the folder of the libraries that it needs besides the system's.
 * @typedef {{ file: string, libraries: string | undefined }} RedisProgram
 */

const NAMES = ['redis-server', 'valkey-server']
const FOLDER = join(ROOT, '.cache/redis')
const OWN = join(FOLDER, 'redis-server')
/** Debian's package of this name holds the server too, and starts no service. */
const PACKAGE = 'redis-tools'
const LIBRARIES = ['libatomic1', 'libjemalloc2', 'liblzf1']

/** @param {RedisProgram} program @returns {NodeJS.ProcessEnv} */
const environmentOf = ({ libraries }) =>
  libraries === undefined ? process.env : { ...process.env, LD_LIBRARY_PATH: libraries }

/** @param {RedisProgram} program */
const starts = (program) => {
  if (!existsSync(program.file)) return false
  const { status, stdout } = spawnSync(program.file, ['--version'], {
    env: environmentOf(program),
    encoding: 'utf8',
    timeout: 20_000,
  })
  return status === 0 && /server v=/.test(stdout)
}

const unpackedLibraries = async () => {
  const folder = join(FOLDER, 'usr/lib')
  if (!existsSync(folder)) return undefined
  const entries = await readdir(folder, { withFileTypes: true })
  return entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => join(folder, entry.name))
    .join(delimiter)
}

/**
 * A Redis of this machine: one on the path, or what `ensureRedis` has left in `.cache`.
 * @returns {Promise<RedisProgram | undefined>}
 */
export const findRedis = async () => {
  const folders = (process.env.PATH ?? '').split(delimiter)
  const onPath = folders.flatMap((folder) => NAMES.map((name) => ({ file: join(folder, name), libraries: undefined })))
  return [...onPath, { file: OWN, libraries: await unpackedLibraries() }].find(starts)
}

// The program looks at the name by which it is called.
/** @param {string} file */
const nameIt = async (file) => {
  await rm(OWN, { force: true })
  await symlink(file, OWN)
}

const install = async () => {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  await run('apt-get', ['update'], { env })
  await run('apt-get', ['install', '-y', '--no-install-recommends', PACKAGE], { env })
  await nameIt('/usr/bin/redis-check-rdb')
}

const unpack = async () => {
  const script = 'cd "$0" && apt-get download "$@" && for file in *.deb; do dpkg -x "$file" . || exit 1; done'
  await run('sh', ['-c', script, FOLDER, PACKAGE, ...LIBRARIES])
  await nameIt(join(FOLDER, 'usr/bin/redis-check-rdb'))
}

/**
 * The Redis of the tests: one that is there, else Debian's, installed as root and else unpacked in `.cache`. `undefined`
 * where none can be had.
 * @param {(line: string) => void} say
 * @returns {Promise<RedisProgram | undefined>}
 */
export const ensureRedis = async (say) => {
  const found = await findRedis()
  if (found !== undefined) return found
  if (!existsSync('/usr/bin/apt-get')) return undefined
  const isRoot = process.getuid?.() === 0
  say(`no Redis found: ${isRoot ? 'installing' : 'unpacking'} Debian's (${PACKAGE})`)
  await mkdir(FOLDER, { recursive: true })
  try {
    await (isRoot ? install() : unpack())
  } catch (error) {
    say(`that failed: ${messageOf(error)}`)
  }
  return findRedis()
}

/**
 * A Redis of a test's own.
 * @typedef {object} OwnRedis
 * @property {string} url
 * @property {number} pid
 * @property {() => Promise<void>} kill ends it at once, as a crash would
 */

/** @param {number} port @returns {Promise<boolean>} */
const answers = (port) =>
  new Promise((done) => {
    const socket = connect({ port, host: '127.0.0.1' })
    const end = (/** @type {boolean} */ isThere) => {
      socket.destroy()
      done(isThere)
    }
    socket.once('connect', () => socket.write('PING\r\n'))
    socket.once('data', (data) => end(data.toString().startsWith('+PONG')))
    socket.once('error', () => end(false))
  })

/**
 * Starts a Redis that keeps nothing, on 127.0.0.1 alone. It ends with this process at the latest.
 * @param {RedisProgram} program
 * @param {number} [wantedPort] a free one when absent
 * @returns {Promise<OwnRedis>}
 */
export const startRedis = async (program, wantedPort) => {
  const port = wantedPort ?? (await freePort())
  const settings = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no']
  const command = [program.file, ...settings, '--daemonize', 'no', '--dir', ROOT]
  // Should this process be killed, the system ends the other.
  if (existsSync('/usr/bin/setpriv')) command.unshift('/usr/bin/setpriv', '--pdeathsig', 'KILL')
  const [first = '', ...rest] = command
  const child = spawn(first, rest, { env: environmentOf(program), stdio: 'ignore' })
  const ended = new Promise((done) => child.once('error', done).once('exit', done))
  const end = () => void child.kill('SIGKILL')
  process.once('exit', end)
  let isGone = false
  void ended.then(() => {
    isGone = true
    process.off('exit', end)
  })
  while (!(await answers(port))) {
    if (isGone) throw new Error(`${program.file} ended before it answered on port ${port}`)
    await pause(10)
  }
  return {
    url: `redis://127.0.0.1:${port}`,
    pid: child.pid ?? 0,
    kill: async () => {
      end()
      await ended
    },
  }
}
