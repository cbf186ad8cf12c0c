import { randomUUID } from 'node:crypto'
import type { Hocuspocus, WebSocketLike } from '@hocuspocus/server'
import type { RawData } from 'ws'
import { ERROR_TABLE } from '../errors'
import { openBucket } from './bucket'
import { type AwarenessFrame, type Frame, PING, type UpdateFrame, readFrame } from './frame'
import type { Limits } from './limits'
import { logTrouble } from './log'
import type { CollabContext, CollabSocket } from './sockets'

interface Message {
  readonly data: Uint8Array
  readonly frame: Frame
}

/** Takes an update and answers it, or takes presence; false for what Hocuspocus must be given. */
export type TakeFrame = (
  socket: CollabSocket,
  frame: UpdateFrame | AwarenessFrame,
  send: (message: Uint8Array) => void,
) => boolean

/** What Hocuspocus is told of the request: nothing. Who asks is in the context. */
const NO_REQUEST = new Request('http://collab.invalid/')

/**
 * Hands a layer's socket to Hocuspocus, with the limits that a message alone can break.
 * A client that sends faster than it may is read slower; one that sends what no
 * client of ours does is closed. `takeFrame` is asked first for each update and for presence.
 * The answer is in `sockets` until it closes.
 */
export const attachSocket = (
  hocuspocus: Hocuspocus<CollabContext>,
  sockets: Set<CollabSocket>,
  { webSocket, layer, cookie, stranger }: Pick<CollabSocket, 'webSocket' | 'layer' | 'cookie' | 'stranger'>,
  limits: Limits,
  takeFrame: TakeFrame,
): CollabSocket => {
  const ownMessages = openBucket(limits.messagesPerSecond, limits.messagesAtOnce, Date.now())
  let isWaiting = false
  let isFull = false
  let isAlive = true
  let timer: ReturnType<typeof setTimeout> | undefined
  /** What had come with the last bytes that were read before no more were. */
  const held: Message[] = []
  const readAgain = (): void => {
    while (!isWaiting && !isFull) {
      const next = held.shift()
      if (next === undefined) {
        webSocket.resume()
        return
      }
      if (webSocket.readyState === webSocket.OPEN) take(next)
    }
  }

  const socket: CollabSocket = {
    id: randomUUID(),
    cookie,
    webSocket,
    layer,
    seats: new Set(),
    actor: undefined,
    asked: undefined,
    allowance: undefined,
    stranger,
    unpaid: 0,
    waiting: 0,
    onHandled: () => {
      if (!isFull || socket.waiting > limits.waitingMax / 2) return
      isFull = false
      readAgain()
    },
  }
  sockets.add(socket)

  const send: WebSocketLike['send'] = (data) => {
    if (webSocket.bufferedAmount > limits.unreadMaxBytes) webSocket.terminate()
    else webSocket.send(data)
  }
  const wire: WebSocketLike = {
    get readyState() {
      return webSocket.readyState
    },
    send,
    close: (code, reason) => {
      webSocket.close(code, reason)
    },
  }
  const client = hocuspocus.handleConnection(wire, NO_REQUEST, { socket })

  const refuse = (code: 'bad-input' | 'too-large'): void => {
    logTrouble(`a message is not taken (${code})`, { socket: socket.id })
    webSocket.close(ERROR_TABLE[code].socketCode, code)
  }

  webSocket.on('message', (data: RawData, isBinary: boolean) => {
    if (webSocket.readyState !== webSocket.OPEN) return
    const frame = isBinary && data instanceof Uint8Array ? readFrame(data, layer, limits) : undefined
    if (frame === undefined || !(data instanceof Uint8Array)) {
      refuse('bad-input')
      return
    }
    if (isWaiting || isFull) held.push({ data, frame })
    else take({ data, frame })
  })
  const take = ({ data, frame }: Message): void => {
    if (frame.kind !== 'other' && frame.kind !== 'pong') socket.waiting += 1
    isFull ||= socket.waiting > limits.waitingMax
    const cost = 1 + Math.floor(data.byteLength / limits.bytesPerMessage)
    if (socket.allowance === undefined) {
      socket.unpaid += cost
      stranger.took(data.byteLength)
      if (webSocket.readyState !== webSocket.OPEN) return
    }
    const wait = (socket.allowance?.messages ?? ownMessages).take(cost, Date.now())
    if (wait > 0 && !isWaiting) {
      isWaiting = true
      timer = setTimeout(() => {
        isWaiting = false
        readAgain()
      }, wait)
    }
    if (isWaiting || isFull) webSocket.pause()
    if ((frame.kind === 'update' || frame.kind === 'awareness') && takeFrame(socket, frame, send)) {
      client.lastMessageReceivedAt = Date.now()
      return
    }
    // Hocuspocus knows no answer to a ping, and ends a socket that says nothing for long.
    if (frame.kind === 'pong') client.lastMessageReceivedAt = Date.now()
    else client.handleMessage(data)
  }
  webSocket.on('pong', () => {
    isAlive = true
  })
  const heart = setInterval(() => {
    if (!isAlive && !isWaiting && !isFull) webSocket.terminate()
    isAlive = false
    webSocket.ping()
    // The frame above is not told to a page: it would take a quiet layer for a dead one.
    webSocket.send(PING)
  }, limits.pingMs)
  webSocket.on('error', (error) => {
    // `ws` closes it with the right code itself: a message too large, a broken frame.
    logTrouble('a socket broke', { socket: socket.id }, error)
  })
  webSocket.on('close', (code, reason) => {
    clearInterval(heart)
    clearTimeout(timer)
    sockets.delete(socket)
    stranger.done()
    client.handleClose({ code, reason: reason.toString() })
  })
  return socket
}
