import type { Bus } from '../bus'
import type { Database } from '../store/database'
import { findLayer } from '../store/layers'
import { accessTo } from './authenticate'
import type { ActorOf } from './door'
import type { Follow } from './follow'
import type { Limits } from './limits'
import { logTrouble } from './log'
import { type OpenLayer, refreshFacts } from './open-layer'
import { type Access, type CollabSocket, COME_BACK, LOOK_AGAIN } from './sockets'

/** What is open in this process. */
export interface Opened {
  sockets(): Iterable<CollabSocket>
  layers(): Iterable<OpenLayer>
}

/**
 * Follows the bus. Where access changed, the layers learn their facts anew and
 * each socket concerned is judged again: one whose rights are not what they
 * were is closed, so that its client comes back and is judged afresh. Where
 * another process wrote, the layer catches up. Where passages were pinned or the board was shown, each
 * window is told over the layer that everybody sees. A session that ran out is
 * found by looking. After a break all is done for everything. The answer ends it.
 */
export const followBus = (
  bus: Bus,
  db: Database,
  actorOf: ActorOf,
  follow: Follow,
  opened: Opened,
  { sessionLookMs }: Pick<Limits, 'sessionLookMs'>,
): (() => void) => {
  const judgeAgain = async (socket: CollabSocket): Promise<void> => {
    try {
      const actor = await actorOf(socket.cookie)
      // First of all: what waits in a socket that closes is still decided, and not by what its user was.
      socket.actor = actor
      for (const seat of socket.seats) {
        const facts = await findLayer(db, seat.layer)
        const access = facts === undefined ? undefined : accessTo(actor, facts)
        if (!isSame(access, seat.access)) {
          close(socket)
          return
        }
      }
    } catch (error) {
      logTrouble('a socket cannot be judged again', { socket: socket.id }, error)
      close(socket)
    }
  }

  const judgeAll = async (isConcerned: (socket: CollabSocket) => boolean): Promise<void> => {
    // One after the other: a whole class at once would take every connection to the database.
    for (const socket of [...opened.sockets()]) if (isConcerned(socket)) await judgeAgain(socket)
  }

  const learnAll = async (isConcerned: (layer: OpenLayer) => boolean): Promise<void> => {
    for (const layer of [...opened.layers()]) if (isConcerned(layer)) await learn(layer)
  }

  const learn = (layer: OpenLayer): Promise<void> =>
    refreshFacts(db, layer).catch((error: unknown) => {
      logTrouble('a layer cannot be asked about', { layer: layer.id }, error)
    })

  /** A session ends at its time without a word from anybody. */
  const endExpired = async (): Promise<void> => {
    // One question for all windows and layers of a browser, one after the other.
    for (const cookie of new Set([...opened.sockets()].filter(isSignedIn).map((socket) => socket.cookie))) {
      try {
        if ((await actorOf(cookie)).kind === 'user') continue
      } catch (error) {
        logTrouble('sessions cannot be looked up', {}, error)
        return
      }
      for (const socket of opened.sockets()) if (socket.cookie === cookie && isSignedIn(socket)) close(socket)
    }
  }
  let isLooking = false
  const looking = setInterval(() => {
    if (isLooking) return
    isLooking = true
    void endExpired().finally(() => {
      isLooking = false
    })
  }, sessionLookMs)
  looking.unref()

  const endings = [
    () => {
      clearInterval(looking)
    },
    bus.subscribe('access-changed', ({ seminar }) => {
      void learnAll((layer) => layer.facts.subject.seminar === seminar)
      void judgeAll((socket) => isUndecided(socket) || [...socket.seats].some((seat) => seat.seminar === seminar))
    }),
    bus.subscribe('signed-out', ({ user }) => {
      void judgeAll((socket) => isUndecided(socket) || (socket.actor?.kind === 'user' && socket.actor.user === user))
    }),
    bus.subscribe('layer-changed', ({ layer: id }) => {
      for (const layer of opened.layers()) if (layer.id === id) void follow(layer)
    }),
    bus.subscribe('room-changed', ({ reading }) => {
      for (const { facts, document } of opened.layers()) {
        if (facts.reading === reading && facts.subject.layerKind === 'instructor') {
          document.broadcastStateless(JSON.stringify(LOOK_AGAIN))
        }
      }
    }),
    bus.subscribe('missed', () => {
      for (const layer of opened.layers()) void follow(layer)
      void learnAll(() => true)
      void judgeAll(() => true)
    }),
  ]
  return () => {
    endings.forEach((end) => {
      end()
    })
  }
}

const isSignedIn = ({ actor }: CollabSocket): boolean => actor?.kind === 'user'

const isSame = (a: Access | undefined, b: Access): boolean =>
  a?.canWrite === b.canWrite && a.moderates === b.moderates && a.standing === b.standing && a.isBlind === b.isBlind

/** A socket that is being asked who it is may hear the old answer. */
const isUndecided = (socket: CollabSocket): boolean => socket.actor === undefined || socket.seats.size === 0

const close = (socket: CollabSocket): void => {
  socket.webSocket.close(COME_BACK.code, COME_BACK.reason)
}
