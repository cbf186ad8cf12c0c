'use client'

import { type RefObject, useEffect, useState } from 'react'

/** As long as there are no more rows than this, all of them are drawn. */
export const WHOLE_ROWS = 80

/** What of a list is looked at. */
export interface Sight {
  /** The window's top in the list, in half heights of the window. */
  readonly halves: number
  /** The row that has the focus: it stays. */
  readonly focused: string | undefined
}

/** What of a long list is looked at, told once a frame; of a short one nothing is asked. `row` is the row's name in its `dataset`. */
export const useSight = (list: RefObject<HTMLElement | null>, isLong: boolean, row: 'row' | 'thread'): Sight => {
  const [sight, setSight] = useState<Sight>({ halves: 0, focused: undefined })
  useEffect(() => {
    if (!isLong) return undefined
    let frame = 0
    const look = (): void => {
      frame = 0
      if (list.current === null) return
      const halves = Math.round(-list.current.getBoundingClientRect().top / (innerHeight / 2))
      const focused = document.activeElement?.closest<HTMLElement>(`[data-${row}]`)?.dataset[row]
      setSight((before) => (before.halves === halves && before.focused === focused ? before : { halves, focused }))
    }
    const soon = (): void => {
      if (frame === 0) frame = requestAnimationFrame(look)
    }
    soon()
    // Also of what scrolls inside the page: such an event does not rise.
    addEventListener('scroll', soon, { passive: true, capture: true })
    addEventListener('resize', soon)
    return () => {
      cancelAnimationFrame(frame)
      removeEventListener('scroll', soon, { capture: true })
      removeEventListener('resize', soon)
    }
  }, [isLong, list, row])
  return sight
}
