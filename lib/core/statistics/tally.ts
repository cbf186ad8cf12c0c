import type { Basis, Reliability } from './reliability'

/** How often each value was given to one unit. */
export interface UnitTally {
  /** Values given, two or more. */
  readonly size: number
  /** Places in `Tally.values`, each with how many raters gave that value; only those given. */
  readonly counts: readonly (readonly [value: number, count: number])[]
}

/** The values that can be paired, counted by unit: all that the coefficients for many raters ask for. */
export interface Tally {
  /** The different values among those that can be paired. */
  readonly values: readonly string[]
  /** Units with two values or more. */
  readonly units: readonly UnitTally[]
  /** How often each of `values` was given in those units. */
  readonly totals: readonly number[]
  readonly n: Basis
}

/** Counts a matrix: one step a rating, however many pairs they make. */
export const tally = ({ units }: Reliability): Tally => {
  const places = new Map<string, number>()
  const totals: number[] = []
  const raters = new Set<string>()
  const counted: UnitTally[] = []
  let pairable = 0
  for (const { ratings } of units) {
    if (ratings.size < 2) continue
    const counts = new Map<number, number>()
    for (const [rater, value] of ratings) {
      raters.add(rater)
      const place = places.get(value) ?? places.size
      places.set(value, place)
      counts.set(place, (counts.get(place) ?? 0) + 1)
      totals[place] = (totals[place] ?? 0) + 1
    }
    pairable += ratings.size
    counted.push({ size: ratings.size, counts: [...counts] })
  }
  return {
    values: [...places.keys()],
    units: counted,
    totals,
    n: { raters: raters.size, units: counted.length, pairable },
  }
}

/** What was counted, seen as one value against all others. No rating is looked at again. */
export const tallyAgainst = ({ values, units, n }: Tally, value: string): Tally => {
  const place = values.indexOf(value)
  let given = 0
  const binary = units.map(({ size, counts }): UnitTally => {
    const own = counts.find(([at]) => at === place)?.[1] ?? 0
    given += own
    return {
      size,
      counts: [[0, own] as const, [1, size - own] as const].filter(([, count]) => count > 0),
    }
  })
  return { values: [value, ''], units: binary, totals: [given, n.pairable - given], n }
}

/** Ordered pairs of different raters of one unit who gave different values: a whole number. */
export const differingPairs = ({ size, counts }: UnitTally): number => {
  let same = 0
  for (const [, count] of counts) same += count * count
  return size * size - same
}

/** `n` squared less the squares of `counts`: ordered pairs of unlike values among `n`. A whole number. */
export const unlikePairs = (n: number, counts: Iterable<number>): number => {
  let same = 0
  for (const count of counts) same += count * count
  return n * n - same
}

/**
 * Whole numbers gathered by a unit's size and divided at the end, smallest size
 * first: the same to the last digit in whatever order the units come.
 */
export class BySize {
  readonly #sums = new Map<number, number>()

  add(size: number, amount: number): void {
    this.#sums.set(size, (this.#sums.get(size) ?? 0) + amount)
  }

  /** The sum of each size's amount divided by `divisor(size)`. */
  over(divisor: (size: number) => number): number {
    return this.entries().reduce((sum, [size, amount]) => sum + amount / divisor(size), 0)
  }

  /** The sizes that have an amount, smallest first. */
  entries(): readonly (readonly [size: number, amount: number])[] {
    return [...this.#sums].filter(([, amount]) => amount !== 0).sort(([a], [b]) => a - b)
  }
}

/** What the coefficients for many raters ask of units, however many these are; whole numbers. */
export interface Summary {
  readonly n: Basis
  /** How often each value was given on units with two or more. */
  readonly totals: Iterable<number>
  /** Ordered pairs of unlike values within units, by the size of the unit. */
  readonly differing: BySize
  /** Units with two values or more by their size; smaller ones may be in it. */
  readonly sizes: BySize
  /** Of each value, how often it was given, by the size of the unit; of units with one value too. */
  readonly uses: readonly BySize[]
  /** Units with a value. */
  readonly rated: number
}

/** The pairs that differ, by the size of the unit. */
export const differingBySize = (units: readonly UnitTally[]): BySize => {
  const differing = new BySize()
  for (const unit of units) differing.add(unit.size, differingPairs(unit))
  return differing
}

/** Counts a matrix for the coefficients; `counted` is its tally, from who has it already. */
export const summaryOf = (matrix: Reliability, counted: Tally = tally(matrix)): Summary => {
  const sizes = new BySize()
  const uses = new Map<string, BySize>()
  let rated = 0
  for (const { ratings } of matrix.units) {
    if (ratings.size === 0) continue
    rated += 1
    sizes.add(ratings.size, 1)
    for (const value of ratings.values()) {
      const use = uses.get(value) ?? new BySize()
      use.add(ratings.size, 1)
      uses.set(value, use)
    }
  }
  return {
    n: counted.n,
    totals: counted.totals,
    differing: differingBySize(counted.units),
    sizes,
    uses: [...uses.values()],
    rated,
  }
}
