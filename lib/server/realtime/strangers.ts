import type { WebSocket } from 'ws'
import { logTrouble } from './log'

/** A socket that nobody was let in on yet. */
export interface Stranger {
  /** It said so many bytes more. */
  took(bytes: number): void
  /** Somebody was let in on it, or it is closed: it is a stranger no more. */
  done(): void
}

/** Holds what sockets may take before it is known whose they are, by the address that they come from and in all. */
export interface Strangers {
  enter(address: string, webSocket: Pick<WebSocket, 'terminate'>): Stranger
  /** How many there are, of all addresses. */
  count(): number
}

/** Those of one address, the oldest first. */
interface Crowd {
  readonly address: string
  readonly all: Set<Waiting>
  bytes: number
}

interface Waiting {
  readonly webSocket: Pick<WebSocket, 'terminate'>
  readonly crowd: Crowd
  bytes: number
}

/** How many sockets may wait, and how many bytes they may have sent, of one address and of all (`LIMITS`). */
interface StrangerLimits {
  readonly strangersPerAddress: number
  readonly strangerBytesPerAddress: number
  readonly strangersInAll: number
  readonly strangerBytesInAll: number
}

/** At most one line in so long, whatever comes. */
const SAY_EVERY_MS = 60_000

/**
 * A class behind one address comes back all at once, and one of them may be
 * hostile: so where an address has too many strangers the one that has waited
 * longest is ended, and not the newcomer turned away. Who is honest is let in
 * within moments and never the oldest; who floods drives out themselves. Of
 * bytes likewise: the stranger with the most is ended.
 *
 * Where all addresses together have too many, those of the address with the most
 * go first, as far as it has more than a class needs (half of what an address
 * may): a few that flood leave the others alone. Where none has, the flood comes
 * from everywhere, and the one that has waited longest of all goes: it is not of
 * a class, however many of it come from one address.
 */
export const openStrangers = (limits: StrangerLimits, now: () => number = Date.now): Strangers => {
  const { strangersPerAddress, strangerBytesPerAddress, strangersInAll, strangerBytesInAll } = limits
  const crowds = new Map<string, Crowd>()
  /** All of them, the oldest first. */
  const everybody = new Set<Waiting>()
  let bytesInAll = 0
  let saidAt = -Infinity

  const end = (one: Waiting): void => {
    const { crowd } = one
    if (!crowd.all.delete(one)) return
    everybody.delete(one)
    crowd.bytes -= one.bytes
    bytesInAll -= one.bytes
    if (crowd.all.size === 0) crowds.delete(crowd.address)
  }
  const sendAway = (one: Waiting, who: string): void => {
    if (now() - saidAt >= SAY_EVERY_MS) {
      saidAt = now()
      logTrouble(`${who} more sockets, or bytes in them, than may wait to be let in`, {
        sockets: String(one.crowd.all.size),
        inAll: String(everybody.size),
      })
    }
    end(one)
    one.webSocket.terminate()
  }

  /** The address with the most of something; `undefined` where none has more than a class needs. */
  const greatest = (much: (crowd: Crowd) => number, classNeeds: number): Crowd | undefined => {
    let found: Crowd | undefined
    let most = classNeeds
    for (const crowd of crowds.values()) {
      const own = much(crowd)
      if (own <= most) continue
      found = crowd
      most = own
    }
    return found
  }
  const oneOfTooMany = (): Waiting | undefined => {
    const crowd = greatest(({ all }) => all.size, strangersPerAddress / 2)
    return first((crowd?.all ?? everybody).values())
  }
  const oneOfTooMuch = (): Waiting | undefined => {
    const crowd = greatest(({ bytes }) => bytes, strangerBytesPerAddress / 2)
    return crowd === undefined ? first(everybody.values(), ({ bytes }) => bytes > 0) : heaviest(crowd)
  }

  return {
    count: () => everybody.size,
    enter: (address, webSocket) => {
      const crowd = crowds.get(address) ?? { address, all: new Set<Waiting>(), bytes: 0 }
      crowds.set(address, crowd)
      const own: Waiting = { webSocket, crowd, bytes: 0 }
      crowd.all.add(own)
      everybody.add(own)
      const tooMany =
        crowd.all.size > strangersPerAddress
          ? first(crowd.all.values())
          : everybody.size > strangersInAll
            ? oneOfTooMany()
            : undefined
      if (tooMany !== undefined) sendAway(tooMany, crowd.all.size > strangersPerAddress ? ONE : ALL)
      return {
        took: (bytes) => {
          if (!crowd.all.has(own)) return
          own.bytes += bytes
          crowd.bytes += bytes
          bytesInAll += bytes
          while (crowd.bytes > strangerBytesPerAddress) sendAway(heaviest(crowd) ?? own, ONE)
          while (bytesInAll > strangerBytesInAll) sendAway(oneOfTooMuch() ?? own, ALL)
        },
        done: () => {
          end(own)
        },
      }
    },
  }
}

const ONE = 'one address has'
const ALL = 'all addresses together have'

const heaviest = ({ all }: Crowd): Waiting | undefined => {
  let found: Waiting | undefined
  for (const one of all) if (found === undefined || one.bytes > found.bytes) found = one
  return found
}

/** The first of them, of those for which `is` holds. */
const first = (all: Iterable<Waiting>, is: (one: Waiting) => boolean = () => true): Waiting | undefined => {
  for (const one of all) if (is(one)) return one
  return undefined
}
