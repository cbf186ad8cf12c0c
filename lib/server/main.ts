import { type IncomingMessage, type Server, createServer } from 'node:http'
import type { Socket } from 'node:net'
import { networkInterfaces } from 'node:os'
import type { Duplex } from 'node:stream'
import next from 'next'
import { makeSetupLink } from './commands/make-setup-link'
import { env } from './env'
import { prepareDatabase } from './prepare-database'
import { startMailClock } from './mail-clock'
import { startRetentionClock } from './retention-clock'
import { startRoundClock } from './round-clock'
import { openProtocol } from './protocol/serve'
import { COLLAB_PATH, type Collab, openCollab } from './realtime/collab'
import { rehearseOpening } from './realtime/rehearse'
import { openDatabase } from './store/database'

/** How the server is started. The rest is in the environment. */
export interface ServerOptions {
  /** The folder of the clone. */
  readonly root: string
  readonly host: string
  readonly port: number
  /** Builds pages when they are asked for, and again when a source changes. */
  readonly isDev: boolean
  /** Hears what is done on the way, a line each. */
  readonly say: (line: string) => void
}

/** A server that answers. */
export interface RunningServer {
  /** Where it is and how to sign in: lines for the console. */
  readonly closing: readonly string[]
  /** Takes no more, writes what is under way, closes the sockets. Resolves within 15 s. */
  readonly close: () => Promise<void>
}

/** How long requests under way may take when the server closes. */
const REQUESTS_MAX_MS = 3_000

/**
 * How long a connection may lie idle. A proxy keeps its own for a minute; where the
 * server ended one first, a request that was just on its way would be lost.
 */
const KEEP_ALIVE_MS = 75_000

/** Starts everything on one port: the pages, and the sockets of the layers. Rejects where it cannot listen. */
export const startServer = async (options: ServerOptions): Promise<RunningServer> => {
  const { root, host, port, isDev, say } = options
  const { databaseUrl, redisUrl, hasSample, trustsProxy, publicUrl } = env()
  const db = openDatabase(databaseUrl)
  // Next takes every upgrade of the server that it is given: this one only gets those that are meant for it.
  const nextSockets = createServer()
  const pages = next({ dev: isDev, dir: root, hostname: host, port, httpServer: nextSockets })
  await Promise.all([prepareDatabase({ root, databaseUrl, db, hasSample, say }), pages.prepare()])
  if (!isDev) rehearseOpening()
  const collab = await openCollab({ db, databaseUrl, redisUrl, trustsProxy })
  const stopMail = startMailClock(db)
  const clocks = [startRoundClock(db), startRetentionClock(db), ...(stopMail === undefined ? [] : [stopMail])]
  if (redisUrl !== undefined) say(`shares layers through Redis at ${new URL(redisUrl).host}`)
  const protocol = openProtocol({ db, change: collab.change })
  const answer = pages.getRequestHandler()
  const server = createServer((request, response) => {
    if (collab.handleRequest(request, response) || protocol(request, response)) return
    if (!trustsProxy) forgetProxy(request)
    answer(request, response).catch((error: unknown) => {
      console.error(`${request.method ?? ''} ${pathOf(request)}: ${error instanceof Error ? error.message : 'failed'}`)
      response.destroy()
    })
  })
  server.keepAliveTimeout = KEEP_ALIVE_MS
  // An upgraded socket is no connection of the server's any more, and still keeps it from closing.
  const sockets = new Set<Socket>()
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
  })
  server.on('upgrade', upgrade(collab, isDev ? nextSockets : undefined))
  await listen(server, host, port)

  const setupLink = await makeSetupLink(db)
  const address = publicUrl ?? `http://${isEverywhere(host) || host === '127.0.0.1' ? 'localhost' : host}:${port}`
  return {
    closing: [
      `Open ${address}`,
      ...(isEverywhere(host) ? classAddresses(port).map((url) => `In class:  ${url}`) : []),
      ...(hasSample ? ['To look around, sign in as somebody of the sample seminar: the page offers its people.'] : []),
      ...(setupLink === undefined ? [] : [`To be the first instructor, open this once: ${address}${setupLink}`]),
      'Stop with Ctrl-C.',
    ],
    close: async () => {
      const closed = new Promise<void>((resolve) => {
        server.close(() => {
          resolve()
        })
      })
      server.closeIdleConnections()
      await Promise.all([...clocks.map((stop) => stop()), collab.close()])
      const late = setTimeout(() => {
        sockets.forEach((socket) => socket.destroy())
      }, REQUESTS_MAX_MS)
      await closed
      clearTimeout(late)
      await pages.close()
      await db.$disconnect()
    },
  }
}

const pathOf = (request: IncomingMessage): string => (request.url ?? '/').split('?', 1)[0] ?? '/'

const upgrade =
  (collab: Collab, nextSockets: Server | undefined) =>
  (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
    const path = pathOf(request)
    if (path.startsWith(COLLAB_PATH)) collab.handleUpgrade(request, socket, head)
    else if (nextSockets !== undefined && path.startsWith('/_next/')) nextSockets.emit('upgrade', request, socket, head)
    else socket.destroy()
  }

/** Headers of a proxy that nobody set up are a visitor's own words. */
const forgetProxy = ({ headers }: IncomingMessage): void => {
  delete headers['x-forwarded-host']
  delete headers['x-forwarded-proto']
  delete headers['x-forwarded-port']
  delete headers['x-forwarded-for']
  delete headers.forwarded
}

const listen = (server: Server, host: string, port: number): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      server.off('error', reject)
      resolve()
    })
  })

const isEverywhere = (host: string): boolean => host === '0.0.0.0' || host === '::'

const classAddresses = (port: number): string[] =>
  Object.values(networkInterfaces())
    .flatMap((entries) => entries ?? [])
    .filter(({ family, internal }) => family === 'IPv4' && !internal)
    .map(({ address }) => `http://${address}:${port}`)
