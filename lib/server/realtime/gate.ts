import type { Connection, Document, Extension } from '@hocuspocus/server'
import { messageYjsSyncStep2, messageYjsUpdate } from 'y-protocols/sync'
import type { GateActor } from '../../core/gate'
import { can } from '../../core/policy'
import { ERROR_TABLE } from '../errors'
import { type AdmitTools, type Admission, admit } from './admit'
import { untilPaid } from './limits'
import type { OpenLayer } from './open-layer'
import type { CollabContext, CollabSocket, Seat } from './sockets'

/**
 * Stands before Hocuspocus's own handling of an update. When the hook resolves
 * and the connection may write, the update is committed and in the document
 * already: what Hocuspocus then applies changes nothing, and its answer (and
 * only that) tells the client "saved". What is not taken is answered with a
 * notice; for that one message the connection counts as read-only, so that
 * Hocuspocus applies nothing and answers "not applied". (Instructors remove
 * others' notes after the round too, so what is taken never counts as read-only.)
 */
export const gate = (
  tools: AdmitTools,
  layerOf: (document: Document) => OpenLayer | undefined,
): Extension<CollabContext> => {
  /** When a connection's message was handed on to Hocuspocus, which answers it without waiting for anything. */
  const handedOn = new WeakMap<Connection, number>()
  return {
    extensionName: 'gate',
    beforeSync: async ({ type, payload, connection, document, context }) => {
      const { socket } = context
      if (socket.allowance !== undefined) await untilPaid(socket, socket.allowance.work)
      if (type === messageYjsSyncStep2 || type === messageYjsUpdate) {
        const admission = await admissionOf(tools, layerOf(document), context, payload)
        connection.readOnly = admission.kind !== 'taken'
        if (admission.kind !== 'taken') connection.sendStateless(JSON.stringify(admission))
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
  }
}

const admissionOf = async (
  tools: AdmitTools,
  layer: OpenLayer | undefined,
  { socket, seat }: CollabContext,
  update: Uint8Array,
): Promise<Admission> =>
  layer === undefined || seat === undefined
    ? { kind: 'unavailable', sentence: ERROR_TABLE.unavailable.sentence }
    : admit(tools, layer, { actorNow: () => actorAt(layer, socket, seat), allowance: socket.allowance }, update)

/** What the member may do now: rounds close and roles change while a window is open. */
const actorAt = (layer: OpenLayer, { actor }: CollabSocket, { member }: Seat): GateActor => {
  const { subject } = layer.facts
  return {
    member,
    canWrite: actor !== undefined && can(actor, 'layer.write', subject).ok,
    moderates: actor !== undefined && can(actor, 'layer.moderate', subject).ok,
  }
}
