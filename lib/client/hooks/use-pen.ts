'use client'

import type { TagId } from '../../core/base'
import { pageStore } from './page-store'

/** What every further selection becomes without being asked: a highlight, or a verdict; `null` while the pen rests. */
export type Pen = TagId | 'highlight' | null

interface PenState {
  readonly pen: Pen
  /** True while a mouse draws the selection: then the pen acts by itself. A selection made by keys or on a touch screen waits for a press. */
  readonly isMouse: boolean
}

const pens = pageStore<Pen>(null)
const mouse = pageStore(false)

/** Takes a pen up, or (`null`) puts it down. It is this window's and goes with the page. */
export const takePen = pens.set

/** Tells by what the next selection is made. */
export const penMoves = mouse.set

/** The pen of this window. */
export const usePen = (): PenState => ({ pen: pens.use(), isMouse: mouse.use() })
