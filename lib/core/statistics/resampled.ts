import { seededRandom } from '../base'
import { scaleOf } from './alpha'
import { intervalOf } from './bootstrap'
import type { Coefficient, RatedUnit, Reliability } from './reliability'
import { BOOTSTRAP_SAMPLES, BOOTSTRAP_SEED, Drawn, type Interval } from './resample'

/**
 * The interval of any coefficient of a matrix, as the definition says it: draw as
 * many units as there are, with replacement, and ask the coefficient anew (ST48).
 * What values there could be is known from the whole matrix: a draw that misses a
 * rare one has as many categories (ST52). `isDrawn` says which units are drawn from. Slow: the coefficient is asked once a draw.
 */
export const resampled = (
  matrix: Reliability,
  coefficient: (matrix: Reliability) => Coefficient,
  isDrawn: (unit: RatedUnit) => boolean = isPairable,
): Interval => {
  const value = coefficient(matrix)
  const units = matrix.units.filter(isDrawn)
  if (value.kind === 'undefined' || units.length < 2) return intervalOf(value, undefined)
  const random = seededRandom(BOOTSTRAP_SEED)
  const drawn = new Drawn(BOOTSTRAP_SAMPLES)
  const scale = scaleOf(matrix)
  for (let sample = 0; sample < BOOTSTRAP_SAMPLES; sample += 1) {
    const again = coefficient({
      ...matrix,
      scale,
      units: units.flatMap(() => units[Math.floor(random() * units.length)] ?? []),
    })
    drawn.add(again.kind === 'defined' ? again.value : undefined)
  }
  return drawn.interval()
}

/** Units with two values or more: from these all are drawn but AC1. */
const isPairable = ({ ratings }: RatedUnit): boolean => ratings.size > 1
/** Units with a value: from these AC1 is drawn, whose use of values counts single ones too. */
export const isRated = ({ ratings }: RatedUnit): boolean => ratings.size > 0
