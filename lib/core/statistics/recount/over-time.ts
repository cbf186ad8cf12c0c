import type { TagId } from '../../base'
import { NO_TIME, type OverTime, stepsFrom } from '../over-time'
import type { Verdict } from './verdicts'

/** Counts `verdicts` by time and by tag; `columns` says which column a tag has. */
export const overTime = (verdicts: readonly Verdict[], columns: ReadonlyMap<TagId, number>): OverTime => {
  if (verdicts.length === 0) return NO_TIME
  const moments = verdicts.map(({ at }) => at)
  const ascending = moments.toSorted((a, b) => a - b)
  const { stepMs, start, count } = stepsFrom(ascending[0] ?? 0, ascending.at(-1) ?? 0)
  const steps = Array.from({ length: count }, (_, at) => ({
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
