'use client'

import { type RefObject, useEffect, useMemo, useRef, useState } from 'react'
import type { RecordKey } from '@/lib/core/annotation'
import { usePassages } from '@/lib/client/hooks/use-passages'
import type { RoomThread } from '@/lib/client/hooks/use-room'
import type { PlacedRow } from './placed-row'
import { foldedAbove } from './folded-above'
import { type Unsettled, settle } from './settle'
import { type Standing, createPlaces, createStanding, inReadingOrder } from './standing'
import { useNear } from './use-near'

/** The space between the margin's head and the first note, px. */
const BELOW_HEAD = 8
/** The slip's own edge: its passage's words stand this much below its top, px. */
const SLIP_EDGE = 14
/** A folded line of which nothing has been measured yet, px. */
const ROW_HEIGHT = 20

/**
 * The rows of the margin and where they stand. It measures again when the text
 * moves, when a row's height changes, and when threads come and go. Of many rows
 * only those near the window are given; none begins under the margin's head, which
 * stands `headHeight` px tall. `end` is where the last of all rows ends, px from the
 * top of the column. `measured` is false until the text can be measured.
 */
export const useSettled = (
  threads: readonly RoomThread[],
  open: RecordKey | null,
  unfolded: ReadonlySet<number | null>,
  headHeight: number,
): {
  readonly rows: readonly PlacedRow[]
  readonly list: RefObject<HTMLOListElement | null>
  readonly end: number
  readonly measured: boolean
} => {
  const passages = usePassages()
  const list = useRef<HTMLOListElement>(null)
  const [layout, setLayout] = useState(0)
  const sizes = useRef<ResizeObserver>(undefined)
  const observed = useRef(new WeakSet<Element>())
  const [heights, setHeights] = useState<ReadonlyMap<string, number>>(new Map())

  useEffect(
    () =>
      passages.subscribeLayout(() => {
        setLayout((count) => count + 1)
      }),
    [passages],
  )

  // Measured anew where lines moved.
  const placesOf = useMemo(() => (layout >= 0 ? createPlaces(passages) : () => []), [passages, layout])
  const stand = useMemo(createStanding, [])

  const rows = useMemo((): readonly PlacedRow[] => {
    const least = headHeight + BELOW_HEAD
    const unsettled = ({ id, want, guess }: Standing): Unsettled => ({
      key: id,
      want: want - (id === open ? SLIP_EDGE : 0),
      height: heights.get(id) ?? guess ?? ROW_HEIGHT,
    })
    const all = stand(placesOf(inReadingOrder(threads, passages)), open, unfolded)
    const folded = foldedAbove(all.map(unsettled), open, least, ROW_HEIGHT)
    const standing = folded === 0 ? all : [lineAbove(all.slice(0, folded)), ...all.slice(folded)]
    const tops = settle(standing.map(unsettled), open, least)
    return standing.map(({ row, id, want, guess }, at) => ({
      ...row,
      id,
      want,
      top: tops[at] ?? want,
      guess: guess ?? ROW_HEIGHT,
    }))
  }, [threads, passages, placesOf, stand, open, unfolded, heights, headHeight])

  // The observer tells heights after the browser's own layout: asking for them here would force one more.
  useEffect(() => {
    const observer = new ResizeObserver((entries) => {
      setHeights((before) => {
        const next = new Map(before)
        for (const { target, borderBoxSize } of entries) {
          const id = target instanceof HTMLElement ? target.dataset.row : undefined
          const height = borderBoxSize[0]?.blockSize
          if (id !== undefined && height !== undefined && target.isConnected) next.set(id, Math.ceil(height))
        }
        return [...next].every(([id, height]) => before.get(id) === height) ? before : next
      })
    })
    sizes.current = observer
    return () => {
      observer.disconnect()
      sizes.current = undefined
      observed.current = new WeakSet()
    }
  }, [])
  const near = useNear(rows, list, open)
  useEffect(() => {
    for (const box of list.current?.querySelectorAll('[data-row]') ?? []) {
      if (observed.current.has(box)) continue
      observed.current.add(box)
      sizes.current?.observe(box)
    }
  }, [near])

  const last = rows.at(-1)
  const end = last === undefined ? 0 : last.top + (heights.get(last.id) ?? last.guess)
  return { rows: near, list, end, measured: passages.isReady }
}

/** The line in place of rows that the open thread leaves no room above it. */
const lineAbove = (rows: readonly Standing[]): Standing => {
  const want = rows[0]?.want ?? 0
  const keys = rows.flatMap(({ row }) => (row.kind === 'more' ? row.keys : [row.key]))
  return { row: { kind: 'more', paragraph: null, keys, want, isAbove: true }, id: 'more above', want, guess: undefined }
}
