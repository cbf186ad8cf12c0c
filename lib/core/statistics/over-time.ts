import { ABSENT } from './columns'
import { bump } from './growing'
import type { Scope } from './scope'

const MINUTE_MS = 60_000
/** Lengths of a step, in minutes: from one to four weeks. */
const STEPS_MIN = [1, 5, 15, 60, 360, 1_440, 10_080, 40_320] as const
/** The most steps of a figure over time. */
export const TIME_STEPS_MAX = 40

/** Verdicts by the moment when they were last set (ST31). */
export interface OverTime {
  /** How long a step is, in milliseconds. */
  readonly stepMs: number
  /** When each step begins: milliseconds since 1970 (UTC). Without a gap; empty where there is no verdict. */
  readonly steps: readonly { readonly from: number; readonly tags: readonly number[]; readonly verdicts: number }[]
}

/** Where steps begin and how long they are: the shortest that makes at most `TIME_STEPS_MAX` from the first moment to the last. */
export const stepsFrom = (
  first: number,
  last: number,
): { readonly stepMs: number; readonly start: number; readonly count: number } => {
  const stepMs = stepFor(first, last)
  const start = Math.floor(first / stepMs)
  return { stepMs, start, count: Math.floor(last / stepMs) - start + 1 }
}

/** What a reading without a verdict has. */
export const NO_TIME: OverTime = { stepMs: MINUTE_MS, steps: [] }

/** Verdicts by time and by tag; `shown` are the places of the tags that have a column. */
export const overTimeOf = (scope: Scope, shown: readonly number[]): OverTime => {
  const { columns } = scope
  let first = Infinity
  let last = -Infinity
  const verdicts = columns.verdicts.places
  for (let verdict = 0; verdict < verdicts; verdict += 1) {
    if (!isCounted(scope, verdict)) continue
    const at = columns.verdicts.at.at(verdict)
    if (at < first) first = at
    if (at > last) last = at
  }
  if (first > last) return NO_TIME
  const { stepMs, start, count } = stepsFrom(first, last)
  const tags = scope.frame.facts.tags.length
  const counts = new Int32Array(count * tags)
  for (let verdict = 0; verdict < verdicts; verdict += 1) {
    if (!isCounted(scope, verdict)) continue
    bump(counts, (Math.floor(columns.verdicts.at.at(verdict) / stepMs) - start) * tags + scope.tagOf(verdict), 1)
  }
  return {
    stepMs,
    steps: Array.from({ length: count }, (_, at) => {
      const own = shown.map((tag) => counts[at * tags + tag] ?? 0)
      return { from: (start + at) * stepMs, tags: own, verdicts: own.reduce((sum, one) => sum + one, 0) }
    }),
  }
}

const isCounted = (scope: Scope, verdict: number): boolean => {
  const claim = scope.columns.verdicts.claim.at(verdict)
  return (
    claim >= 0 &&
    scope.columns.state.at(claim) !== ABSENT &&
    scope.placeOf(scope.columns.verdicts.member.at(verdict)) >= 0 &&
    scope.tagOf(verdict) >= 0 &&
    scope.isOfRounds(claim)
  )
}

const stepFor = (first: number, last: number): number => {
  const stepsOf = (stepMs: number): number => Math.floor(last / stepMs) - Math.floor(first / stepMs) + 1
  const longest = (STEPS_MIN.at(-1) ?? 1) * MINUTE_MS
  return (
    STEPS_MIN.map((minutes) => minutes * MINUTE_MS).find((stepMs) => stepsOf(stepMs) <= TIME_STEPS_MAX) ??
    // A clock that was wrong by decades still gets a figure.
    longest * Math.ceil((last - first) / longest / (TIME_STEPS_MAX - 1))
  )
}
