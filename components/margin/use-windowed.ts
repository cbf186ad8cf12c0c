'use client'

import { type RefObject, useEffect, useMemo, useRef, useState } from 'react'
import type { RoomThread } from '@/lib/client/hooks/use-room'
import { WHOLE_ROWS, useSight } from './use-sight'
import { type WindowedRow, rowsInSight } from './windowed-rows'

/** The part of a list that is drawn. */
export interface Windowed {
  readonly list: RefObject<HTMLOListElement | null>
  readonly rows: readonly WindowedRow[]
  /** The rows after the last drawn one take so much room, px. */
  readonly after: number
}

/**
 * Of a list of many threads those in and around the window, with the open one and
 * the one that has the focus; of few, all. Rows stand in the flow of the page, so
 * that the browser keeps what is read in its place when a row turns out taller
 * than it was taken for.
 */
export const useWindowed = (threads: readonly RoomThread[], open: string | null): Windowed => {
  const list = useRef<HTMLOListElement>(null)
  const isMany = threads.length > WHOLE_ROWS
  const sight = useSight(list, isMany, 'thread')
  const [heights, setHeights] = useState<ReadonlyMap<string, number>>(new Map())
  const { rows, after } = useMemo(
    () => (isMany ? rowsInSight(threads, sight, innerHeight, heights, open) : { rows: allOf(threads), after: 0 }),
    [threads, isMany, sight, heights, open],
  )

  useEffect(() => {
    if (!isMany) return undefined
    const sizes = new ResizeObserver((entries) => {
      setHeights((before) => {
        const next = new Map(before)
        for (const { target, borderBoxSize } of entries) {
          const key = target instanceof HTMLElement ? target.dataset.thread : undefined
          const height = borderBoxSize[0]?.blockSize
          if (key !== undefined && height !== undefined && target.isConnected) next.set(key, height)
        }
        return [...next].every(([key, height]) => before.get(key) === height) ? before : next
      })
    })
    for (const row of list.current?.children ?? []) sizes.observe(row)
    return () => {
      sizes.disconnect()
    }
  }, [isMany, rows])

  return { list, rows, after }
}

const allOf = (threads: readonly RoomThread[]): readonly WindowedRow[] =>
  threads.map((thread, at) => ({ thread, place: at + 1, before: 0 }))
