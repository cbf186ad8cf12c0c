import type { Refusal, RefusedBecause, Said } from './refusals'
import type { SaveState, ShutReason } from './room'

/** What the save state is made of. */
export interface SaveFacts {
  /** Every visible layer has had its first state from the server. */
  readonly wasSynced: boolean
  /** The room has had no connection for longer than a blink. */
  readonly isLost: boolean
  readonly nextTryAt: number | undefined
  /** Changes that the server has not committed. */
  readonly waiting: number
  /** The device keeps nothing: what waits is lost with the page. */
  readonly isOnlyHere: boolean
  readonly refusals: readonly Refusal[]
  /** Why the room is closed to this member, or `undefined`. */
  readonly shut: ShutReason | undefined
  /** Why the server does not take yet what waits; `undefined` where it did not say. */
  readonly heldUp: Said | undefined
  readonly canWrite: boolean
}

const becauseOf = (refusal: Refusal): RefusedBecause => {
  if ('reason' in refusal) return { reason: refusal.reason }
  const { sentence, rule } = refusal
  return rule === undefined ? { sentence } : { sentence, rule }
}

/**
 * One state out of the facts, the one that most needs to be known: a refusal
 * until it is let go, then no connection, then what is under way. `saved` means
 * that the server has committed everything.
 */
export const saveState = (facts: SaveFacts): SaveState => {
  const [first] = facts.refusals
  if (first !== undefined) {
    return {
      kind: 'refused',
      ...becauseOf(first),
      count: facts.refusals.reduce((sum, refusal) => sum + refusal.count, 0),
      text: facts.refusals
        .map((refusal) => refusal.text)
        .filter((text) => text !== '')
        .join('\n\n'),
    }
  }
  const common = { kind: 'offline', kept: facts.waiting, ...(facts.isOnlyHere ? { isOnlyHere: true } : {}) } as const
  if (facts.shut !== undefined) return { ...common, shut: facts.shut }
  if (facts.isLost) {
    return {
      ...common,
      ...(facts.nextTryAt === undefined ? {} : { nextTryAt: facts.nextTryAt }),
    }
  }
  if (facts.waiting > 0) return { kind: 'saving', ...(facts.heldUp === undefined ? {} : { heldUp: facts.heldUp }) }
  if (!facts.wasSynced) return { kind: 'loading' }
  if (!facts.canWrite) return { kind: 'read-only' }
  return { kind: 'saved' }
}
