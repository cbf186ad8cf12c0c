/** A place where a pattern stands with some edits. */
export interface ApproximateMatch {
  readonly start: number
  readonly end: number
  /** Insertions, deletions and substitutions of UTF-16 units (Levenshtein 1966). */
  readonly errors: number
}

/**
 * Where `pattern` stands in `text` with at most `maxErrors` edits: for each end
 * the match with the fewest. Sellers's algorithm (1980) with Ukkonen's cut-off (1985): about
 * `maxErrors * text.length` steps.
 */
export const approximateMatches = (text: string, pattern: string, maxErrors: number): readonly ApproximateMatch[] => {
  const length = pattern.length
  if (length === 0) return []
  const limit = Math.min(maxErrors, length)
  // The column of the text's character in hand: the edits to reach each row, and where that match starts.
  const costs = Int32Array.from({ length: length + 1 }, (_, row) => row)
  const starts = new Int32Array(length + 1)
  // Rows below this one cost more than `limit` and stay unknown.
  let last = limit
  const matches: ApproximateMatch[] = []
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charCodeAt(at)
    let diagonalCost = costs[0] ?? 0
    let diagonalStart = starts[0] ?? 0
    starts[0] = at + 1
    const to = Math.min(length, last + 1)
    for (let row = 1; row <= to; row += 1) {
      const isKnown = row <= last
      const leftCost = isKnown ? (costs[row] ?? 0) : limit + 1
      const leftStart = starts[row] ?? 0
      let cost = diagonalCost + (pattern.charCodeAt(row - 1) === character ? 0 : 1)
      let start = diagonalStart
      const upCost = (costs[row - 1] ?? 0) + 1
      if (upCost < cost) {
        cost = upCost
        start = starts[row - 1] ?? 0
      }
      if (leftCost + 1 < cost) {
        cost = leftCost + 1
        start = leftStart
      }
      diagonalCost = leftCost
      diagonalStart = leftStart
      costs[row] = cost
      starts[row] = start
    }
    last = to
    while ((costs[last] ?? 0) > limit) last -= 1
    if (last === length) {
      const start = starts[length] ?? 0
      if (start <= at) matches.push({ start, end: at + 1, errors: costs[length] ?? 0 })
    }
  }
  return matches
}

/** How alike two texts are: 1 for equal ones, 0 where nothing is. The share of the longer one that needs no edit. */
export const similarity = (a: string, b: string): number => {
  const longer = Math.max(a.length, b.length)
  return a === b ? 1 : 1 - distance(a, b) / longer
}

/** The fewest edits that make `b` of `a` (Levenshtein 1966; Wagner and Fischer 1974). */
const distance = (a: string, b: string): number => {
  let row = Int32Array.from({ length: b.length + 1 }, (_, column) => column)
  for (let at = 1; at <= a.length; at += 1) {
    const next = new Int32Array(b.length + 1)
    next[0] = at
    for (let column = 1; column <= b.length; column += 1) {
      const substituted = (row[column - 1] ?? 0) + (a.charCodeAt(at - 1) === b.charCodeAt(column - 1) ? 0 : 1)
      next[column] = Math.min(substituted, (row[column] ?? 0) + 1, (next[column - 1] ?? 0) + 1)
    }
    row = next
  }
  return row[b.length] ?? 0
}
