import { seededRandom } from '../base'
import { intervalOf } from './bootstrap'
import { BOOTSTRAP_SEED, type Drawn, type Interval, drawSums } from './resample'
import { type TextBlocks, blockAlpha, blockColumns, textBlocks } from './text-blocks'
import { type Continuum, unitizingAlpha } from './unitizing'

/** How many blocks a text is cut into where its sentences are not known. */
const BLOCKS = 100

/** Draws of u-alpha: blocks of the text, each with what raters marked in it (ST50). */
export const textDraws = (text: TextBlocks): Drawn | undefined => {
  const [drawn] = drawSums(blockColumns(text), [blockAlpha(text)], seededRandom(BOOTSTRAP_SEED))
  return drawn
}

/** The interval of u-alpha of a text whose sentences are not known: from a hundred blocks as long as each other. */
export const unitizingInterval = ({ length, raters }: Continuum): Interval => {
  const labels = [...new Set(raters.flat().map(({ label }) => label))]
  const starts = Array.from({ length: BLOCKS }, (_, at) => Math.floor((at * length) / BLOCKS))
  const placed = raters.map((units) => units.map((unit) => ({ ...unit, label: labels.indexOf(unit.label) })))
  const text = textBlocks(placed, { length, labels: labels.length, starts: [...new Set(starts)] })
  return intervalOf(unitizingAlpha({ length, raters }), textDraws(text))
}
