import { type Connection, type Document, type Extension, OutgoingMessage } from '@hocuspocus/server'
import { messageYjsSyncStep2, messageYjsUpdate } from 'y-protocols/sync'
import type { MemberId } from '../../core/base'
import type { GateActor } from '../../core/gate'
import { can } from '../../core/policy'
import { ERROR_TABLE } from '../errors'
import { type AdmitTools, type Admission, type Incoming, type Sender, admit, together } from './admit'
import type { UpdateFrame } from './frame'
import { type Inbox, openInbox } from './inbox'
import type { OpenLayer } from './open-layer'
import { type CollabContext, type CollabSocket, type Seat, handled, untilPaid } from './sockets'

/** The gate as the realtime server uses it. */
export interface Gate {
  readonly extension: Extension<CollabContext>
  /**
   * Takes an update as soon as it is read, and answers it when it is decided.
   * False where Hocuspocus must be given it: before the layer is open, and for
   * who owes time. `document` is absent before the layer is loaded.
   */
  take(
    socket: CollabSocket,
    document: Document | undefined,
    frame: UpdateFrame,
    send: (message: Uint8Array) => void,
  ): boolean
  /** Judges an update of who has no window, in its turn, and answers what became of it. Never rejects. */
  readonly admit: (layer: OpenLayer, member: MemberId, sender: Sender, update: Uint8Array) => Promise<Admission>
}

/**
 * Stands before Hocuspocus's own handling of updates. Hocuspocus takes the
 * messages of a connection one after the other, so what comes behind a commit
 * would wait for each commit before it, and it would apply again what is in the
 * document already: so the gate answers updates itself, in Hocuspocus's words.
 * "Saved" is said when the update is committed and in the document, and only
 * then; what is not taken is answered with a notice and "not applied".
 *
 * The first updates of a connection can come before its layer is open. Those
 * wait in Hocuspocus, whose hook does the same; what comes behind them goes the
 * same way. For a message that is not taken the connection counts as read-only,
 * so that Hocuspocus applies nothing. (Instructors remove others' notes after
 * the round too, so what is taken never counts as read-only.)
 */
export const openGate = (tools: AdmitTools, layerOf: (document: Document) => OpenLayer | undefined): Gate => {
  /** When a connection's message was handed on to Hocuspocus, which answers it without waiting for anything. */
  const handedOn = new WeakMap<Connection, number>()
  const inboxes = new WeakMap<OpenLayer, Inbox<Incoming, Admission>>()
  const senders = new WeakMap<Seat, Sender>()
  /** How many updates of a socket wait in Hocuspocus. */
  const inHocuspocus = new WeakMap<CollabSocket, number>()

  const put: Gate['admit'] = (layer, member, sender, update) => {
    const inbox =
      inboxes.get(layer) ?? openInbox(layer.turns, together, (items, alone) => admit(tools, layer, items, alone))
    inboxes.set(layer, inbox)
    return inbox.put(member, { sender, update })
  }

  const admission = (layer: OpenLayer, socket: CollabSocket, seat: Seat, update: Uint8Array): Promise<Admission> => {
    const sender = senders.get(seat) ?? {
      actorNow: () => actorAt(layer, socket, seat),
      allowance: socket.allowance,
    }
    senders.set(seat, sender)
    return put(layer, seat.member, sender, update)
  }

  const count = (socket: CollabSocket, more: number): void => {
    inHocuspocus.set(socket, Math.max(0, (inHocuspocus.get(socket) ?? 0) + more))
  }

  return {
    admit: put,
    take: (socket, document, { step, address, update }, send) => {
      if (!UPDATE_STEPS.has(step)) return false
      const layer = document === undefined ? undefined : layerOf(document)
      const [seat] = socket.seats
      const mustWait = (inHocuspocus.get(socket) ?? 0) > 0 || owes(socket, tools.now())
      if (layer === undefined || seat === undefined || mustWait) {
        count(socket, 1)
        return false
      }
      void admission(layer, socket, seat, update).then((answer) => {
        if (socket.webSocket.readyState === socket.webSocket.OPEN) sayWhatBecame(address, answer, send)
        handled(socket)
      })
      return true
    },
    extension: {
      extensionName: 'gate',
      beforeSync: async ({ type, payload, connection, document, context: { socket, seat } }) => {
        if (socket.allowance !== undefined) await untilPaid(socket, socket.allowance.work)
        if (UPDATE_STEPS.has(type)) {
          const layer = layerOf(document)
          const answer =
            layer === undefined || seat === undefined ? UNAVAILABLE : await admission(layer, socket, seat, payload)
          count(socket, -1)
          connection.readOnly = answer.kind !== 'taken'
          if (answer.kind !== 'taken') connection.sendStateless(JSON.stringify(answer))
        }
        handedOn.set(connection, performance.now())
      },
      afterHandleMessage: ({ connection, context: { socket, seat } }) => {
        const since = handedOn.get(connection)
        handedOn.delete(connection)
        if (since !== undefined) socket.allowance?.work.take(performance.now() - since, tools.now())
        connection.readOnly = seat?.access.canWrite !== true
        return Promise.resolve()
      },
      onDisconnect: ({ context: { socket } }) => {
        // What still waited there is dropped.
        inHocuspocus.delete(socket)
        return Promise.resolve()
      },
    },
  }
}

const UPDATE_STEPS: ReadonlySet<number> = new Set([messageYjsSyncStep2, messageYjsUpdate])

const UNAVAILABLE: Admission = { kind: 'unavailable', sentence: ERROR_TABLE.unavailable.sentence }

const owes = ({ allowance }: CollabSocket, now: number): boolean =>
  allowance === undefined || allowance.work.wait(now) > 0

/** As Hocuspocus says it: first the notice, where there is one, then whether the update is applied. */
const sayWhatBecame = (address: string, answer: Admission, send: (message: Uint8Array) => void): void => {
  const isTaken = answer.kind === 'taken'
  if (!isTaken) send(new OutgoingMessage(address).writeStateless(JSON.stringify(answer)).toUint8Array())
  send(new OutgoingMessage(address).writeSyncStatus(isTaken).toUint8Array())
}

/** What the member may do now: rounds close and roles change while a window is open. */
const actorAt = (layer: OpenLayer, { actor }: CollabSocket, { member }: Seat): GateActor => {
  const { subject } = layer.facts
  return {
    member,
    canWrite: actor !== undefined && can(actor, 'layer.write', subject).ok,
    moderates: actor !== undefined && can(actor, 'layer.moderate', subject).ok,
  }
}
