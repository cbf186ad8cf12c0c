import type { IndexedBlock } from '../../core/document'
import { KEYS_ATTRIBUTE, type Stretch, type Stroke } from './highlights'
import { keepSelection } from './kept-selection'
import type { Leaf, TextView } from './text-view'

const MARK = '.hl'

/** Draws the stretches of a block as elements around its text, and takes all others out. A selection in the block stays. */
export const drawMarks = (view: TextView, block: IndexedBlock, stretches: readonly Stretch[]): void => {
  const element = view.elementOf(block)
  const old = element.querySelectorAll<HTMLElement>(MARK)
  if (old.length === 0 && stretches.length === 0) return
  const restoreSelection = keepSelection(view, element)
  for (const mark of old) mark.replaceWith(...mark.childNodes)
  if (old.length > 0) element.normalize()
  view.forget(block)
  let next = 0
  for (const leaf of view.leavesOf(block)) {
    while ((stretches[next]?.end ?? Infinity) <= leaf.start) next += 1
    wrapLeaf(leaf, stretches, next)
  }
  view.forget(block)
  restoreSelection()
}

const wrapLeaf = (leaf: Leaf, stretches: readonly Stretch[], from: number): void => {
  let { node } = leaf
  let start: number = leaf.start
  for (let at = from; ; at += 1) {
    const stretch = stretches[at]
    if (stretch === undefined) return
    if (!(node instanceof Text)) {
      // A marker belongs to what goes on on both of its sides.
      if (stretch.start < leaf.start) wrap(node, stretch.strokes)
      return
    }
    if (stretch.start >= leaf.end) return
    if (stretch.start > start) {
      node = node.splitText(stretch.start - start)
      start = stretch.start
    }
    const rest = stretch.end < leaf.end ? node.splitText(stretch.end - start) : undefined
    wrap(node, stretch.strokes)
    if (rest === undefined) return
    node = rest
    start = stretch.end
  }
}

const wrap = (node: Text | Element, strokes: readonly Stroke[]): void => {
  let inner: Text | Element = node
  strokes.toReversed().forEach((stroke, at) => {
    const mark = node.ownerDocument.createElement(at === strokes.length - 1 ? 'mark' : 'span')
    mark.className = `hl v${String(stroke.depth)} lane${String(stroke.lane)}${stroke.pigment === null ? ' plain' : ''}`
    if (stroke.pigment !== null) mark.dataset.pigment = stroke.pigment
    mark.setAttribute(KEYS_ATTRIBUTE, stroke.keys.join(' '))
    inner.before(mark)
    mark.append(inner)
    inner = mark
  })
}
