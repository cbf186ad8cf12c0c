// @ts-check
import { readFileSync } from 'node:fs'
import { readFile, rm, stat, writeFile } from 'node:fs/promises'
import { setTimeout as pause } from 'node:timers/promises'
import { Trouble, codeOf } from './trouble.mjs'

const POLL_MS = 50
const STALE_GUARD_MS = 5_000

/**
 * The state and the start of a process, from its line in proc(5): the name in brackets may hold spaces, count after it.
 * Both empty where the system does not tell.
 * @param {number} pid
 * @returns {{ state: string, start: string }}
 */
const statOf = (pid) => {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return { state: fields[0] ?? '', start: fields[19] ?? '' }
  } catch (error) {
    if (codeOf(error) === '') throw error
    return { state: '', start: '' }
  }
}

/**
 * Whether a process with this number lives, anyone's. One that has ended and that nobody has asked about (a zombie) does
 * not.
 * @param {number} pid
 * @returns {boolean}
 */
export const isAlive = (pid) => {
  if (!Number.isInteger(pid) || pid <= 0) return false
  try {
    process.kill(pid, 0)
  } catch (error) {
    if (codeOf(error) !== 'EPERM') return false
  }
  return statOf(pid).state !== 'Z'
}

/**
 * One line that names this very process, for lock and lease files: its number, and its start, since numbers are used
 * again.
 */
export const thisProcess = () => `${process.pid} ${statOf(process.pid).start}`.trim()

/**
 * Whether the process that wrote `line` (see `thisProcess`) still lives.
 * @param {string} line
 * @returns {boolean}
 */
export const isHolderAlive = (line) => {
  const [pid = '', start = ''] = line.trim().split(' ')
  return isAlive(Number(pid)) && (start === '' || statOf(Number(pid)).start === start)
}

/** @param {unknown} error @returns {undefined} */
const ifGone = (error) => {
  if (codeOf(error) !== 'ENOENT') throw error
}

/**
 * Reads a small file; empty when it is not there.
 * @param {string} file
 * @returns {Promise<string>}
 */
export const readOrEmpty = async (file) => {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error
    return ''
  }
}

// Takes away the lock of a dead process. Only the holder of a second file may, and it looks once more before: whoever
// saw the same dead process a moment later must not take away the lock of the one that came after it. A second file that
// outlives its process by seconds was left by one that died in these few lines.
/** @param {string} file @param {string} line */
const breakLock = async (file, line) => {
  const guard = `${file}.breaking`
  try {
    await writeFile(guard, thisProcess(), { flag: 'wx', mode: 0o600 })
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error
    const made = await stat(guard).catch(ifGone)
    if (made && Date.now() - made.mtimeMs > STALE_GUARD_MS) await rm(guard, { force: true })
    return
  }
  try {
    if ((await readOrEmpty(file)) === line) await rm(file, { force: true })
  } finally {
    await rm(guard, { force: true })
  }
}

/**
 * Runs `work` while no other process holds `file`. A lock whose process died is taken over; a live one is waited for.
 * @template T
 * @param {string} file
 * @param {() => Promise<T>} work
 * @param {{ timeoutMs?: number, onWait?: () => void }} [options]
 * @returns {Promise<T>}
 */
export const withLock = async (file, work, options = {}) => {
  const deadline = Date.now() + (options.timeoutMs ?? 120_000)
  for (let tries = 0; ; tries += 1) {
    try {
      await writeFile(file, thisProcess(), { flag: 'wx', mode: 0o600 })
      break
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') throw error
    }
    const line = await readOrEmpty(file)
    // An empty file is one whose writer has just made it, or died in between: it gets a second.
    if (line === '' ? tries > 20 : !isHolderAlive(line)) {
      await breakLock(file, line)
      if (Date.now() > deadline)
        throw new Trouble(`${file} was left by a process that ended: delete it, then start again.`)
      await pause(1)
      continue
    }
    if (tries === 10 && options.onWait) options.onWait()
    if (Date.now() > deadline) {
      throw new Trouble(`Process ${line.split(' ')[0]} holds ${file} for too long: end it, then start again.`)
    }
    await pause(POLL_MS)
  }
  try {
    return await work()
  } finally {
    await rm(file, { force: true })
  }
}
