/**
 * The share of pairs that differ, among all pairs of `values`; `null` with
 * fewer than two values. This is the observed disagreement of one unit for
 * nominal data (Krippendorff, Content Analysis, 2nd ed. 2004, chapter 11).
 */
export const disagreement = (values: readonly string[]): number | null => {
  const counts = new Map<string, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  return disagreementOf(counts.values())
}

/** The same from how often each value was given. */
export const disagreementOf = (counts: Iterable<number>): number | null => {
  let values = 0
  let agreeing = 0
  for (const count of counts) {
    values += count
    agreeing += count * (count - 1)
  }
  if (values < 2) return null
  const pairs = values * (values - 1)
  return (pairs - agreeing) / pairs
}
