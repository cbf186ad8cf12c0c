import type { TextView } from './text-view'

/**
 * Remembers a selection that has an end in one of `elements`, parts of the text; the
 * answer sets it again. To ask for the selection is to have the browser lay the page
 * out, so it is asked once, before anything is drawn.
 */
export const keepSelection = (view: TextView, elements: readonly HTMLElement[]): (() => void) => {
  if (elements.length === 0) return () => undefined
  const selection = view.dom.ownerDocument.getSelection()
  if (selection === null || selection.rangeCount === 0) return () => undefined
  const { anchorNode, focusNode } = selection
  if (anchorNode === null || focusNode === null) return () => undefined
  if (!elements.some((element) => element.contains(anchorNode) || element.contains(focusNode))) return () => undefined
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

/** A start that has the focus loses it where it is moved; the answer gives it back. */
export const keepFocus = (elements: readonly HTMLElement[]): (() => void) => {
  const focused = elements[0]?.ownerDocument.activeElement
  if (!(focused instanceof HTMLElement) || !elements.some((element) => element.contains(focused)))
    return () => undefined
  return () => {
    if (focused.isConnected && focused.ownerDocument.activeElement !== focused) focused.focus({ preventScroll: true })
  }
}

const isBefore = (node: Node, at: number, other: Node, otherAt: number): boolean => {
  if (node === other) return at < otherAt
  return (node.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0
}
