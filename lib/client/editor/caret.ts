import type { TextView } from './text-view'

const STEPS: Readonly<
  Record<string, { readonly direction: 'forward' | 'backward'; readonly by: string; readonly byWord?: string }>
> = {
  ArrowRight: { direction: 'forward', by: 'character', byWord: 'word' },
  ArrowLeft: { direction: 'backward', by: 'character', byWord: 'word' },
  ArrowDown: { direction: 'forward', by: 'line', byWord: 'paragraph' },
  ArrowUp: { direction: 'backward', by: 'line', byWord: 'paragraph' },
  End: { direction: 'forward', by: 'lineboundary' },
  Home: { direction: 'backward', by: 'lineboundary' },
}

/** A caret for a text that cannot be edited. */
export interface Caret {
  /** Takes a key, when the focus is on the text; true where the caret used it. */
  press(event: KeyboardEvent): boolean
  /** Puts the caret away; the selection stays. */
  hide(): void
  destroy(): void
}

/**
 * Lets the keyboard select in a text that is no field: left, right, and every
 * arrow with Shift, put a caret into it; once it stands there, up and down move
 * it as well (before, they scroll). Escape puts it away. The text stays a plain
 * document to browsers and screen readers, so its links keep their place in the
 * order of Tab and no keyboard pops up on a phone.
 */
export const createCaret = (view: TextView, layer: HTMLElement, home: () => Range | undefined): Caret => {
  const mark = document.createElement('i')
  mark.className = 'own-caret'
  mark.hidden = true
  layer.append(mark)

  const place = (selection: Selection): void => {
    if (selection.focusNode === null) return
    const focus = document.createRange()
    focus.setStart(selection.focusNode, selection.focusOffset)
    const rect = focus.getClientRects()[0] ?? boxBeside(focus)
    if (rect === undefined) return
    const origin = layer.getBoundingClientRect()
    mark.style.translate = `${String(rect.left - origin.left)}px ${String(rect.top - origin.top)}px`
    mark.style.height = `${String(rect.height)}px`
    mark.hidden = false
    const bar = 72
    if (rect.top < bar) scrollBy({ top: rect.top - bar - 40 })
    else if (rect.bottom > innerHeight - 40) scrollBy({ top: rect.bottom - innerHeight + 80 })
  }

  const hide = (): void => {
    mark.hidden = true
  }
  view.dom.addEventListener('pointerdown', hide)

  return {
    hide,
    press: (event) => {
      const step = STEPS[event.key]
      const selection = document.getSelection()
      if (step === undefined || selection === null || event.altKey || event.metaKey) return false
      const isSideways = event.key === 'ArrowLeft' || event.key === 'ArrowRight'
      if (mark.hidden && !event.shiftKey && !isSideways) return false
      if (selection.rangeCount === 0 || !view.dom.contains(selection.focusNode)) {
        const start = home()
        if (start === undefined) return false
        selection.removeAllRanges()
        selection.addRange(start)
        if (!event.shiftKey && mark.hidden) {
          place(selection)
          return true
        }
      }
      const before = { node: selection.focusNode, offset: selection.focusOffset }
      const by = event.ctrlKey && step.byWord !== undefined ? step.byWord : step.by
      selection.modify(event.shiftKey ? 'extend' : 'move', step.direction, by)
      // The caret does not leave the paper.
      if (!view.dom.contains(selection.focusNode) && before.node !== null) {
        if (event.shiftKey) selection.extend(before.node, before.offset)
        else selection.collapse(before.node, before.offset)
      }
      place(selection)
      return true
    },
    destroy: () => {
      view.dom.removeEventListener('pointerdown', hide)
      mark.remove()
    },
  }
}

/** The edge of the character beside a place that has no box of its own (the end of a text, a marker). */
const boxBeside = (at: Range): DOMRect | undefined => {
  const node = at.startContainer
  const length = node instanceof Text ? node.length : node.childNodes.length
  const beside = document.createRange()
  if (at.startOffset > 0) {
    beside.setStart(node, at.startOffset - 1)
    beside.setEnd(node, at.startOffset)
    const rect = [...beside.getClientRects()].at(-1)
    if (rect !== undefined) return new DOMRect(rect.right, rect.top, 0, rect.height)
  }
  if (at.startOffset < length) {
    beside.setStart(node, at.startOffset)
    beside.setEnd(node, at.startOffset + 1)
    return beside.getClientRects()[0]
  }
  return undefined
}
