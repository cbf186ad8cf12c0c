import type { Extension } from '@hocuspocus/server'
import { type Actor, can, membershipIn } from '../../core/policy'
import { ERROR_TABLE } from '../errors'
import type { LayerFacts } from '../store/layers'
import type { Door } from './door'
import { logTrouble } from './log'
import type { Access, CollabContext, CollabSocket, Seat } from './sockets'

/**
 * What Hocuspocus takes as "not let in". The message stays empty, so that it
 * logs nothing; `reason` goes to the client.
 */
class NotLetIn extends Error {
  override readonly name = 'NotLetIn'
  readonly reason: string

  constructor(reason: string) {
    super('')
    this.reason = reason
  }
}

/**
 * What `actor` may do in a layer; `undefined` where they may not know that it
 * is there.
 */
export const accessTo = (actor: Actor, facts: LayerFacts): Access | undefined => {
  if (!can(actor, 'layer.read', facts.subject).ok) return undefined
  const membership = membershipIn(actor, facts.subject.seminar)
  return {
    canWrite: can(actor, 'layer.write', facts.subject).ok,
    moderates: can(actor, 'layer.moderate', facts.subject).ok,
    standing: [
      `codebook ${String(facts.codebook)} names ${String(facts.names)}`,
      ...facts.rounds.map(({ state, revealedTo }) =>
        membership !== undefined && revealedTo.has(membership.member) ? `${state}+` : state,
      ),
    ].join(),
    isBlind: facts.isBlind && membership?.role === 'student',
  }
}

/**
 * Lets a socket open its layer where its cookie may see it. Who may not see it hears
 * the same as who asks for a layer that is not there: `not-found`. Who is
 * signed out hears `signed-out`, whatever they ask for. Where the database does
 * not answer, the socket closes, so that the client comes back by itself.
 */
export const authenticate = (door: Door): Extension<CollabContext> => ({
  extensionName: 'authenticate',
  onAuthenticate: async ({ context: { socket }, connectionConfig }) => {
    const seat = await seatAt(door, socket).catch((error: unknown) => {
      logTrouble('cannot tell who asks', { socket: socket.id }, error)
      const { socketCode } = ERROR_TABLE.unavailable
      socket.webSocket.close(socketCode, 'unavailable')
      throw new NotLetIn('unavailable')
    })
    if (seat === undefined) throw new NotLetIn(socket.actor?.kind === 'guest' ? 'signed-out' : 'not-found')
    connectionConfig.readOnly = !seat.access.canWrite
    socket.seats.add(seat)
    return { seat }
  },
  onDisconnect: ({ context: { socket, seat } }) => {
    if (seat !== undefined) socket.seats.delete(seat)
    return Promise.resolve()
  },
})

const seatAt = async (door: Door, socket: CollabSocket): Promise<Seat | undefined> => {
  const [actor, facts] = await Promise.all([actorAt(door, socket), door.factsOf(socket.layer)])
  const member = facts === undefined ? undefined : membershipIn(actor, facts.subject.seminar)?.member
  if (facts === undefined || member === undefined) return undefined
  const face = await door.faceOf(member)
  // Judged last and by who they are by now: from here to the seat nothing waits, so no change is missed.
  const access = accessTo(socket.actor ?? actor, facts)
  if (access === undefined || face === undefined) return undefined
  return { layer: facts.id, seminar: facts.subject.seminar, member, face, access }
}

const actorAt = async (door: Door, socket: CollabSocket): Promise<Actor> => {
  if (socket.actor !== undefined) return socket.actor
  socket.asked ??= door.actorOf(socket.cookie)
  const actor = await socket.asked
  // Access may have changed meanwhile: then the newer answer stands.
  socket.actor ??= actor
  return socket.actor
}
