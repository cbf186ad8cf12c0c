'use client'

import type { RefObject } from 'react'
import type { PlacedRow } from './placed-row'
import { WHOLE_ROWS, useSight } from './use-sight'

/** How far beyond the window rows are drawn, in heights of it. */
const REACH = 1

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
  const sight = useSight(list, isMany, 'row')
  if (!isMany) return rows
  const height = innerHeight
  const from = (sight.halves * height) / 2 - REACH * height
  const to = (sight.halves * height) / 2 + (1 + REACH) * height
  return rows.filter(
    (row) => row.id === open || row.id === sight.focused || (row.top + row.guess > from && row.top < to),
  )
}
