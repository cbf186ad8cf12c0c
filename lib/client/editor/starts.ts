import type { RecordKey } from '../../core/annotation'
import type { IndexedBlock } from '../../core/document'
import { START_ATTRIBUTE, type Start } from './highlights'
import type { Leaf, TextView } from './text-view'

/** The starts of the annotations of one block, as elements in its text. */
export interface BlockStarts {
  /**
   * Shows these, in the order of the text, and no others. What was there and has not moved stays
   * where it is, so that it keeps the focus; only what differs from the last call is looked at.
   */
  show(starts: readonly Start[]): void
}

/** The starts of `block`: none yet. */
export const blockStarts = (view: TextView, block: IndexedBlock): BlockStarts => {
  let shown: readonly Start[] = []
  const buttons = new Map<RecordKey, HTMLElement>()
  return {
    show: (starts) => {
      const { out, into } = difference(shown, starts)
      shown = starts
      const old = new Map(out.map((start) => [start.key, start]))
      const fresh: Start[] = []
      for (const start of into) {
        const before = old.get(start.key)
        const button = buttons.get(start.key)
        if (before?.at !== start.at || button === undefined) {
          fresh.push(start)
          continue
        }
        old.delete(start.key)
        if (before.label !== start.label) button.setAttribute('aria-label', start.label)
      }
      for (const key of old.keys()) {
        buttons.get(key)?.remove()
        buttons.delete(key)
      }
      if (fresh.length === 0) return
      for (const [at, button] of put(view, block, fresh).entries()) {
        const start = fresh[at]
        if (start !== undefined) buttons.set(start.key, button)
      }
    },
  }
}

/** What of two lists lies between the ends that they share. */
const difference = (
  before: readonly Start[],
  after: readonly Start[],
): { readonly out: readonly Start[]; readonly into: readonly Start[] } => {
  const most = Math.min(before.length, after.length)
  let head = 0
  while (head < most && before[head] === after[head]) head += 1
  let tail = 0
  while (tail < most - head && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail += 1
  return { out: before.slice(head, before.length - tail), into: after.slice(head, after.length - tail) }
}

/** Puts `starts`, which ascend, into the text in one walk through its pieces; their elements, in the same order. */
const put = (view: TextView, block: IndexedBlock, starts: readonly Start[]): readonly HTMLElement[] => {
  const texts = view.leavesOf(block).filter((leaf): leaf is Leaf & { node: Text } => leaf.node instanceof Text)
  const element = view.elementOf(block)
  let at = 0
  /** The piece that is looked at, of which what stands before its last start is cut off. */
  let node = texts[0]?.node
  let from: number = texts[0]?.start ?? block.start
  let isCut = false
  const buttons: HTMLElement[] = []
  for (const start of starts) {
    const button = startButton(element.ownerDocument, start)
    buttons.push(button)
    while ((texts[at]?.end ?? Infinity) <= start.at && at < texts.length - 1) {
      at += 1
      node = texts[at]?.node
      from = texts[at]?.start ?? from
    }
    if (node === undefined) {
      element.append(button)
      continue
    }
    const inside = Math.min(Math.max(start.at - from, 0), node.length)
    if (inside === 0) before(node, button)
    else if (inside === node.length) node.after(button)
    else {
      node = node.splitText(inside)
      from += inside
      node.before(button)
      isCut = true
    }
  }
  if (isCut) view.forget(block)
  return buttons
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
