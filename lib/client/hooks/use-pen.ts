'use client'

import { useSyncExternalStore } from 'react'
import type { TagId } from '../../core/base'

/** What every further selection becomes without being asked: a highlight, or a verdict; `null` while the pen rests. */
export type Pen = TagId | 'highlight' | null

interface PenState {
  readonly pen: Pen
  /** True while a mouse draws the selection: then the pen acts by itself. A selection made by keys or on a touch screen waits for a press. */
  readonly isMouse: boolean
}

const RESTING: PenState = { pen: null, isMouse: false }
let state = RESTING
const listeners = new Set<() => void>()

const become = (next: PenState): void => {
  if (next.pen === state.pen && next.isMouse === state.isMouse) return
  state = next
  listeners.forEach((listener) => {
    listener()
  })
}

/** Takes a pen up, or (`null`) puts it down. It is this window's and goes with the page. */
export const takePen = (pen: Pen): void => {
  become({ ...state, pen })
}

/** Tells by what the next selection is made. */
export const penMoves = (isMouse: boolean): void => {
  become({ ...state, isMouse })
}

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** The pen of this window. */
export const usePen = (): PenState =>
  useSyncExternalStore(
    subscribe,
    () => state,
    () => RESTING,
  )
