import { QUOTE_MAX_CHARS } from '../../core/annotation'
import { type Offset, type TextIndex, offset } from '../../core/document'
import type { PassageRange } from '../session/room'
import type { TextView } from './text-view'

/**
 * The passage from `start` to `end` without the white space at its ends;
 * `undefined` where nothing is left, or where it is longer than a passage may be.
 */
export const trimPassage = (index: TextIndex, start: Offset, end: Offset): PassageRange | undefined => {
  const text = index.text.slice(start, end)
  const lead = text.length - text.trimStart().length
  const length = text.trim().length
  if (length === 0 || length > QUOTE_MAX_CHARS) return undefined
  return { start: offset(start + lead), end: offset(start + lead + length) }
}

/**
 * The passage that the window's selection covers, cut to the paper;
 * `undefined` where it covers no text of it.
 */
const selectedPassage = (selection: Selection | null, view: TextView, index: TextIndex): PassageRange | undefined => {
  if (selection === null || selection.isCollapsed || selection.rangeCount === 0) return undefined
  const range = selection.getRangeAt(0)
  if (!range.intersectsNode(view.dom)) return undefined
  const isInside = (node: Node): boolean => view.dom.contains(node)
  const start = isInside(range.startContainer)
    ? view.offsetOf({ node: range.startContainer, offset: range.startOffset }, 'start')
    : offset(0)
  const end = isInside(range.endContainer)
    ? view.offsetOf({ node: range.endContainer, offset: range.endOffset }, 'end')
    : offset(index.text.length)
  return start < end ? trimPassage(index, start, end) : undefined
}

const touches = (selection: Selection, element: HTMLElement): boolean =>
  selection.rangeCount > 0 && selection.getRangeAt(0).intersectsNode(element)

/** As `selectedPassage`, of the copy of a note in which the whole selection lies, else of the paper. */
const selectedIn = (selection: Selection | null, paper: SelectablePaper): PassageRange | undefined => {
  const around = selection !== null && selection.rangeCount > 0 ? selection.getRangeAt(0).commonAncestorContainer : null
  const [own, ...copies] = paper.views()
  const view = copies.find(({ dom }) => around !== null && dom.contains(around)) ?? own
  return view === undefined ? undefined : selectedPassage(selection, view, paper.index)
}

/** A paper with the copies of its notes on the page, as `PaperView` has them. */
export interface SelectablePaper {
  readonly index: TextIndex
  /** The paper first. */
  views(): readonly TextView[]
}

/** The DOM range of a passage. */
export const rangeOfPassage = (range: PassageRange, view: TextView): Range => {
  const from = view.placeAt(range.start, 'start')
  const to = view.placeAt(range.end, 'end')
  const dom = document.createRange()
  dom.setStart(from.node, from.offset)
  dom.setEnd(to.node, to.offset)
  return dom
}

/** Where a press may end the selection: everywhere but on what acts on it or floats over the page. */
const KEEPERS =
  'input, textarea, select, [contenteditable="true"], [role="toolbar"], [role="dialog"], [role="menu"], [data-keeps-selection]'

/** Stands on the page while the mouse draws a selection: the bar that floats over the text lets the mouse through. */
const DRAWING = 'data-drawing'

/**
 * Tells `select` of every new passage, and `undefined` when the reader gives it
 * up. A selection that is still being drawn with the mouse is told at its end;
 * one that ends because the focus went to a field or to the bar is kept.
 */
export const followSelection = (
  paper: SelectablePaper,
  select: (range: PassageRange | undefined) => void,
): (() => void) => {
  let isDrawing = false
  let pressedOutside = false
  let timer: ReturnType<typeof setTimeout> | undefined
  // A selection that ended on the bar of the one before it would reach to the end of the paper.
  const draw = (isIt: boolean): void => {
    isDrawing = isIt
    document.documentElement.toggleAttribute(DRAWING, isIt)
  }
  const isInPaper = (target: EventTarget | null): boolean =>
    target instanceof Node && paper.views().some(({ dom }) => dom.contains(target))
  const tell = (): void => {
    clearTimeout(timer)
    const selection = document.getSelection()
    const passage = selectedIn(selection, paper)
    if (passage !== undefined) {
      pressedOutside = false
      select(passage)
    } else if (pressedOutside || (selection !== null && paper.views().some(({ dom }) => touches(selection, dom))))
      select(undefined)
  }
  const onChange = (): void => {
    if (isDrawing) return
    // Handles of a touch screen send many changes; the bar waits until they rest.
    clearTimeout(timer)
    timer = setTimeout(tell, matchMedia('(pointer: coarse)').matches ? 250 : 60)
  }
  // A key that acts on the selection means the one that stands, not the one that was told last.
  const onKey = (event: KeyboardEvent): void => {
    if (isInPaper(event.target) && !isDrawing && !event.shiftKey && !event.key.startsWith('Arrow')) tell()
  }
  const onDown = (event: PointerEvent): void => {
    const target = event.target
    if (!(target instanceof Element)) return
    const isPaper = isInPaper(target)
    pressedOutside = !isPaper && target.closest(KEEPERS) === null
    if (event.pointerType === 'mouse' && event.button === 0) draw(isPaper)
  }
  const onUp = (): void => {
    if (!isDrawing) return
    draw(false)
    // The browser settles the selection after the event.
    clearTimeout(timer)
    timer = setTimeout(tell, 0)
  }
  document.addEventListener('selectionchange', onChange)
  document.addEventListener('keydown', onKey, true)
  document.addEventListener('pointerdown', onDown, true)
  document.addEventListener('pointerup', onUp, true)
  document.addEventListener('pointercancel', onUp, true)
  return () => {
    clearTimeout(timer)
    draw(false)
    document.removeEventListener('selectionchange', onChange)
    document.removeEventListener('keydown', onKey, true)
    document.removeEventListener('pointerdown', onDown, true)
    document.removeEventListener('pointerup', onUp, true)
    document.removeEventListener('pointercancel', onUp, true)
  }
}
