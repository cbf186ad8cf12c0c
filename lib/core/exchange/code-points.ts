import { type CodePoint, type Offset, codePoint, offset } from '../document'

/** The way between the two spaces of one text, quick for many places. */
export interface CodePoints {
  /** The code points before `at`. An `at` inside a surrogate pair counts the whole pair. */
  readonly at: (at: Offset) => CodePoint
  /** The offset after so many code points; `undefined` beyond the text. */
  readonly offsetAt: (count: number) => Offset | undefined
}

/** Looks for the surrogate pairs of a text once. */
export const codePointsOf = (text: string): CodePoints => {
  /** Where each pair begins, in UTF-16 units. */
  const pairs: number[] = []
  for (let unit = 0; unit < text.length; unit += 1) {
    if ((text.codePointAt(unit) ?? 0) <= 0xffff) continue
    pairs.push(unit)
    unit += 1
  }
  /** How many of the first pairs stand so that `isBefore` holds; it holds for some first ones and then for none. */
  const countWhile = (isBefore: (unit: number, nth: number) => boolean): number => {
    let low = 0
    let high = pairs.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if (isBefore(pairs[middle] ?? 0, middle)) low = middle + 1
      else high = middle
    }
    return low
  }
  return {
    at: (at) => {
      const before = countWhile((unit) => unit < at)
      const isInside = pairs[before - 1] === at - 1
      return codePoint(at - before + (isInside ? 1 : 0))
    },
    offsetAt: (count) => {
      if (!Number.isSafeInteger(count) || count < 0) return undefined
      const unit = count + countWhile((start, nth) => start - nth < count)
      return unit <= text.length ? offset(unit) : undefined
    },
  }
}
