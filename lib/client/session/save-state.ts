import type { Refusal } from './refusals'
import type { SaveState } from './room'

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
  /** Why the room is closed to this member (signed out, say), or `undefined`. */
  readonly shut: string | undefined
  readonly canWrite: boolean
}

const READ_ONLY = 'You can read this; you cannot add to it.'

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
      sentence: first.sentence,
      count: facts.refusals.reduce((sum, refusal) => sum + refusal.count, 0),
      text: facts.refusals
        .map((refusal) => refusal.text)
        .filter((text) => text !== '')
        .join('\n\n'),
    }
  }
  const common = { kind: 'offline', kept: facts.waiting, ...(facts.isOnlyHere ? { isOnlyHere: true } : {}) } as const
  if (facts.shut !== undefined) return { ...common, sentence: facts.shut }
  if (facts.isLost) {
    return {
      ...common,
      ...(facts.nextTryAt === undefined ? {} : { nextTryAt: facts.nextTryAt }),
    }
  }
  if (facts.waiting > 0) return { kind: 'saving' }
  if (!facts.wasSynced) return { kind: 'loading' }
  if (!facts.canWrite) return { kind: 'read-only', sentence: READ_ONLY }
  return { kind: 'saved' }
}
