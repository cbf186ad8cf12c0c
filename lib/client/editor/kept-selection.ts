import type { TextView } from './text-view'

/** Remembers a selection that has an end in `element`, a part of the text; the answer sets it again. */
export const keepSelection = (view: TextView, element: HTMLElement): (() => void) => {
  const selection = element.ownerDocument.getSelection()
  const { anchorNode, focusNode } = selection ?? { anchorNode: null, focusNode: null }
  if (selection === null || anchorNode === null || focusNode === null) return () => undefined
  if (!element.contains(anchorNode) && !element.contains(focusNode)) return () => undefined
  if (!view.dom.contains(anchorNode) || !view.dom.contains(focusNode)) return () => undefined
  const isForward = !isBefore(focusNode, selection.focusOffset, anchorNode, selection.anchorOffset)
  const [first, last] = isForward ? (['start', 'end'] as const) : (['end', 'start'] as const)
  const anchor = view.offsetOf({ node: anchorNode, offset: selection.anchorOffset }, first)
  const focus = view.offsetOf({ node: focusNode, offset: selection.focusOffset }, last)
  return () => {
    const from = view.placeAt(anchor, first)
    const to = selection.isCollapsed && anchor === focus ? from : view.placeAt(focus, last)
    selection.setBaseAndExtent(from.node, from.offset, to.node, to.offset)
  }
}

const isBefore = (node: Node, at: number, other: Node, otherAt: number): boolean => {
  if (node === other) return at < otherAt
  return (node.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0
}
