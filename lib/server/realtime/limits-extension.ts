import type { Extension } from '@hocuspocus/server'
import { ERROR_TABLE } from '../errors'
import type { Allowances } from './allowance'
import type { Limits } from './limits'
import { type CollabContext, type CollabSocket, handled, untilPaid } from './sockets'

/**
 * Holds what Hocuspocus can tell: how many sockets and windows a user has open,
 * how fast they open them, how many messages of a socket wait, and how a full
 * layer sends. What can be known from a message alone is held at the socket
 * (see attach.ts).
 */
export const limitsExtension = (
  limits: Limits,
  allowances: Allowances,
  sockets: () => Iterable<CollabSocket>,
): Extension<CollabContext> => ({
  extensionName: 'limits',
  onAuthenticate: async ({ context: { socket } }) => {
    const { actor } = socket
    if (actor?.kind !== 'user') return
    // Who was let in before has an allowance: what is open stays, and of many that come at once as many as there is room for.
    let own = 0
    let here = 0
    for (const other of sockets()) {
      if (other === socket || other.allowance === undefined) continue
      if (other.actor?.kind !== 'user' || other.actor.user !== actor.user) continue
      own += 1
      if (other.layer === socket.layer) here += 1
    }
    if (own >= limits.socketsPerUser || here >= limits.windowsPerLayer) {
      close(socket, 'too many windows')
      return
    }
    if (socket.seats.size > limits.channelsPerSocket) close(socket, 'too many channels')
    const allowance = allowances.of(actor.user)
    socket.allowance = allowance
    socket.stranger.done()
    // Counted only now, since only now is it known whose they are.
    allowance.messages.take(socket.unpaid, Date.now())
    socket.unpaid = 0
    allowance.work.take(limits.openingMs, Date.now())
    await untilPaid(socket, allowance.messages)
    await untilPaid(socket, allowance.work)
  },
  connected: ({ connection: { document } }) => {
    document.flushDelay = document.getConnectionsCount() > limits.bundleFromWindows ? limits.bundleMs : 0
    return Promise.resolve()
  },
  afterHandleMessage: ({ context: { socket } }) => {
    handled(socket)
    return Promise.resolve()
  },
  onDisconnect: ({ document, context: { socket } }) => {
    document.flushDelay = document.getConnectionsCount() > limits.bundleFromWindows ? limits.bundleMs : 0
    // Messages of a closed layer are dropped unhandled.
    socket.waiting = 0
    socket.onHandled()
    return Promise.resolve()
  },
})

const close = (socket: CollabSocket, reason: string): void => {
  socket.webSocket.close(ERROR_TABLE['too-many'].socketCode, reason)
}
