import type { MemberId } from '../../core/base'

/**
 * Whose the Yjs client ids of one layer are. An id is bound for good by the
 * first value that is committed under it. Before that, it is spoken for by the
 * window that shows it in its presence, so that nobody who sees it there can
 * write under it first.
 */
export interface ClientIds {
  /**
   * The member whose an id is, as the gate is told when `writer` writes:
   * `undefined` for one that may be bound to them now.
   */
  ownerOf(client: number, writer: MemberId): MemberId | undefined
  /** Binds an id to whose it is in the database. */
  bind(client: number, member: MemberId): void
  /** Binds an id that is on its way there. */
  claim(client: number, member: MemberId): void
  /** Takes back what `claim` did, where nothing was committed. One that is bound meanwhile stays. */
  release(client: number): void
  /** Keeps an id for a member until it is bound. False where it is another's. */
  speakFor(client: number, member: MemberId): boolean
  /** The ids bound to a member. */
  idsOf(member: MemberId): ReadonlySet<number>
}

/** How many ids are kept for a member who has not written under them; the oldest go first. */
const SPOKEN_MAX = 64

/** No id is anybody's yet. */
export const openClientIds = (): ClientIds => {
  const bound = new Map<number, MemberId>()
  const claimed = new Set<number>()
  const byMember = new Map<MemberId, Set<number>>()
  const spoken = new Map<number, MemberId>()
  const spokenBy = new Map<MemberId, Set<number>>()
  const give = (client: number, member: MemberId): void => {
    const before = bound.get(client)
    if (before !== undefined) byMember.get(before)?.delete(client)
    bound.set(client, member)
    setIn(byMember, member).add(client)
  }
  return {
    ownerOf: (client, writer) => {
      const keeper = spoken.get(client)
      return bound.get(client) ?? (keeper === writer ? undefined : keeper)
    },
    bind: (client, member) => {
      claimed.delete(client)
      give(client, member)
    },
    claim: (client, member) => {
      claimed.add(client)
      give(client, member)
    },
    release: (client) => {
      if (!claimed.delete(client)) return
      const member = bound.get(client)
      bound.delete(client)
      if (member !== undefined) byMember.get(member)?.delete(client)
    },
    speakFor: (client, member) => {
      const owner = bound.get(client) ?? spoken.get(client)
      if (owner !== undefined) return owner === member
      const ids = setIn(spokenBy, member)
      spoken.set(client, member)
      ids.add(client)
      const [oldest] = ids
      if (ids.size > SPOKEN_MAX && oldest !== undefined) {
        ids.delete(oldest)
        spoken.delete(oldest)
      }
      return true
    },
    idsOf: (member) => byMember.get(member) ?? NONE,
  }
}

const NONE: ReadonlySet<number> = new Set()

const setIn = (sets: Map<MemberId, Set<number>>, member: MemberId): Set<number> => {
  const known = sets.get(member)
  if (known !== undefined) return known
  const set = new Set<number>()
  sets.set(member, set)
  return set
}
