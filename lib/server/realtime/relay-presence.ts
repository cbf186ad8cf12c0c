import type { Connection, Document } from '@hocuspocus/server'
import { createEncoder, toUint8Array, writeVarString, writeVarUint } from 'lib0/encoding'
import { applyAwarenessUpdate } from 'y-protocols/awareness'
import type { MemberId } from '../../core/base'
import type { OpenLayer } from './open-layer'
import type { RelayedPresence } from './relay-message'
import type { CollabContext } from './sockets'

/** The origin of presence that another process told. */
export const RELAYED = { source: 'redis' } as const

const GONE = 'null'

/** The client ids of the windows that are connected to this very process. */
export const windowsOf = (document: Document): ReadonlySet<number> => new Set(connectedIn(document).keys())

const connectedIn = (document: Document): ReadonlyMap<number, MemberId> => {
  const connected = new Map<number, MemberId>()
  const connections: readonly Connection<CollabContext>[] = document.getConnections()
  for (const connection of connections) {
    const member = connection.context.seat?.member
    if (member === undefined) continue
    for (const client of clientsOf(document, connection)) connected.set(client, member)
  }
  return connected
}

const clientsOf = (document: Document, connection: Connection<CollabContext>): ReadonlySet<number> =>
  document.getClients(connection)

/**
 * What to tell of windows: the state of those that are connected here, and of
 * those that nobody shows that they are gone. Of one that another process shows,
 * nothing: it has moved there.
 */
export const presenceOf = (
  { document: { awareness }, document }: Pick<OpenLayer, 'document'>,
  clients: ReadonlySet<number>,
): readonly RelayedPresence[] => {
  const connected = connectedIn(document)
  return [...clients].flatMap((client) => {
    const clock = awareness.meta.get(client)?.clock
    if (clock === undefined) return []
    const state = awareness.getStates().get(client)
    const member = connected.get(client)
    if (state === undefined) return { client, member: undefined, clock, state: GONE }
    return member === undefined ? [] : { client, member, clock, state: JSON.stringify(state) }
  })
}

/**
 * Shows windows of other processes. One that is connected here is spoken for by
 * itself, whatever another process still says of it; and a client id that shows
 * up as one member's is kept for them, here as there.
 */
export const showPresence = (
  { document, clients }: Pick<OpenLayer, 'document' | 'clients'>,
  windows: readonly RelayedPresence[],
): void => {
  const connected = windowsOf(document)
  const shown = windows.filter(
    ({ client, member }) =>
      !connected.has(client) &&
      (member === undefined ? document.awareness.getStates().has(client) : clients.speakFor(client, member)),
  )
  if (shown.length === 0) return
  const encoder = createEncoder()
  writeVarUint(encoder, shown.length)
  for (const { client, clock, state } of shown) {
    writeVarUint(encoder, client)
    writeVarUint(encoder, clock)
    writeVarString(encoder, state)
  }
  applyAwarenessUpdate(document.awareness, toUint8Array(encoder), RELAYED)
}
