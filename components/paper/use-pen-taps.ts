'use client'

import { useEffect, useEffectEvent } from 'react'
import type { Offset } from '@/lib/core/document'
import type { PaperView } from '@/lib/client/editor/paper-view'
import { usePassages } from '@/lib/client/hooks/use-passages'

/** How long a double press waits for a third, in ms. */
export const THIRD_PRESS_MS = 320

/** A finger that stays longer holds, and one that goes farther scrolls: neither is a tap. In ms and px. */
const TAP_MAX_MS = 300
const TAP_MAX_PX = 10
/** Taps that follow each other within so long and so near mean one thing. In ms and px. */
export const TAP_AGAIN_MS = 400
const TAPS_APART_PX = 32

interface Tap {
  readonly x: number
  readonly y: number
  /** As events count it, in ms. */
  readonly at: number
}

const tapOf = (event: PointerEvent): Tap => ({ x: event.clientX, y: event.clientY, at: event.timeStamp })
const isNear = (a: Tap, b: Tap, ms: number, px: number): boolean =>
  b.at - a.at < ms && Math.hypot(a.x - b.x, a.y - b.y) < px

/** Calls `onTaps` where a finger taps the text twice, or three times, while a pen is in hand. */
export const usePenTaps = (paper: PaperView, hasPen: boolean, onTaps: (count: 2 | 3, at: Offset) => void): void => {
  const passages = usePassages()
  const act = useEffectEvent((count: 2 | 3, { x, y }: Tap): void => {
    const at = passages.offsetAtPoint(x, y)
    if (at !== undefined) onTaps(count, at)
  })
  useEffect(() => {
    if (!hasPen) return undefined
    const { dom } = paper.view
    const listeners = new AbortController()
    const { signal } = listeners
    let down: Tap | undefined
    let last: Tap | undefined
    let count = 0
    let waiting: ReturnType<typeof setTimeout> | undefined
    const onTap = (tap: Tap): void => {
      clearTimeout(waiting)
      count = last !== undefined && isNear(last, tap, TAP_AGAIN_MS, TAPS_APART_PX) ? count + 1 : 1
      last = tap
      if (count === 2) {
        waiting = setTimeout(() => {
          act(2, tap)
        }, THIRD_PRESS_MS)
      } else if (count === 3) act(3, tap)
    }
    dom.addEventListener(
      'pointerdown',
      (event) => {
        down = event.pointerType === 'touch' && event.isPrimary ? tapOf(event) : undefined
      },
      { signal },
    )
    dom.addEventListener(
      'pointerup',
      (event) => {
        const tap = tapOf(event)
        if (down !== undefined && isNear(down, tap, TAP_MAX_MS, TAP_MAX_PX)) onTap(tap)
        down = undefined
      },
      { signal },
    )
    // The browser took the finger for a scroll.
    dom.addEventListener(
      'pointercancel',
      () => {
        down = undefined
      },
      { signal },
    )
    // Two taps would magnify the page (paper.css).
    dom.toggleAttribute('data-pen', true)
    return () => {
      clearTimeout(waiting)
      listeners.abort()
      dom.removeAttribute('data-pen')
    }
  }, [paper, hasPen])
}
