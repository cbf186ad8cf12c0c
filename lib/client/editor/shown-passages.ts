import type { PassageRange } from '../session/room'
import { rangeOfPassage } from './selection'
import type { TextView } from './text-view'

/**
 * Shows passages under a name of the CSS Custom Highlight API (`paper.css` has
 * the looks), above others by `priority`; also after their text was drawn afresh.
 * The answer takes them away.
 */
export const showPassages = (
  view: TextView,
  name: string,
  passages: readonly PassageRange[],
  priority = 0,
): (() => void) => {
  const show = (): void => {
    const highlight = new Highlight(...passages.map((passage) => rangeOfPassage(passage, view)))
    highlight.priority = priority
    CSS.highlights.set(name, highlight)
  }
  show()
  const unsubscribe = view.subscribeDrawn(show)
  return () => {
    unsubscribe()
    CSS.highlights.delete(name)
  }
}
