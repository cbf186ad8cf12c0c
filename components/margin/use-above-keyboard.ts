'use client'

import { type RefObject, useEffect } from 'react'

/**
 * Tells an element at the window's lower edge, as `--keyboard`, how much of the
 * window a keyboard covers that lies over the page: Safari on a phone does not
 * make the page smaller for it. Nothing while the page is magnified.
 */
export const useAboveKeyboard = (element: RefObject<HTMLElement | null>): void => {
  useEffect(() => {
    const seen = window.visualViewport
    if (seen === null) return undefined
    const look = (): void => {
      const covered = seen.scale === 1 ? Math.max(0, innerHeight - seen.height - seen.offsetTop) : 0
      element.current?.style.setProperty('--keyboard', `${String(Math.round(covered))}px`)
    }
    look()
    seen.addEventListener('resize', look)
    seen.addEventListener('scroll', look)
    return () => {
      seen.removeEventListener('resize', look)
      seen.removeEventListener('scroll', look)
    }
  }, [element])
}
