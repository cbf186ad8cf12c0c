'use client'

import { type RefObject, useEffect, useState } from 'react'
import type { PlacedRow } from './use-settled'

/** As long as there are no more rows than this, all of them are drawn. */
const WHOLE_ROWS = 80
/** How far beyond the window rows are drawn, in heights of it. */
const REACH = 1

interface Sight {
  /** The window's top in the list, in half heights of the window. */
  readonly halves: number
  /** The row that has the focus: it stays. */
  readonly focused: string | undefined
}

/**
 * Of many rows, those in and around the window, with the open one and the one
 * that has the focus; of few, all.
 */
export const useNear = (
  rows: readonly PlacedRow[],
  list: RefObject<HTMLOListElement | null>,
  open: string | null,
): readonly PlacedRow[] => {
  const isMany = rows.length > WHOLE_ROWS
  const [sight, setSight] = useState<Sight>({ halves: 0, focused: undefined })
  useEffect(() => {
    if (!isMany) return undefined
    let frame = 0
    const look = (): void => {
      frame = 0
      if (list.current === null) return
      const halves = Math.round(-list.current.getBoundingClientRect().top / (innerHeight / 2))
      const focused = document.activeElement?.closest<HTMLElement>('[data-row]')?.dataset.row
      setSight((before) => (before.halves === halves && before.focused === focused ? before : { halves, focused }))
    }
    const soon = (): void => {
      if (frame === 0) frame = requestAnimationFrame(look)
    }
    soon()
    addEventListener('scroll', soon, { passive: true })
    addEventListener('resize', soon)
    return () => {
      cancelAnimationFrame(frame)
      removeEventListener('scroll', soon)
      removeEventListener('resize', soon)
    }
  }, [isMany, list])
  if (!isMany) return rows
  const height = innerHeight
  const from = (sight.halves * height) / 2 - REACH * height
  const to = (sight.halves * height) / 2 + (1 + REACH) * height
  return rows.filter(
    (row) => row.id === open || row.id === sight.focused || (row.top + row.guess > from && row.top < to),
  )
}
