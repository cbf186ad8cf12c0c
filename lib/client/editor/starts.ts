import type { IndexedBlock } from '../../core/document'
import { START_ATTRIBUTE, type Start } from './highlights'
import type { TextView } from './text-view'

/**
 * Puts the starts of a block into its text, in order, and takes all others out.
 * What was there stays where it is, so that it keeps the focus.
 */
export const placeStarts = (view: TextView, block: IndexedBlock, starts: readonly Start[]): void => {
  const there = new Map<string, HTMLElement>()
  for (const button of view.elementOf(block).querySelectorAll<HTMLElement>(`[${START_ATTRIBUTE}]`))
    there.set(button.getAttribute(START_ATTRIBUTE) ?? '', button)
  for (const start of starts) {
    const old = there.get(start.key)
    there.delete(start.key)
    if (old === undefined) putStart(view, block, start)
    else if (old.getAttribute('aria-label') !== start.label) old.setAttribute('aria-label', start.label)
  }
  for (const button of there.values()) button.remove()
}

const putStart = (view: TextView, block: IndexedBlock, start: Start): void => {
  const button = startButton(view.dom.ownerDocument, start)
  const { node, offset } = view.placeAt(start.at, 'start')
  if (!(node instanceof Text)) {
    node.insertBefore(button, node.childNodes[offset] ?? null)
    return
  }
  if (offset === 0) before(node, button)
  else if (offset === node.length) node.after(button)
  else {
    node.splitText(offset).before(button)
    view.forget(block)
  }
}

/** Before a piece of text and the marks that begin with it: a start is no part of a highlight. */
const before = (text: Text, button: HTMLElement): void => {
  let outer: ChildNode = text
  for (let mark = text.parentElement; mark?.matches('.hl') === true; mark = mark.parentElement) {
    if (mark.firstChild !== outer) break
    outer = mark
  }
  outer.before(button)
}

const startButton = (page: Document, start: Start): HTMLElement => {
  // A button element stands in the line as a box of its own, at which the line may break.
  const button = page.createElement('span')
  button.setAttribute('role', 'button')
  button.className = 'hl-start'
  // One of them is in the order of Tab; `n` and `p` go from one to the next.
  button.tabIndex = -1
  button.setAttribute(START_ATTRIBUTE, start.key)
  button.setAttribute('aria-label', start.label)
  return button
}
