/** Where a slip stands to what it belongs to. */
export interface Beside {
  readonly side: 'top' | 'bottom'
  readonly align: 'start' | 'center' | 'end'
}

/** Between a slip and what it belongs to, and between a slip and the window's edge, in px. */
const GAP = 6
const EDGE = 8

/**
 * Puts a shown slip beside `anchor` (its box in the window): on the side asked
 * for, on the other one where there is no room, and never over the window's
 * edge. The slip scrolls with the page.
 */
export const putBeside = (slip: HTMLElement, anchor: DOMRect, { side, align }: Beside): void => {
  const { offsetWidth: width, offsetHeight: height } = slip
  const below = anchor.bottom + GAP
  const above = anchor.top - GAP - height
  const hasRoomBelow = below + height <= innerHeight - EDGE
  const isBelow = side === 'bottom' ? hasRoomBelow || above < EDGE : above < EDGE && hasRoomBelow
  const start = { start: anchor.left, center: (anchor.left + anchor.right - width) / 2, end: anchor.right - width }[
    align
  ]
  const left = Math.max(EDGE, Math.min(start, document.documentElement.clientWidth - width - EDGE))
  Object.assign(slip.style, {
    position: 'absolute',
    inset: 'auto',
    margin: '0',
    left: `${String(left + scrollX)}px`,
    top: `${String((isBelow ? below : above) + scrollY)}px`,
  })
}
