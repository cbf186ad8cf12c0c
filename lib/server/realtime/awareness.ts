import type { Connection, Document, Extension } from '@hocuspocus/server'
import { z } from 'zod'
import type { MemberId } from '../../core/base'
import { type Bucket, openBucket } from './bucket'
import type { Limits } from './limits'
import type { OpenLayer } from './open-layer'
import type { CollabContext, Seat } from './sockets'

/** What the others see of a window. Only `readingAt` is the client's to say. */
export interface PresenceState {
  readonly member: MemberId
  readonly name: string
  /** 1 to 12. */
  readonly colour: number
  /** The offset of the first character in sight, or `null` while not known. */
  readonly readingAt: number | null
}

// A state without `readingAt` is none: windows begin with `{}`, and so does the one that Hocuspocus reads a message into.
const saidSchema = z.object({ readingAt: z.int().min(0).max(100_000_000).nullable() })

/**
 * Judges presence. One connection speaks for one client id, which must not be
 * another member's; states under any other id are left out, and so are those
 * that are no state at all. Name, id and colour come from the session, whatever
 * the client says.
 */
export const awareness = (
  limits: Limits,
  layerOf: (document: Document) => OpenLayer | undefined,
): Extension<CollabContext> => {
  const ownIds = new WeakMap<Connection<CollabContext>, number>()
  const paces = new WeakMap<Connection<CollabContext>, Bucket>()
  return {
    extensionName: 'awareness',
    beforeHandleAwareness: ({ states, connection, context, document }) => {
      const seat = context?.seat
      const layer = layerOf(document)
      for (const [client, state] of [...states]) {
        states.delete(client)
        if (connection === undefined || seat === undefined || layer === undefined) continue
        const shown = presenceOf(seat, state)
        if (shown === undefined || !speaksFor(connection, seat, layer, client)) continue
        if (isPaced(connection)) states.set(client, { ...shown })
      }
      return Promise.resolve()
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
    const connections: readonly Connection<CollabContext>[] = layer.document.getConnections()
    const shown = connections.filter((other) => ownIds.has(other) && memberOf(other) === seat.member)
    if (shown.length >= limits.windowsPerLayer) return false
    // Whoever sees it here must not be able to write under it first.
    if (!layer.clients.speakFor(client, seat.member)) return false
    const holder = connections.find((other) => ownIds.get(other) === client)
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

const presenceOf = (seat: Seat, state: unknown): PresenceState | undefined => {
  const said = saidSchema.safeParse(state)
  if (!said.success) return undefined
  return { member: seat.member, name: seat.face.name, colour: seat.face.colour, readingAt: said.data.readingAt }
}
