import type { PassageRange } from '../session/room'
import { rangeOfPassage } from './selection'
import type { TextView } from './text-view'

/**
 * Shows passages of the text under a name of the CSS Custom Highlight API (its look is in
 * `paper.css`), above others by `priority`; also after their text was drawn afresh.
 * The answer takes them away.
 */
export const showPassages = (
  view: TextView | ((passage: PassageRange) => TextView),
  name: string,
  passages: readonly PassageRange[],
  priority = 0,
): (() => void) => {
  const viewOf = typeof view === 'function' ? view : () => view
  const show = (): void => {
    const highlight = new Highlight(...passages.map((passage) => rangeOfPassage(passage, viewOf(passage))))
    highlight.priority = priority
    CSS.highlights.set(name, highlight)
  }
  show()
  const unsubscribes = [...new Set(passages.map(viewOf))].map((one) => one.subscribeDrawn(show))
  return () => {
    for (const unsubscribe of unsubscribes) unsubscribe()
    CSS.highlights.delete(name)
  }
}
