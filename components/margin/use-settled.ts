'use client'

import { type RefObject, useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import type { RecordKey } from '@/lib/core/annotation'
import { usePassages } from '@/lib/client/hooks/use-passages'
import type { RoomThread } from '@/lib/client/hooks/use-room'
import { type Row, crowd } from './crowd'
import { settle } from './settle'
import { guessHeight, weightOf } from './tally'

interface Placed {
  /** Names the row across renders. */
  readonly id: string
  /** Where it stands, px from the top of the column. */
  readonly top: number
  /** Where its passage stands. */
  readonly want: number
}
export type MoreRow = Extract<Row, { kind: 'more' }> & Placed
export type ThreadRow = Extract<Row, { kind: 'thread' }> & Placed
export type PlacedRow = MoreRow | ThreadRow

/** Below the line with the counts, px from the top of the column. */
const LEAST_TOP = 72
/** The slip's own edge: its passage's words stand this much below its top, px. */
const SLIP_EDGE = 14
/** A row of which nothing has been measured yet, px. */
const ROW_HEIGHT = 48

/**
 * The rows of the margin and where they stand. It measures again when the text
 * moves, when a row's height changes, and when threads come and go. `measured`
 * is false before the first time.
 */
export const useSettled = (
  threads: readonly RoomThread[],
  open: RecordKey | null,
  unfolded: ReadonlySet<number | null>,
): {
  readonly rows: readonly PlacedRow[]
  readonly list: RefObject<HTMLOListElement | null>
  readonly measured: boolean
} => {
  const passages = usePassages()
  const list = useRef<HTMLOListElement>(null)
  const [layout, setLayout] = useState(0)
  const [heights, setHeights] = useState<ReadonlyMap<string, number>>(new Map())

  useEffect(
    () =>
      passages.subscribeLayout(() => {
        setLayout((count) => count + 1)
      }),
    [passages],
  )

  const places = useMemo(() => {
    const isDrawn = passages.isReady && layout >= 0
    return threads.map((thread) => {
      const { start } = thread.annotation.anchor
      return {
        key: thread.key,
        paragraph: isDrawn ? passages.paragraphAt(start) : null,
        want: isDrawn ? passages.topOf(start) : 0,
        height: guessHeight(thread),
        weight: weightOf(thread),
      }
    })
  }, [threads, passages, layout])

  const rows = useMemo((): readonly PlacedRow[] => {
    const wants = new Map<string, number>(places.map(({ key, want }) => [key, want]))
    const standing = crowd(places, new Set(open === null ? [] : [open]), unfolded).map((row) => ({
      row,
      id: row.kind === 'thread' ? row.key : `more ${String(row.paragraph)} ${row.keys[0] ?? ''}`,
      want: row.kind === 'thread' ? (wants.get(row.key) ?? 0) : row.want,
    }))
    const tops = settle(
      standing.map(({ id, want }) => ({
        key: id,
        want: want - (id === open ? SLIP_EDGE : 0),
        height: heights.get(id) ?? ROW_HEIGHT,
      })),
      open,
      LEAST_TOP,
    )
    return standing.map(({ row, id, want }, at) => ({ ...row, id, want, top: tops[at] ?? want }))
  }, [places, open, unfolded, heights])

  const measure = useCallback(() => {
    const boxes = list.current?.querySelectorAll<HTMLElement>('[data-row]') ?? []
    const next = new Map<string, number>()
    for (const box of boxes) next.set(box.dataset.row ?? '', box.offsetHeight)
    setHeights((before) =>
      before.size === next.size && [...next].every(([id, height]) => before.get(id) === height) ? before : next,
    )
  }, [])

  // Heights first, then places, before the eye sees either.
  useLayoutEffect(measure, [measure, rows])
  useEffect(() => {
    if (list.current === null) return undefined
    const observer = new ResizeObserver(measure)
    for (const box of list.current.querySelectorAll('[data-row]')) observer.observe(box)
    return () => {
      observer.disconnect()
    }
  }, [measure, rows])

  return { rows, list, measured: passages.isReady && layout > 0 }
}
