import type { RecordKey } from '../../core/annotation'
import type { Stroke } from './highlights'

/** What stands out among the highlights. */
export interface Emphasis {
  /** The annotation that is lifted, the others stepping back; `null` for none. */
  readonly lifted: RecordKey | null
  /** Annotations that have just come from others. */
  readonly arrived: ReadonlySet<RecordKey>
  /** The annotation whose start has the focus; `null` for none. */
  readonly focused: RecordKey | null
}

export const NO_EMPHASIS: Emphasis = { lifted: null, arrived: new Set(), focused: null }

/** Marks an element of a highlight by what stands out; `paper.css` has the looks. */
export const emphasise = (mark: Element, { keys }: Stroke, { lifted, arrived, focused }: Emphasis): void => {
  mark.classList.toggle('lifted', lifted !== null && keys.includes(lifted))
  mark.classList.toggle('focused', focused !== null && keys.includes(focused))
  mark.classList.toggle('arrived', arrived.size > 0 && keys.some((key) => arrived.has(key)))
}
