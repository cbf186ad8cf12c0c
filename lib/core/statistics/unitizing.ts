import { type Coefficient, defined, notDefined } from './reliability'

/** A stretch of the text that one rater marked. Offsets; `end` is exclusive. */
export interface Unit {
  readonly start: number
  readonly end: number
  readonly label: string
}

/** The same text as several raters cut and labelled it. */
export interface Continuum {
  /** How long the text is, in the unit of the offsets. */
  readonly length: number
  /** Each rater's units: within the text, in ascending order, none over another. What lies between them is a gap. */
  readonly raters: readonly (readonly Unit[])[]
}

/** Alpha of one label, and how much of what has it lies on what others marked. */
export interface LabelAlpha {
  readonly label: string
  readonly alpha: Coefficient
  /** From 0 to 1: the share of the label's length that another rater marked too, with any label, in the mean of the others. */
  readonly coverage: number
}

/**
 * Krippendorff's alpha for unitizing, u-alpha: agreement on where units lie and
 * on what they are, over lengths of text, gaps being a value of their own
 * (Krippendorff, Mathet, Bouvry and Widlöcher 2016, On the reliability of
 * unitizing textual continua: Further developments, Quality & Quantity 50(6),
 * 2347-2364, section 5.1, for the nominal metric). `n.units` counts the marked
 * units, `n.pairable` the raters times the length. Rules ST23 and ST24.
 */
export const unitizingAlpha = (continuum: Continuum): Coefficient => {
  const { length, raters } = continuum
  const all = raters.length * length
  const n = { raters: raters.length, units: raters.reduce((sum, units) => sum + units.length, 0), pairable: all }
  if (raters.length < 2 || length === 0) return notDefined('no-pairable-values', n)
  const lengths = new Map<string, number>()
  let marked = 0
  let paired = 0
  for (const { start, end, label } of raters.flat()) {
    lengths.set(label, (lengths.get(label) ?? 0) + end - start)
    marked += end - start
    paired += (end - start) ** 2
  }
  // No unit may be paired with itself; in a gap, which has no parts, no place with itself.
  const itself = paired + (all - marked)
  const unlike = [...lengths.values(), all - marked].reduce((rest, sum) => rest - sum * sum, all * all)
  if (unlike === 0) return notDefined('no-variation', n)
  let differing = 0
  for (const { size, counts } of stretches(continuum)) {
    const gaps = raters.length - [...counts.values()].reduce((sum, count) => sum + count, 0)
    differing +=
      size * [...counts.values(), gaps].reduce((rest, count) => rest - count * count, raters.length * raters.length)
  }
  return defined(1 - (differing * (all * all - itself)) / ((raters.length - 1) * all * unlike), n)
}

/**
 * Alpha of each label where raters marked the same text, (k)u-alpha (the same
 * paper, section 5.4, with the expected coincidences of 5.3): of what has this
 * label and lies on a unit of another rater, how much has it there too. Gaps
 * are left out. In the order of the labels.
 */
export const unitizingAlphaByLabel = (continuum: Continuum): readonly LabelAlpha[] => {
  const { raters } = continuum
  const others = raters.length - 1
  const labels = [...new Set(raters.flat().map(({ label }) => label))].sort()
  const marked = new Map<string, number>()
  /** Lengths shared with another rater's unit, times the number of others. */
  const shared = new Map<string, number>()
  const agreeing = new Map<string, number>()
  for (const { size, counts } of stretches(continuum)) {
    const voices = [...counts.values()].reduce((sum, count) => sum + count, 0)
    for (const [label, count] of counts) {
      shared.set(label, (shared.get(label) ?? 0) + size * count * (voices - 1))
      agreeing.set(label, (agreeing.get(label) ?? 0) + size * count * (count - 1))
    }
  }
  const itself = selfPairings(raters)
  for (const { start, end, label } of raters.flat()) marked.set(label, (marked.get(label) ?? 0) + end - start)
  const all = [...shared.values()].reduce((sum, length) => sum + length, 0) / others
  return labels.map((label) => {
    const own = (shared.get(label) ?? 0) / others
    const same = (agreeing.get(label) ?? 0) / others
    const n = {
      raters: raters.length,
      units: raters.flat().filter((unit) => unit.label === label).length,
      pairable: own,
    }
    return { label, coverage: own / (marked.get(label) ?? 1), alpha: labelAlpha(own, same, all, itself.get(label), n) }
  })
}

const labelAlpha = (
  own: number,
  same: number,
  all: number,
  itself: number | undefined,
  n: Coefficient['n'],
): Coefficient => {
  if (!(own > 0)) return notDefined('no-pairable-values', n)
  if (own === all) return notDefined('no-variation', n)
  return defined(1 - ((own * all - (itself ?? 0)) * (own - same)) / (own * own * (all - own)), n)
}

/**
 * By label: the square of what each unit shares with the units of another rater,
 * in the mean of the others. It is weighted as the coincidences are, so that
 * what chance expects is never below zero, however few raters mark a place.
 */
const selfPairings = (raters: Continuum['raters']): ReadonlyMap<string, number> => {
  const covers = raters.map(coverOf)
  const sums = new Map<string, number>()
  raters.forEach((units, rater) => {
    for (const { start, end, label } of units) {
      let shared = 0
      covers.forEach((cover, other) => {
        if (other !== rater) shared += cover(end) - cover(start)
      })
      sums.set(label, (sums.get(label) ?? 0) + (shared / (raters.length - 1)) ** 2)
    }
  })
  return sums
}

/** How much of the text before an offset a rater marked. */
const coverOf = (units: readonly Unit[]): ((at: number) => number) => {
  const before: number[] = []
  let sum = 0
  for (const { start, end } of units) {
    before.push(sum)
    sum += end - start
  }
  return (at) => {
    let low = 0
    let high = units.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((units[middle]?.start ?? 0) < at) low = middle + 1
      else high = middle
    }
    const unit = units[low - 1]
    return unit === undefined ? 0 : (before[low - 1] ?? 0) + Math.min(at, unit.end) - unit.start
  }
}

/** The stretches on which the same raters mark the same, with how many gave each label. One map for all: read it at once. */
function* stretches({
  raters,
}: Continuum): Generator<{ readonly size: number; readonly counts: ReadonlyMap<string, number> }> {
  const cuts = raters
    .flat()
    .flatMap(({ start, end, label }) => [
      { at: start, label, by: 1 },
      { at: end, label, by: -1 },
    ])
    .sort((a, b) => a.at - b.at)
  const counts = new Map<string, number>()
  let from = 0
  for (const { at, label, by } of cuts) {
    if (at > from) yield { size: at - from, counts }
    from = Math.max(from, at)
    const count = (counts.get(label) ?? 0) + by
    if (count === 0) counts.delete(label)
    else counts.set(label, count)
  }
}
