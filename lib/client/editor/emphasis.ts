import type { RecordKey } from '../../core/annotation'
import type { Stroke } from './highlights'

/** What stands out among the highlights. */
export interface Emphasis {
  /** The annotation that is lifted, the others stepping back; `null` for none. */
  readonly lifted: RecordKey | null
  /** The annotation whose start has the focus; `null` for none. */
  readonly focused: RecordKey | null
}

export const NO_EMPHASIS: Emphasis = { lifted: null, focused: null }

/** The annotations that look different by the two. */
export const emphasisedBetween = (before: Emphasis, after: Emphasis): ReadonlySet<RecordKey> =>
  new Set(
    [
      [before.lifted, after.lifted],
      [before.focused, after.focused],
    ].flatMap(([was, is]) => (was === is ? [] : [was, is].filter((key) => key !== null && key !== undefined))),
  )

/** Marks an element of a highlight by what stands out; `paper.css` has the looks. */
export const emphasise = (mark: Element, stroke: Stroke, { lifted, focused }: Emphasis): void => {
  // Not before it is asked for: the keys of a stroke are worked out then.
  mark.classList.toggle('lifted', lifted !== null && stroke.keys.includes(lifted))
  mark.classList.toggle('focused', focused !== null && stroke.keys.includes(focused))
}
