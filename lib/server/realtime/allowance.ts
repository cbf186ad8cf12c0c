import type { UserId } from '../../core/base'
import { type Bucket, openBucket, openSharedBucket } from './bucket'
import type { Limits } from './limits'
import type { Redis } from './redis'

/** What one user may use of the server, in all their windows together. */
export interface Allowance {
  /** Messages read. */
  readonly messages: Bucket
  /** Milliseconds of the server's time: judging, opening layers, answering. */
  readonly work: Bucket
  /** Values written, the large ones counted as several. */
  readonly values: Bucket
  /** Client ids brought: one for each window that writes. */
  readonly clients: Bucket
}

/** The allowances of all users. */
export interface Allowances {
  of(user: UserId): Allowance
}

const DAY_S = 24 * 60 * 60
/** With more users than this, those who have not used theirs are forgotten. */
const KEPT = 1_000

/**
 * Allowances by `limits`, full at first. They outlive the sockets: who comes
 * back finds theirs as they left it. With `shared`, values and client ids are
 * counted for all processes together; messages and work are each one's own.
 */
export const openAllowances = (limits: Limits, now: () => number, shared?: Pick<Redis, 'take'>): Allowances => {
  const openShared = (name: string, user: UserId, perSecond: number, most: number): Bucket => {
    const own = openBucket(perSecond, most, now())
    if (shared === undefined) return own
    return openSharedBucket(own, (cost) => shared.take(`scholion:${name}:${user}`, cost, perSecond, most), now)
  }
  const known = new Map<UserId, Allowance>()
  let forgetAt = KEPT
  const forget = (): void => {
    for (const [user, { messages, work, values, clients }] of known) {
      if ([messages, work, values, clients].every((bucket) => bucket.isFull(now()))) known.delete(user)
    }
    // Else a class of thousands would be looked over at every new face.
    forgetAt = KEPT + 2 * known.size
  }
  return {
    of: (user) => {
      const before = known.get(user)
      if (before !== undefined) return before
      if (known.size >= forgetAt) forget()
      const start = now()
      const allowance: Allowance = {
        messages: openBucket(limits.messagesPerSecond, limits.messagesAtOnce, start),
        work: openBucket(limits.workMsPerSecond, limits.workMsAtOnce, start),
        values: openShared('values', user, limits.valuesPerSecond, limits.valuesAtOnce),
        clients: openShared('clients', user, limits.clientsPerDay / DAY_S, limits.clientsPerDay),
      }
      known.set(user, allowance)
      return allowance
    },
  }
}
