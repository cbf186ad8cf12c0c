import type { WebSocket } from 'ws'
import { logTrouble } from './log'

/** A socket that nobody was let in on yet. */
export interface Stranger {
  /** It said so many bytes more. */
  took(bytes: number): void
  /** Somebody was let in on it, or it is closed: it is a stranger no more. */
  done(): void
}

/** Holds what sockets may take before it is known whose they are, by the address that they come from. */
export interface Strangers {
  enter(address: string, webSocket: Pick<WebSocket, 'terminate'>): Stranger
  /** How many there are, of all addresses. */
  count(): number
}

interface Waiting {
  readonly webSocket: Pick<WebSocket, 'terminate'>
  bytes: number
}

/** How many sockets of one address may wait, and how many bytes they may have sent (`LIMITS`). */
interface StrangerLimits {
  readonly strangersPerAddress: number
  readonly strangerBytesPerAddress: number
}

/** At most one line in so long, whatever comes. */
const SAY_EVERY_MS = 60_000

/**
 * A class behind one address comes back all at once, and one of them may be
 * hostile: so where an address has too many strangers the one that has waited
 * longest is ended, and not the newcomer turned away. Who is honest is let in
 * within moments and never the oldest; who floods drives out themselves. Of
 * bytes likewise: the stranger with the most is ended.
 */
export const openStrangers = (
  { strangersPerAddress, strangerBytesPerAddress }: StrangerLimits,
  now: () => number = Date.now,
): Strangers => {
  /** By address, the oldest first. */
  const waiting = new Map<string, { readonly all: Set<Waiting>; bytes: number }>()
  let saidAt = -Infinity

  const say = (strangers: number): void => {
    if (now() - saidAt < SAY_EVERY_MS) return
    saidAt = now()
    logTrouble('one address has more sockets, or bytes in them, than may wait to be let in', {
      sockets: String(strangers),
    })
  }

  return {
    count: () => [...waiting.values()].reduce((sum, { all }) => sum + all.size, 0),
    enter: (address, webSocket) => {
      const here = waiting.get(address) ?? { all: new Set<Waiting>(), bytes: 0 }
      waiting.set(address, here)
      const end = (one: Waiting): void => {
        if (!here.all.delete(one)) return
        here.bytes -= one.bytes
        if (here.all.size === 0 && waiting.get(address) === here) waiting.delete(address)
      }
      const sendAway = (one: Waiting): void => {
        say(here.all.size)
        end(one)
        one.webSocket.terminate()
      }
      const own: Waiting = { webSocket, bytes: 0 }
      here.all.add(own)
      const [oldest] = here.all
      if (here.all.size > strangersPerAddress && oldest !== undefined) sendAway(oldest)
      return {
        took: (bytes) => {
          if (!here.all.has(own)) return
          own.bytes += bytes
          here.bytes += bytes
          while (here.bytes > strangerBytesPerAddress) {
            const most = [...here.all].reduce((a, b) => (b.bytes > a.bytes ? b : a), own)
            sendAway(most)
          }
        },
        done: () => {
          end(own)
        },
      }
    },
  }
}
