import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import { Hocuspocus } from '@hocuspocus/server'
import { WebSocketServer } from 'ws'
import { ID_PATTERN, type LayerId, layerId } from '../../core/base'
import type { WindowlessAnswer, WindowlessChange } from '../commands/change-records'
import { addressOf, networkOf } from '../auth/address'
import { openBus, publish } from '../bus'
import type { RootDatabase } from '../store/database'
import { openGroupCommit } from '../store/group-commit'
import { followBus } from './access'
import type { AdmitTools } from './admit'
import { openAllowances } from './allowance'
import { type TakeFrame, attachSocket } from './attach'
import { keepAttendance } from './attendance'
import { authenticate } from './authenticate'
import { openAwareness } from './awareness'
import { type ActorOf, actorsIn, openDoor } from './door'
import { openFiguresStreams, readingOfStream } from './figures-streams'
import { openFollow } from './follow'
import { openGate } from './gate'
import { journal } from './journal'
import { LIMITS, type Limits } from './limits'
import { limitsExtension } from './limits-extension'
import { logTrouble } from './log'
import { type OpenLayer, enterTogether } from './open-layer'
import { openPackedStates } from './packed-states'
import { openRelay } from './relay'
import { type CollabContext, type CollabSocket, COME_BACK } from './sockets'
import { stateAnswer } from './state-answer'
import { openStrangers } from './strangers'
import { openWindowless } from './windowless'

/** What the path of every socket begins with; a layer's id follows. */
export const COLLAB_PATH = '/collab/'
/** What follows where the layer's state is asked for. */
const STATE = '/state'

/** The realtime server of this process. */
export interface Collab {
  /** Takes an HTTP upgrade below `COLLAB_PATH`. One from another site is answered 403, one that names no layer 404. */
  handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void
  /** Answers `GET /collab/LAYER/state` (the layer's newest snapshot) and `GET /readings/READING/figures/stream` and `…/board/stream`. False where the request is for something else. */
  handleRequest(request: IncomingMessage, response: ServerResponse): boolean
  /** Changes a layer for who has no window there, as a window would. */
  readonly change: (change: WindowlessChange) => Promise<WindowlessAnswer>
  /** Decides what is under way, closes all sockets so that clients come back, and frees everything. */
  close(): Promise<void>
}

export interface CollabOptions {
  readonly db: RootDatabase
  /** For two connections besides `db`'s: the journal's and the bus's. */
  readonly databaseUrl: string
  /** Where other processes that serve the same layers are met; none without. */
  readonly redisUrl?: string | undefined
  /** Whether `X-Forwarded-For` comes from a proxy of ours; not, unless told otherwise. */
  readonly trustsProxy?: boolean
  /** Who a cookie is; the sessions of lib/server/auth unless told otherwise. */
  readonly actorOf?: ActorOf
  readonly limits?: Partial<Limits>
}

/** How long `close` waits for what is under way. What is not decided then was never acknowledged. */
const CLOSE_MAX_MS = 8_000

/** Opens the realtime server. Rejects where the database, or the Redis that it is told of, does not answer. */
export const openCollab = async ({
  db,
  databaseUrl,
  redisUrl,
  trustsProxy = false,
  actorOf,
  limits: given,
}: CollabOptions): Promise<Collab> => {
  const limits: Limits = { ...LIMITS, ...given }
  const whoIs: ActorOf = actorOf ?? actorsIn(db)
  const states = openPackedStates(db)
  const layersIn = journal(db, states)
  const follow = openFollow(db)
  const relay =
    redisUrl === undefined ? undefined : await openRelay({ db, redisUrl, follow, layerOf: layersIn.layerOf })
  const door = openDoor(db, whoIs)
  const allowances = openAllowances(limits, Date.now, relay?.redis)
  const answerState = stateAnswer(states, door, limits, allowances, async (id) => {
    const document = hocuspocus.documents.get(id)
    const layer = document === undefined ? undefined : layersIn.layerOf(document)
    if (layer !== undefined) await layersIn.freshen(layer)
  })
  const bus = await openBus(databaseUrl)
  const sockets = new Set<CollabSocket>()
  const strangers = openStrangers(limits)
  const onBroken = ({ id }: OpenLayer): void => {
    for (const socket of sockets) {
      if ([...socket.seats].some((seat) => seat.layer === id)) socket.webSocket.close(COME_BACK.code, COME_BACK.reason)
    }
  }

  const commits = openGroupCommit(databaseUrl, (id, enterAll) => {
    const document = hocuspocus.documents.get(id)
    const layer = document === undefined ? undefined : layersIn.layerOf(document)
    if (layer === undefined) enterAll()
    else enterTogether(layer, enterAll, onBroken)
  })
  const streams = openFiguresStreams({ db, bus, actorOf: door.actorOf })

  const tools: AdmitTools = {
    db,
    journal: commits,
    now: Date.now,
    bytesPerValue: limits.bytesPerValue,
    onBroken,
    onWritten: streams.written,
    follow,
    ...(relay === undefined ? {} : { announce: relay.announce, handOverOf: relay.handOverOf }),
  }
  const gateIn = openGate(tools, layersIn.layerOf)
  const awareness = openAwareness(limits, layersIn.layerOf)
  const takeFrame: TakeFrame = (socket, frame, send) => {
    const document = hocuspocus.documents.get(socket.layer)
    return frame.kind === 'update'
      ? gateIn.take(socket, document, frame, send)
      : awareness.take(socket, document, frame)
  }

  let onUnloaded = (): void => undefined
  const hocuspocus = new Hocuspocus<CollabContext>({
    quiet: true,
    timeout: limits.idleMs,
    maxUnauthenticatedQueueSize: limits.messageMaxBytes,
    maxPendingDocuments: limits.channelsPerSocket,
    extensions: [
      authenticate(door),
      limitsExtension(limits, allowances, () => sockets),
      gateIn.extension,
      awareness.extension,
      // Before the journal: it must listen before the layer is read.
      ...(relay === undefined ? [] : [relay.extension]),
      layersIn.extension,
      {
        afterUnloadDocument: () => {
          onUnloaded()
          return Promise.resolve()
        },
      },
    ],
  })
  const opened = {
    sockets: () => sockets,
    layers: () => [...hocuspocus.documents.values()].flatMap((document) => layersIn.layerOf(document) ?? []),
  }
  const unfollow = followBus(bus, db, whoIs, follow, opened, limits)

  const change = openWindowless({
    db,
    allowances,
    openLayer: (id) => {
      const document = hocuspocus.documents.get(id)
      const layer = document === undefined ? undefined : layersIn.layerOf(document)
      return document === undefined || layer === undefined ? undefined : { layer, document }
    },
    isOpen: (id, document) => hocuspocus.documents.get(id) === document,
    admit: gateIn.admit,
    onMissed: (layer) => publish(db, { kind: 'layer-changed', layer }),
  })

  const endAttendance = keepAttendance(db, () => sockets)

  const server = new WebSocketServer({ noServer: true, maxPayload: limits.messageMaxBytes, clientTracking: false })
  let isClosed = false

  const untilUnloaded = (): Promise<void> =>
    new Promise((resolve) => {
      const look = (): void => {
        if (hocuspocus.documents.size > 0) return
        clearTimeout(timer)
        resolve()
      }
      const timer = setTimeout(() => {
        logTrouble('closed with work undone', { layers: String(hocuspocus.documents.size) })
        resolve()
      }, CLOSE_MAX_MS)
      onUnloaded = look
      look()
    })

  return {
    change,
    handleUpgrade: (request, socket, head) => {
      const layer = layerOf(request)
      if (isClosed) {
        answer(socket, '503 Service Unavailable')
      } else if (!isSameSite(request)) {
        answer(socket, '403 Forbidden')
      } else if (layer === undefined) {
        answer(socket, '404 Not Found')
      } else {
        server.handleUpgrade(request, socket, head, (webSocket) => {
          const { cookie } = request.headers
          const stranger = strangers.enter(networkOf(addressOf(request, trustsProxy)), webSocket)
          // It is kept as long as the socket, and may be as long as headers may.
          stranger.took(cookie?.length ?? 0)
          attachSocket(hocuspocus, sockets, { webSocket, layer, cookie, stranger }, limits, takeFrame)
        })
      }
    },
    handleRequest: (request, response) => {
      const reading = request.method === 'GET' ? readingOfStream(request.url) : undefined
      if (reading !== undefined) {
        void streams.answer(reading, request, response)
        return true
      }
      const board = request.method === 'GET' ? readingOfStream(request.url, 'board') : undefined
      if (board !== undefined) {
        void streams.answer(board, request, response, 'board')
        return true
      }
      const layer = layerOf(request, STATE)
      if (layer === undefined || (request.method !== 'GET' && request.method !== 'HEAD')) return false
      void answerState(layer, request, response)
      return true
    },
    close: async () => {
      if (isClosed) return
      isClosed = true
      unfollow()
      await endAttendance()
      streams.close()
      // 1012: the service restarts (RFC 6455's registry).
      for (const { webSocket } of sockets) {
        webSocket.close(1012, 'restart')
        // One that does not answer the handshake would hold its layer open.
        setTimeout(() => {
          webSocket.terminate()
        }, 500).unref()
      }
      await untilUnloaded()
      await Promise.all([commits.close(), bus.close()])
      await relay?.close()
      server.close()
    },
  }
}

/** The layer that the path names, whether it is there or not, so that a proxy can send each layer to one process. */
const layerOf = ({ url = '' }: IncomingMessage, after = ''): LayerId | undefined => {
  const [path = ''] = url.split('?', 1)
  if (!path.startsWith(COLLAB_PATH) || !path.endsWith(after)) return undefined
  const name = path.slice(COLLAB_PATH.length, path.length - after.length)
  return ID_PATTERN.test(name) ? layerId(name) : undefined
}

/**
 * A browser says where the page comes from, and another site's page must not
 * use the cookie. Who is no browser may say nothing: it could say anything.
 */
const isSameSite = ({ headers: { origin, host } }: IncomingMessage): boolean => {
  if (origin === undefined) return true
  return URL.canParse(origin) && new URL(origin).host === host
}

const answer = (socket: Duplex, status: string): void => {
  socket.on('error', () => undefined)
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
}
