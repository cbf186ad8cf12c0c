// @ts-check
import { randomBytes } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { connect, createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { makeFolder } from './folder.mjs'
import { readOrEmpty } from './lock.mjs'
import { Trouble, asDiskTrouble, codeOf } from './trouble.mjs'

/**
 * Where the server listens: `PORT` (3000) and `HOST` (127.0.0.1; `0.0.0.0` opens it to the class).
 * @returns {{ port: number, host: string }}
 */
export const listenAddress = () => {
  const given = process.env.PORT || '3000'
  const port = Number(given)
  if (!/^\d+$/.test(given) || port < 1 || port > 65535) {
    throw new Trouble(`PORT is "${given}": give a number from 1 to 65535, for example PORT=3001 npm start.`)
  }
  return { port, host: process.env.HOST || '127.0.0.1' }
}

/**
 * What a failure to listen means to a person.
 * @param {unknown} error
 * @param {{ port: number, host: string }} address
 * @returns {unknown}
 */
export const asListenTrouble = (error, { port, host }) => {
  switch (codeOf(error)) {
    case 'EADDRINUSE':
      return new Trouble(`Port ${port} is taken: stop what runs there, or choose another: PORT=${port + 1} npm start.`)
    case 'EACCES':
      return new Trouble(`Port ${port} needs rights you do not have: choose one from 1024: PORT=3000 npm start.`)
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new Trouble(`HOST is "${host}", which is no address of this machine: use 127.0.0.1 or 0.0.0.0.`)
    default:
      return error
  }
}

/** @param {{ port: number, host: string }} address @returns {Promise<unknown>} the error, if any */
const tryPort = ({ port, host }) =>
  new Promise((done) => {
    const probe = createServer()
    probe.once('error', done)
    probe.listen(port, host, () => probe.close(() => done(undefined)))
  })

/**
 * Finds out before anything slow whether the port is free. One that is taken is tried again for a moment: a server that
 * was told to stop just before may not have let go of it.
 * @param {{ port: number, host: string }} address
 * @returns {Promise<void>}
 */
export const checkPort = async (address) => {
  for (let tries = 1; ; tries += 1) {
    const error = await tryPort(address)
    if (error === undefined) return
    if (codeOf(error) !== 'EADDRINUSE' || tries === 5) throw asListenTrouble(error, address)
    await pause(300)
  }
}

/**
 * What a server of the environment is called, and how its address is written.
 * @typedef {{ name: string, what: string, protocol: RegExp, example: string, port: string }} Outside
 */

/** @type {Outside} */
const DATABASE = {
  name: 'DATABASE_URL',
  what: 'database',
  protocol: /^postgres(ql)?:$/,
  example: 'postgresql://user:password@host:5432/name',
  port: '5432',
}

/** @type {Outside} */
const REDIS = {
  name: 'REDIS_URL',
  what: 'Redis',
  protocol: /^rediss?:$/,
  example: 'redis://user:password@host:6379',
  port: '6379',
}

/** @param {string} url @param {Outside} outside @returns {Promise<void>} */
const checkAddress = (url, { name, what, protocol, example, port }) => {
  /** @type {URL} */
  let address
  try {
    address = new URL(url)
  } catch (error) {
    throw new Trouble(`${name} is no address: write ${example}.`, { cause: error })
  }
  if (!protocol.test(address.protocol)) {
    throw new Trouble(`${name} is not for ${what === 'database' ? 'Postgres' : what}: write ${example}.`)
  }
  const place = `${address.hostname}:${address.port || port}`
  if (address.hostname === '') return Promise.resolve()
  return new Promise((done, fail) => {
    const socket = connect({ host: address.hostname, port: Number(address.port || port), timeout: 5000 })
    /** @param {string} why */
    const refuse = (why) => {
      socket.destroy()
      fail(new Trouble(`No ${what} answers at ${place} (${why}): start it, or correct or unset ${name}.`))
    }
    socket.once('connect', () => {
      socket.destroy()
      done()
    })
    socket.once('timeout', () => refuse('no answer in 5 s'))
    socket.once('error', (error) => refuse(codeOf(error)))
  })
}

/**
 * Finds out before anything slow whether a database answers at `DATABASE_URL`.
 * @param {string} url
 * @returns {Promise<void>}
 */
export const checkDatabaseAddress = async (url) => checkAddress(url, DATABASE)

/**
 * Finds out before anything slow whether a Redis answers at `REDIS_URL`.
 * @param {string} url
 * @returns {Promise<void>}
 */
export const checkRedisAddress = async (url) => checkAddress(url, REDIS)

/**
 * The secret in a file, made at first use. A file without one was left by a full disk, or is another process's that
 * writes it at this moment: it gets a second.
 * @param {string} file
 * @returns {Promise<string>}
 */
const keptSecret = async (file) => {
  const fresh = randomBytes(32).toString('base64url')
  for (let tries = 1; ; tries += 1) {
    const known = (await readOrEmpty(file)).trim()
    if (known !== '') return known
    try {
      await writeFile(file, fresh, { mode: 0o600, flag: tries > 20 ? 'w' : 'wx' })
      return fresh
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') throw error
    }
    await pause(50)
  }
}

/**
 * Sets what the environment leaves open: the secret (kept in the data folder), and that the address asked for is the
 * address answered with, so that localhost, 127.0.0.1 and the class's network all work.
 * @param {string} folder the data folder
 * @returns {Promise<void>}
 */
export const completeEnvironment = async (folder) => {
  process.env.NEXT_TELEMETRY_DISABLED ??= '1'
  if (!process.env.NEXTAUTH_URL) process.env.AUTH_TRUST_HOST ??= '1'
  if (process.env.NEXTAUTH_SECRET) return
  const file = join(folder, 'secret')
  try {
    await makeFolder(folder)
    process.env.NEXTAUTH_SECRET = await keptSecret(file)
  } catch (error) {
    throw asDiskTrouble(error, folder)
  }
}
