import type { TagId } from '../base'
import type { Verdict } from './verdicts'

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

/** Counts `verdicts` by time and by tag; `columns` says which column a tag has. */
export const overTime = (verdicts: readonly Verdict[], columns: ReadonlyMap<TagId, number>): OverTime => {
  let first = Infinity
  let last = -Infinity
  for (const { at } of verdicts) {
    first = Math.min(first, at)
    last = Math.max(last, at)
  }
  if (verdicts.length === 0) return { stepMs: MINUTE_MS, steps: [] }
  const stepMs = stepFor(first, last)
  const start = Math.floor(first / stepMs)
  const steps = Array.from({ length: Math.floor(last / stepMs) - start + 1 }, (_, at) => ({
    from: (start + at) * stepMs,
    tags: new Array<number>(columns.size).fill(0),
    verdicts: 0,
  }))
  for (const { at, tag } of verdicts) {
    const step = steps[Math.floor(at / stepMs) - start]
    const column = columns.get(tag)
    if (step === undefined || column === undefined) continue
    step.verdicts += 1
    step.tags[column] = (step.tags[column] ?? 0) + 1
  }
  return { stepMs, steps }
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
