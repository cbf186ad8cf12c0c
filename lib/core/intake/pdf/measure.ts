import type { Line } from './lines'

/** How a file is set, as far as most of it says. */
export interface Measures {
  /** The type size of the text. */
  readonly size: number
  /** From a baseline of the text to the next, in em. */
  readonly leadingEm: number
}

/** Of all lines: the size that most letters have, and the distance that most of those lines have. */
export const measuresOf = (lines: readonly Line[]): Measures => {
  const bySize = new Map<number, number>()
  for (const { size, letters } of lines) {
    const rounded = Math.round(size * 2) / 2
    bySize.set(rounded, (bySize.get(rounded) ?? 0) + letters.length)
  }
  const size = [...bySize].toSorted((a, b) => b[1] - a[1])[0]?.[0] ?? 10
  const gaps = lines.flatMap((line, at) => {
    const before = lines[at - 1]
    if (before?.column.page !== line.column.page) return []
    const gap = before.baseline - line.baseline
    const isText = Math.abs(line.size - size) < 0.6 && Math.abs(before.size - size) < 0.6
    return isText && gap > 0.8 * size && gap < 3 * size ? [gap / size] : []
  })
  const sorted = gaps.toSorted((a, b) => a - b)
  return { size, leadingEm: sorted[sorted.length >> 1] ?? 1.2 }
}

/** The left and right edges that the lines of a column keep: most begin at one, the longest end at the other. */
export const edgesOf = (lines: readonly Line[]): { readonly left: number; readonly right: number } => {
  const counts = new Map<number, number>()
  let right = -Infinity
  let least = Infinity
  for (const line of lines) {
    const at = Math.round(line.left)
    counts.set(at, (counts.get(at) ?? 0) + 1)
    right = Math.max(right, line.right)
    least = Math.min(least, line.left)
  }
  // Lines of a quotation are many on some pages: the text begins at the leftmost place that a fifth of the lines keep.
  const left = [...counts].filter(([, count]) => count >= Math.max(2, lines.length * 0.2)).map(([at]) => at)
  return { left: left.length === 0 ? least : Math.min(...left), right }
}
