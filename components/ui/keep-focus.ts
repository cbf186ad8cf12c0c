/** Parts of a page that the focus may go to when the control that had it is gone. */
const PARTS = 'li, tr, section, article, fieldset, form, dialog, [role="dialog"], main'

let stop: (() => void) | undefined

/**
 * Sees to it that the focus is not lost when the control that has it goes away
 * by what it did: it goes to the smallest part of the page around it that still
 * stands. To call when a form is sent; it watches until the focus moves.
 */
export const keepFocus = (): void => {
  stop?.()
  const from = document.activeElement
  if (!(from instanceof HTMLElement) || from === document.body) return
  const around: HTMLElement[] = []
  for (let part = from.parentElement; part !== null; part = part.parentElement)
    if (part.matches(PARTS)) around.push(part)

  const look = (): void => {
    if (from.isConnected && document.activeElement === from) return
    // Somebody else has it, or the page is another one.
    if (document.activeElement !== document.body && document.activeElement !== null) {
      stop?.()
      return
    }
    const part = around.find((one) => one.isConnected && one.getClientRects().length > 0)
    stop?.()
    if (part === undefined) return
    if (!part.hasAttribute('tabindex')) part.tabIndex = -1
    part.focus({ preventScroll: true })
  }
  const observer = new MutationObserver(look)
  observer.observe(document.body, { childList: true, subtree: true })
  const moved = (event: FocusEvent): void => {
    if (event.target !== from) stop?.()
  }
  document.addEventListener('focusin', moved)
  stop = () => {
    observer.disconnect()
    document.removeEventListener('focusin', moved)
    stop = undefined
  }
}
