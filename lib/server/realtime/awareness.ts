import type { Connection, Document, Extension } from '@hocuspocus/server'
import type { MemberId } from '../../core/base'
import { type Bucket, openBucket } from './bucket'
import type { AwarenessFrame } from './frame'
import { type Gathering, openGathering } from './gathering'
import type { Limits } from './limits'
import type { OpenLayer } from './open-layer'
import { type PresenceState, presenceOf, readStates } from './presence-state'
import { type CollabContext, type CollabSocket, type Seat, handled } from './sockets'

/** Presence as the realtime server uses it. */
export interface Awareness {
  readonly extension: Extension<CollabContext>
  /**
   * Takes what a window says of itself, to be shown soon. False where Hocuspocus
   * must be given it: before the layer is open, and what cannot be read.
   */
  take(socket: CollabSocket, document: Document | undefined, frame: AwarenessFrame): boolean
}

/**
 * Judges presence. One connection speaks for one client id, which must not be
 * another member's; states under any other id are left out, and so are those
 * that are no state at all. Name, id and colour come from the session, whatever
 * the client says. What is taken is gathered; the first words of a connection
 * can come before its layer is open, and go through Hocuspocus, whose hook
 * judges them the same way.
 */
export const openAwareness = (limits: Limits, layerOf: (document: Document) => OpenLayer | undefined): Awareness => {
  const ownIds = new WeakMap<Connection<CollabContext>, number>()
  const paces = new WeakMap<Connection<CollabContext>, Bucket>()
  const connections = new WeakMap<Seat, Connection<CollabContext>>()
  const gatherings = new WeakMap<Document, Gathering>()

  /** What is shown of `client`; `undefined` where it is not this connection's to say, or said too fast. */
  const judged = (
    connection: Connection<CollabContext>,
    seat: Seat,
    layer: OpenLayer,
    client: number,
    state: unknown,
  ): PresenceState | undefined => {
    // Blind: that somebody is here says something already.
    const shown = seat.access.isBlind ? undefined : presenceOf(seat, state)
    if (shown === undefined || !speaksFor(connection, seat, layer, client)) return undefined
    return isPaced(connection) ? shown : undefined
  }

  const gatheringOf = (document: Document): Gathering => {
    const gathering = gatherings.get(document) ?? openGathering(document, limits)
    gatherings.set(document, gathering)
    return gathering
  }

  return {
    take: (socket, document, frame) => {
      const layer = document === undefined ? undefined : layerOf(document)
      const [seat] = socket.seats
      const connection = seat === undefined ? undefined : connections.get(seat)
      // With more than one it is Hocuspocus that knows which is meant.
      if (layer === undefined || seat === undefined || connection === undefined || socket.seats.size > 1) return false
      const states = readStates(frame.states)
      if (states === undefined) return false
      for (const { client, clock, state } of states) {
        const shown = judged(connection, seat, layer, client, state)
        if (shown !== undefined) gatheringOf(layer.document).put({ connection, client, clock, state: shown })
      }
      handled(socket)
      return true
    },
    extension: {
      extensionName: 'awareness',
      connected: ({ connection, context: { seat } }) => {
        if (seat !== undefined) connections.set(seat, connection)
        return Promise.resolve()
      },
      beforeHandleAwareness: ({ states, connection, context, document }) => {
        const seat = context?.seat
        const layer = layerOf(document)
        for (const [client, state] of [...states]) {
          states.delete(client)
          if (connection === undefined || seat === undefined || layer === undefined) continue
          const shown = judged(connection, seat, layer, client, state)
          if (shown !== undefined) states.set(client, { ...shown })
        }
        return Promise.resolve()
      },
    },
  }

  /** What comes too fast is not shown: the next one tells more anyway. */
  function isPaced(connection: Connection<CollabContext>): boolean {
    const now = Date.now()
    const pace = paces.get(connection) ?? openBucket(limits.presencePerSecond, limits.presenceAtOnce, now)
    paces.set(connection, pace)
    if (pace.wait(now) > 0) return false
    pace.take(1, now)
    return true
  }

  function speaksFor(connection: Connection<CollabContext>, seat: Seat, layer: OpenLayer, client: number): boolean {
    const own = ownIds.get(connection)
    if (own !== undefined) return own === client
    const others: readonly Connection<CollabContext>[] = layer.document.getConnections()
    const shown = others.filter((other) => ownIds.has(other) && memberOf(other) === seat.member)
    if (shown.length >= limits.windowsPerLayer) return false
    // Whoever sees it here must not be able to write under it first.
    if (!layer.clients.speakFor(client, seat.member)) return false
    const holder = others.find((other) => ownIds.get(other) === client)
    if (holder !== undefined) {
      if (memberOf(holder) !== seat.member) return false
      // The same window came back before its old connection ended: that one's end must not take the state away.
      layer.document.getClients(holder).delete(client)
      ownIds.delete(holder)
    }
    // Hocuspocus adds only who is new here; a window that came from another process was shown before.
    layer.document.getClients(connection).add(client)
    ownIds.set(connection, client)
    return true
  }
}

const memberOf = (connection: Connection<CollabContext>): MemberId | undefined => connection.context.seat?.member
