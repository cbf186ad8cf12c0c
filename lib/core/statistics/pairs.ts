import { type Coefficient, type Reliability, defined, notDefined } from './reliability'

/** Two raters on the units that both rated. */
interface PairCounts {
  units: number
  agreeing: number
  /** How often each of the two gave each value. */
  readonly uses: Map<string, [number, number]>
}

/** Cohen's kappa of two raters. */
export interface PairKappa {
  readonly a: string
  readonly b: string
  readonly kappa: Coefficient
}

/**
 * Cohen's kappa of every pair of raters (Cohen 1960, Educational and
 * Psychological Measurement 20(1), 37-46), each over the units that both rated,
 * in the order of the raters (ST20).
 */
export const cohenKappas = (matrix: Reliability): readonly PairKappa[] => {
  const counts = countPairs(matrix)
  return matrix.raters.flatMap((a, at) =>
    matrix.raters.slice(at + 1).map((b) => ({ a, b, kappa: kappaOf(counts(a, b), cohenChance) })),
  )
}

/** Scott's pi of two raters (Scott 1955, Public Opinion Quarterly 19(3), 321-325), over the units that both rated (ST20). */
export const scottPi = (matrix: Reliability): Coefficient => {
  const [a, b, ...more] = matrix.raters
  if (a === undefined || b === undefined || more.length > 0) {
    return notDefined('not-two-raters', { raters: matrix.raters.length, units: 0, pairable: 0 })
  }
  return kappaOf(countPairs(matrix)(a, b), scottChance)
}

/** Agreement expected by chance, times four and the square of the units: a whole number. */
type Chance = (uses: Iterable<readonly [number, number]>) => number

const cohenChance: Chance = (uses) => {
  let sum = 0
  for (const [a, b] of uses) sum += 4 * a * b
  return sum
}

const scottChance: Chance = (uses) => {
  let sum = 0
  for (const [a, b] of uses) sum += (a + b) ** 2
  return sum
}

const kappaOf = (pair: PairCounts | undefined, chanceOf: Chance): Coefficient => {
  if (pair === undefined) return notDefined('no-pairable-values', { raters: 0, units: 0, pairable: 0 })
  const n = { raters: 2, units: pair.units, pairable: 2 * pair.units }
  const chance = chanceOf(pair.uses.values())
  const all = 4 * pair.units * pair.units
  if (chance === all) return notDefined('no-variation', n)
  return defined((4 * pair.units * pair.agreeing - chance) / (all - chance), n)
}

/** Goes over each unit once; a pair that shares no unit has no counts. */
const countPairs = ({ raters, units }: Reliability): ((a: string, b: string) => PairCounts | undefined) => {
  const place = new Map(raters.map((rater, at) => [rater, at]))
  const pairs = new Map<number, PairCounts>()
  for (const { ratings } of units) {
    const rated = [...ratings]
      .flatMap(([rater, value]) => {
        const at = place.get(rater)
        return at === undefined ? [] : [{ at, value }]
      })
      .sort((a, b) => a.at - b.at)
    rated.forEach((left, first) => {
      for (let second = first + 1; second < rated.length; second += 1) {
        const right = rated[second]
        if (right === undefined) break
        const key = left.at * raters.length + right.at
        const pair = pairs.get(key) ?? { units: 0, agreeing: 0, uses: new Map<string, [number, number]>() }
        pairs.set(key, pair)
        pair.units += 1
        if (left.value === right.value) pair.agreeing += 1
        use(pair, left.value, 0)
        use(pair, right.value, 1)
      }
    })
  }
  return (a, b) => pairs.get((place.get(a) ?? 0) * raters.length + (place.get(b) ?? 0))
}

const use = (pair: PairCounts, value: string, side: 0 | 1): void => {
  const uses = pair.uses.get(value) ?? [0, 0]
  uses[side] += 1
  pair.uses.set(value, uses)
}
