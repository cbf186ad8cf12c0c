'use client'

import { type RefObject, useEffect, useMemo, useRef, useState } from 'react'
import type { RoomThread } from '@/lib/client/hooks/use-room'
import { type Sight, type WindowedRow, rowsInSight } from './windowed-rows'

/** As long as there are no more rows than this, all of them are drawn. */
const WHOLE_ROWS = 80

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
  const [sight, setSight] = useState<Sight>({ halves: 0, focused: undefined })
  const [heights, setHeights] = useState<ReadonlyMap<string, number>>(new Map())
  const { rows, after } = useMemo(
    () => (isMany ? rowsInSight(threads, sight, innerHeight, heights, open) : { rows: allOf(threads), after: 0 }),
    [threads, isMany, sight, heights, open],
  )

  useEffect(() => {
    if (!isMany) return undefined
    let frame = 0
    const look = (): void => {
      frame = 0
      if (list.current === null) return
      const halves = Math.round(-list.current.getBoundingClientRect().top / (innerHeight / 2))
      const focused = document.activeElement?.closest<HTMLElement>('[data-thread]')?.dataset.thread
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
  }, [isMany])

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
