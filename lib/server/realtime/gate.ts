import type { Connection, Document, Extension } from '@hocuspocus/server'
import { messageYjsSyncStep2, messageYjsUpdate } from 'y-protocols/sync'
import type { GateActor } from '../../core/gate'
import { can } from '../../core/policy'
import { ERROR_TABLE } from '../errors'
import { type AdmitTools, type Admission, type Incoming, type Sender, admit, together } from './admit'
import { type Inbox, openInbox } from './inbox'
import { untilPaid } from './limits'
import type { OpenLayer } from './open-layer'
import type { CollabContext, CollabSocket, Seat } from './sockets'

/** The gate as the realtime server uses it. */
export interface Gate {
  readonly extension: Extension<CollabContext>
  /**
   * Begins with an update as soon as it is read. Hocuspocus takes the messages
   * of a connection one after the other; so what waits behind a commit would
   * wait for each commit before it. To be called for every update of a socket,
   * in order; `document` is absent before the layer is open.
   */
  lookAhead(socket: CollabSocket, document: Document | undefined, update: Uint8Array): void
}

/** An update that Hocuspocus has not come to yet; `admission` is absent for one that is not begun with. */
interface Ahead {
  readonly update: Uint8Array
  readonly admission: Promise<Admission> | undefined
}

/** Messages that Hocuspocus drops stay in the list; so it has an end. */
const AHEAD_MAX = 512

/**
 * Stands before Hocuspocus's own handling of an update. When the hook resolves
 * and the connection may write, the update is committed and in the document
 * already: what Hocuspocus then applies changes nothing, and its answer (and
 * only that) tells the client "saved". What is not taken is answered with a
 * notice; for that one message the connection counts as read-only, so that
 * Hocuspocus applies nothing and answers "not applied". (Instructors remove
 * others' notes after the round too, so what is taken never counts as read-only.)
 */
export const openGate = (tools: AdmitTools, layerOf: (document: Document) => OpenLayer | undefined): Gate => {
  /** When a connection's message was handed on to Hocuspocus, which answers it without waiting for anything. */
  const handedOn = new WeakMap<Connection, number>()
  const inboxes = new WeakMap<OpenLayer, Inbox<Incoming, Admission>>()
  const senders = new WeakMap<Seat, Sender>()
  const aheads = new WeakMap<CollabSocket, Ahead[]>()

  const admission = (layer: OpenLayer, socket: CollabSocket, seat: Seat, update: Uint8Array): Promise<Admission> => {
    const inbox =
      inboxes.get(layer) ?? openInbox(layer.turns, together, (items, alone) => admit(tools, layer, items, alone))
    inboxes.set(layer, inbox)
    const sender = senders.get(seat) ?? {
      actorNow: () => actorAt(layer, socket, seat),
      allowance: socket.allowance,
    }
    senders.set(seat, sender)
    return inbox.put(seat.member, { sender, update })
  }

  /** What was begun with when it was read; `undefined` where that was not. */
  const begun = (socket: CollabSocket, update: Uint8Array): Promise<Admission> | undefined => {
    const list = aheads.get(socket) ?? []
    const at = list.findIndex((ahead) => isSameMemory(ahead.update, update))
    return at < 0 ? undefined : list.splice(at, 1)[0]?.admission
  }

  const admissionOf = async (
    document: Document,
    { socket, seat }: CollabContext,
    update: Uint8Array,
  ): Promise<Admission> => {
    const early = begun(socket, update)
    if (early !== undefined) return early
    if (socket.allowance !== undefined) await untilPaid(socket, socket.allowance.work)
    const layer = layerOf(document)
    return layer === undefined || seat === undefined ? UNAVAILABLE : admission(layer, socket, seat, update)
  }

  return {
    lookAhead: (socket, document, update) => {
      const list = aheads.get(socket) ?? []
      aheads.set(socket, list)
      if (list.length >= AHEAD_MAX) list.shift()
      const layer = document === undefined ? undefined : layerOf(document)
      const [seat] = socket.seats
      // Who owes waits; and what comes after one that waits must not go before it.
      const mayBegin = list.every((ahead) => ahead.admission !== undefined) && owesNothing(socket, tools.now())
      const canBegin = layer !== undefined && seat !== undefined && mayBegin
      list.push({ update, admission: canBegin ? admission(layer, socket, seat, update) : undefined })
    },
    extension: {
      extensionName: 'gate',
      beforeSync: async ({ type, payload, connection, document, context }) => {
        if (type === messageYjsSyncStep2 || type === messageYjsUpdate) {
          const answer = await admissionOf(document, context, payload)
          connection.readOnly = answer.kind !== 'taken'
          if (answer.kind !== 'taken') connection.sendStateless(JSON.stringify(answer))
        } else if (context.socket.allowance !== undefined) {
          await untilPaid(context.socket, context.socket.allowance.work)
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
    },
  }
}

const UNAVAILABLE: Admission = { kind: 'unavailable', sentence: ERROR_TABLE.unavailable.sentence }

const owesNothing = ({ allowance }: CollabSocket, now: number): boolean =>
  allowance !== undefined && allowance.work.wait(now) <= 0

const isSameMemory = (a: Uint8Array, b: Uint8Array): boolean =>
  a.buffer === b.buffer && a.byteOffset === b.byteOffset && a.byteLength === b.byteLength

/** What the member may do now: rounds close and roles change while a window is open. */
const actorAt = (layer: OpenLayer, { actor }: CollabSocket, { member }: Seat): GateActor => {
  const { subject } = layer.facts
  return {
    member,
    canWrite: actor !== undefined && can(actor, 'layer.write', subject).ok,
    moderates: actor !== undefined && can(actor, 'layer.moderate', subject).ok,
  }
}
