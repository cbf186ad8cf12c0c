/** A phase of a reading, as its moments say it: milliseconds since 1970 (UTC), `null` for never; one to come has not happened yet. */
export interface RoundMoments {
  readonly kind: 'independent' | 'group' | 'plenary'
  readonly openedAt: number | null
  readonly closedAt: number | null
  readonly revealedAt: number | null
}

const hasCome = (at: number | null, now: number): boolean => at !== null && at <= now

/** Before it opens, while it is open, and after it closed. */
export const phaseOf = (round: RoundMoments, now: number): 'waiting' | 'open' | 'closed' => {
  if (!hasCome(round.openedAt, now)) return 'waiting'
  return hasCome(round.closedAt, now) ? 'closed' : 'open'
}

/** True once an independent round is revealed to everyone; other rounds have nothing to reveal. */
export const isRevealedToAll = (round: RoundMoments, now: number): boolean =>
  round.kind === 'independent' && hasCome(round.revealedAt, now)

/** True while members must not hear of each other: an independent round that is open and not revealed. */
export const isBlind = (round: RoundMoments, now: number): boolean =>
  round.kind === 'independent' && phaseOf(round, now) === 'open' && !isRevealedToAll(round, now)

/**
 * The round that members work in: the last that is open; else the last that
 * was; else the first. `undefined` where there is none. `rounds` in their order.
 */
export const currentRoundOf = <Round extends RoundMoments>(rounds: readonly Round[], now: number): Round | undefined =>
  rounds.findLast((round) => phaseOf(round, now) === 'open') ??
  rounds.findLast((round) => phaseOf(round, now) === 'closed') ??
  rounds[0]

/** The next moment after `now` at which something of these rounds changes by itself; `undefined` where nothing does. */
export const nextMoment = (rounds: readonly RoundMoments[], now: number): number | undefined => {
  const ahead = rounds
    .flatMap(({ openedAt, closedAt, revealedAt }) => [openedAt, closedAt, revealedAt])
    .filter((at): at is number => at !== null && at > now)
  return ahead.length === 0 ? undefined : Math.min(...ahead)
}

/** True where nothing of these rounds is blind any more: each independent one that opened is revealed to all. */
export const isPastReveal = (rounds: readonly RoundMoments[], now: number): boolean =>
  rounds.every(
    (round) => round.kind !== 'independent' || phaseOf(round, now) === 'waiting' || isRevealedToAll(round, now),
  )
